"""What parent and child say to each other over a pipe: a letter, a length, that many bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PROGRESS, RESULT, FAILURE = b"P", b"R", b"F"
ORDER, PAYLOAD = b"O", b"D"
# The child asks for a tool's run, or whether the tool is there; the parent answers under the same number.
RUN_TOOL, HAS_TOOL, ANSWER = b"T", b"H", b"A"
_HEAD = 9  # one letter and eight bytes of length


def frame(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(8, "big") + body


def headed(head: Mapping[str, object], data: bytes) -> bytes:
    """A body of two parts: a line of JSON, and bytes."""
    return json.dumps(head).encode() + b"\n" + data


def parted(body: bytes) -> tuple[dict[str, Any], bytes]:
    line, _, data = body.partition(b"\n")
    return json.loads(line), data


@dataclass(slots=True)
class FrameParser:
    """Gathers bytes as they arrive and gives back whole frames."""

    _waiting: bytearray = field(default_factory=bytearray)

    def feed(self, data: bytes) -> list[tuple[bytes, bytes]]:
        self._waiting += data
        frames: list[tuple[bytes, bytes]] = []
        while len(self._waiting) >= _HEAD:
            end = _HEAD + int.from_bytes(self._waiting[1:_HEAD], "big")
            if len(self._waiting) < end:
                break
            frames.append((bytes(self._waiting[:1]), bytes(self._waiting[_HEAD:end])))
            del self._waiting[:end]
        return frames
