"""A text as names are sought in it, as UTF-8; and where letters are decomposed or gaps are odd, a rewritten one.

Most texts need no rewriting. Those that do are found by the engine itself: what is odd is among its literals.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_SPACES = bytes.maketrans(b"\t\n\v\f\r", b"     ")
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_ODD_SPACES = "\u2002\u2003\u2009\u200a\u202f\u3000"
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
# Marks of their own make a text odd anywhere; other gaps than one or two spaces, behind a word of a name.
ODD_MARKS = tuple(mark.encode() for mark in _MARKS)
_INVISIBLE_GAPS = tuple(gap for unseen in _INVISIBLE for gap in (unseen + " ", " " + unseen))
ODD_GAPS = tuple(gap.encode() for gap in ("   ", *_ODD_SPACES, *_INVISIBLE_GAPS))
_ODD = re.compile(rf"[{_MARKS}]+|\s\s\s+|[{_ODD_SPACES}]+|[{_INVISIBLE}]+")


@dataclass(frozen=True, slots=True)
class Canonical:
    """``data`` is the UTF-8 of ``text``; ``places`` and ``shifts`` tell where positions move against the original."""

    text: str
    data: bytes
    places: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def original(self, position: int) -> int:
        """The position in the text as it was given."""
        if not self.places:
            return position
        return position + self.shifts[bisect_right(self.places, position) - 1]


def as_given(text: str) -> Canonical:
    """The same letters in the same places, every single space a plain one."""
    if "\u00a0" in text:
        text = text.replace("\u00a0", " ")
    return Canonical(text, text.encode("utf-8", "surrogatepass").translate(_SPACES))


def rewritten(text: str) -> Canonical:
    """Composed, with single spaces, without what nobody sees."""
    text = text.replace("\u00a0", " ")
    pieces: list[str] = []
    places, shifts = [0], [0]
    last = length = 0
    for odd in _ODD.finditer(text):
        start = odd.start() - (odd[0][0] in _MARKS and odd.start() > last)  # a mark belongs to the letter before it
        kept, new = text[last:start], _as_usual(text[start : odd.end()])
        length += len(kept) + len(new)
        pieces += (kept, new)
        last = odd.end()
        if last - length != shifts[-1]:
            places.append(length)
            shifts.append(last - length)
    written = "".join((*pieces, text[last:]))
    data = written.encode("utf-8", "surrogatepass").translate(_SPACES)
    return Canonical(written, data, tuple(places), tuple(shifts))


def _as_usual(odd: str) -> str:
    if odd[-1] in _MARKS:
        return unicodedata.normalize("NFC", odd)
    return "" if odd[0] in _INVISIBLE else " "
