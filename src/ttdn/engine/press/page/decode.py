"""From the bytes of a page to UTF-8 that can be parsed: byte order marks, then proof, then what the page declares.

A page's own word comes last: many say utf-8 and are not, or say iso-8859-1 and are utf-8. Bytes that are valid UTF-8
are UTF-8; chance does not produce such bytes.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

# <meta charset="windows-1258">, <meta http-equiv=… content="text/html; charset=gbk">, <?xml encoding="euc-jp"?>
_DECLARED = re.compile(rb"""(?:charset|<\?xml[^>]{0,80}encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:\-]{2,40})""", re.I)
_HEAD = 8_192

# What browsers take these names for: the wider page that contains the named one.
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Escapes make these pages plain ASCII to the eye of a UTF-8 decoder.
_ESCAPED = ("iso2022_jp", "iso2022_kr", "hz")
# Python knows codecs that are no code page of the web (hex, punycode, unicode_escape).
_CODE_PAGE = re.compile(r"cp\d+|iso8859-|koi8-|mac-|gb18030|big5|euc_|johab|ptcp154|kz1048|hp-roman8")
_SLIPS = 0.1  # wrong bytes to each high one in a page that is UTF-8 all the same (cut strings, pasted letters)


def to_utf8(page: bytes) -> bytes:
    """The page in UTF-8, without mark; wrong bytes become U+FFFD."""
    for mark, name in _MARKS:
        if page.startswith(mark):
            rest = page[len(mark) :]
            return rest if name == "utf-8" and _is_utf8(rest) else _again(rest, name)
    wide = _utf16_without_mark(page)
    if wide:
        return _again(page, wide)
    if page.isascii():
        escaped = b"\x1b$" in page or b"~{" in page
        named = next((name for name in declared(page) if name in _ESCAPED), "") if escaped else ""
        return _again(page, named) if named else page
    if _is_utf8(page):
        return page
    return _again(page, _old_page(page))


def declared(page: bytes) -> list[str]:
    """Python's names of the encodings that the page's head declares; an archive's own script may come first."""
    names = []
    for found in _DECLARED.finditer(page, 0, _HEAD):
        try:
            name = codecs.lookup(found[1].decode("ascii")).name
        except LookupError:
            continue
        names.append(_WIDER.get(name, name))
    return names


def _is_utf8(page: bytes) -> bool:
    try:
        page.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _again(page: bytes, name: str) -> bytes:
    text = page.decode(name, "replace")
    if name == "cp1258":  # it writes a letter and its tone apart
        text = unicodedata.normalize("NFC", text)
    return text.encode("utf-8", "replace")


def _utf16_without_mark(page: bytes) -> str:
    """UTF-16 shows in markup by a zero beside every ASCII letter."""
    start = page[:400]
    if start.count(0) < len(start) // 3:
        return ""
    return "utf-16-le" if start[1::2].count(0) > start[0::2].count(0) else "utf-16-be"


def _old_page(page: bytes) -> str:
    """The code page of bytes that are not valid UTF-8: slips in UTF-8, what is declared, else the Western one."""
    high = len(page) - len(page.translate(None, bytes(range(128, 256))))
    wrong = page.decode("utf-8", "replace").count("\ufffd")
    if wrong <= _SLIPS * high:
        return "utf-8"
    return next((name for name in declared(page) if _CODE_PAGE.match(name)), "cp1252")
