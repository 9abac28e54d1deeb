"""Words become lines, and lines that stand side by side (a letterhead, a signature beside the recipients) columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ttdn.engine.plans.readers.layout.model import TextLine, Word

_GAP = 1.6  # heights of a letter between words, from which on they stand in different columns
_GUTTER = 10.0  # points that stay free between two columns
_ROOM = 2.2  # heights of a line from the line above, past which a line on one side alone belongs to no column


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Lines of a left and a right column that belong together."""

    left: tuple[TextLine, ...]
    right: tuple[TextLine, ...]

    @property
    def top(self) -> float:
        return min(line.top for line in (*self.left, *self.right))


def lines_of_words(words: Sequence[Word]) -> list[TextLine]:
    """Lines from top to bottom: words whose middles are level belong to one."""
    rows: list[list[Word]] = []
    middles: list[float] = []
    for word in sorted(words, key=lambda word: word.middle):
        at = _row_of(word, rows, middles)
        if at is None:
            rows.append([word])
            middles.append(word.middle)
        else:
            rows[at].append(word)
            middles[at] += (word.middle - middles[at]) / len(rows[at])
    lines = [TextLine(words=tuple(sorted(row, key=lambda word: word.left))) for row in rows]
    return sorted(lines, key=lambda line: line.middle)


def _row_of(word: Word, rows: Sequence[Sequence[Word]], middles: Sequence[float]) -> int | None:
    """Words come by height, so only the last rows can be the word's own."""
    height = word.bottom - word.top
    for at in range(len(rows) - 1, max(-1, len(rows) - 5), -1):
        tallest = max(height, min(other.bottom - other.top for other in rows[at]))
        if abs(word.middle - middles[at]) < 0.5 * tallest and not _on_top_of_each_other(word, rows[at]):
            return at
    return None


def _on_top_of_each_other(word: Word, row: Sequence[Word]) -> bool:
    return any(
        min(word.right, other.right) - max(word.left, other.left)
        > 0.6 * min(word.right - word.left, other.right - other.left)
        and abs(word.middle - other.middle) > 0.25 * (word.bottom - word.top)
        for other in row
    )


def with_columns(lines: Sequence[TextLine]) -> list[TextLine | SideBySide]:
    """The lines in order, those of two columns gathered."""
    parts: list[TextLine | SideBySide] = []
    at = 0
    while at < len(lines):
        zone, end = _zone(lines, at)
        parts += [zone] if zone else lines[at:end]
        at = end
    return parts


def _zone(lines: Sequence[TextLine], at: int) -> tuple[SideBySide | None, int]:
    """Two columns that begin here, at least two lines each way, and where they end."""
    gutter = _widest_gap(lines[at])
    if gutter is None:
        return None, at + 1
    left, right = [_part(lines[at], gutter, 0)], [_part(lines[at], gutter, 1)]
    end = at + 1
    while end < len(lines):
        line = lines[end]
        narrowed = _free(line, gutter)
        if narrowed is None:
            break
        own_left, own_right = _part(line, narrowed, 0), _part(line, narrowed, 1)
        if not (own_left and own_right) and not _stays(line, own_left, left, right):
            break
        gutter = narrowed
        left.append(own_left)
        right.append(own_right)
        end += 1
    kept_left, kept_right = [line for line in left if line], [line for line in right if line]
    if min(len(kept_left), len(kept_right)) < 2:
        return None, at + 1
    return SideBySide(left=tuple(kept_left), right=tuple(kept_right)), end


def _widest_gap(line: TextLine) -> tuple[float, float] | None:
    """The gap between two columns on this line."""
    gaps = [
        (right.left - left.right, left.right, right.left)
        for left, right in zip(line.words, line.words[1:], strict=False)
    ]
    width, start, end = max(gaps, default=(0.0, 0.0, 0.0))
    return (start, end) if width > max(_GUTTER, _GAP * line.height) else None


def _free(line: TextLine, gutter: tuple[float, float]) -> tuple[float, float] | None:
    """The gutter as far as this line leaves it free."""
    start, end = gutter
    middle = (start + end) / 2
    for word in line.words:
        if word.left < middle < word.right:
            if word.right - start < end - word.left:
                start = max(start, word.right)
            else:
                end = min(end, word.left)
        elif word.right <= middle:
            start = max(start, word.right)
        else:
            end = min(end, word.left)
    inside = [word for word in line.words if word.left < end and word.right > start]
    return (start, end) if end - start >= _GUTTER and not inside else None


def _part(line: TextLine, gutter: tuple[float, float], side: int) -> TextLine | None:
    middle = sum(gutter) / 2
    words = tuple(word for word in line.words if (word.centre > middle) == bool(side))
    return TextLine(words=words) if words else None


def _stays(
    line: TextLine,
    own_left: TextLine | None,
    left: Sequence[TextLine | None],
    right: Sequence[TextLine | None],
) -> bool:
    """Whether a line on one side alone goes on with that column."""
    column = [line for line in (left if own_left else right) if line]
    if not column:
        return False
    near = line.top - column[-1].bottom < _ROOM * line.height
    if own_left:
        return near
    centre = (min(other.left for other in column) + max(other.right for other in column)) / 2
    return abs((line.left + line.right) / 2 - centre) < 3 * line.height
