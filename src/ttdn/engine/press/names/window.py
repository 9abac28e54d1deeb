"""A few hundred bytes of a page, read in every way a name may be written there."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

BEFORE, BEHIND = 96, 240  # bytes around the place that may be odd

_CONTINUATION = bytes(range(0x80, 0xC0))
WORD = re.compile(r"\w+")
_INLINE_TAG = re.compile(r"</?(?:a|abbr|b|em|font|i|mark|small|span|strong|sub|sup|u|wbr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>?")
_JSON_LETTER = re.compile(r"\\+u([0-9a-fA-F]{4})")
_JSON_SPACE = re.compile(r"\\+[nrt]")
_GAP = re.compile(r"[\s\u00a0\u00ad\u200b-\u200d\u2060\ufeff]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_HYPHEN = re.compile(r"[-‐‑_+]")


def readings(window: bytes) -> Iterator[str]:
    """The text of the window in small letters, escapes resolved, tags gone, single spaces.

    As UTF-8; then, where bytes of it are none, in Western letters.
    """
    yield _plain(window.decode("utf-8", "ignore"))
    if not _is_utf8(window.lstrip(_CONTINUATION)):
        yield _plain(window.decode("cp1252", "ignore"))


def _is_utf8(window: bytes) -> bool:
    """But for a letter cut off at the end."""
    try:
        window.decode()
    except UnicodeDecodeError as error:
        return error.start >= len(window) - 3
    return True


def _plain(text: str) -> str:
    if "%" in text:
        text = unquote(text, errors="ignore")
    if "\\" in text:
        text = _JSON_SPACE.sub(" ", _JSON_LETTER.sub(lambda hit: chr(int(hit[1], 16)), text))
    text = html.unescape(text) if "&" in text else text
    text = _TAG.sub(" ", _INLINE_TAG.sub("", text))
    text = _INVISIBLE.sub("", text)
    return _GAP.sub(" ", unicodedata.normalize("NFC", text)).lower()


def holds(text: str, names: Mapping[str, Sequence[str]]) -> bool:
    """Whether a name is in the text in whole words; hyphens part words too.

    ``names``: by their first word, all in small letters.
    """
    return _has_one(text, names) or (_HYPHEN.search(text) is not None and _has_one(_HYPHEN.sub(" ", text), names))


def _has_one(text: str, names: Mapping[str, Sequence[str]]) -> bool:
    for word in WORD.finditer(text):
        for name in names.get(word[0], ()):
            end = word.start() + len(name)
            if text.startswith(name, word.start()) and not text[end : end + 1].isalnum():
                return True
    return False
