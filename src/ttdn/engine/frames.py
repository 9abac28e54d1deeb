"""What parent and child say to each other over a pipe: a letter, a length, that many bytes."""

from __future__ import annotations

from dataclasses import dataclass, field

PROGRESS, RESULT, FAILURE = b"P", b"R", b"F"
_HEAD = 9  # one letter and eight bytes of length


def frame(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(8, "big") + body


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
