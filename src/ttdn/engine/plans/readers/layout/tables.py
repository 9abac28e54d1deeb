"""Grids and the words inside them become tables, also those that go on over pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ttdn.engine.plans.readers.builder import Paragraph
from ttdn.engine.plans.readers.layout.grid import Grid, GridCell
from ttdn.engine.plans.readers.layout.lines import SideBySide, lines_of_words
from ttdn.engine.plans.readers.layout.model import TextLine, Word
from ttdn.engine.plans.readers.layout.paragraphs import Column, drafts_of, runs_of, usual_pitch
from ttdn.engine.plans.readers.tables import Cell, Row, Table

_SAME_EDGE = 12.0  # points by which columns may shift from page to page
_PADDING = 4.0


@dataclass(slots=True)
class TableDraft:
    """Rows so far; ``edges`` are the columns' places, ``bordered`` tells a drawn table from lines side by side."""

    rows: list[Row]
    edges: tuple[float, ...]
    bordered: bool = True

    def table(self) -> Table:
        return Table(rows=tuple(self.rows))

    def goes_on_in(self, other: TableDraft) -> bool:
        """The same columns, relative to the first one: pages of a scan lie askew."""
        if not (self.bordered and other.bordered) or len(self.edges) != len(other.edges):
            return False
        widths = [edge - self.edges[0] for edge in self.edges]
        others = [edge - other.edges[0] for edge in other.edges]
        return all(abs(one - two) < _SAME_EDGE for one, two in zip(widths, others, strict=True))

    def append(self, other: TableDraft) -> None:
        """Rows of the next page: its repeated head is left out, a row cut by the page's end is joined."""
        rows = list(other.rows)
        while rows and self.rows and len(self.rows) > len(other.rows) - len(rows):
            head = self.rows[len(other.rows) - len(rows)]
            if _words(rows[0]) != _words(head):
                break
            rows.pop(0)
        if rows and self.rows and _is_rest(self.rows[-1], rows[0]):
            self.rows[-1] = _joined(self.rows[-1], rows.pop(0))
        self.rows += rows


def drawn_table(grid: Grid, words: Sequence[Word], *, page: int) -> TableDraft:
    """Each word in the cell in which its middle lies."""
    rows: list[Row] = []
    rest = list(words)
    for cells in grid.rows:
        inside = [word for word in rest if cells[0].top <= word.middle < cells[0].bottom]
        rest = [word for word in rest if not cells[0].top <= word.middle < cells[0].bottom]
        rows.append(Row(cells=tuple(_cell(cell, inside, page) for cell in cells), page=page))
    return TableDraft(rows=_without_rules(_spread(rows)), edges=grid.columns)


def _cell(cell: GridCell, words: Sequence[Word], page: int) -> Cell:
    own = [word for word in words if cell.left <= word.centre < cell.right]
    return Cell(content=_paragraphs(lines_of_words(own), cell, page), span=cell.span, continues=cell.continues)


def _paragraphs(lines: Sequence[TextLine], cell: GridCell, page: int) -> tuple[Paragraph, ...]:
    if not lines:
        return ()
    padding = max(1.0, min(_PADDING, min(line.left for line in lines) - cell.left))
    right = max(cell.right - padding, max(line.right for line in lines))
    column = Column(left=cell.left + padding, right=right)
    drafts = drafts_of(lines, column, page=page, pitch=usual_pitch(lines))
    return tuple(draft.paragraph() for draft in drafts)


def _spread(rows: list[Row]) -> list[Row]:
    """A vertical merge holds its words wherever they were printed; they belong to its first row."""
    spread = list(rows)
    for at in range(len(spread) - 1, 0, -1):
        for index, cell in enumerate(spread[at].cells):
            if not cell.continues or not cell.content:
                continue
            above = _cell_at(spread[at - 1], _column_of(spread[at], index))
            if above is None:
                continue
            spread[at] = _with_cell(spread[at], index, replace(cell, content=()))
            upper = spread[at - 1].cells[above]
            joined = replace(upper, content=(*upper.content, *cell.content))
            spread[at - 1] = _with_cell(spread[at - 1], above, joined)
    return spread


def _column_of(row: Row, index: int) -> int:
    return sum(cell.span for cell in row.cells[:index])


def _cell_at(row: Row, column: int) -> int | None:
    start = 0
    for index, cell in enumerate(row.cells):
        if start == column:
            return index
        start += cell.span
    return None


def _with_cell(row: Row, index: int, cell: Cell) -> Row:
    return replace(row, cells=(*row.cells[:index], cell, *row.cells[index + 1 :]))


def _without_rules(rows: list[Row]) -> list[Row]:
    """A double line makes a row of no height; it has no words and is none."""
    return [row for row in rows if any(cell.content or cell.continues for cell in row.cells)]


def side_by_side(zone: SideBySide, *, page: int) -> TableDraft:
    """Two columns of lines as one row of two cells, as a word processor's borderless table is read."""
    cells = tuple(
        Cell(content=tuple(Paragraph(runs=runs_of(line.words), centered=True, page=page) for line in lines))
        for lines in (zone.left, zone.right)
    )
    return TableDraft(rows=[Row(cells=cells, page=page)], edges=(), bordered=False)


def _text(cell: Cell) -> str:
    return " ".join(
        run.text for part in cell.content if isinstance(part, Paragraph) for run in part.runs if run.text.strip()
    )


def _words(row: Row) -> list[str]:
    return [" ".join(_text(cell).split()).casefold() for cell in row.cells]


_MARKED = re.compile(r"\s*(?:[-+•*]|\d{1,3}[.)]|[a-zđ]\)|[IVX]+\.)\s")


def _is_rest(row: Row, rest: Row) -> bool:
    """The rest of a row that the page's end cut: nothing in its first cell, and words only where the row has some."""
    if len(row.cells) != len(rest.cells) or len(row.cells) < 2 or _text(rest.cells[0]).strip():
        return False
    worded = [(_text(above).strip(), _text(below).strip()) for above, below in zip(row.cells, rest.cells, strict=True)]
    cut = [(above, below) for above, below in worded if below]
    if not cut or not all(above for above, _ in cut):
        return False
    first_above, first_below = cut[0]
    return first_below[:1].islower() or not re.search(r"[.;:]$", first_above) or bool(_MARKED.match(first_below))


def _joined(row: Row, rest: Row) -> Row:
    return replace(
        row,
        cells=tuple(
            replace(cell, content=_content_joined(cell, more)) for cell, more in zip(row.cells, rest.cells, strict=True)
        ),
    )


def _content_joined(cell: Cell, more: Cell) -> tuple[Paragraph | Table, ...]:
    """The cut paragraph's two halves are one, unless the second one begins with a mark or the first had ended."""
    if not cell.content or not more.content:
        return (*cell.content, *more.content)
    last, first = cell.content[-1], more.content[0]
    if isinstance(last, Table) or isinstance(first, Table) or _MARKED.match(_text(more)):
        return (*cell.content, *more.content)
    runs = (*last.runs, *(replace(run, text=f" {run.text}") if at == 0 else run for at, run in enumerate(first.runs)))
    return (*cell.content[:-1], replace(last, runs=runs), *more.content[1:])
