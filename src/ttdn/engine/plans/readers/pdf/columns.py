"""Text side by side without rules: letterhead beside the national motto, recipients beside the signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ttdn.engine.plans.readers.pdf.layout import Rule, TextLine, Word
from ttdn.engine.plans.readers.pdf.paragraphs import Measure

_WIDE_GAP = 1.6  # of the size: never a space, justified as the line may be
_GAP = 0.75  # of the size: no space where the file writes none
_GUTTER = 4.0
_HEAD_LINES = 2  # lone lines that may stand above a letterhead's first pair
_LABEL_ONLY = re.compile(r"(?:[-+*•●○▪–—\ue000-\uf8ff]|\(?[\divxlIVXL]{1,5}(?:\.\d+)*[.)]?|\(?[a-zđA-ZĐ]{1,2}[.)])$")
_NUMBER = re.compile(r"S[ốỐ]\s*[:.…]")
_DASHED = re.compile(r"[-–+•]")


@dataclass(slots=True)
class Band:
    """Two columns side by side; ``edges`` are the outer left, the middle of the gutter and the outer right."""

    left: list[TextLine]
    right: list[TextLine]
    edges: tuple[float, float, float]

    @property
    def top(self) -> float:
        return min(line.top for line in (*self.left, *self.right))


@dataclass(slots=True)
class _Row:
    """A line of the page and the stretches that wide gaps make of it."""

    line: TextLine
    parts: list[TextLine]


@dataclass(slots=True)
class _Gutter:
    """The empty strip between two columns, narrowing as rows join."""

    x0: float
    x1: float

    def side(self, part: TextLine) -> int:
        """-1 left of it, 1 right of it, 0 across; a part may narrow it."""
        if part.x1 <= self.x1 - _GUTTER and part.x0 < self.x0:
            return -1
        if part.x0 >= self.x0 + _GUTTER and part.x1 > self.x1:
            return 1
        return 0

    def narrow(self, part: TextLine) -> None:
        if self.side(part) < 0:
            self.x0 = max(self.x0, part.x1)
        else:
            self.x1 = min(self.x1, part.x0)


def bands_of(lines: Sequence[TextLine], measure: Measure) -> list[TextLine | Band]:
    """Lines of a page from the top down, those that stand in two columns gathered."""
    rows = [_Row(line=line, parts=_parts(line)) for line in lines]
    found: list[TextLine | Band] = []
    at = 0
    while at < len(rows):
        gutter = _gutter_at(rows, at)
        if gutter is None:
            found.append(rows[at].line)
            at += 1
            continue
        end = _end(rows, at, gutter)
        start = _start(rows, at, gutter, found)
        if end - start < 2:
            found.append(rows[at].line)
            at += 1
            continue
        del found[len(found) - (at - start) :]
        found.append(_band(rows[start:end], gutter, measure))
        at = end
    return found


def _parts(line: TextLine) -> list[TextLine]:
    parts: list[list[Word]] = [[line.words[0]]]
    for left, word in zip(line.words, line.words[1:], strict=False):
        gap = (word.x0 - left.x1) / line.size
        label = len(parts[-1]) == 1 and gap < 4 and bool(_LABEL_ONLY.match(parts[-1][0].text))
        if not label and (gap > _WIDE_GAP or (gap > _GAP and not word.written_space)):
            parts.append([word])
        else:
            parts[-1].append(word)
    return [TextLine(words=part, page=line.page) for part in parts]


def _gutter_at(rows: Sequence[_Row], at: int) -> _Gutter | None:
    """The strip between two parts of this row, or between this row and the next one that stands beside it."""
    parts = rows[at].parts
    if len(parts) == 2:
        return _Gutter(parts[0].x1, parts[1].x0)
    if len(parts) == 1 and at + 1 < len(rows) and len(rows[at + 1].parts) == 1:
        one, other = parts[0], rows[at + 1].parts[0]
        left, right = (one, other) if one.x0 < other.x0 else (other, one)
        beside = abs(one.base - other.base) < 0.75 * min(one.size, other.size)
        if beside and right.x0 - left.x1 > _GUTTER:
            return _Gutter(left.x1, right.x0)
    return None


def _end(rows: Sequence[_Row], at: int, gutter: _Gutter) -> int:
    """The first row behind the band; lone lines at its foot stay only where they look like its columns."""
    end = last_pair = at
    seen: dict[int, list[TextLine]] = {-1: [], 1: []}
    loose: list[int] = []
    for index in range(at, len(rows)):
        parts = rows[index].parts
        sides = [gutter.side(part) for part in parts]
        if 0 in sides or len(parts) > 2 or (len(parts) == 2 and sides != [-1, 1]):
            break
        if index > at and _far(rows[index - 1].line, parts, sides, seen):
            break
        if len(parts) == 1 and index > at and not _beside(rows, index) and not _belongs(parts[0], seen[sides[0]]):
            loose.append(index)
        if len(parts) == 2 or _beside(rows, index):
            last_pair = index
        for part, side in zip(parts, sides, strict=True):
            gutter.narrow(part)
            seen[side].append(part)
        end = index + 1
    cut = next((index for index in loose if index > last_pair), end)
    return cut


def _beside(rows: Sequence[_Row], index: int) -> bool:
    """A lone line that overlaps in height with the lone line above or below it."""
    line = rows[index].line
    for other in (index - 1, index + 1):
        if 0 <= other < len(rows):
            neighbour = rows[other].line
            near = abs(neighbour.base - line.base) < 0.75 * min(line.size, neighbour.size)
            if near and (neighbour.x1 < line.x0 or line.x1 < neighbour.x0):
                return True
    return False


def _far(above: TextLine, parts: Sequence[TextLine], sides: Sequence[int], seen: dict[int, list[TextLine]]) -> bool:
    """Too far below what stands above it; a signer's name may stand far below the title."""
    gap = parts[0].base - above.base
    signer = sides == [1] and bool(seen[1]) and _same_middle(parts[0], seen[1])
    return gap > (12 if signer else 5) * parts[0].size


def _belongs(part: TextLine, column: Sequence[TextLine]) -> bool:
    """A lone line that goes on with its column: in the same middle or, dashed, at the same edge and size."""
    if not column:
        return False
    if abs(part.size - column[-1].size) > 1.5:
        return False
    if _same_middle(part, column):
        return True
    near = part.base - column[-1].base < 2 * part.size
    return near and abs(part.x0 - column[-1].x0) < 20 and bool(_DASHED.match(column[-1].text) or column[0].size < 12.6)


def _same_middle(part: TextLine, column: Sequence[TextLine]) -> bool:
    middle = (part.x0 + part.x1) / 2
    return any(abs((line.x0 + line.x1) / 2 - middle) < 12 for line in column)


def _start(rows: Sequence[_Row], at: int, gutter: _Gutter, found: Sequence[TextLine | Band]) -> int:
    """Lone lines above the first pair that are set in the middle of its columns: a parent body's name."""
    start = at
    pair = rows[at].parts
    if at > _HEAD_LINES:
        return start
    while start > 0 and at - start < 2 and isinstance(found[len(found) - 1 - (at - start)], TextLine):
        above = rows[start - 1]
        near = rows[start].line.base - above.line.base < 2.2 * above.line.size
        if len(above.parts) != 1 or not near or not gutter.side(above.parts[0]):
            break
        if not any(_same_middle(above.parts[0], [part]) for part in pair):
            break
        gutter.narrow(above.parts[0])
        start -= 1
    return start


def _band(rows: Sequence[_Row], gutter: _Gutter, measure: Measure) -> Band:
    middle = (gutter.x0 + gutter.x1) / 2
    parts = [part for row in rows for part in row.parts]
    return Band(
        left=[part for part in parts if part.x0 < middle],
        right=[part for part in parts if part.x0 >= middle],
        edges=(measure.left, middle, measure.right),
    )


def column_measure(lines: Sequence[TextLine], band: Band, *, left: bool) -> Measure:
    """How wide a column without rules is: as far to one side of its middle as the page's edge is to the other."""
    outer, middle, far = band.edges
    centres = [(line.x0 + line.x1) / 2 for line in lines]
    centre = sorted(centres)[len(centres) // 2] if centres else middle
    spread = [line for line in lines if abs((line.x0 + line.x1) / 2 - centre) > 4]
    if 2 * len(spread) <= len(lines):
        half = centre - outer if left else far - centre
        half = max(half, *(line.width / 2 for line in lines))
        return Measure(left=centre - half, right=centre + half)
    return Measure(left=min(line.x0 for line in lines), right=max(middle if left else far, *(r.x1 for r in lines)))


def split_rows(band: Band, rules: Sequence[Rule]) -> list[tuple[list[TextLine], list[TextLine]]]:
    """The band as table rows: number and day stand on one line below both names, often below a rule."""
    for line in band.left[1:]:
        partner = next((other for other in band.right[1:] if abs(other.base - line.base) < 0.3 * line.size), None)
        if partner is None:
            continue
        if _NUMBER.match(line.text) or _parted(line, partner, band, rules):
            return [
                ([x for x in band.left if x.base < line.base], [x for x in band.right if x.base < partner.base]),
                ([x for x in band.left if x.base >= line.base], [x for x in band.right if x.base >= partner.base]),
            ]
    return [(band.left, band.right)]


def _parted(line: TextLine, partner: TextLine, band: Band, rules: Sequence[Rule]) -> bool:
    """More room above both lines than lines of a column have, or room and a rule."""
    gaps = [line.base - _base_above(line, band.left), partner.base - _base_above(partner, band.right)]
    if _DASHED.match(line.text) or min(gaps) < 1.2 * line.size:
        return False
    top = max(line.base - gaps[0], partner.base - gaps[1])
    ruled = any(
        rule.level and top < rule.y0 < line.top + 1 and band.edges[0] - 9 < rule.x0 < rule.x1 < band.edges[2] + 9
        for rule in rules
    )
    return ruled or sum(gaps) > 3.4 * line.size


def _base_above(line: TextLine, column: Sequence[TextLine]) -> float:
    return max((other.base for other in column if other.base < line.base), default=line.base)
