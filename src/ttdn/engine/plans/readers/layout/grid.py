"""Drawn lines become the grids of tables: where rows and columns are, which cells are merged."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ttdn.engine.plans.readers.layout.model import Stroke

_NEAR = 3.5  # points between lines that are one, or that meet
_SHORTEST = 8.0
_COVERED = 0.6  # of a cell's side, for a border to stand there


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell's place; ``continues`` the cell above where no line parts them."""

    left: float
    top: float
    right: float
    bottom: float
    span: int = 1
    continues: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """``columns`` are the x of the upright lines; every row covers all columns."""

    columns: tuple[float, ...]
    rows: tuple[tuple[GridCell, ...], ...]

    @property
    def top(self) -> float:
        return self.rows[0][0].top

    @property
    def bottom(self) -> float:
        return self.rows[-1][0].bottom

    @property
    def left(self) -> float:
        return self.columns[0]

    @property
    def right(self) -> float:
        return self.columns[-1]


def find_grids(strokes: Iterable[Stroke], *, most_cells: int) -> list[Grid]:
    """The tables that the lines of a page draw, from top to bottom."""
    lines = [line for line in _merged(list(strokes)) if _length(line) >= _SHORTEST]
    grids = [grid for group in _groups(lines) if (grid := _grid(group, most_cells)) is not None]
    return sorted(_outermost(grids), key=lambda grid: (grid.top, grid.left))


def _outermost(grids: Sequence[Grid]) -> list[Grid]:
    """Without a grid drawn inside another one's cell: its words are read as that cell's."""
    return [grid for grid in grids if not any(other is not grid and _inside(grid, other) for other in grids)]


def _inside(inner: Grid, outer: Grid) -> bool:
    return (
        outer.left < inner.left and inner.right < outer.right and outer.top < inner.top and inner.bottom < outer.bottom
    )


def _length(line: Stroke) -> float:
    return max(line.right - line.left, line.bottom - line.top)


def _merged(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Pieces of one line in one; both edges of a thick one too."""
    across: list[Stroke] = []
    for stroke in strokes:
        across.append(stroke if stroke.level else _turned(stroke))
    level = _joined([stroke for stroke, given in zip(across, strokes, strict=True) if given.level])
    upright = _joined([stroke for stroke, given in zip(across, strokes, strict=True) if not given.level])
    return [*level, *map(_turned, upright)]


def _turned(stroke: Stroke) -> Stroke:
    return Stroke(left=stroke.top, top=stroke.left, right=stroke.bottom, bottom=stroke.right)


def _joined(level: list[Stroke]) -> list[Stroke]:
    """Level strokes at about the same height that touch become one."""
    bands: list[list[Stroke]] = []
    for stroke in sorted(level, key=lambda stroke: stroke.top + stroke.bottom):
        middle = (stroke.top + stroke.bottom) / 2
        if bands and middle - (bands[-1][0].top + bands[-1][0].bottom) / 2 <= _NEAR:
            bands[-1].append(stroke)
        else:
            bands.append([stroke])
    return [joined for band in bands for joined in _chained(band)]


def _chained(band: list[Stroke]) -> list[Stroke]:
    chained: list[Stroke] = []
    for stroke in sorted(band, key=lambda stroke: stroke.left):
        last = chained[-1] if chained else None
        if last is not None and stroke.left - last.right <= _NEAR:
            chained[-1] = Stroke(
                left=last.left,
                top=min(last.top, stroke.top),
                right=max(last.right, stroke.right),
                bottom=max(last.bottom, stroke.bottom),
            )
        else:
            chained.append(stroke)
    return chained


def _groups(lines: Sequence[Stroke]) -> list[list[Stroke]]:
    """Lines that hang together."""
    parent = list(range(len(lines)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    level = [index for index, line in enumerate(lines) if line.level]
    for index, line in enumerate(lines):
        if line.level:
            continue
        for other in level:
            if _meet(line, lines[other]):
                parent[root(index)] = root(other)
    groups: dict[int, list[Stroke]] = defaultdict(list)
    for index, line in enumerate(lines):
        groups[root(index)].append(line)
    return list(groups.values())


def _meet(upright: Stroke, level: Stroke) -> bool:
    return (
        level.left - _NEAR <= upright.right
        and upright.left <= level.right + _NEAR
        and upright.top - _NEAR <= level.bottom
        and level.top <= upright.bottom + _NEAR
    )


def _grid(lines: Sequence[Stroke], most_cells: int) -> Grid | None:
    level = [line for line in lines if line.level]
    upright = [line for line in lines if not line.level]
    ys = _positions([(line.top + line.bottom) / 2 for line in level])
    xs = _positions([(line.left + line.right) / 2 for line in upright])
    if len(ys) < 2 or len(xs) < 2 or (len(ys) - 1) * (len(xs) - 1) > most_cells:
        return None
    rows: list[tuple[GridCell, ...]] = []
    for top, bottom in itertools.pairwise(ys):
        parted = _parted(upright, xs, top, bottom)
        rows.append(tuple(_cells(level, xs, parted, (top, bottom), rows[-1] if rows else ())))
    return Grid(columns=tuple(xs), rows=tuple(rows))


def _positions(values: Iterable[float]) -> list[float]:
    positions: list[float] = []
    for value in sorted(values):
        if not positions or value - positions[-1] > _NEAR:
            positions.append(value)
    return positions


def _parted(upright: Sequence[Stroke], xs: Sequence[float], top: float, bottom: float) -> list[bool]:
    """At which x a line parts this row; the table's edges always do."""
    parted = [
        sum(
            max(0.0, min(bottom, line.bottom) - max(top, line.top))
            for line in upright
            if abs((line.left + line.right) / 2 - x) <= _NEAR
        )
        >= _COVERED * (bottom - top)
        for x in xs
    ]
    parted[0] = parted[-1] = True
    return parted


def _cells(
    level: Sequence[Stroke],
    xs: Sequence[float],
    parted: Sequence[bool],
    row: tuple[float, float],
    above: Sequence[GridCell],
) -> Iterable[GridCell]:
    top, bottom = row
    start = 0
    for end in range(1, len(xs)):
        if not parted[end]:
            continue
        left, right = xs[start], xs[end]
        same_above = any(cell.left == left and cell.right == right for cell in above)
        yield GridCell(
            left=left,
            top=top,
            right=right,
            bottom=bottom,
            span=end - start,
            continues=same_above and not _covered(level, left, right, top),
        )
        start = end


def _covered(level: Sequence[Stroke], left: float, right: float, y: float) -> bool:
    covered = sum(
        max(0.0, min(right, line.right) - max(left, line.left))
        for line in level
        if abs((line.top + line.bottom) / 2 - y) <= _NEAR
    )
    return covered >= _COVERED * (right - left)
