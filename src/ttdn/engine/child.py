"""Hostile files are read in a child process that can be killed; this is the parent's side.

The child has no Django, no environment, no folder of its own and may write no file: bytes go in by its standard
input, the result comes out of its standard output, and nothing is left behind however it ends. Limits on memory,
processor time, files and processes are set by the child itself before it looks at the bytes
(``reading_child``); time on the clock and the size of the output are watched from here.

Outside tools (tesseract, antiword, LibreOffice) the child cannot start. It asks, and they are run from here, each in
limits of its own (``tool_runs``); the child's clock stands still meanwhile.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field
from queue import SimpleQueue

from ttdn.engine.errors import ClassifiedDocument, EngineError, UnreadableDocument
from ttdn.engine.frames import (
    ANSWER,
    FAILURE,
    HAS_TOOL,
    ORDER,
    PAYLOAD,
    PROGRESS,
    RESULT,
    RUN_TOOL,
    FrameParser,
    frame,
    headed,
    parted,
)
from ttdn.engine.plans.readers.limits import Limits
from ttdn.engine.tool_runs import LocalTools
from ttdn.engine.tools import TOOLS, ToolFailed, ToolMissing

EXIT_MEMORY = 77
_CHUNK = 1 << 16
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
    "HOME": "/nonexistent",
    "TMPDIR": "/nonexistent",
    "OPENBLAS_NUM_THREADS": "1",  # numpy would start threads, which the child may not
}

Progress = Callable[[str], None]


class ChildFailed(Exception):
    """Why a child failed, for the log: a type and a place in our code, never the document's words."""


def run_limited(
    task: str,
    payload: bytes,
    *,
    limits: Limits,
    arguments: Mapping[str, object] | None = None,
    on_progress: Progress | None = None,
) -> bytes:
    """Run ``task`` (a name of ``reading_child.TASKS``) on ``payload`` in a limited child; its result as bytes.

    ``on_progress`` is called with the name of each stage as it begins. Raises what the task raised of
    ``EngineError``, and ``UnreadableDocument`` with a sentence of its own for memory, time, crash and output.
    """
    order = {"task": task, "arguments": dict(arguments or {}), "limits": asdict(limits)}
    message = frame(ORDER, json.dumps(order).encode()) + frame(PAYLOAD, payload)
    process = _start(limits)
    try:
        talk = _Talk(process=process, message=memoryview(message), limits=limits, on_progress=on_progress)
        try:
            talk.run()
        finally:
            talk.close()
        return _outcome(talk, process)
    finally:
        _end(process)


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-m", "ttdn.engine.reading_child"]
    bounds = [str(os.getpid()), str(limits.memory_mb), str(max(1, round(limits.seconds)))]
    return subprocess.Popen(  # noqa: S603 (our own interpreter and module)
        [*command, *bounds],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_ENVIRONMENT,
        cwd="/",
        start_new_session=True,  # so that whatever it may have started dies with it
        bufsize=0,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the child's whole group, close its pipes, and wait until it is gone."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with contextlib.suppress(OSError):
                pipe.close()
    process.wait()


@dataclass(slots=True, kw_only=True)
class _Talk:
    """Writes the payload, reads frames and has tools run, all at once, until the child is done or passes a bound."""

    process: subprocess.Popen[bytes]
    message: memoryview
    limits: Limits
    on_progress: Progress | None
    result: bytes | None = None
    failure: dict[str, str] | None = None
    _parser: FrameParser = field(default_factory=FrameParser)
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    _tools: _ToolDesk | None = None
    _received: int = 0

    def run(self) -> None:
        deadline = time.monotonic() + self.limits.seconds
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None
        assert stdout is not None
        os.set_blocking(stdin.fileno(), False)
        self._selector.register(stdin, selectors.EVENT_WRITE)
        self._selector.register(stdout, selectors.EVENT_READ)
        while self.result is None and self.failure is None:
            before = time.monotonic()
            waits = self._tools is not None and self._tools.busy
            if before >= deadline and not waits:
                raise _too_slow()
            if not self._step(None if waits else deadline - before):
                return
            if waits:  # the tools have clocks of their own
                deadline += time.monotonic() - before

    def _step(self, most: float | None) -> bool:
        """What has become ready; False once the child has said its last."""
        for key, _ in self._selector.select(most):
            if key.fileobj is self.process.stdin:
                self._write()
            elif key.fileobj is self.process.stdout:
                data = os.read(key.fd, _CHUNK)
                self._take(data)
                if self._received > self.limits.output_bytes:
                    raise _too_much()
                if not data:
                    return False
            elif self._tools is not None:
                self._say(self._tools.answers())
        return True

    def _write(self) -> None:
        stdin = self.process.stdin
        assert stdin is not None
        try:
            sent = os.write(stdin.fileno(), self.message[:_CHUNK])
        except BlockingIOError:
            return
        except OSError:  # the child has ended; what it said is still to be read
            sent = len(self.message)
        self.message = self.message[sent:]
        if not self.message:
            self._selector.unregister(stdin)

    def _say(self, data: bytes) -> None:
        """More for the child, behind what it has not yet taken."""
        stdin = self.process.stdin
        assert stdin is not None
        if data and not self.message:
            self._selector.register(stdin, selectors.EVENT_WRITE)
        self.message = memoryview(bytes(self.message) + data)

    def _take(self, data: bytes) -> None:
        self._received += len(data)
        for kind, body in self._parser.feed(data):
            if kind == RESULT:
                self.result = body
            elif kind == FAILURE:
                self.failure = json.loads(body)
            elif kind == PROGRESS and self.on_progress:
                self.on_progress(body.decode())
            elif kind in (RUN_TOOL, HAS_TOOL):
                self._received -= len(body)  # a page's picture is no output; tool runs are counted
                self._desk().take(kind, body)

    def _desk(self) -> _ToolDesk:
        if self._tools is None:
            self._tools = _ToolDesk(most=self.limits.tool_runs)
            self._selector.register(self._tools.bell, selectors.EVENT_READ)
        return self._tools

    def close(self) -> None:
        self._selector.close()
        if self._tools is not None:
            self._tools.close()


class _ToolDesk:
    """Has tools run for the child in threads; rings ``bell`` when one is done."""

    def __init__(self, *, most: int) -> None:
        self._left = most
        self._tools = LocalTools()
        self._done: SimpleQueue[tuple[int, Future[bytes]]] = SimpleQueue()
        self._running = 0
        self.bell, self._ringer = socket.socketpair()

    @property
    def busy(self) -> bool:
        return self._running > 0

    def take(self, kind: bytes, body: bytes) -> None:
        head, data = parted(body)
        number, name = int(head["number"]), str(head["tool"])
        self._left -= 1
        if self._left < 0 or name not in TOOLS:
            raise _too_slow()
        self._running += 1
        if kind == HAS_TOOL:
            future: Future[bytes] = Future()
            future.set_result(b"1" if self._tools.has(name) else b"")
        else:
            future = self._tools.start(name, data)
        future.add_done_callback(lambda done: self._ring(number, done))

    def _ring(self, number: int, done: Future[bytes]) -> None:
        self._done.put((number, done))
        with contextlib.suppress(OSError):  # closed: nobody waits any more
            self._ringer.send(b".")

    def answers(self) -> bytes:
        """Frames for all runs that have ended."""
        self.bell.recv(1)
        number, done = self._done.get()
        self._running -= 1
        try:
            return frame(ANSWER, headed({"number": number, "outcome": "done"}, done.result()))
        except ToolMissing:
            return frame(ANSWER, headed({"number": number, "outcome": "missing"}, b""))
        except ToolFailed:
            return frame(ANSWER, headed({"number": number, "outcome": "failed"}, b""))

    def close(self) -> None:
        self._tools.stop()
        self.bell.close()
        self._ringer.close()


def _outcome(talk: _Talk, process: subprocess.Popen[bytes]) -> bytes:
    if talk.failure is not None:
        raise _raised(talk.failure)
    if talk.result is not None:
        return talk.result
    code = process.wait()
    if code in (EXIT_MEMORY, -signal.SIGKILL):  # the kernel's own answer to too much memory is SIGKILL
        raise _too_big()
    if code in (-signal.SIGXCPU, -signal.SIGALRM):
        raise _too_slow()
    raise _crashed() from ChildFailed(f"the reading child ended with status {code}")


def _raised(failure: Mapping[str, str]) -> EngineError:
    """The error the child met, as it would have been raised here."""
    match failure["error"]:
        case "unreadable":
            return UnreadableDocument(failure["message"], code=failure["code"])
        case "classified":
            return ClassifiedDocument(failure["message"], mark=failure["mark"])
        case "memory":
            return _too_big()
    error = _crashed()
    error.__cause__ = ChildFailed(failure.get("where", "unknown"))
    return error


def _too_slow() -> UnreadableDocument:
    return UnreadableDocument(
        "Đọc tệp quá lâu nên đã dừng; hãy tách phần kế hoạch ra tệp riêng hoặc lưu lại bằng Word rồi tải lên.",
        code="timeout",
    )


def _too_big() -> UnreadableDocument:
    return UnreadableDocument(
        "Tệp cần quá nhiều bộ nhớ để đọc nên đã dừng; hãy bỏ ảnh, tách phần kế hoạch ra tệp riêng rồi tải lên.",
        code="memory",
    )


def _too_much() -> UnreadableDocument:
    return UnreadableDocument(
        "Kết quả đọc lớn quá mức cho phép; hãy tách phần kế hoạch ra tệp riêng rồi tải lên.", code="output-too-large"
    )


def _crashed() -> UnreadableDocument:
    return UnreadableDocument(
        "Không đọc được tệp này do lỗi khi xử lý; hãy mở bằng Word, lưu lại thành .docx rồi tải lên.", code="crashed"
    )
