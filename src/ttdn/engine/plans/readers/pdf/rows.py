"""Ruled tables become rows; a table that goes on over a page break is one table, a row cut by it one row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ttdn.engine.plans.readers.builder import Paragraph
from ttdn.engine.plans.readers.pdf.grid import Grid, GridCell
from ttdn.engine.plans.readers.pdf.layout import TextLine, runs_of, text_lines
from ttdn.engine.plans.readers.pdf.notes import Notes
from ttdn.engine.plans.readers.pdf.paragraphs import Measure, grouped, paragraph_of, usual_leading
from ttdn.engine.plans.readers.tables import Cell, Row, Table

_NEAR = 6.0
_ENDS = re.compile(r"[.;:!?][”\"’)\]]*$")
_PADDING = 8.0


@dataclass(slots=True)
class _Place:
    """A cell while its table is open."""

    x0: float
    x1: float
    lines: list[TextLine] = field(default_factory=list)
    continues: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    def over(self, other: _Place) -> bool:
        return abs(self.x0 - other.x0) < _NEAR and abs(self.x1 - other.x1) < _NEAR


class TableRows:
    """A table being read, page after page."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._rows: list[list[_Place]] = []
        self._pages: list[int] = []
        self.repeated: list[Paragraph] = []  # its head, printed again on later pages

    def goes_on(self, grid: Grid) -> bool:
        """Whether a grid at the top of a page carries this table on: its edges are the same."""
        if not self._rows:
            return False
        own = _edges(self._rows)
        theirs = grid.xs
        if abs(own[0] - theirs[0]) > _NEAR or abs(own[-1] - theirs[-1]) > _NEAR:
            return False
        fewer, more = sorted((own, theirs), key=len)
        return all(any(abs(x - y) < _NEAR for y in more) for x in fewer)

    def add(self, grid: Grid, page: int) -> None:
        """Put a grid's rows to the table; a repeated head is set aside, the rest of a cut row joined."""
        rows = [row for row in self._placed(grid, page) if any(place.lines or place.continues for place in row)]
        first = bool(self._rows)
        while first and rows and self._is_head(rows[0]):
            lines = [line for place in rows[0] for line in place.lines]
            self.repeated.append(Paragraph(runs=runs_of(lines), kind="header", page=page))
            rows.pop(0)
        if first and rows:
            if _is_rest(rows[0], self._rows[-1]):
                _join(self._rows[-1], rows.pop(0))
            elif rows:
                _inherit(rows[0], self._rows[-1], rows[1:2])
        self._rows += rows
        self._pages += [page] * len(rows)

    def _placed(self, grid: Grid, page: int) -> Iterator[list[_Place]]:
        filled: dict[int, list[TextLine]] = {}
        for cell in grid.cells:
            lines = (self._notes.without_marks(line) for line in text_lines(cell.words, page))
            filled[id(cell)] = [line for line in lines if line is not None]
        for index in range(len(grid.ys) - 1):
            yield [_place(cell, index, filled[id(cell)]) for cell in grid.row(index)]

    def _is_head(self, row: list[_Place]) -> bool:
        """The table's first rows, word for word, before any other row of this page."""
        said = [place.text for place in row]
        return any(said == [place.text for place in own] for own in self._rows[:3]) and sum(map(bool, said)) > 1

    def table(self) -> Table:
        edges = _edges(self._rows)
        measuring = _Measuring(self._rows)
        rows = []
        for row, page in zip(self._rows, self._pages, strict=True):
            cells = tuple(
                Cell(
                    content=tuple(measuring.paragraphs(place)),
                    span=max(1, _index(edges, place.x1) - _index(edges, place.x0)),
                    continues=place.continues,
                )
                for place in row
            )
            own = [line.page for place in row if not place.continues for line in place.lines]
            rows.append(Row(cells=cells, page=min(own, default=page)))
        return Table(rows=tuple(rows))


def _place(cell: GridCell, row: int, lines: list[TextLine]) -> _Place:
    own = cell.row == row
    return _Place(x0=cell.x0, x1=cell.x1, lines=lines if own else [], continues=not own)


def _edges(rows: Sequence[Sequence[_Place]]) -> list[float]:
    edges: list[float] = []
    for value in sorted({x for row in rows for place in row for x in (place.x0, place.x1)}):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda n: abs(edges[n] - value))


def _is_rest(row: Sequence[_Place], above: Sequence[_Place]) -> bool:
    """Whether a page's first row is the rest of the row that the page break cut: no number of its own."""
    worded = [(place, _above(place, above)) for place in row if place.lines]
    pairs = [(place, other) for place, other in worded if other is not None and (other.lines or other.continues)]
    if not pairs or len(pairs) < len(worded):
        return False
    place, other = max(pairs, key=lambda pair: len(pair[1].text))  # figures and dates end without a full stop
    heading = other.text.isupper() and not place.text.isupper()
    open_ended = not heading and (place.text[:1].islower() or not _ENDS.search(other.text))
    if row[0].lines:
        return open_ended and all(place.text[:1].islower() for place, _ in pairs) and len(row) > 1
    return open_ended or len(pairs) < sum(bool(place.lines) for place in above[1:])


def _above(place: _Place, above: Sequence[_Place]) -> _Place | None:
    return next((other for other in above if other.over(place)), None)


def _join(above: Sequence[_Place], rest: Sequence[_Place]) -> None:
    for place in rest:
        other = _above(place, above)
        if other is not None:
            other.lines += place.lines


def _inherit(row: Sequence[_Place], above: Sequence[_Place], following: Sequence[Sequence[_Place]]) -> None:
    """An empty cell at the top of a page that covers several rows goes on from the page before."""
    covered = {(place.x0, place.x1) for place in (following[0] if following else ()) if place.continues}
    for place in row:
        other = _above(place, above)
        if other is None or place.lines or not (other.lines or other.continues):
            continue
        place.continues = (place.x0, place.x1) in covered or (other.continues and not place.lines)


class _Measuring:
    """The room inside a table's cells and the distance of their lines, from all its cells."""

    def __init__(self, rows: Sequence[Sequence[_Place]]) -> None:
        places = [place for row in rows for place in row if place.lines]
        rooms = [min(line.x0 - place.x0, place.x1 - line.x1) for place in places for line in place.lines]
        self._padding = min(max(min(rooms, default=0.0), 0.0), _PADDING)
        self._leading = usual_leading(
            pair for place in places for pair in pairwise(place.lines) if pair[0].page == pair[1].page
        )

    def paragraphs(self, place: _Place) -> Iterator[Paragraph]:
        measure = Measure(place.x0 + self._padding, place.x1 - self._padding, self._leading)
        measures = {line.page: measure for line in place.lines}
        for lines in grouped(place.lines, measures):
            yield paragraph_of(lines, measure)
