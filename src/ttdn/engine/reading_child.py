"""The child's side of ``child``: bound yourself, take one order, answer, end.

Started as ``python -I -m ttdn.engine.reading_child PARENT_PID MEMORY_MB SECONDS``; never imported by the product.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO

from ttdn.engine.child import EXIT_MEMORY
from ttdn.engine.errors import ClassifiedDocument, EngineError
from ttdn.engine.frames import FAILURE, PROGRESS, RESULT, FrameParser, frame
from ttdn.engine.plans.readers.limits import Limits

# task -> module and function(payload, arguments, limits, progress) -> bytes. Only these can be asked for.
TASKS = {
    "blocks": ("ttdn.engine.plans.parse", "blocks_task"),
    "plan": ("ttdn.engine.plans.parse", "plan_task"),
}
_PR_SET_PDEATHSIG = 1
_FILES = 64
_GRACE = 5  # seconds after which the child ends itself, should the parent not have done so


def main() -> int:
    """Answer one order; the exit status tells only what the frames could not."""
    out = sys.stdout.buffer
    try:
        _bound(parent=int(sys.argv[1]), memory_mb=int(sys.argv[2]), seconds=int(sys.argv[3]))
        order, payload = _order(sys.stdin.buffer)
        answer = _answer(order, payload, out)
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
    """Die with the parent; use no more than this; write no file, start no process, leave no core."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was gone before we asked
        os._exit(1)
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
        _lower(kind, most)


def _lower(kind: int, most: int) -> None:
    """Lower a limit, soft and hard; a hard limit that is lower already stays."""
    hard = resource.getrlimit(kind)[1]
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (bound, bound))


def _order(stdin: BinaryIO) -> tuple[dict[str, Any], bytes]:
    frames = FrameParser().feed(stdin.read())
    (_, order), (_, payload) = frames
    return json.loads(order), payload


def _answer(order: dict[str, Any], payload: bytes, out: BinaryIO) -> bytes:
    module, function = TASKS[order["task"]]
    task: Callable[..., bytes] = getattr(importlib.import_module(module), function)

    def progress(stage: str) -> None:
        out.write(frame(PROGRESS, stage.encode()))
        out.flush()

    return frame(RESULT, task(payload, order["arguments"], Limits(**order["limits"]), progress))


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
