"""Vietnamese alphabetical order: a ă â b c d đ e ê …, and within a syllable ngang huyền hỏi ngã sắc nặng.

Neither SQLite nor every PostgreSQL knows this order, so rows store ``sort_key(name)`` and sort by it: its
characters are plain ASCII, and comparing them one by one gives the order of a Vietnamese dictionary.
"""

from __future__ import annotations

import re
import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# U+0300 huyền, U+0309 hỏi, U+0303 ngã, U+0301 sắc, U+0323 nặng; no mark is ngang.
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
LETTER_KEYS = {letter: chr(ord("A") + place) for place, letter in enumerate(ALPHABET)}
TOKEN = re.compile(r"\d+|[^\W\d_]+")


def sort_key(text: str) -> str:
    """The key of ``text``: syllable by syllable its letters, then its tone; numbers by value, before letters."""
    plain = unicodedata.normalize("NFC", text).casefold()
    return " ".join(_number_key(token) if token.isdecimal() else _syllable_key(token) for token in TOKEN.findall(plain))


def _number_key(digits: str) -> str:
    value = str(int(digits))
    return f"#{len(value):03}{value}"


def _syllable_key(syllable: str) -> str:
    letters, tone = [], "0"
    for character in syllable:
        letter, mark = _split_tone(character)
        tone = mark or tone
        letters.append(LETTER_KEYS.get(letter) or _foreign_key(letter))
    # The tone follows the letters and sorts below every letter: la, là, … lạ, then lác.
    return "".join(letters) + tone


def _split_tone(character: str) -> tuple[str, str]:
    """``ầ`` into ``â`` and the key of huyền; a letter without a tone keeps an empty one."""
    parts = unicodedata.normalize("NFD", character)
    tone = next((TONES[part] for part in parts if part in TONES), "")
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES)), tone


def _foreign_key(letter: str) -> str:
    """A letter with another language's mark stands with its base letter; another script after the alphabet."""
    base = unicodedata.normalize("NFD", letter)[0]
    return LETTER_KEYS.get(base) or f"~{ord(base):06x}"
