"""Word 97-2003 files: LibreOffice makes a .docx of them; where it is missing antiword reads them as text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from itertools import groupby

from ttdn.engine.errors import UnreadableDocument
from ttdn.engine.plans.readers.builder import BlockBuilder, Paragraph
from ttdn.engine.plans.readers.clean import Run
from ttdn.engine.plans.readers.docx import read_docx
from ttdn.engine.plans.readers.plain_text import read_plain_text
from ttdn.engine.plans.readers.tables import Cell, Row, Table, emit_table
from ttdn.engine.text.code_pages import convert, guess
from ttdn.engine.tools import ANTIWORD, OFFICE, ToolFailed, Tools, missing

# A row of a table as antiword prints it: "|TT |Nội dung |Thời gian |".
_ROW = re.compile(r"\|.*\|\s*$")
_FEW_ROWS = 2


def read_legacy_doc(data: bytes, builder: BlockBuilder, *, tools: Tools) -> None:
    """Read a .doc into the builder. Raises ``UnreadableDocument`` where no tool is installed or none can read it.

    LibreOffice comes first: it keeps merged cells, dress and automatic numbering, where antiword prints columns of
    text; it takes a second and a half instead of a hundredth. Where LibreOffice finds no table and antiword prints
    some (a file that ends with its table), antiword's reading is the better one.
    """
    if not tools.has(OFFICE) and not tools.has(ANTIWORD):
        raise missing(OFFICE, ANTIWORD)
    converted, printed = _output(OFFICE, data, tools), _output(ANTIWORD, data, tools)
    rows = sum(map(bool, map(_ROW.match, printed.decode("utf-8", "replace").splitlines()))) if printed else 0
    if converted is not None and (rows < _FEW_ROWS or b"<w:tbl>" in _document(converted)):
        read_docx(converted, builder)
    elif printed is not None:
        _read_printed(printed.decode("utf-8", "replace"), builder)
    else:
        raise UnreadableDocument(
            "Tệp .doc bị hỏng hoặc không đúng dạng nên không đọc được; hãy mở bằng Word, lưu thành .docx rồi tải lên.",
            code="legacy-doc",
        )


def _output(name: str, data: bytes, tools: Tools) -> bytes | None:
    """What the tool made of the file; None where it is missing or failed."""
    if not tools.has(name):
        return None
    try:
        return next(iter(tools.map(name, [data]))) or None
    except ToolFailed:
        return None


def _document(packed: bytes) -> bytes:
    """The body of a .docx that LibreOffice has just written."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as package:
            return package.read("word/document.xml")
    except (zipfile.BadZipFile, KeyError):
        return b""


def _read_printed(text: str, builder: BlockBuilder) -> None:
    """What antiword printed: paragraphs on one line each, rows between bars."""
    page = guess(text)
    if page is not None:
        builder.find_code_page(page)
        text = "\n".join(convert(line, page) for line in text.split("\n"))
    for is_row, lines in groupby(text.splitlines(), key=lambda line: bool(_ROW.match(line))):
        if is_row:
            _emit_rows(_rows(lines), builder)
        else:
            read_plain_text("\n".join(lines), builder)
    builder.find(
        "simple-reader",
        "Tệp .doc được đọc bằng công cụ đơn giản nên bảng có thể bị lệch ô; hãy đối chiếu, hoặc lưu thành .docx rồi "
        "tải lên lại.",
    )


def _rows(lines: Iterable[str]) -> list[list[str]]:
    """Antiword breaks a row into several lines when a cell is long; such a line has nothing in its first cell."""
    rows: list[list[str]] = []
    for line in lines:
        cells = [cell.strip() for cell in line.strip()[1:-1].split("|")]
        if rows and not cells[0] and len(cells) == len(rows[-1]):
            rows[-1] = [f"{above} {below}".strip() for above, below in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    return rows


def _emit_rows(rows: list[list[str]], builder: BlockBuilder) -> None:
    """As a table of one grid; a row of fewer cells spreads its last one."""
    width = max(map(len, rows))
    table = Table(
        rows=tuple(
            Row(
                cells=tuple(
                    Cell(
                        content=(Paragraph(runs=(Run(text=cell),)),),
                        span=width - len(cells) + 1 if index == len(cells) - 1 else 1,
                    )
                    for index, cell in enumerate(cells)
                )
            )
            for cells in rows
        )
    )
    emit_table(builder, table)
