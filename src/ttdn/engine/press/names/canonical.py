"""A text as names are sought in it: composed letters, single spaces, UTF-8; and the way back to its positions."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

# Bytes that a text may only have where letters are decomposed, spaces are odd, or something invisible stands.
_MAY_BE_ODD = (
    b"\xcc",
    b"\xcd",
    b"\t",
    b"\r",
    b"  ",
    b"\xc2\xa0",
    b"\xc2\xad",
    b"\xe2\x80\x8b",
    b"\xe2\x80\xaf",
    b"\xef\xbb\xbf",
)
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_ODD = re.compile(rf"[^\W\d_][\u0300-\u036f]+|[\s\u00a0\u2000-\u200a\u202f\u3000]{{2,}}|[^\S ]|[{_INVISIBLE}]+")


@dataclass(frozen=True, slots=True)
class Canonical:
    """``data`` is UTF-8 of ``text``; ``places``/``shifts`` tell where positions move against the original."""

    text: str
    data: bytes
    places: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def original(self, position: int) -> int:
        """The position in the text as it was given."""
        if not self.places:
            return position
        return position + self.shifts[bisect_right(self.places, position) - 1]


def canonical(text: str) -> Canonical:
    data = text.encode("utf-8", "surrogatepass")
    if any(odd in data for odd in _MAY_BE_ODD):
        return _rewritten(text)
    if b"\n" in data:
        return Canonical(text, data.replace(b"\n", b" "))
    return Canonical(text, data)


def _rewritten(text: str) -> Canonical:
    pieces: list[str] = []
    places, shifts = [0], [0]
    last = length = 0
    for odd in _ODD.finditer(text):
        kept, new = text[last : odd.start()], _as_usual(odd[0])
        length += len(kept) + len(new)
        pieces += (kept, new)
        last = odd.end()
        if last - length != shifts[-1]:
            places.append(length)
            shifts.append(last - length)
    written = "".join((*pieces, text[last:]))
    return Canonical(written, written.encode("utf-8", "surrogatepass"), tuple(places), tuple(shifts))


def _as_usual(odd: str) -> str:
    if odd[0].isalpha():
        return unicodedata.normalize("NFC", odd)
    return " " if odd[0].isspace() else ""
