"""Vietnamese syllables: whether letters can be one, and where several stand that ran together."""

from __future__ import annotations

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_CLOSED_TONES = frozenset("\u0301\u0323")  # what p, t, c, ch end takes sắc or nặng
_ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
_RIMES = (
    r"a(?:c|ch|i|m|n|ng|nh|o|p|t|u|y)?|ă[cmnpt]|ăng|â[cmnptuy]|âng|e(?:c|m|n|ng|o|p|t)?|ê(?:c|ch|m|n|nh|p|t|u)?"
    r"|i(?:a|ch|m|n|nh|p|t|u)?|iê(?:c|m|n|ng|p|t|u)|o(?:c|i|m|n|ng|p|t)?|ô(?:c|i|m|n|ng|p|t)?|ơ[imnpt]?"
    r"|oa(?:c|ch|i|m|n|ng|nh|o|t|y)?|oă(?:c|m|n|ng|t)|oe[not]?"
    r"|u(?:a|c|i|m|n|ng|p|t|ơ)?|uâ(?:n|ng|t|y)|uê(?:ch|nh)?|uô(?:c|i|m|n|ng|t)"
    r"|uy(?:a|ch|n|nh|t|u)?|uyê[nt]|ư(?:a|c|i|ng|t|u)?|ươ(?:c|i|m|n|ng|p|t|u)|y|yê(?:m|n|t|u)"
)
_SYLLABLE = re.compile(rf"{_ONSET}(?:{_RIMES})")
_STOPPED = re.compile(r"(?:p|t|c|ch)$")
_LEAST, _MOST = 2, 28  # letters of a syllable, and of syllables run together


def is_syllable(word: str) -> bool:
    """Whether the letters can be one syllable: onset, rime, at most one tone, and a tone that its end allows."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [letter for letter in parts if letter in _TONES]
    plain = unicodedata.normalize("NFC", "".join(letter for letter in parts if letter not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(plain):
        return False
    return not _STOPPED.search(plain) or (bool(tones) and tones[0] in _CLOSED_TONES)


def run_together(word: str) -> tuple[str, ...] | None:
    """The syllables in "ANTỈNH"; None for one, for what may be foreign, and where as few come of several cuts."""
    letters = unicodedata.normalize("NFC", word)
    if not letters.isalpha() or letters.isascii() or len(letters) > _MOST or is_syllable(letters):
        return None
    cuts = sorted(_cuts(letters), key=len)
    return cuts[0] if cuts and (len(cuts) == 1 or len(cuts[1]) > len(cuts[0])) else None


def _cuts(letters: str) -> list[tuple[str, ...]]:
    """Every way to cut into syllables of at least two letters."""
    whole: list[tuple[str, ...]] = [(letters,)] if is_syllable(letters) else []
    return whole + [
        (letters[:n], *rest)
        for n in range(_LEAST, len(letters) - _LEAST + 1)
        if is_syllable(letters[:n])
        for rest in _cuts(letters[n:])
    ]
