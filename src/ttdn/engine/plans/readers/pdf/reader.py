"""PDF documents: pages are taken apart into tables, columns and running text, and joined over their breaks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Protocol

from ttdn.engine.plans.readers.builder import BlockBuilder, Paragraph
from ttdn.engine.plans.readers.clean import Run
from ttdn.engine.plans.readers.pdf.columns import Band, bands_of, column_measure, split_rows
from ttdn.engine.plans.readers.pdf.document import opened, pages
from ttdn.engine.plans.readers.pdf.grid import Grid, grids_of
from ttdn.engine.plans.readers.pdf.layout import Page, TextLine, text_lines
from ttdn.engine.plans.readers.pdf.margins import Sheet, set_margins_aside
from ttdn.engine.plans.readers.pdf.notes import Notes
from ttdn.engine.plans.readers.pdf.old_fonts import put_right
from ttdn.engine.plans.readers.pdf.paragraphs import Measure, grouped, measure_of, paragraph_of
from ttdn.engine.plans.readers.pdf.rows import TableRows
from ttdn.engine.plans.readers.pdf.strokes import mark_struck
from ttdn.engine.plans.readers.pdf.text_layer import check_readable
from ttdn.engine.plans.readers.tables import Cell, Row, Table, emit_table

_WIDEST_MARGIN = 85.0  # 30 mm: what the rules on documents allow at the left, and nobody leaves more at the right


class Seen(Protocol):
    """Pages that are pictures, read from them."""

    @property
    def pages(self) -> tuple[Page, ...]: ...

    def report(self, builder: BlockBuilder) -> None: ...


def _unseen(_: Sequence[int]) -> None:
    """Where nothing can read pictures."""


def read_pdf(data: bytes, builder: BlockBuilder, *, see: Callable[[Sequence[int]], Seen | None] = _unseen) -> None:
    """Read a PDF with a text layer into the builder; refused with code "scanned" where it has none.

    ``see`` reads pages by their numbers that are only pictures, or gives None where nothing can read them.
    """
    with opened(data) as document:
        found = list(pages(document, builder.limits))
    pictures = check_readable(found)
    put_right(found, builder)
    seen = see(pictures) if pictures else None
    by_number = {page.number: page for page in seen.pages} if seen else {}
    emit_pages([by_number.get(page.number, page) for page in found], builder)
    if seen:
        seen.report(builder)
    if pictures:
        listed = ", ".join(map(str, pictures[:10])) + ("…" if len(pictures) > 10 else "")
        how = "là ảnh chụp nên chữ được nhận dạng từ ảnh" if seen else "chỉ là ảnh chụp nên chưa đọc được"
        builder.find("picture-pages", f"Trang {listed} {how}; hãy đối chiếu với bản gốc.")


def emit_pages(found: Sequence[Page], builder: BlockBuilder) -> None:
    """Put pages of words in their places into the builder; those of a scan as well."""
    _Reading(found, builder).run()


class _Reading:
    def __init__(self, found: Sequence[Page], builder: BlockBuilder) -> None:
        self._builder = builder
        self._notes = Notes()
        self._sheets = [self._sheet(page) for page in found]
        self._slanted = [(page.number, text) for page in found for text in page.slanted]
        self._measures: dict[int, Measure] = {}
        self._open: list[TextLine] = []
        self._table: TableRows | None = None
        self._repeated: list[Paragraph] = []

    def _sheet(self, page: Page) -> Sheet:
        mark_struck(page)
        grids, free = grids_of(page.rules, page.words, self._builder.limits)
        return Sheet(page=page, lines=text_lines(free, page.number), grids=grids)

    def run(self) -> None:
        set_margins_aside(self._sheets)
        size = _body_size(self._sheets)
        for sheet in self._sheets:
            foot = max((grid.bottom for grid in sheet.grids), default=0.0)
            sheet.lines = self._notes.take(sheet.page, sheet.lines, size, foot)
        self._measures = _measures(self._sheets)
        for sheet in self._sheets:
            self._read(sheet)
        self._end_text()
        self._end_table()
        self._leftovers()

    def _read(self, sheet: Sheet) -> None:
        cleaned = (self._notes.without_marks(line) for line in sheet.lines)
        lines = [line for line in cleaned if line is not None]
        parts: list[TextLine | Band | Grid] = [*bands_of(lines, self._measures[sheet.number]), *sheet.grids]
        for part in sorted(parts, key=lambda part: part.top):
            if isinstance(part, TextLine):
                self._end_table()
                self._open.append(part)
            elif isinstance(part, Band):
                self._end_table()
                self._end_text()
                self._band(part, sheet.page)
            else:
                self._grid(part, sheet.number)

    def _grid(self, grid: Grid, page: int) -> None:
        if self._open or self._table is None or not self._table.goes_on(grid):
            self._end_text()
            self._end_table()
            self._table = TableRows(self._notes)
        self._table.add(grid, page)

    def _end_table(self) -> None:
        if self._table is not None:
            emit_table(self._builder, self._table.table())
            self._repeated += self._table.repeated
            self._table = None

    def _end_text(self) -> None:
        for lines in grouped(self._open, self._measures):
            self._builder.paragraph(paragraph_of(lines, self._measures[lines[0].page]))
        self._open = []

    def _band(self, band: Band, page: Page) -> None:
        rows = []
        for left, right in split_rows(band, page.rules):
            cells = tuple(Cell(content=tuple(_column(lines, band, left=lines is left))) for lines in (left, right))
            rows.append(Row(cells=cells, page=page.number))
        emit_table(self._builder, Table(rows=tuple(rows)))

    def _leftovers(self) -> None:
        """What stands outside the text, last: notes, slanted stamps, repeated heads, margins."""
        for paragraph in self._notes.paragraphs():
            self._builder.paragraph(paragraph)
        for number, text in self._slanted:
            self._builder.paragraph(Paragraph(runs=(Run(text=text),), kind="stamp", page=number))
        seen: set[tuple[str, str]] = set()
        margins = (paragraph for sheet in self._sheets for paragraph in sheet.margins)
        for paragraph in sorted((*self._repeated, *margins), key=lambda paragraph: paragraph.page or 0):
            key = (paragraph.kind, "".join(run.text for run in paragraph.runs))
            if key not in seen:
                seen.add(key)
                self._builder.paragraph(paragraph)


def _column(lines: Sequence[TextLine], band: Band, *, left: bool) -> list[Paragraph]:
    if not lines:
        return []
    whole = band.left if left else band.right
    measure = column_measure(whole, band, left=left)
    measures = {line.page: measure for line in lines}
    return [paragraph_of(group, measure) for group in grouped(lines, measures)]


def _body_size(sheets: Sequence[Sheet]) -> float:
    sizes = Counter[float]()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _measures(sheets: Sequence[Sheet]) -> dict[int, Measure]:
    """Pages of one shape share their edges: the last page may hold only a few short lines."""
    shapes: dict[tuple[int, int], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        shapes[round(sheet.page.width), round(sheet.page.height)].append(sheet)
    measures: dict[int, Measure] = {}
    for alike in shapes.values():
        width = alike[0].page.width
        measure = measure_of([line for sheet in alike for line in sheet.lines], least_right=width - _WIDEST_MARGIN)
        edges = [(grid.xs[0], grid.xs[-1]) for sheet in alike for grid in sheet.grids]
        if not any(sheet.lines for sheet in alike) and edges:
            measure = Measure(left=min(x for x, _ in edges), right=max(x for _, x in edges))
        measures |= {sheet.number: measure for sheet in alike}
    return measures
