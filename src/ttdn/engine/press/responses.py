"""From a record of an archive to the page it holds: HTTP head off, chunks joined, compression undone.

What a server says of its answer is a hint; the bytes decide, and nothing grows beyond the limits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import brotli
from isal import isal_zlib

from ttdn.engine.press.archive import InflateError, Record
from ttdn.engine.press.limits import PageLimits
from ttdn.engine.press.model import Discarded, Outcome

_STATUS = re.compile(rb"HTTP/[0-9.]+ ([0-9]{3})\b")  # HTTP/1.1 200 OK
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,12})[^\r\n]*\r\n")  # 1a2b;name=value
_HEAD = 1 << 16
_GZIP, _ZSTANDARD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it was fetched, before anybody has looked at it; ``lost`` where there is nothing to look at."""

    url: str = ""
    body: bytes = b""
    lost: Discarded | None = None


class _Refused(Exception):
    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.lost = Discarded(outcome=outcome, reason=reason)


def page_of(record: Record, limits: PageLimits) -> Page:
    """The page of a record; never raises for what the record holds."""
    if record.lost:
        return Page(url=record.url, lost=record.lost)
    try:
        if record.revisit:
            raise _Refused(Outcome.DUPLICATE, "the archive says that it repeats an earlier page")
        body = _answer(record.block, limits.page_bytes) if record.is_http else record.block
        if len(body) > limits.page_bytes:
            raise _too_large(limits.page_bytes)
    except _Refused as refused:
        return Page(url=record.url, lost=refused.lost)
    return Page(url=record.url, body=body)


def _answer(block: bytes, most: int) -> bytes:
    """The body of an HTTP answer, decompressed."""
    end = block.find(b"\r\n\r\n", 0, _HEAD)
    status = _STATUS.match(block)
    if end < 0 or not status:
        raise _Refused(Outcome.UNREADABLE, "its HTTP head is damaged")
    if not status[1].startswith(b"2"):
        raise _Refused(Outcome.NOT_AN_ARTICLE, f"HTTP status {status[1].decode()}")
    head = block[:end].lower()
    body = block[end + 4 :]
    if _says(head, b"transfer-encoding", b"chunked"):
        body = _joined(body)
    if body.startswith(_GZIP):
        return _inflated(body, most)
    if _says(head, b"content-encoding", b"deflate"):
        return _inflated(body, most)
    if _says(head, b"content-encoding", b"br"):
        return _unbrotlied(body, most)
    if body.startswith(_ZSTANDARD):
        raise _Refused(Outcome.UNREADABLE, "compressed with zstandard")
    return body


def _says(head: bytes, name: bytes, value: bytes) -> bool:
    place = head.find(b"\n" + name + b":")
    return place >= 0 and value in re.split(rb"[\s,;]+", head[place:].split(b"\n", 2)[1].partition(b":")[2])


def _joined(body: bytes) -> bytes:
    """Chunks joined; many archives have done so already and kept the head, so what is not in chunks stays."""
    parts, place = [], 0
    while size := _CHUNK_SIZE.match(body, place):
        length = int(size[1], 16)
        parts.append(body[size.end() : size.end() + length])
        if not length:
            break
        place = size.end() + length + 2
    return b"".join(parts) if parts else body


def _inflated(body: bytes, most: int) -> bytes:
    """What gzip, zlib or bare deflate hides; what is none of them is taken as it stands; a cut end costs the end."""
    for window in (31,) if body.startswith(_GZIP) else (15, -15):
        inflate = isal_zlib.decompressobj(window)
        try:
            out = inflate.decompress(body, most + 1)
        except InflateError:
            continue
        if len(out) > most:
            raise _too_large(most)
        if out:
            return out
    if body.startswith(_GZIP):
        raise _Refused(Outcome.UNREADABLE, "its compression is damaged")
    return body


def _unbrotlied(body: bytes, most: int) -> bytes:
    unpack = brotli.Decompressor()
    parts, length = [], 0
    try:
        data = body
        while length <= most:
            part = unpack.process(data, output_buffer_limit=most + 1 - length)
            parts.append(part)
            length += len(part)
            if unpack.is_finished() or (not part and not data):
                return b"".join(parts)
            data = b""
    except brotli.error:
        return body if not length else b"".join(parts)  # brotli was a lie, or its end is damaged
    raise _too_large(most)


def _too_large(most: int) -> _Refused:
    return _Refused(Outcome.TOO_LARGE, f"more than {most:,} bytes")
