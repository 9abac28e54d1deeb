"""How Vietnamese a text's words are, with accents or without.

Vietnamese writes a space after each syllable, and its syllables have one shape: an onset, one to three vowels, a coda.
What a syllable says for or against Vietnamese is its log-odds in ``data/press/syllables.txt``, counted over
Vietnamese without accents and 49 other languages in Latin letters ("hoi" and "nguoi" for, "to" and "can" against).
"""

from __future__ import annotations

import functools
import re
from importlib import resources

from ttdn.engine.text.normal import LOWER, fold

_ONSET = "(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
_SYLLABLE = re.compile(_ONSET + "[aeiouy]{1,3}(?:ch|ngh?|nh|[cmnpt])?")
_VIETNAMESE = re.compile(f"[{LOWER}]+")
_VOWEL = re.compile("[aeiouy]")

# Log-odds of words the table does not have. "tuyển" speaks for Vietnamese though it was never counted, "street"
# against; "HCM" and "km" stand in every language.
_ACCENTED, _UNSEEN, _FOREIGN, _LETTERS = 4.0, -0.5, -3.0, 0.0

# How much the words of a Vietnamese text say together at the least; short texts need more than one lucky word.
_ENOUGH = 0.5

_WORD = re.compile(r"[^\W\d_]+")


def is_vietnamese(text: str) -> bool:
    """Whether the text (NFC) is Vietnamese, be its accents written or not."""
    weights = [weight(word) for word in words(text.lower())]
    if sum(weights) < _ENOUGH:
        return False
    return _FOREIGN not in weights or not _only_names(text)


def _only_names(text: str) -> bool:
    """Whether only the names are Vietnamese: "Ho Chi Minh City, Da Nang and Can Tho to link metro plans"."""
    return sum(weight(word) for word in words(text) if word[0].islower()) < 0


def words(text: str) -> list[str]:
    """The runs of letters of an NFC text."""
    return _WORD.findall(text)


@functools.lru_cache(maxsize=1 << 16)
def weight(word: str) -> float:
    """Log-odds that a Vietnamese text rather than another one in Latin letters has this word."""
    known = _syllables().get(word)
    if known is not None:
        return known
    plain = fold(word)
    if not _VOWEL.search(plain):
        return _LETTERS
    if not is_syllable(word):
        return _FOREIGN
    return _UNSEEN if plain == word else _ACCENTED


def is_syllable(word: str) -> bool:
    """Whether the word has the shape of one Vietnamese syllable."""
    return bool(_VIETNAMESE.fullmatch(word) and _SYLLABLE.fullmatch(fold(word)))


@functools.cache
def _syllables() -> dict[str, float]:
    text = resources.files("ttdn").joinpath("data/press/syllables.txt").read_text("utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {syllable: int(tenths) / 10 for syllable, tenths in pairs}
