"""Runs outside tools, each in limits of its own, a few at a time, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import functools
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from ttdn.engine.tools import TOOLS, Tool, ToolFailed, ToolMissing

AT_ONCE = max(1, min(2, os.cpu_count() or 1))
_PREFIX = "ttdn-tool-"
_LEFT_OVER = 3600  # seconds after which a folder can only be one that a killed process left
_CHUNK = 1 << 16
_ENDING = 5.0  # seconds a tool may take to end after its last word
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": "/nonexistent",
    "OMP_THREAD_LIMIT": "1",  # a page on one core: two pages at once are faster than one on two
}


class Running:
    """The processes of tools under way; none outlives ``stop``, not even one that is just being started."""

    def __init__(self) -> None:
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def add(self, process: subprocess.Popen[bytes]) -> None:
        self._processes.add(process)
        if self._stopped:
            _kill(process)

    def discard(self, process: subprocess.Popen[bytes]) -> None:
        self._processes.discard(process)

    def stop(self) -> None:
        self._stopped = True
        for process in list(self._processes):
            _kill(process)


class LocalTools:
    """Tools of this machine; at most ``AT_ONCE`` of them run at once."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE)
        self._running = Running()

    def has(self, name: str) -> bool:
        return is_installed(name)

    def start(self, name: str, data: bytes) -> Future[bytes]:
        """The output to be. Its ``result()`` raises ``ToolMissing`` and ``ToolFailed``."""
        return self._pool.submit(run_tool, name, data, running=self._running)

    def map(self, name: str, inputs: Iterable[bytes]) -> Iterator[bytes]:
        waiting: deque[Future[bytes]] = deque()
        for data in inputs:
            waiting.append(self.start(name, data))
            if len(waiting) > AT_ONCE:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def stop(self) -> None:
        """Kill what still runs; nothing new begins."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._running.stop()
        self._pool.shutdown(wait=True)


@functools.cache
def _found(name: str) -> bool:
    tool = TOOLS[name]
    path = _ENVIRONMENT["PATH"]
    if shutil.which(tool.command[0], path=path) is None:
        return False
    if not tool.probe:
        return True
    done = subprocess.run(  # noqa: S603 (a command of our own table)
        tool.probe, capture_output=True, stdin=subprocess.DEVNULL, env=_ENVIRONMENT, timeout=30, check=False
    )
    return tool.probed in (done.stdout + done.stderr).decode("utf-8", "replace").split()


def is_installed(name: str) -> bool:
    """Whether the tool and its data are there. What was missing is looked for again: it may have been installed."""
    if not _found(name):
        _found.cache_clear()
        return False
    return True


def run_tool(name: str, data: bytes, *, running: Running | None = None) -> bytes:
    """The tool's output for ``data``; its process is in ``running`` meanwhile.

    Raises ``ToolMissing`` and ``ToolFailed``.
    """
    running = running or Running()
    tool = TOOLS[name]
    if not is_installed(name):
        raise ToolMissing(name)
    if not tool.result:
        return _run(tool, tool.command, data, folder=None, running=running)
    sweep()
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as folder:
        given = Path(folder, "input")
        given.write_bytes(data)
        command = [part.replace("{folder}", folder).replace("{input}", str(given)) for part in tool.command]
        _run(tool, command, b"", folder=folder, running=running)
        return _result(Path(folder, tool.result), most=tool.output_mb << 20)


def sweep() -> None:
    """Remove the folders of runs whose process was killed before it could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > _LEFT_OVER:
                shutil.rmtree(folder, ignore_errors=True)


def _result(path: Path, *, most: int) -> bytes:
    try:
        if path.stat().st_size > most:
            raise ToolFailed("output")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ToolFailed("no output") from error


def _run(
    tool: Tool,
    command: Iterable[str],
    data: bytes,
    *,
    folder: str | None,
    running: Running,
) -> bytes:
    bounds = (os.getpid(), tool.memory_mb, tool.seconds, tool.written_mb, tool.files, int(tool.offline))
    launcher = [sys.executable, "-I", "-B", "-m", "ttdn.engine.tool_launcher", *map(str, bounds)]
    environment = {**_ENVIRONMENT, "HOME": folder, "TMPDIR": folder} if folder else _ENVIRONMENT
    process = subprocess.Popen(  # noqa: S603 (our own interpreter and table)
        [*launcher, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=folder or "/",
        start_new_session=True,
    )
    running.add(process)
    try:
        output = _output(process, memoryview(data), seconds=tool.seconds, most=tool.output_mb << 20)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=_ENDING)
    finally:
        _kill(process)
        process.wait()
        running.discard(process)
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
    if process.returncode:
        raise ToolFailed(f"status {process.returncode}")
    return output


def _output(process: subprocess.Popen[bytes], data: memoryview, *, seconds: float, most: int) -> bytes:
    """Feeds the input and gathers the output at once; stops where it takes too long or says too much."""
    assert process.stdin is not None
    assert process.stdout is not None
    os.set_blocking(process.stdin.fileno(), False)
    output = bytearray()
    deadline = time.monotonic() + seconds
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdin, selectors.EVENT_WRITE)
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise ToolFailed("timeout")
            for key, _ in selector.select(left):
                if key.fileobj is process.stdin:
                    data = _fed(process, data, selector)
                    continue
                piece = os.read(key.fd, _CHUNK)
                output += piece
                if len(output) > most:
                    raise ToolFailed("output")
                if not piece:
                    return bytes(output)


def _fed(process: subprocess.Popen[bytes], data: memoryview, selector: selectors.BaseSelector) -> memoryview:
    """What is left of the input; the pipe is closed behind the last of it."""
    assert process.stdin is not None
    try:
        data = data[os.write(process.stdin.fileno(), data[:_CHUNK]) :]
    except BlockingIOError:
        return data
    except OSError:  # the tool wants no more
        data = data[:0]
    if not data:
        selector.unregister(process.stdin)
        with contextlib.suppress(OSError):
            process.stdin.close()
    return data


def _kill(process: subprocess.Popen[bytes]) -> None:
    """With all that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
