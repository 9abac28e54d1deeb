"""What a page is made of once it is turned upright: words, rules, lines. Points; x to the right, y downwards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ttdn.engine.plans.readers.clean import Run


# Not frozen: tens of thousands are made, and a frozen one costs three times as much.
@dataclass(slots=True)
class Word:
    """Glyphs without a space between them, in one dress; ``base`` is the y of the base line."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    spaced: bool = True  # a space, or room for one, stands before it
    written_space: bool = False  # the space is a character of the file, not only room
    struck: bool = False
    raised: bool = False  # a footnote's digit, an exponent
    font: str = ""

    @property
    def top(self) -> float:
        return self.base - 0.75 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.22 * self.size

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, self.base - 0.25 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight drawn line or thin bar: level where ``y0 == y1``, else upright (``x0 == x1``)."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        return self.y0 == self.y1


@dataclass(slots=True)
class Page:
    """One page as it lies before its reader."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    slanted: list[str] = field(default_factory=list)  # texts at an angle: watermarks, stamps
    image_share: float = 0.0  # how much of the page its images cover


@dataclass(slots=True)
class TextLine:
    """Words side by side on one base line."""

    words: list[Word]
    page: int
    x0: float = 0.0
    x1: float = 0.0
    base: float = 0.0
    size: float = 0.0
    text: str = ""

    def __post_init__(self) -> None:
        full = [word for word in self.words if not word.raised] or self.words
        self.size = Counter(round(word.size, 1) for word in full for _ in word.text).most_common(1)[0][0]
        self.base = next((word.base for word in full if abs(word.size - self.size) < 0.2), full[0].base)
        self.x0 = self.words[0].x0
        self.x1 = max(word.x1 for word in self.words)
        self.text = "".join((" " if word.spaced and index else "") + word.text for index, word in enumerate(self.words))

    @property
    def top(self) -> float:
        return self.base - 0.75 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.22 * self.size

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @property
    def first_word_width(self) -> float:
        """The width of what had to move to this line together."""
        end = self.words[0].x1
        for word in self.words[1:]:
            if word.spaced:
                break
            end = word.x1
        return end - self.x0


# The line ends inside a word: "Trang/", "Việt-", "2013-"; not "2018 -".
_YEAR_BEGUN, _YEAR_ENDS = re.compile(r"\d[/-](\d{1,3})$"), re.compile(r"(\d{1,3})(?!\d)")
_YEAR = re.compile(r"20\d\d")
_GLUED_END = re.compile(r"[^\W_][-/\xad]$")


def runs_of(lines: Sequence[TextLine]) -> tuple[Run, ...]:
    """The lines as one stretch of text in its dress; a line's end is a space, but not inside a word."""
    runs: list[Run] = []
    previous = ""
    for line in lines:
        for index, word in enumerate(line.words):
            spaced = word.spaced if index else bool(previous) and not _is_glued(previous, word.text)
            _append(runs, word, spaced=spaced and bool(runs))
        previous = line.text
    return tuple(runs)


def _is_glued(previous: str, following: str) -> bool:
    """The next line goes on inside a word, or inside a year that a narrow column broke: "30/11/20" + "26"."""
    if _GLUED_END.search(previous):
        return True
    begun, rest = _YEAR_BEGUN.search(previous), _YEAR_ENDS.match(following)
    return begun is not None and rest is not None and _YEAR.fullmatch(begun[1] + rest[1]) is not None


def _append(runs: list[Run], word: Word, *, spaced: bool) -> None:
    last = runs[-1] if runs else None
    gap = " " if spaced else ""
    dress = (word.bold, word.italic, word.struck)
    if last is not None and (last.bold, last.italic, last.struck) == dress:
        runs[-1] = Run(text=last.text + gap + word.text, bold=word.bold, italic=word.italic, struck=word.struck)
        return
    if last is not None and gap:  # the space belongs to the plain side, so that no struck span begins with it
        if last.struck:
            gap = " "
        else:
            runs[-1] = Run(text=last.text + gap, bold=last.bold, italic=last.italic, struck=last.struck)
            gap = ""
    runs.append(Run(text=gap + word.text, bold=word.bold, italic=word.italic, struck=word.struck))


def text_lines(words: Iterable[Word], page: int) -> list[TextLine]:
    """Words put into lines by their base lines, from the top down and from the left to the right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.base, word.x0)):
        row = rows[-1] if rows else None
        if row is not None and word.base - row[0].base <= 0.3 * min(word.size, row[0].size):
            row.append(word)
        else:
            rows.append([word])
    rows = _with_raised(rows)
    return [TextLine(words=_in_order(row), page=page) for row in rows]


def _with_raised(rows: list[list[Word]]) -> list[list[Word]]:
    """Small digits above a base line belong to the words they touch, not to a line of their own."""
    kept: list[list[Word]] = []
    for index, row in enumerate(rows):
        below = rows[index + 1] if index + 1 < len(rows) else []
        rest = []
        for word in row:
            host = _host(word, below) or _host(word, row)
            if host is None:
                rest.append(word)
                continue
            word.raised = True
            if host in below:
                below.append(word)
            else:
                rest.append(word)
        if rest:
            kept.append(rest)
    return kept


def _host(word: Word, row: list[Word]) -> Word | None:
    if len(word.text) > 4:
        return None
    for other in row:
        lifted = other.base - word.base
        if (
            word.size < 0.8 * other.size
            and 0.15 * other.size < lifted < 0.7 * other.size
            and (
                -0.5 * other.size < word.x0 - other.x1 < 0.5 * other.size
                or -0.3 * other.size < other.x0 - word.x1 < 0.5 * other.size
            )
        ):
            return other
    return None


def _in_order(row: list[Word]) -> list[Word]:
    """By place; words that touch without a space between them are one word in several dresses."""
    row = sorted(row, key=lambda word: word.x0)
    for left, word in pairwise(row):
        gap = word.x0 - left.x1
        word.spaced = word.written_space or gap > 0.12 * max(word.size, left.size)
        if word.raised and gap < 0.2 * left.size:
            word.spaced = False
    return row
