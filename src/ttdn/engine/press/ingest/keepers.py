"""The side of whoever runs an ingest: has parts read by ``keeper`` processes of this machine."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass, field
from itertools import islice
from queue import SimpleQueue

from ttdn.engine.frames import FAILURE, ORDER, PAYLOAD, frame
from ttdn.engine.press.extract import Mode
from ttdn.engine.press.ingest.parts import Part
from ttdn.engine.press.limits import PageLimits

_AHEAD = 2  # parts given to a worker before it has done with the last
_TRIES = 2  # keepers a part may cost; only a machine out of memory ends one
_ENVIRONMENT = {"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

Done = tuple[Part, bytes]


class IngestFailed(Exception):
    """The run cannot go on for a reason that is not a page's.

    ``code`` is archive (one cannot be opened), died, no-package, no-scheduler or no-worker; ``detail`` says which one.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail

    def __reduce__(self) -> tuple[type[IngestFailed], tuple[str, str]]:
        return IngestFailed, (self.code, self.detail)  # a cluster's worker hands it on


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
            raise IngestFailed("archive", f"{part.archive} ({json.loads(body)['why']})")
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


class Desk:
    """A place at which one part at a time is read; has a keeper from the first part on, and a new one if it dies."""

    def __init__(self) -> None:
        self._keeper: Keeper | None = None
        self._reading: Reading | None = None
        self._closed = False

    def run(self, part: Part, reading: Reading) -> bytes:
        """``Keeper.run``. Raises IngestFailed."""
        for _ in range(_TRIES):
            if self._closed:
                break
            try:
                if self._keeper is None or reading != self._reading:
                    self._end()
                    self._keeper, self._reading = Keeper(reading), reading
                return self._keeper.run(part)
            except KeeperDied:
                self._end()
        raise IngestFailed("died")

    def close(self) -> None:
        """End the keeper; a part it is reading fails."""
        self._closed = True
        self._end()

    def _end(self) -> None:
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None


def in_processes(parts: Iterable[Part], reading: Reading, *, workers: int) -> Iterator[Done]:
    """Parts as they are done by so many keepers of this machine; no more of them wait than are soon needed."""
    desks = [Desk() for _ in range(workers)]
    free: SimpleQueue[Desk] = SimpleQueue()
    for desk in desks:
        free.put(desk)

    def read(part: Part) -> bytes:
        desk = free.get()
        try:
            return desk.run(part, reading)
        finally:
            free.put(desk)

    waiting = iter(parts)
    pool = ThreadPoolExecutor(workers)
    try:
        running = {pool.submit(read, part): part for part in islice(waiting, _AHEAD * workers)}
        while running:
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                part = running.pop(future)
                running |= {pool.submit(read, part): part for part in islice(waiting, 1)}
                yield part, future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for desk in desks:
            desk.close()
        pool.shutdown()
