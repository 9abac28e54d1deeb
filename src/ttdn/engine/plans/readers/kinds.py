"""Which kind of file the bytes are: by their first bytes, then by their look; the ending decides only between texts."""

from __future__ import annotations

import re
from typing import Literal

from ttdn.engine.errors import UnreadableDocument

Format = Literal["txt", "md", "html", "docx", "pdf", "doc", "scan"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF", b"\0\0\x01\0")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_HTML = re.compile(
    rb"\s*(?:<!doctype\s+html|<html[\s>]|<\?xml[^>]*\?>\s*<(?:!doctype\s+html|html)"
    rb"|<(?:head|body|table|div|meta|p|h[1-6])[\s>])",
    re.IGNORECASE,
)


def binary_format(data: bytes) -> Format | None:
    """``docx`` for a zip, ``doc``, ``pdf``, ``scan`` for a picture, None for text; others are refused."""
    if data.startswith(b"PK"):
        return "docx"
    if data.startswith(_OLE):
        return _ole(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.lstrip().startswith(b"{\\rtf"):
        raise _refused("Tệp RTF chưa đọc được; hãy mở bằng Word, lưu thành .docx rồi tải lên.", "unknown-kind")
    if data.startswith(_PROGRAMS) and not data.startswith(b"#!"):
        raise _refused("Đây là tệp chương trình, không phải văn bản; hãy chọn tệp kế hoạch .docx.", "executable")
    if data.startswith(_IMAGES) and not _mostly_text(data):
        return "scan"
    if data.startswith(_ARCHIVES) and not _mostly_text(data):
        raise _refused("Đây là tệp nén; hãy giải nén và tải lên tệp .docx bên trong.", "unknown-kind")
    return None


def text_format(text: str, name: str) -> Format:
    """Between texts: HTML by its tags, Markdown by the file's ending; the rest is plain."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if _HTML.match(text[:2000].lstrip("\ufeff").encode("utf-8", "replace")) or ending in ("html", "htm", "xhtml"):
        return "html"
    if text.lstrip("\ufeff \r\n\t").startswith(("<?xml", "MIME-Version:")):
        raise _refused("Tệp XML hoặc MHT chưa đọc được; hãy mở bằng Word, lưu thành .docx rồi tải lên.", "unknown-kind")
    return "md" if ending in ("md", "markdown") else "txt"


def _ole(data: bytes) -> Format:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _refused("Tệp được đặt mật khẩu nên không đọc được; hãy bỏ mật khẩu rồi tải lên lại.", "encrypted")
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    raise _refused("Tệp không phải văn bản Word; hãy lưu kế hoạch thành .docx rồi tải lên.", "unknown-kind")


def _mostly_text(data: bytes) -> bool:
    """ "BM" or "II*" may begin an honest line of text."""
    head = data[:512]
    return b"\0" not in head and sum(byte < 9 or 13 < byte < 32 for byte in head) == 0


def _refused(message: str, code: str) -> UnreadableDocument:
    return UnreadableDocument(message, code=code)
