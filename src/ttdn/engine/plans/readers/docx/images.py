"""How large an image says it is, from its header alone; nothing is decoded."""

from __future__ import annotations


def declared_pixels(head: bytes) -> int:
    """Width times height as the header of a PNG, GIF, BMP or JPEG declares; 0 where it cannot be told."""
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
        return _big(head[16:20]) * _big(head[20:24])
    if head.startswith((b"GIF87a", b"GIF89a")):
        return _little(head[6:8]) * _little(head[8:10])
    if head.startswith(b"BM"):
        return abs(_signed(head[18:22])) * abs(_signed(head[22:26]))
    if head.startswith(b"\xff\xd8"):
        return _jpeg(head)
    return 0


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _signed(data: bytes) -> int:
    return int.from_bytes(data, "little", signed=True)


def _jpeg(head: bytes) -> int:
    """Walk the segments up to the frame header (SOF0 to SOF15 without DHT, JPG and DAC)."""
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:
        marker = head[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return _big(head[at + 5 : at + 7]) * _big(head[at + 7 : at + 9])
        at += 2 if marker == 0xFF or 0xD0 <= marker <= 0xD9 else 2 + _big(head[at + 2 : at + 4])
    return 0
