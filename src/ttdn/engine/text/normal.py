"""Vietnamese letters: one Unicode form, folding for search, and where the tone mark stands.

Everything here keeps the length of an NFC text, so that a position in the folded text is a position in the original.
"""

from __future__ import annotations

import functools
import re
import unicodedata

_LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
# inside a character class; a range like À-Ỹ would take small letters for capitals
LOWER = _LETTERS
UPPER = _LETTERS.upper()

_SPACES = re.compile(r"[^\S\n]+")
_WORD = re.compile(r"\w+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"

# "hoà" > "hòa", "khoẻ" > "khỏe", "uỷ" > "ủy": the tone moves to the first of the two vowels at the end of a syllable.
_OLD_TONE = re.compile(r"(?<![qQ])([oOuU])([àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ])(?!\w)")
_PAIRS = {("o", "a"), ("o", "e"), ("u", "y")}


def squeeze(text: str) -> str:
    """NFC, with single spaces and no space at the ends; line ends stay."""
    lines = unicodedata.normalize("NFC", text).replace("\u00a0", " ").split("\n")
    return "\n".join(_SPACES.sub(" ", line).strip() for line in lines)


@functools.lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    if letter in "–—−‐‑":
        return "-"
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


@functools.lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Lower case without diacritics, đ as d, every dash as "-"; one letter for one letter."""
    return "".join(map(_fold_letter, text))


def _move_tone(match: re.Match[str]) -> str:
    first, second = match.group(1), match.group(2)
    parts = list(unicodedata.normalize("NFD", second))
    base, mark = parts[0], parts[1]
    if (first.lower(), base.lower()) not in _PAIRS:
        return match.group(0)
    return unicodedata.normalize("NFC", first + mark) + base


@functools.lru_cache(maxsize=16384)
def modern_tones(text: str) -> str:
    """Tone marks where the newer spelling has them: "Uỷ ban" > "Ủy ban", "hoà" > "hòa"."""
    return _OLD_TONE.sub(_move_tone, text)


@functools.lru_cache(maxsize=16384)
def lower(text: str) -> str:
    """Lower case with modern tones, letter for letter: keeps "sở" and "số" apart where ``fold`` does not."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in modern_tones(text))


@functools.lru_cache(maxsize=16384)
def spelling_key(text: str) -> str:
    """Equal for spellings of one name: case, punctuation, "và", "các", "của" and the place of the tone do not count."""
    words = []
    for word in _WORD.findall(unicodedata.normalize("NFC", text).casefold()):
        if word in {"và", "các", "của", "những"}:
            continue
        parts = unicodedata.normalize("NFD", word)
        words.append("".join(c for c in parts if c not in _TONES) + "".join(c for c in parts if c in _TONES))
    return " ".join(words)


def is_upper(text: str) -> bool:
    """Written in capitals: "SỞ TÀI CHÍNH", but not "UBND tỉnh" and not "2026"."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) >= 0.9 * len(letters)


_PLACE_WORDS = ("tỉnh", "thành phố", "huyện", "thị xã", "quận", "xã", "phường", "thị trấn", "đặc khu")
_PLACE = re.compile(rf"\b({'|'.join(_PLACE_WORDS)}) ((?:\w+ ?){{1,4}})$")


def sentence_case(text: str) -> str:
    """Capitals put down: "ỦY BAN NHÂN DÂN TỈNH AN SƠN" > "Ủy ban nhân dân tỉnh An Sơn"."""
    if not is_upper(text):
        return text
    low = lower(text.strip())
    place = _PLACE.search(low)
    if place:
        low = low[: place.start(2)] + low[place.start(2) :].title()
    return low[:1].upper() + low[1:]
