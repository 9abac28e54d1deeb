"""From bytes to text: by its mark, as UTF-8, else by the Vietnamese code page, never with a crash."""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass

from ttdn.engine.errors import UnreadableDocument
from ttdn.engine.text.code_pages import convert, guess

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = frozenset(chr(code) for code in range(0x20)) - frozenset("\t\n\r\v\f\x1a")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    text: str
    guessed: bool = False
    page: str | None = None  # the old Vietnamese code page it was converted from


def decode(data: bytes) -> Decoded:
    """The text of a file, Unicode whatever it was written in."""
    decoded = _decoded(data)
    page = guess(decoded.text)
    if page is None:
        return decoded
    lines = (convert(line, page) for line in decoded.text.split("\n"))
    return Decoded(text="\n".join(lines), page=page)


def _decoded(data: bytes) -> Decoded:
    """``guessed`` where nothing in the file says which encoding it is in."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(text=_checked(data.decode(encoding, "replace")))
    if (wide := _unmarked_utf16(data)) is not None:
        return Decoded(text=_checked(wide))
    if b"\0" in data:
        raise not_text()
    try:
        return Decoded(text=_checked(data.decode("utf-8")))
    except UnicodeDecodeError as error:
        if _cut_in_a_letter(data, error) or _nearly_utf8(data):
            return Decoded(text=_checked(data.decode("utf-8", "replace")), guessed=True)
    return Decoded(text=_checked(_eight_bit(data)), guessed=True)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark has a zero beside every plain letter, always on the same side."""
    head = data[:4000]
    if len(head) < 8 or b"\0" not in head or len(data) % 2:
        return None
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if max(odd, even) < len(head) // 8 or min(odd, even) > max(odd, even) // 20:
        return None
    try:
        return data.decode("utf-16-le" if odd > even else "utf-16-be")
    except UnicodeDecodeError:
        return None


def _cut_in_a_letter(data: bytes, error: UnicodeDecodeError) -> bool:
    return error.start >= len(data) - 3


def _nearly_utf8(data: bytes) -> bool:
    """A few damaged letters in a long UTF-8 text do not make it another encoding."""
    lost = data.decode("utf-8", "replace").count("\ufffd")
    high = sum(byte >= 0x80 for byte in data[:100_000])
    return high > 20 and lost * 50 < high


def _eight_bit(data: bytes) -> str:
    """Windows' Vietnamese code page writes tone marks behind the letter; composing them tells whether it was that."""
    western = data.decode("latin-1")
    if guess(western) is not None:  # its letters are found by their bytes
        return western
    text = data.decode("cp1258", "replace")
    if text.count("\ufffd") > max(2, len(text) // 100):
        text = data.decode("latin-1")
    return unicodedata.normalize("NFC", text)


def _checked(text: str) -> str:
    sample = text[:200_000]
    odd = sum(letter in _CONTROL or letter == "\ufffd" for letter in sample)
    if odd > max(1, len(sample) // 50) or "\0" in text:
        raise not_text()
    return text


def not_text() -> UnreadableDocument:
    return UnreadableDocument(
        "Tệp không phải văn bản đọc được; hãy mở kế hoạch bằng Word và lưu thành .docx rồi tải lên.", code="not-text"
    )
