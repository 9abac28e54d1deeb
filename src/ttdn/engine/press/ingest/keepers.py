"""The side of whoever runs an ingest: keepers in this machine's processes, or on a cluster's."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from ttdn.engine.frames import FAILURE, ORDER, PAYLOAD, frame
from ttdn.engine.press.extract import Mode
from ttdn.engine.press.ingest.parts import Part
from ttdn.engine.press.limits import PageLimits

_AHEAD = 2  # parts given to a worker before it has done with the last
_TRIES = 2  # keepers a part may cost; only a machine out of memory ends one
_ENVIRONMENT = {"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

Done = tuple[Part, bytes]


class IngestFailed(Exception):
    """The run cannot go on for a reason that is not a page's; the message is for a person (English, one clause)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How parts are read: ``names`` is the JSON that ``entries_from_json`` takes."""

    names: str
    mode: Mode = "quality"
    limits: PageLimits = field(default_factory=PageLimits)


class Keeper:
    """One keeper process; ``run`` may be called by one thread at a time."""

    def __init__(self, reading: Reading) -> None:
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            [sys.executable, "-I", "-B", "-X", "utf8", "-m", "ttdn.engine.press.ingest.keeper", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_ENVIRONMENT,
            cwd="/",
            start_new_session=True,  # a Ctrl-C is the parent's to hear
        )
        settings = {"mode": reading.mode, "limits": asdict(reading.limits)}
        self._send(frame(ORDER, json.dumps(settings).encode()) + frame(PAYLOAD, reading.names.encode()))

    def run(self, part: Part) -> bytes:
        """What the part gave, as lines of JSON; the same bytes each time. Raises IngestFailed."""
        self._send(frame(ORDER, json.dumps(asdict(part)).encode()))
        kind, body = self._receive()
        if kind == FAILURE:
            raise IngestFailed(f"{part.archive}: {json.loads(body)['why']}")
        return body

    def close(self) -> None:
        """End the keeper and whatever it has started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()

    def _send(self, data: bytes) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(data)
            self._process.stdin.flush()
        except OSError as error:
            raise KeeperDied from error

    def _receive(self) -> tuple[bytes, bytes]:
        assert self._process.stdout is not None
        head = self._process.stdout.read(9)
        length = int.from_bytes(head[1:], "big")
        body = self._process.stdout.read(length) if len(head) == 9 else b""
        if len(head) < 9 or len(body) < length:
            raise KeeperDied
        return head[:1], body


class KeeperDied(Exception):
    """A keeper has ended that should not have."""


class Keepers(threading.local):
    """One keeper for each thread, started when it is first needed."""

    def __init__(self) -> None:
        self._keeper: Keeper | None = None
        self._reading: Reading | None = None

    def run(self, part: Part, reading: Reading) -> bytes:
        for _ in range(_TRIES):
            try:
                if self._keeper is None or reading != self._reading:
                    self.close()
                    self._keeper, self._reading = Keeper(reading), reading
                return self._keeper.run(part)
            except KeeperDied:
                self.close()
        raise IngestFailed("a reading process ended at once; is there enough memory?")

    def close(self) -> None:
        """End the keeper of this thread."""
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None


def in_processes(parts: Iterable[Part], reading: Reading, *, workers: int) -> Iterator[Done]:
    """Parts as they are done by so many keepers of this machine; no more wait than are soon needed."""
    keepers = Keepers()
    waiting = iter(parts)
    with ThreadPoolExecutor(workers) as pool:

        def begin(number: int) -> dict[Future[bytes], Part]:
            return {pool.submit(keepers.run, part, reading): part for part in islice(waiting, number)}

        running = begin(_AHEAD * workers)
        try:
            while running:
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    part = running.pop(future)
                    running |= begin(1)
                    yield part, future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def on_cluster(parts: Iterable[Part], reading: Reading, *, scheduler: str) -> Iterator[Done]:
    """Parts as they are done by the workers of a Dask cluster, each of which must see the archives under their paths.

    A worker that dies has its parts read by another one.
    """
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise IngestFailed("the package for clusters is not installed: pip install 'ttdn[cluster]'") from error
    try:
        client = Client(scheduler, set_as_default=False, timeout=10)
    except OSError as error:
        raise IngestFailed(f"no scheduler answers at {scheduler}") from error
    with client:
        waiting = iter(parts)
        shared = client.scatter(reading, broadcast=True, hash=False)
        threads = sum(client.nthreads().values())
        if not threads:
            raise IngestFailed(f"no worker has joined the scheduler at {scheduler}")
        running: dict[Any, Part] = {}

        def begin(number: int) -> list[Any]:
            new = {client.submit(run_on_worker, part, shared, pure=False): part for part in islice(waiting, number)}
            running.update(new)
            return list(new)

        done = as_completed(begin(_AHEAD * threads))
        for future in done:
            part = running.pop(future)
            for new in begin(1):
                done.add(new)
            yield part, future.result()
            future.release()


_on_this_worker = Keepers()


def run_on_worker(part: Part, reading: Reading) -> bytes:
    """A task of the cluster: this thread of the worker keeps its keeper from part to part."""
    return _on_this_worker.run(part, reading)
