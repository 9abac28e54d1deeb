"""Hostile files are read in a child process that can be killed; this is the parent's side.

The child has no Django, no environment, no folder of its own and may write no file: bytes go in by its standard
input, the result comes out of its standard output, and nothing is left behind however it ends. Limits on memory,
processor time, files and processes are set by the child itself before it looks at the bytes
(``reading_child``); time on the clock and the size of the output are watched from here.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field

from ttdn.engine.errors import ClassifiedDocument, EngineError, UnreadableDocument
from ttdn.engine.frames import FAILURE, PROGRESS, RESULT, FrameParser, frame
from ttdn.engine.plans.readers.limits import Limits

EXIT_MEMORY = 77
_CHUNK = 1 << 16

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
    message = frame(b"O", json.dumps(order).encode()) + frame(b"D", payload)
    process = _start(limits)
    try:
        talk = _Talk(process=process, message=memoryview(message), limits=limits, on_progress=on_progress)
        talk.run()
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
        env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TMPDIR": "/nonexistent"},
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
    """Writes the payload and reads frames at once, until the child is done or a bound is passed."""

    process: subprocess.Popen[bytes]
    message: memoryview
    limits: Limits
    on_progress: Progress | None
    result: bytes | None = None
    failure: dict[str, str] | None = None
    _parser: FrameParser = field(default_factory=FrameParser)

    def run(self) -> None:
        deadline = time.monotonic() + self.limits.seconds
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None
        assert stdout is not None
        os.set_blocking(stdin.fileno(), False)
        received = 0
        with selectors.DefaultSelector() as selector:
            selector.register(stdin, selectors.EVENT_WRITE)
            selector.register(stdout, selectors.EVENT_READ)
            while self.result is None and self.failure is None:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise _too_slow()
                for key, _ in selector.select(left):
                    if key.fileobj is stdin:
                        self._write(selector)
                        continue
                    data = os.read(stdout.fileno(), _CHUNK)
                    received += len(data)
                    if received > self.limits.output_bytes:
                        raise _too_much()
                    self._take(data)
                    if not data:
                        return

    def _write(self, selector: selectors.BaseSelector) -> None:
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
            selector.unregister(stdin)
            stdin.close()

    def _take(self, data: bytes) -> None:
        for kind, body in self._parser.feed(data):
            if kind == RESULT:
                self.result = body
            elif kind == FAILURE:
                self.failure = json.loads(body)
            elif kind == PROGRESS and self.on_progress:
                self.on_progress(body.decode())


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
