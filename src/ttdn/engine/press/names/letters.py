"""The ways one spelling is written: letter case, place of the tone, without accents, dashes and spaces."""

from __future__ import annotations

import re
import unicodedata

from ttdn.engine.text.normal import fold, modern_tones

# "hòa" > "hoà", "thủy" > "thuỷ"; the inverse of ``modern_tones``
_NEW_TONE = re.compile(r"(?<![qQ])(?:([òóỏõọÒÓỎÕỌ])([aeAE])|([ùúủũụÙÚỦŨỤ])([yY]))(?!\w)")
_SPACED_DASH = re.compile(r"\s+[-–—]\s+")


def _move_tone_back(match: re.Match[str]) -> str:
    first, second = (match[1], match[2]) if match[1] else (match[3], match[4])
    parts = unicodedata.normalize("NFD", first)
    return parts[0] + unicodedata.normalize("NFC", second + parts[1])


def tone_placements(text: str) -> set[str]:
    """The spelling itself, with its tones in the newer places, and in the older: "Hòa Bình", "Hoà Bình"."""
    return {text, modern_tones(text), _NEW_TONE.sub(_move_tone_back, text)}


def dashes(text: str) -> set[str]:
    """A name with a dash between its parts, in the ways it is set: "A - B", "A-B", "A – B", "A–B", "A — B", "A B"."""
    if not _SPACED_DASH.search(text):
        return {text}
    return {_SPACED_DASH.sub(dash, text) for dash in (" - ", "-", " – ", "–", " — ", "—", " ")}


def cases(text: str) -> set[str]:
    """As given, all small, all capitals, each word with a capital, the first word alone with one."""
    return {text, text.lower(), text.upper(), _titled(text), text[:1].upper() + text[1:].lower()}


def _titled(text: str) -> str:
    return " ".join(word[:1].upper() + word[1:].lower() for word in text.split(" "))


def spellings_of(text: str) -> set[str]:
    """All accented ways to write a spelling, letter case aside; NFC."""
    composed = " ".join(unicodedata.normalize("NFC", text).split())
    return {form for placed in tone_placements(composed) for form in dashes(placed)}


def without_accents(text: str) -> str:
    """Accents taken off, letter case kept: "Đà Nẵng" > "Da Nang"."""
    return "".join(bare.upper() if letter.isupper() else bare for letter, bare in zip(text, fold(text), strict=True))
