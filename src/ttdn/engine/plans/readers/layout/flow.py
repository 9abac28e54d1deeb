"""Pages of words in their places become blocks: margins set apart, columns and tables found, pages joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ttdn.engine.plans.model import BlockKind
from ttdn.engine.plans.readers.builder import BlockBuilder, Paragraph
from ttdn.engine.plans.readers.clean import Run
from ttdn.engine.plans.readers.layout.grid import find_grids
from ttdn.engine.plans.readers.layout.lines import SideBySide, lines_of_words, with_columns
from ttdn.engine.plans.readers.layout.model import Page, TextLine, Word
from ttdn.engine.plans.readers.layout.paragraphs import (
    Column,
    Draft,
    column_of,
    continues_over,
    drafts_of,
    usual_pitch,
)
from ttdn.engine.plans.readers.layout.tables import TableDraft, drawn_table, side_by_side
from ttdn.engine.plans.readers.tables import emit

Part = Draft | TableDraft

_MARGIN = 0.1  # of the page's height: where running heads and page numbers stand
_PAGE_NUMBER = re.compile(r"[-–]?\s*(?:Trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?\s*[-–]?$", re.IGNORECASE)


@dataclass(slots=True)
class _Laid:
    """A page with its tables taken out."""

    page: Page
    tables: list[tuple[float, TableDraft]]
    lines: list[TextLine]
    margins: list[tuple[BlockKind, TextLine]] = field(default_factory=list)


def emit_pages(pages: Iterable[Page], builder: BlockBuilder) -> None:
    """Put all pages into the builder in reading order."""
    laid = [_laid(page, builder) for page in pages]
    _set_margins_apart(laid)
    parts: list[Part] = []
    everything = column_of([line for one in laid for line in one.lines])
    for one in laid:
        _join(parts, _parts(one, everything))
    _emit_margin(laid, "header", builder)
    emit(builder, [part.paragraph() if isinstance(part, Draft) else part.table() for part in parts])
    _emit_margin(laid, "footer", builder)


def _laid(page: Page, builder: BlockBuilder) -> _Laid:
    rest: Sequence[Word] = page.words
    tables: list[tuple[float, TableDraft]] = []
    for grid in find_grids(page.strokes, most_cells=builder.limits.cells):
        inside = [
            word for word in rest if grid.left <= word.centre < grid.right and grid.top <= word.middle < grid.bottom
        ]
        if inside:
            taken = set(map(id, inside))
            rest = [word for word in rest if id(word) not in taken]
            tables.append((grid.top, drawn_table(grid, inside, page=page.number)))
    return _Laid(page=page, tables=tables, lines=lines_of_words(rest))


def _set_margins_apart(laid: Sequence[_Laid]) -> None:
    """A page number, and a line that stands in the margin of several pages, are no text of the document."""
    repeated = Counter(
        _key(line) for one in laid for line in (*one.lines[:2], *one.lines[-2:]) if _margin(line, one.page)
    )
    for one in laid:
        for line in (*one.lines[:2], *one.lines[-2:]):
            kind = _margin(line, one.page)
            if kind and line in one.lines and (_PAGE_NUMBER.match(line.text) or repeated[_key(line)] > 1):
                one.lines.remove(line)
                one.margins.append((kind, line))


def _key(line: TextLine) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())


def _margin(line: TextLine, page: Page) -> BlockKind | None:
    if line.middle < _MARGIN * page.height:
        return "header"
    return "footer" if line.middle > (1 - _MARGIN) * page.height else None


def _emit_margin(laid: Sequence[_Laid], kind: BlockKind, builder: BlockBuilder) -> None:
    """Each running line once, whatever its page number."""
    seen: set[str] = set()
    for one in laid:
        for own, line in one.margins:
            if own == kind and _key(line) not in seen:
                seen.add(_key(line))
                builder.paragraph(Paragraph(runs=(Run(text=line.text),), kind=kind, page=one.page.number))


def _parts(one: _Laid, everything: Column) -> list[Part]:
    """Tables and runs of lines of a page, from top to bottom."""
    column = column_of(one.lines, everything)
    pitch = usual_pitch(one.lines)
    parts: list[Part] = []
    rest = list(one.lines)
    for top, table in [*one.tables, (float("inf"), None)]:
        above = [line for line in rest if line.middle < top]
        rest = rest[len(above) :]
        parts += _loose_parts(above, column, one.page.number, pitch)
        if table is not None:
            parts.append(table)
    return parts


def _loose_parts(lines: Sequence[TextLine], column: Column, page: int, pitch: float) -> list[Part]:
    parts: list[Part] = []
    run: list[TextLine] = []
    for part in with_columns(lines):
        if isinstance(part, SideBySide):
            parts += [*drafts_of(run, column, page=page, pitch=pitch), side_by_side(part, page=page)]
            run = []
        else:
            run.append(part)
    return [*parts, *drafts_of(run, column, page=page, pitch=pitch)]


def _join(parts: list[Part], following: list[Part]) -> None:
    """Append a page's parts; what the page's end cut is made whole."""
    if parts and following:
        last, first = parts[-1], following[0]
        if isinstance(last, Draft) and isinstance(first, Draft) and continues_over(last, first):
            last.lines += first.lines
            following = following[1:]
        elif isinstance(last, TableDraft) and isinstance(first, TableDraft) and last.goes_on_in(first):
            last.append(first)
            following = following[1:]
    parts += following
