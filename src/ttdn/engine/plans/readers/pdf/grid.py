"""Ruled tables: rules that meet make a grid; a missing rule between two places of the grid makes one cell of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ttdn.engine.plans.readers.builder import too_long
from ttdn.engine.plans.readers.limits import Limits
from ttdn.engine.plans.readers.pdf.layout import Rule, Word

_NEAR = 3.0  # rules this far apart meet, or are one
_COVERED = 0.6  # of the side of a place, for the side to count as drawn


@dataclass(slots=True)
class GridCell:
    """A cell of the table: its first row and column, how many it covers, its box and the words in it."""

    row: int
    column: int
    rows: int
    columns: int
    x0: float
    y0: float
    x1: float
    y1: float
    words: list[Word] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A ruled table on one page. ``xs`` and ``ys`` are its lines, first and last included."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def row(self, index: int) -> list[GridCell]:
        """The cells that cover a row, from the left."""
        found = [cell for cell in self.cells if cell.row <= index < cell.row + cell.rows]
        return sorted(found, key=lambda cell: cell.column)


def drawn_grids(rules: Sequence[Rule], limits: Limits) -> list[Grid]:
    """All grids that the rules of a page draw, from the top down, their cells still empty."""
    grids = [grid for group in _groups(_merged(rules)) if (grid := _grid(group, limits)) is not None]
    return sorted(grids, key=lambda grid: (grid.top, grid.xs[0]))


def grids_of(rules: Sequence[Rule], words: Sequence[Word], limits: Limits) -> tuple[list[Grid], list[Word]]:
    """The tables of a page from the top down, filled, and the words that stand in none."""
    grids = drawn_grids(rules, limits)
    free = _fill(grids, words)
    return [grid for grid in grids if any(cell.words for cell in grid.cells)], free


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces of one line put together: programs draw a line cell by cell."""
    level = _joined([(r.y0, r.x0, r.x1) for r in rules if r.level])
    upright = _joined([(r.x0, r.y0, r.y1) for r in rules if not r.level])
    return [Rule(start, at, end, at) for at, start, end in level] + [
        Rule(at, start, at, end) for at, start, end in upright
    ]


def _joined(pieces: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Pieces (place, start, end) that lie on one line and touch, as one."""
    pieces.sort()
    lines: list[list[tuple[float, float, float]]] = []
    for piece in pieces:
        if lines and piece[0] - lines[-1][0][0] <= 1.5:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    joined: list[tuple[float, float, float]] = []
    for line in lines:
        at = line[0][0]
        line.sort(key=lambda piece: piece[1])
        start, end = line[0][1], line[0][2]
        for _, begins, ends in line[1:]:
            if begins <= end + _NEAR:
                end = max(end, ends)
            else:
                joined.append((at, start, end))
                start, end = begins, ends
        joined.append((at, start, end))
    return joined


def _groups(rules: Sequence[Rule]) -> Iterable[list[Rule]]:
    """Rules that hang together; an underline crosses nothing and stays alone."""
    level = sorted((rule for rule in rules if rule.level), key=lambda rule: rule.y0)
    upright = [rule for rule in rules if not rule.level]
    parent: dict[int, int] = {}

    def root(n: int) -> int:
        while parent.setdefault(n, n) != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    heights = [rule.y0 for rule in level]
    for u, up in enumerate(upright):
        for n in _between(heights, up.y0 - _NEAR, up.y1 + _NEAR):
            if level[n].x0 - _NEAR <= up.x0 <= level[n].x1 + _NEAR:
                parent[root(n)] = root(len(level) + u)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for n, rule in enumerate([*level, *upright]):
        if n in parent:
            groups[root(n)].append(rule)
    return groups.values()


def _between(sorted_values: Sequence[float], low: float, high: float) -> range:
    return range(bisect_left(sorted_values, low), bisect_right(sorted_values, high))


def _grid(rules: list[Rule], limits: Limits) -> Grid | None:
    xs = _places([rule.x0 for rule in rules if not rule.level])
    ys = _places([rule.y0 for rule in rules if rule.level])
    xs, ys = _with_open_sides(xs, ys, rules)
    ys = _with_open_ends(ys, rules)
    if len(xs) < 2 or len(ys) < 2:
        return None
    if len(xs) - 1 > limits.columns:
        raise too_long("cột trong bảng")
    if (len(xs) - 1) * (len(ys) - 1) > limits.cells:
        raise too_long("ô trong bảng")
    return Grid(xs=xs, ys=ys, cells=_cells(xs, ys, rules))


def _with_open_sides(xs: list[float], ys: list[float], rules: list[Rule]) -> tuple[list[float], list[float]]:
    """Some tables have no rules at their left and right; the level ones then reach past the last upright one."""
    left = min((rule.x0 for rule in rules if rule.level), default=0.0)
    right = max((rule.x1 for rule in rules if rule.level), default=0.0)
    if xs and len(ys) > 1 and left < xs[0] - 4 * _NEAR:
        xs = [left, *xs]
    if xs and len(ys) > 1 and right > xs[-1] + 4 * _NEAR:
        xs = [*xs, right]
    return xs, ys


def _with_open_ends(ys: list[float], rules: list[Rule]) -> list[float]:
    """Where a page break cuts a row, some programs draw no level rule: the upright ones reach past the last."""
    upright = [rule for rule in rules if not rule.level]
    for place, reach in ((0, sorted(rule.y0 for rule in upright)), (-1, sorted(-rule.y1 for rule in upright))):
        if len(reach) < 2 or not ys or abs(reach[1] - reach[0]) > _NEAR:
            continue
        if place == 0 and reach[0] < ys[0] - 2 * _NEAR:
            ys = [reach[0], *ys]
        elif place == -1 and -reach[0] > ys[-1] + 2 * _NEAR:
            ys = [*ys, -reach[0]]
    return ys


def _places(values: list[float]) -> list[float]:
    """Values near each other are one place."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


class _Sides:
    """Which sides of the grid's places are drawn."""

    def __init__(self, xs: list[float], ys: list[float], rules: list[Rule]) -> None:
        self.xs, self.ys = xs, ys
        self.level: dict[int, list[Rule]] = defaultdict(list)
        self.upright: dict[int, list[Rule]] = defaultdict(list)
        for rule in rules:
            if rule.level:
                self.level[_nearest(ys, rule.y0)].append(rule)
            else:
                self.upright[_nearest(xs, rule.x0)].append(rule)

    def right_of(self, row: int, column: int) -> bool:
        y0, y1 = self.ys[row], self.ys[row + 1]
        covered = sum(max(0.0, min(r.y1, y1) - max(r.y0, y0)) for r in self.upright[column + 1])
        return covered >= _COVERED * (y1 - y0)

    def below(self, row: int, column: int) -> bool:
        x0, x1 = self.xs[column], self.xs[column + 1]
        covered = sum(max(0.0, min(r.x1, x1) - max(r.x0, x0)) for r in self.level[row + 1])
        return covered >= _COVERED * (x1 - x0)


def _nearest(places: list[float], value: float) -> int:
    return min(range(len(places)), key=lambda n: abs(places[n] - value))


def _cells(xs: list[float], ys: list[float], rules: list[Rule]) -> list[GridCell]:
    sides = _Sides(xs, ys, rules)
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            columns = 1
            while (
                column + columns < len(xs) - 1
                and (row, column + columns) not in taken
                and not sides.right_of(row, column + columns - 1)
            ):
                columns += 1
            rows = _rows_covered(sides, row, column, columns)
            taken.update((r, c) for r in range(row, row + rows) for c in range(column, column + columns))
            box = (xs[column], ys[row], xs[column + columns], ys[row + rows])
            cells.append(GridCell(row, column, rows, columns, *box))
    return cells


def _rows_covered(sides: _Sides, row: int, column: int, columns: int) -> int:
    """A cell goes on downwards while no rule closes it and it stays as wide."""
    rows = 1
    while row + rows < len(sides.ys) - 1:
        below = row + rows
        if any(sides.below(below - 1, c) for c in range(column, column + columns)):
            break
        if any(sides.right_of(below, c) for c in range(column, column + columns - 1)):
            break
        rows += 1
    return rows


def _fill(grids: Sequence[Grid], words: Sequence[Word]) -> list[Word]:
    """Each word into the innermost cell its middle lies in; the others are returned."""
    if not grids:
        return list(words)
    free: list[Word] = []
    by_size = sorted(grids, key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.bottom - grid.top))
    maps = [(grid, _cell_map(grid)) for grid in by_size]
    for word in words:
        x, y = word.middle
        for grid, cells in maps:
            if grid.xs[0] <= x <= grid.xs[-1] and grid.top - 1 <= y <= grid.bottom + 1:
                cells[_place_of(grid.ys, y), _place_of(grid.xs, x)].words.append(word)
                break
        else:
            free.append(word)
    return free


def _cell_map(grid: Grid) -> dict[tuple[int, int], GridCell]:
    return {
        (row, column): cell
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }


def _place_of(places: list[float], value: float) -> int:
    return min(max(bisect_right(places, value) - 1, 0), len(places) - 2)


__all__ = ["Grid", "GridCell", "grids_of"]
