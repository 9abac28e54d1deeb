"""Printed lines become paragraphs: where one ends is told by its last line, its marks, its place and its dress."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ttdn.engine.plans.readers.builder import Paragraph
from ttdn.engine.plans.readers.clean import Run
from ttdn.engine.plans.readers.layout.model import TextLine, Word

# "- Xây dựng", "+ Tổ chức", "1. Sở", "2.1. Sở", "a) Tổ chức", "II. NỘI DUNG", "Điều 2.", "(Kèm theo ...)".
_MARK = re.compile(
    r"[-+*•●○▪■◦–—]\s*(?=\S)|\d{1,2}(?:\.\d{1,2}){0,3}[.)/]\s*(?=\D)|\d{1,2}(?:\.\d{1,2}){1,3}\s+(?=[^\W\d_])"
    r"|[a-zđ]{1,2}[.)]\s+|[IVXLl1]{1,5}\s?[.)/]\s+(?=\S)|\((?=[A-ZĐ])|(?:Điều|Phần|Mục|Chương)\s+[\dIVX]+[.:]?\s"
)
# "Cơ quan chủ trì: Sở Ngoại vụ": a label opens its own paragraph.
_LABEL = re.compile(r"[^\W\d_][^:;,.]{2,40}:")
_ENDS = re.compile(r"[.;:!?]['\"”’)]*$|/\.?$")
_RANGE = re.compile(r"[-–]\s*\d")  # "giai đoạn 2018 / - 2020": a dash that goes on with the line before

_INDENT = 9.0  # points
_LOOSE = 1.28  # of the usual distance of lines, from which on a paragraph ends
_CENTRED = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Where lines begin and end on this page."""

    left: float
    right: float


@dataclass(slots=True)
class Draft:
    """A paragraph in the making; ``full`` while it may go on in the next column or on the next page."""

    lines: list[TextLine]
    column: Column
    page: int

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def centered(self) -> bool:
        return all(is_centered(line, self.column) for line in self.lines)

    def paragraph(self) -> Paragraph:
        words = [word for line in self.lines for word in line.words]
        return Paragraph(runs=runs_of(words), centered=self.centered, page=self.page)


def runs_of(words: Sequence[Word]) -> tuple[Run, ...]:
    """Words in the same dress are one run."""
    runs: list[Run] = []
    for (bold, italic), alike in groupby(words, key=lambda word: (word.bold, word.italic)):
        text = " ".join(word.text for word in alike)
        runs.append(Run(text=f" {text}" if runs else text, bold=bold, italic=italic))
    return tuple(runs)


def column_of(lines: Sequence[TextLine], default: Column | None = None) -> Column:
    """The margins that lines keep; those of other pages where too few lines say."""
    if not lines:
        return default or Column(left=0.0, right=0.0)
    rights = sorted(line.right for line in lines)
    right = _kept_edge(rights)
    if right is None:
        right = max(rights[-1], default.right) if default else rights[-1]
    lefts = sorted(line.left for line in lines)
    left = min(lefts[len(lefts) // 10], default.left) if default and len(lines) < 4 else lefts[len(lefts) // 10]
    return Column(left=left, right=right)


def _kept_edge(rights: Sequence[float]) -> float | None:
    """The rightmost place at which at least two lines end together."""
    for at in range(len(rights) - 1, 0, -1):
        if rights[at] - rights[at - 1] < 4.0:
            return rights[at]
    return None


def usual_pitch(lines: Sequence[TextLine]) -> float:
    """The distance from line to line inside paragraphs: the lower part of all distances."""
    pitches = sorted(
        following.middle - line.middle
        for line, following in pairwise(lines)
        if 0 < following.middle - line.middle < 4 * line.height
    )
    return pitches[len(pitches) // 4] if pitches else 0.0


def drafts_of(lines: Sequence[TextLine], column: Column, *, page: int, pitch: float) -> list[Draft]:
    """Paragraphs of lines that stand below each other in one column."""
    drafts: list[Draft] = []
    for line in lines:
        if drafts and _goes_on(drafts[-1], line, pitch):
            drafts[-1].lines.append(line)
        else:
            drafts.append(Draft(lines=[line], column=column, page=page))
    return drafts


def continues_over(draft: Draft, following: Draft) -> bool:
    """Whether a paragraph goes on at the top of the next page."""
    line = following.lines[0]
    if not _is_full(draft.lines[-1], line, draft.column) or draft.centered or following.centered:
        return False
    if _opens(line.text) and not _RANGE.match(line.text):
        return False
    return not _ENDS.search(draft.text) or line.text[:1].islower()


def _goes_on(draft: Draft, line: TextLine, pitch: float) -> bool:
    last = draft.lines[-1]
    if not _is_full(last, line, draft.column):
        return False
    distance = line.middle - last.middle
    if pitch and distance > _LOOSE * max(pitch, 1.05 * last.height) and not line.text[:1].islower():
        return False
    if is_centered(last, draft.column) != is_centered(line, draft.column) and is_centered(last, draft.column):
        return line.text[:1].islower()
    ended = bool(_ENDS.search(last.text))
    if _opens(line.text) and not (_RANGE.match(line.text) and last.text[-1:].isdigit()):
        return False
    if last.bold != line.bold and line.text[:1].isupper() and ended:
        return False
    hangs = len(draft.lines) == 1 and _MARK.match(draft.lines[0].text)
    return not (line.left > last.left + _INDENT and not hangs and (ended or line.text[:1].isupper()))


def _opens(text: str) -> bool:
    return bool(_MARK.match(text) or _LABEL.match(text))


def _is_full(line: TextLine, following: TextLine, column: Column) -> bool:
    """The line had no room for the next line's first word."""
    first = following.words[0]
    room = column.right - line.right
    if is_centered(line, column):
        room += line.left - column.left
    return room < (first.right - first.left) + 0.45 * line.height


def is_centered(line: TextLine, column: Column) -> bool:
    """Equal room on both sides, and some."""
    before, after = line.left - column.left, column.right - line.right
    return before > _CENTRED and after > _CENTRED and abs(before - after) < _CENTRED + 0.12 * (before + after)
