"""A small Dask cluster on this machine's loopback, for benches and tests."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Processes = list[subprocess.Popen[bytes]]


@contextmanager
def cluster(workers: int) -> Iterator[tuple[str, Processes]]:
    """A scheduler and workers of one thread each, in processes of their own; its address, and the workers."""
    started: Processes = []
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "scheduler.json"
        try:
            started.append(_start("scheduler", "--port", "0", "--scheduler-file", str(told), folder=folder))
            _wait_for(told.exists)
            address = json.loads(told.read_text())["address"]
            started += [
                _start("worker", address, "--nthreads", "1", "--no-nanny", folder=folder) for _ in range(workers)
            ]
            _wait_for(lambda: _size(address) == workers)
            yield address, started[1:]
        finally:
            for process in reversed(started):
                process.kill()
                process.wait()


def _start(what: str, *words: str, folder: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *words, "--host", "127.0.0.1", "--no-dashboard"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)


def _size(address: str) -> int:
    from distributed import Client

    with Client(address, set_as_default=False, timeout=30) as client:
        return len(client.scheduler_info()["workers"])


def _wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > ends:
            raise TimeoutError
        time.sleep(0.05)
