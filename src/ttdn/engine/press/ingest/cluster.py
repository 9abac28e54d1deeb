"""Parts read by the workers of a Dask cluster (the extra ``cluster``)."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

from ttdn.engine.press.ingest.keepers import Desk, Done, IngestFailed, Reading
from ttdn.engine.press.ingest.parts import Part

_AHEAD = 2  # parts given to a worker's thread before it has done with the last
_PATIENCE = 10  # seconds until a scheduler that does not answer is taken not to be there

_desks: dict[int, Desk] = {}  # of this worker, by thread


def on_cluster(parts: Iterable[Part], reading: Reading, *, scheduler: str) -> Iterator[Done]:
    """Parts as they are done; every worker must see the archives under their paths.

    A worker that dies has its parts read by another one. Raises IngestFailed.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise IngestFailed("no-package") from error
    try:
        client = distributed.Client(scheduler, set_as_default=False, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise IngestFailed("no-scheduler", scheduler) from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise IngestFailed("no-worker", scheduler)
        try:
            yield from _done(distributed, client, iter(parts), reading, ahead=_AHEAD * threads)
        except distributed.scheduler.KilledWorker as error:
            raise IngestFailed("died") from error
        finally:
            client.run(close_desks)


def _done(distributed: Any, client: Any, waiting: Iterator[Part], reading: Reading, *, ahead: int) -> Iterator[Done]:
    shared = client.scatter(reading, broadcast=True, hash=False)
    running: dict[Any, Part] = {}

    def begin(number: int) -> list[Any]:
        new = {client.submit(read, part, shared, pure=False): part for part in islice(waiting, number)}
        running.update(new)
        return list(new)

    done = distributed.as_completed(begin(ahead), loop=client.loop)
    for future in done:
        part = running.pop(future)
        for new in begin(1):
            done.add(new)
        yield part, future.result()


def read(part: Part, reading: Reading) -> bytes:
    """A task: the worker's thread keeps its keeper from part to part."""
    return _desks.setdefault(threading.get_ident(), Desk()).run(part, reading)


def close_desks() -> None:
    """End the keepers of this worker; another run that is using one gets itself a new one."""
    while _desks:
        _desks.popitem()[1].close()
