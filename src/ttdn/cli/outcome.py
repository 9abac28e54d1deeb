"""How a command ends: its exit status, and one sentence on standard error."""

from __future__ import annotations

import sys

CANNOT_WRITE = 1
BAD_USAGE = 2
UNREADABLE = 3
REFUSED = 4
STOPPED = 130


class Failure(Exception):
    """A foreseen end of a command: one sentence that says why and what to do, and the exit status."""

    def __init__(self, message: str, *, status: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


def tell(sentence: str) -> None:
    print(f"ttdn: {sentence}", file=sys.stderr)
