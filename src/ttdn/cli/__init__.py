"""The command line, a face like the workspace: it reads arguments, calls one action or query, prints.

What a command needs is imported when it runs, so that ``ttdn plan parse`` starts without Django.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from ttdn.cli.arguments import parser
from ttdn.cli.outcome import CANNOT_WRITE, STOPPED, Failure, tell

COMMANDS = "ttdn.cli."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 2 bad usage, 3 unreadable, 4 refused, 1 anything else."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a terminal of an old code page
    if words[:1] == ["manage"]:
        return call("manage:manage", words[1:])
    given = parser().parse_args(words)
    return call(given.run, given)


def call(where: str, given) -> int:
    """Call ``module:function`` below this package; a failure that was foreseen becomes its sentence and status."""
    module, name = where.split(":")
    try:
        status = getattr(import_module(COMMANDS + module), name)(given) or 0
        sys.stdout.flush()
        return status
    except Failure as failure:
        tell(failure.message)
        return failure.status
    except KeyboardInterrupt:
        tell("Đã dừng theo yêu cầu.")
        return STOPPED
    except BrokenPipeError:
        silence_output()
        return 0  # the reader ("| head") has had enough
    except OSError as error:
        if error.filename is not None:
            raise
        silence_output()
        tell(f"Không ghi được kết quả: {error.strerror}.")
        return CANNOT_WRITE


def silence_output() -> None:
    """Let the interpreter's last flush go nowhere; it would raise again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
