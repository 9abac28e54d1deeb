"""The child's side of ``child``: bound yourself, take one order, answer, end.

Started as ``python -I -m ttdn.engine.reading_child PARENT_PID MEMORY_MB SECONDS``; never imported by the product.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from ttdn.engine.bounds import die_with, lower
from ttdn.engine.child import EXIT_MEMORY
from ttdn.engine.errors import ClassifiedDocument, EngineError
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
from ttdn.engine.tool_launcher import cut_off
from ttdn.engine.tools import ToolFailed, ToolMissing

# task -> module and function(payload, arguments, limits, progress, tools) -> bytes. Only these can be asked for.
TASKS = {
    "blocks": ("ttdn.engine.plans.parse", "blocks_task"),
    "plan": ("ttdn.engine.plans.parse", "plan_task"),
    "press-extract": ("ttdn.engine.press.tasks", "extract_task"),
    "press-match": ("ttdn.engine.press.tasks", "match_task"),
    "press-feed": ("ttdn.engine.press.tasks", "feed_task"),
    "sheet": ("ttdn.engine.sheets", "sheet_task"),
}
_FILES = 64
_CHUNK = 1 << 16
_AHEAD = 2  # inputs a tool is given before its first output is waited for
_GRACE = 5  # seconds after which the child ends itself, should the parent not have done so


def main() -> int:
    """Answer one order; the exit status tells only what the frames could not."""
    out = sys.stdout.buffer
    try:
        _bound(parent=int(sys.argv[1]), memory_mb=int(sys.argv[2]), seconds=int(sys.argv[3]))
        line = _Line(sys.stdin.buffer, out)
        order, payload = json.loads(line.next(ORDER)), line.next(PAYLOAD)
        answer = _answer(order, payload, line)
    except EngineError as error:
        answer = frame(FAILURE, json.dumps(_told(error)).encode())
    except MemoryError:
        return EXIT_MEMORY
    except Exception as error:
        answer = frame(FAILURE, json.dumps({"error": "crash", "where": _where(error)}).encode())
    with contextlib.suppress(BrokenPipeError):
        out.write(answer)
        out.flush()
    return 0


def _bound(*, parent: int, memory_mb: int, seconds: int) -> None:
    """Die with the parent; reach no network; use no more than this; write no file, start no process, leave no core."""
    die_with(parent)
    cut_off()
    signal.alarm(seconds + _GRACE)
    memory = memory_mb * 1024 * 1024
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        lower(kind, most)


class _Line:
    """Both directions of talk with the parent."""

    def __init__(self, stdin: BinaryIO, stdout: BinaryIO) -> None:
        self._stdin, self._stdout = stdin, stdout
        self._parser = FrameParser()
        self._waiting: deque[tuple[bytes, bytes]] = deque()

    def next(self, kind: bytes) -> bytes:
        """The body of the next frame, which must be of this kind. Without a parent there is nothing left to do."""
        while not self._waiting:
            data = os.read(self._stdin.fileno(), _CHUNK)
            if not data:
                os._exit(1)
            self._waiting += self._parser.feed(data)
        found, body = self._waiting.popleft()
        if found != kind:
            raise ValueError(found)
        return body

    def send(self, kind: bytes, body: bytes) -> None:
        self._stdout.write(frame(kind, body))
        self._stdout.flush()


class AskedTools:
    """Tools run by the parent; the child's own alarm stands still while it waits."""

    def __init__(self, line: _Line) -> None:
        self._line = line
        self._asked = 0
        self._answers: dict[int, tuple[str, bytes]] = {}

    def has(self, name: str) -> bool:
        return bool(self._answer(self._ask(HAS_TOOL, name, b""), name))

    def map(self, name: str, inputs: Iterable[bytes]) -> Iterator[bytes]:
        waiting: deque[int] = deque()
        for data in inputs:
            waiting.append(self._ask(RUN_TOOL, name, data))
            if len(waiting) > _AHEAD:
                yield self._answer(waiting.popleft(), name)
        while waiting:
            yield self._answer(waiting.popleft(), name)

    def _ask(self, kind: bytes, name: str, data: bytes) -> int:
        self._asked += 1
        self._line.send(kind, headed({"number": self._asked, "tool": name}, data))
        return self._asked

    def _answer(self, number: int, name: str) -> bytes:
        left = signal.alarm(0)
        while number not in self._answers:
            head, data = parted(self._line.next(ANSWER))
            self._answers[int(head["number"])] = (head["outcome"], data)
        signal.alarm(left)
        outcome, data = self._answers.pop(number)
        if outcome == "missing":
            raise ToolMissing(name)
        if outcome == "failed":
            raise ToolFailed(name)
        return data


def _answer(order: dict[str, Any], payload: bytes, line: _Line) -> bytes:
    module, function = TASKS[order["task"]]
    task: Callable[..., bytes] = getattr(importlib.import_module(module), function)

    def progress(stage: str) -> None:
        line.send(PROGRESS, stage.encode())

    limits = Limits(**order["limits"])
    return frame(RESULT, task(payload, order["arguments"], limits, progress, AskedTools(line)))


def _told(error: EngineError) -> dict[str, str]:
    if isinstance(error, ClassifiedDocument):
        return {"error": "classified", "message": error.message, "mark": error.mark}
    return {"error": "unreadable", "message": error.message, "code": error.code}


def _where(error: Exception) -> str:
    """Type and place of a fault of ours. Its message may hold the document's words and stays here."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {os.path.basename(last.filename)}:{last.lineno} {last.name}"


if __name__ == "__main__":
    status = main()
    sys.stdout.close()
    os._exit(status)  # no finalisers: they cost time and could only fail
