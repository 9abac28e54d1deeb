"""Tables of any format become rows on one grid: merged cells repeat their text, tables inside cells follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ttdn.engine.plans.readers.builder import BlockBuilder, Paragraph, cell_line, too_long
from ttdn.engine.plans.readers.clean import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell as the source declares it, ``span`` columns wide; ``continues`` the cell above it in a vertical merge."""

    content: tuple[Paragraph | Table, ...] = ()
    span: int = 1
    continues: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    cells: tuple[Cell, ...]
    line: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    rows: tuple[Row, ...]


def emit(builder: BlockBuilder, content: Sequence[Paragraph | Table], *, boxed: bool = False) -> None:
    """Put paragraphs and tables into the builder in reading order."""
    for part in content:
        if isinstance(part, Table):
            emit_table(builder, part)
        else:
            builder.paragraph(replace(part, boxed=part.boxed or boxed))


def emit_table(builder: BlockBuilder, table: Table) -> None:
    """Rows as blocks; a one-cell table is a box around paragraphs, not a row."""
    if len(table.rows) == 1 and len(table.rows[0].cells) == 1:
        emit(builder, table.rows[0].cells[0].content, boxed=True)
        return
    number = builder.next_table()
    above: list[Line] = []
    width = max((sum(cell.span for cell in row.cells) for row in table.rows), default=0)
    if width > builder.limits.columns:
        raise too_long("cột trong bảng")
    for row in table.rows:
        lines, merged = _grid(row, above)
        missing = width - len(lines)
        lines += [Line(text="")] * missing
        merged += [""] * missing
        builder.row(lines, table=number, merged=merged, centered=_all_centered(row), line=row.line, page=row.page)
        above = lines
        for cell in row.cells:
            _emit_inside(builder, cell)


def _grid(row: Row, above: Sequence[Line]) -> tuple[list[Line], list[str]]:
    lines: list[Line] = []
    merged: list[str] = []
    for cell in row.cells:
        start = len(lines)
        continued = cell.continues and start < len(above)
        line = above[start] if continued else _own_line(cell)
        lines += [line] * cell.span
        merged += ["v" if continued else ""] + ["h"] * (cell.span - 1)
    return lines, merged


def _own_line(cell: Cell) -> Line:
    return cell_line([part for part in cell.content if isinstance(part, Paragraph) and not part.boxed])


def _emit_inside(builder: BlockBuilder, cell: Cell) -> None:
    """What a row cannot hold follows it: a table inside a cell, a text box anchored in it."""
    inside = [part for part in cell.content if isinstance(part, Table) or part.boxed]
    if not cell.continues:
        emit(builder, inside)


def _all_centered(row: Row) -> bool:
    paragraphs = [
        part
        for cell in row.cells
        for part in cell.content
        if isinstance(part, Paragraph) and any(run.text.strip() for run in part.runs)
    ]
    return bool(paragraphs) and all(paragraph.centered for paragraph in paragraphs)
