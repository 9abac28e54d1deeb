"""The bytes of a feed before it is read: unpacked, in UTF-8 or as declared, and refused where they are hostile.

Bounds stand here, in one place. Nothing is ever fetched that a document names.
"""

from __future__ import annotations

import codecs
import re
import zlib

from isal import isal_zlib

from ttdn.engine.errors import EngineError

# A sitemap may have 50 MiB unpacked and 50,000 entries (sitemaps.org/protocol.html); some have a few more.
MOST_BYTES = 50 << 20
MOST_ENTRIES = 100_000
MOST_FEED_BYTES = 16 << 20
_LONG_TAG, _MOST_ATTRIBUTES = 2000, 500  # characters; equals signs
_MOST_ENTITY = 64  # characters; those in use stand for a letter or two

_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(r"^(\s*<\?xml[^>]{0,200}?)\s+encoding\s*=\s*(?:\"[^\"]{0,40}\"|'[^']{0,40}')")
_ENTITY = re.compile(rb"<!ENTITY\s+[^\s\"'%>]+\s+(?:\"([^\"]*)|'([^']*))", re.IGNORECASE)


class UnreadableFeed(EngineError):
    """The bytes are no feed, or one that must not be read: empty, of another kind, too large, hostile."""

    code = "feed-unreadable"

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


def too_large() -> UnreadableFeed:
    return UnreadableFeed(
        "Nguồn tin lớn quá mức cho phép; hãy dùng nguồn chia nhỏ hơn hoặc bảng mục lục của trang.",
        code="feed-too-large",
    )


def hostile() -> UnreadableFeed:
    return UnreadableFeed(
        "Nguồn tin được dựng để làm nghẽn máy đọc; hãy báo quản trị viên và tạm dừng nguồn này.", code="feed-hostile"
    )


def not_a_feed() -> UnreadableFeed:
    return UnreadableFeed(
        "Địa chỉ này không trả về nguồn tin (RSS, Atom, sơ đồ trang); hãy kiểm tra lại địa chỉ.", code="feed-not-a-feed"
    )


def opened(data: bytes) -> bytes:
    """The document itself, unpacked, without what stands before its first letter.

    Raises UnreadableFeed where it is empty, larger than ``MOST_BYTES``, or declares entities that would blow it up.
    """
    data = _unpacked(data) if data[:2] == b"\x1f\x8b" else data
    if len(data) > MOST_BYTES:
        raise too_large()
    plain = _narrow(data).removeprefix(codecs.BOM_UTF8).strip(b" \t\r\n\0")
    if not plain:
        raise UnreadableFeed("Nguồn tin rỗng; hãy kiểm tra lại địa chỉ.", code="feed-empty")
    for double, single in _ENTITY.findall(plain):
        value = double or single
        if len(value) > _MOST_ENTITY or re.search(rb"&(?!#|amp;)|%", value):
            raise hostile()
    return plain


def bounded(document: bytes) -> bytes:
    """The document of a feed, which is smaller than a sitemap may be and has no tag of thousands of attributes."""
    if len(document) > MOST_FEED_BYTES:
        raise too_large()
    # The readers' time grows with the square of a tag's attributes; those of feeds have ten.
    parts = document.split(b">")
    if max(map(len, parts)) <= _LONG_TAG:
        return document
    for part in parts:
        if len(part) > _LONG_TAG and part[part.rfind(b"<") :].count(b"=") > _MOST_ATTRIBUTES:
            raise hostile()
    return document


def _unpacked(data: bytes) -> bytes:
    """All members of a gzip file, never more than the bound."""
    out: list[bytes] = []
    left, size = data, 0
    while left[:2] == b"\x1f\x8b":
        member = isal_zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            part = member.decompress(left, MOST_BYTES + 1 - size)
        except isal_zlib.error as wrong:  # type: ignore[misc]  # its stub calls the class an instance
            raise UnreadableFeed("Tệp nén của nguồn tin bị hỏng; hãy tải lại sau.", code="feed-damaged") from wrong
        out.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise too_large()
        if not member.eof:
            raise UnreadableFeed("Tệp nén của nguồn tin bị cắt ngang; hãy tải lại sau.", code="feed-damaged")
        left = member.unused_data
    return b"".join(out)


def _narrow(data: bytes) -> bytes:
    """UTF-16 and UTF-32 as UTF-8, so that what is looked for in the bytes can be found."""
    for mark, encoding in _WIDE_MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace").removeprefix("\ufeff")
            return _DECLARED.sub(r"\1", text).encode("utf-8", "replace")
    return data
