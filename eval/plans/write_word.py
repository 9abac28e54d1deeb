"""Writes the Word documents of the set from their sources: python eval/plans/write_word.py

A source is one paragraph a line:

    **bold**, *slanting*          a whole line or a part of it
    > line                        centred
    | cell | cell |               a row of a table; a cell "<" belongs to the one before it
    || words || words             two columns without lines: the head, the signature beside the recipients
    === landscape                 from here on the pages lie on their side

``<br>`` in a cell begins a new paragraph there.
"""

from __future__ import annotations

import pathlib
import re
from itertools import groupby

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

HERE = pathlib.Path(__file__).parent
LANDSCAPE = "=== landscape"
_DRESSED = re.compile(r"(\*{1,3})(.+?)\1")
_BROADEST = 40  # letters; longer cells go on below
_LETTER = Pt(7)
_EDGES = Pt(14)  # of a cell


def word(source: str) -> Word:
    """The document that a source describes."""
    document = Document()
    font = document.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(13)
    _page(document, sideways=False)
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    for mark, group in groupby(
        lines, key=lambda line: next((m for m in (LANDSCAPE, "||", "|") if line.startswith(m)), "")
    ):
        if mark == "|":
            _table(document, [[cell.strip() for cell in line.strip("|").split("|")] for line in group])
        elif mark == "||":
            for line in group:
                _columns(document, [part.strip() for part in line.strip("|").split("||")])
        elif mark == LANDSCAPE:
            document.add_section(WD_SECTION.NEW_PAGE)
            _page(document, sideways=True)
        else:
            for line in group:
                _write(document.add_paragraph(), line)
    return document


def _page(document: Word, *, sideways: bool) -> None:
    section = document.sections[-1]
    size = (Cm(29.7), Cm(21)) if sideways else (Cm(21), Cm(29.7))
    section.page_width, section.page_height = size
    section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)


def _write(paragraph: Paragraph, line: str) -> None:
    """The line's words in their dress."""
    if line.startswith("> "):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line = line.removeprefix("> ")
    place = 0
    for dressed in _DRESSED.finditer(line):
        paragraph.add_run(line[place : dressed.start()])
        run = paragraph.add_run(dressed.group(2))
        run.bold, run.italic = len(dressed.group(1)) > 1, len(dressed.group(1)) != 2
        place = dressed.end()
    paragraph.add_run(line[place:])


def _table(document: Word, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    table.style = "Table Grid"
    _widths(document, table, rows)
    for row, cells in zip(table.rows, rows, strict=True):
        written = 0
        for index, words in enumerate(cells):
            if words == "<":
                row.cells[written].merge(row.cells[index])
            else:
                written = index
                _fill(row.cells[index], words)


def _widths(document: Word, table: Table, rows: list[list[str]]) -> None:
    """Columns as wide as their words want."""
    cells = [[row[i] for row in rows if i < len(row) and "<" not in row] for i in range(len(table.columns))]
    section = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    least = [_longest_word(c) * _LETTER + _EDGES for c in cells]
    more = [min(max(map(len, c)), _BROADEST) * _LETTER for c in cells]
    spare = max(0, room - sum(least))
    for column, narrow, wish in zip(table.columns, least, more, strict=True):
        column.width = round(narrow + spare * wish / sum(more))
        for cell in column.cells:
            cell.width = column.width


def _longest_word(cells: list[str]) -> int:
    """A column narrower than that would break a date in two."""
    return max(len(word) for cell in cells for word in cell.replace("<br>", " ").split() or [""])


def _columns(document: Word, parts: list[str]) -> None:
    """Side by side, centred; the list of recipients stands to the left."""
    table = document.add_table(rows=1, cols=len(parts))
    for cell, words in zip(table.rows[0].cells, parts, strict=True):
        _fill(cell, words)
        if "<br>- " not in words:
            for paragraph in cell.paragraphs:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _fill(cell: _Cell, words: str) -> None:
    first, *more = words.split("<br>")
    _write(cell.paragraphs[0], first)
    for line in more:
        _write(cell.add_paragraph(), line)


if __name__ == "__main__":
    for path in sorted((HERE / "sources").glob("*.md")):
        word(path.read_text("utf-8")).save(str(HERE / "documents" / f"{path.stem}.docx"))
