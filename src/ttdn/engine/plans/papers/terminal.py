"""Text in columns of a terminal: how wide it is there, and where its lines break."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence


def width_of(text: str) -> int:
    """Columns on the screen: two for East Asian wide letters, none for marks that stand on a letter."""
    return sum(map(_letter_width, text))


def _letter_width(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """Lines no wider than ``width`` (at least 2), broken between words; a longer word is broken where it must."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            for piece in _pieces(word, width):
                joined = f"{line} {piece}" if line else piece
                if width_of(joined) <= width:
                    line = joined
                else:
                    lines.append(line)
                    line = piece
        lines.append(line)
    return lines


def _pieces(word: str, width: int) -> Iterator[str]:
    """The word, or where it is too wide its pieces; a mark stays with its letter."""
    piece, used = "", 0
    for letter in word:
        columns = _letter_width(letter)
        if used + columns > width:
            yield piece
            piece, used = "", 0
        piece += letter
        used += columns
    yield piece


def pad(text: str, width: int) -> str:
    return text + " " * (width - width_of(text))


def side_by_side(cells: Sequence[str], widths: Sequence[int], *, gap: str = "  ") -> list[str]:
    """One row of a table: each cell wrapped to its width; no spaces at line ends."""
    columns = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, columns))
    lines = []
    for number in range(height):
        parts = [pad(c[number] if number < len(c) else "", w) for c, w in zip(columns, widths, strict=True)]
        lines.append(gap.join(parts).rstrip())
    return lines


def share(wanted: Sequence[int], weights: Sequence[int], room: int, *, least: int) -> list[int]:
    """Divide ``room`` columns by weight; none gets more than it wants, what is over goes to the others."""
    given = [0] * len(wanted)
    open_ = [n for n, want in enumerate(wanted) if want]
    while open_:
        left = room - sum(given[n] for n in range(len(given)) if n not in open_)
        total = sum(weights[n] for n in open_)
        full = [n for n in open_ if wanted[n] <= left * weights[n] // total]
        for n in full or open_:
            given[n] = wanted[n] if full else max(least, left * weights[n] // total)
        open_ = [n for n in open_ if n not in full] if full else []
    return given
