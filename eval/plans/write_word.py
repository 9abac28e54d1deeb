"""Writes the Word documents of the set from their sources: python eval/plans/write_word.py

A source is one paragraph a line; **bold** where it stands alone; lines that begin with "|" are the rows of a table.
"""

from __future__ import annotations

import pathlib
from itertools import groupby

from docx import Document
from docx.document import Document as Word

HERE = pathlib.Path(__file__).parent


def word(source: str) -> Word:
    """The document that a source describes."""
    document = Document()
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    for tabular, group in groupby(lines, key=lambda line: line.startswith("|")):
        if tabular:
            _table(document, [[cell.strip() for cell in line.strip("|").split("|")] for line in group])
            continue
        for line in group:
            run = document.add_paragraph().add_run(line.strip("*"))
            run.bold = line.startswith("**")
    return document


def _table(document: Word, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=False):
            cell.text = words


if __name__ == "__main__":
    for path in sorted((HERE / "sources").glob("*.md")):
        word(path.read_text("utf-8")).save(str(HERE / "documents" / f"{path.stem}.docx"))
