"""Plain text: a line is a block; tables are recognised by their tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ttdn.engine.plans.readers.builder import BlockBuilder, Paragraph
from ttdn.engine.plans.readers.clean import Line, Run, clean_line, unwrap


@dataclass(frozen=True, slots=True)
class _Written:
    """A line of the file, its number, and its text cleaned."""

    number: int
    raw: str
    text: str

    @property
    def blank(self) -> bool:
        return not self.text and "\t" not in self.raw

    @property
    def is_cell(self) -> bool:
        """A cell on its own line: "\\tHằng năm"; its tab is the only one."""
        return self.raw.startswith("\t") and "\t" not in self.raw[1:].rstrip()


@dataclass(slots=True, kw_only=True)
class _Row:
    number: int
    cells: list[list[str]] = field(default_factory=list)


def read_plain_text(text: str, builder: BlockBuilder) -> None:
    """Read lines and tab tables into the builder."""
    lines = [_Written(n, raw, clean_line(raw)) for n, raw in enumerate(_physical_lines(text), start=1)]
    at = 0
    loose: list[_Written] = []
    while at < len(lines):
        rows, end = _table_at(lines, at)
        if rows:
            _emit_loose(builder, loose)
            loose = []
            _emit_rows(builder, rows)
        else:
            loose += lines[at:end]
        at = end
    _emit_loose(builder, loose)


def _physical_lines(text: str) -> list[str]:
    return re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text)


def _table_at(lines: Sequence[_Written], at: int) -> tuple[list[_Row], int]:
    """The rows of a table that begins here and where it ends; no rows where the lines up to there are none."""
    line = lines[at]
    if line.is_cell:
        return _cell_lines(lines, at)
    if "\t" in line.raw.strip():
        return _tabbed_lines(lines, at)
    return [], at + 1


# --- one line a row, cells between tabs -------------------------------------------------------------------------


def _tabbed_lines(lines: Sequence[_Written], at: int) -> tuple[list[_Row], int]:
    """Two or more lines on end with the same number of tabs."""
    tabs = lines[at].raw.rstrip(" ").count("\t")
    end = at
    while end < len(lines) and lines[end].text and lines[end].raw.rstrip(" ").count("\t") == tabs:
        end += 1
    if end - at < 2:
        return [], at + 1
    return [
        _Row(number=line.number, cells=[[clean_line(cell)] for cell in line.raw.rstrip(" ").split("\t")])
        for line in lines[at:end]
    ], end


# --- each cell on its own line, a blank line between rows ------------------------------------------------------------

_ORDINAL = re.compile(r"(?:\d{1,3}(?:\.\d+)*|[IVXLC]+|[A-Za-zĐđ])[.)]?$")
_OPENS_SECTION = re.compile(r"(?:[IVXLC]+\.|PHỤ LỤC|Phụ lục|Phần|PHẦN|Mục|MỤC|Điều|Nơi nhận|Ghi chú)(?:\W|$)")
_TABLE_HEAD = re.compile(r"S?TT$|Số TT$", re.IGNORECASE)


def _cell_lines(lines: Sequence[_Written], at: int) -> tuple[list[_Row], int]:
    """Rows of the form "\\t1\\n\\tNội dung\\n\\tHằng năm\\n\\n"; a text line between them continues the last cell."""
    rows: list[_Row] = []
    seen: set[tuple[str, str]] = set()
    end = at
    while end < len(lines):
        row, after = _row_of_cells(lines, end)
        if row is None:
            tail = _continuation(lines, end, rows, seen)
            if not tail:
                break
            _extend(rows[-1], tail, seen)
            end = tail[-1].number
            if end < len(lines) and lines[end].is_cell:  # the cell was not the row's last
                more, end = _row_of_cells(lines, end)
                rows[-1].cells += more.cells if more else []
        else:
            if rows and _TABLE_HEAD.match(_text_of(row.cells[0])):
                break
            if not rows and len(row.cells) < 2:  # one indented line
                return [], after
            rows.append(row)
            end = after
        end = _skip_one_blank(lines, end)
    rows = _mended(rows)
    kept = _without_tail(rows)
    if len(kept) < 2 or not _regular(kept):
        return [], end
    return kept, end if len(kept) == len(rows) else rows[len(kept)].number - 1


def _row_of_cells(lines: Sequence[_Written], at: int) -> tuple[_Row | None, int]:
    if at >= len(lines) or not lines[at].is_cell:
        return None, at
    row = _Row(number=lines[at].number)
    while at < len(lines) and not lines[at].blank:
        if lines[at].is_cell:
            row.cells.append([lines[at].text])
        elif "\t" in lines[at].raw:
            break
        else:
            row.cells[-1].append(lines[at].text)
        at += 1
    return row, at


def _skip_one_blank(lines: Sequence[_Written], at: int) -> int:
    return at + 1 if at < len(lines) and lines[at].blank else at


def _continuation(
    lines: Sequence[_Written], at: int, rows: Sequence[_Row], seen: set[tuple[str, str]]
) -> list[_Written]:
    """Text lines after one blank line that belong to the last cell ("Giai đoạn", blank, "2018 - 2020")."""
    if not rows or at >= len(lines) or lines[at].blank or _OPENS_SECTION.match(lines[at].text):
        return []
    tail: list[_Written] = []
    while at < len(lines) and not lines[at].blank and "\t" not in lines[at].raw and len(tail) < 6:
        tail.append(lines[at])
        at += 1
    if not tail:
        return []
    known = (_text_of(rows[-1].cells[-1]), tail[0].text) in seen
    following = _skip_one_blank(lines, at)
    goes_on = following < len(lines) and lines[following].is_cell and not _TABLE_HEAD.match(lines[following].text)
    return tail if known or goes_on else []


def _extend(row: _Row, tail: Sequence[_Written], seen: set[tuple[str, str]]) -> None:
    seen.add((_text_of(row.cells[-1]), tail[0].text))
    row.cells[-1] += [line.text for line in tail]


def _text_of(cell: Sequence[str]) -> str:
    return "\n".join(line for line in cell if line)


def _mended(rows: list[_Row]) -> list[_Row]:
    """Join a row that a blank line in a middle cell cut in two."""
    width = _width(rows)
    mended: list[_Row] = []
    for row in rows:
        last = mended[-1] if mended else None
        cut = last and len(last.cells) < width and len(last.cells) + len(row.cells) == width
        if last and cut and not _ORDINAL.match(_text_of(row.cells[0])):
            last.cells += row.cells
        else:
            mended.append(row)
    return mended


def _without_tail(rows: list[_Row]) -> list[_Row]:
    """Indented lines behind a table look like rows of one cell, or of too many."""
    width = _width(rows)
    kept = list(rows)
    while kept and (len(kept[-1].cells) == 1 or len(kept[-1].cells) > width):
        kept.pop()
    return kept


def _width(rows: Sequence[_Row]) -> int:
    counts = [len(row.cells) for row in rows]
    return max(set(counts), key=lambda count: (counts.count(count), count), default=0)


def _regular(rows: Sequence[_Row]) -> bool:
    """Most rows have the same number of cells; indented paragraphs do not."""
    width = _width(rows)
    return width >= 2 and 2 * sum(len(row.cells) == width for row in rows) > len(rows)


# --- into blocks -------------------------------------------------------------------------------------------------


def _emit_rows(builder: BlockBuilder, rows: Sequence[_Row]) -> None:
    table = builder.next_table()
    width = max(len(row.cells) for row in rows)
    for row in rows:
        cells = [_text_of(cell) for cell in row.cells] + [""] * (width - len(row.cells))
        builder.row([Line(text=cell) for cell in cells], table=table, merged=_repeats(cells), line=row.number)


def _repeats(cells: Sequence[str]) -> list[str]:
    """A group row repeats its text in every column it covers; equal figures side by side are figures."""
    worded = [len(cell) > 3 and any(letter.isalpha() for letter in cell) for cell in cells]
    return ["h" if i and worded[i] and cells[i] == cells[i - 1] else "" for i in range(len(cells))]


def _emit_loose(builder: BlockBuilder, lines: Sequence[_Written]) -> None:
    for number, text in _paragraphs(lines):
        builder.paragraph(Paragraph(runs=(Run(text=text),), line=number))


def _paragraphs(lines: Sequence[_Written]) -> Iterator[tuple[int, str]]:
    """Lines on end are one paragraph only where the text was typed to a fixed width."""
    run: list[_Written] = []
    for line in [*lines, _Written(0, "", "")]:
        if line.text:
            run.append(line)
            continue
        yield from _joined(run)
        run = []


def _joined(run: Sequence[_Written]) -> Iterator[tuple[int, str]]:
    texts = [line.text for line in run]
    at = 0
    for joined in unwrap([Line(text=text) for text in texts]):
        yield run[at].number, joined.text
        length = len(texts[at])
        while length < len(joined.text):
            at += 1
            length += 1 + len(texts[at])
        at += 1
