"""A few hundred bytes of a page, read in every way a name may be written there."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import unquote

BEFORE, BEHIND = 120, 300  # bytes around the place that may be odd

_INLINE_TAG = re.compile(r"</?(?:a|abbr|b|em|font|i|mark|small|span|strong|sub|sup|u|wbr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>?")
_JSON_LETTER = re.compile(r"\\+u([0-9a-fA-F]{4})")
_JSON_SPACE = re.compile(r"\\+[nrt]")
_GAP = re.compile(r"[\s\u00a0\u00ad\u200b-\u200d\u2060\ufeff]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_HYPHEN = re.compile(r"[-‐‑_+]")


def readings(window: bytes) -> tuple[str, ...]:
    """The text of the window in small letters: as UTF-8 with escapes resolved, and as Western letters of one byte."""
    utf8 = window.decode("utf-8", "ignore")
    if "%" in utf8:
        utf8 = unquote(utf8, errors="ignore")
    if "\\" in utf8:
        utf8 = _JSON_SPACE.sub(" ", _JSON_LETTER.sub(lambda hit: chr(int(hit[1], 16)), utf8))
    return _plain(utf8), _plain(window.decode("latin-1"))


def _plain(text: str) -> str:
    text = html.unescape(text) if "&" in text else text
    text = _TAG.sub(" ", _INLINE_TAG.sub("", text))
    text = _INVISIBLE.sub("", text)
    return _GAP.sub(" ", unicodedata.normalize("NFC", text)).lower()


def holds(reading: str, names: tuple[str, ...]) -> bool:
    """Whether one of the names, given in small letters, is in the reading in whole words; hyphens part words too."""
    apart = _HYPHEN.sub(" ", reading)
    return any(_stands(name, text) for text in {reading, apart} for name in names)


def _stands(name: str, text: str) -> bool:
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not (text[max(0, start - 1) : start].isalnum() or text[end : end + 1].isalnum()):
            return True
        start = text.find(name, start + 1)
    return False
