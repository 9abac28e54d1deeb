"""Word 97-2003 files: LibreOffice makes a .docx of them; where it is missing antiword reads them as text."""

from __future__ import annotations

import re

from ttdn.engine.errors import UnreadableDocument
from ttdn.engine.plans.readers.builder import BlockBuilder
from ttdn.engine.plans.readers.docx import read_docx
from ttdn.engine.plans.readers.plain_text import read_plain_text
from ttdn.engine.text.code_pages import convert, guess
from ttdn.engine.tools import ANTIWORD, OFFICE, ToolFailed, Tools, missing

# A row of a table as antiword prints it with "-w 0": "|TT |Nội dung |Thời gian |".
_ROW = re.compile(r"\|.*\|\s*$")


def read_legacy_doc(data: bytes, builder: BlockBuilder, *, tools: Tools) -> None:
    """Read a .doc into the builder. Raises ``UnreadableDocument`` where no tool is installed or none can read it.

    LibreOffice comes first: it keeps tables, merged cells and automatic numbering, where antiword prints columns of
    text; it takes a second and a half instead of a hundredth.
    """
    installed = [name for name in (OFFICE, ANTIWORD) if tools.has(name)]
    if not installed:
        raise missing(OFFICE, ANTIWORD)
    for name in installed:
        try:
            output = next(iter(tools.map(name, [data])))
        except ToolFailed:
            continue
        if name == OFFICE:
            read_docx(output, builder)
        else:
            _read_printed(output, builder)
        return
    raise UnreadableDocument(
        "Tệp .doc bị hỏng hoặc không đúng dạng nên không đọc được; hãy mở bằng Word, lưu thành .docx rồi tải lên.",
        code="legacy-doc",
    )


def _read_printed(output: bytes, builder: BlockBuilder) -> None:
    """What antiword printed: paragraphs on one line each, rows between bars."""
    text = output.decode("utf-8", "replace")
    page = guess(text)
    if page is not None:
        builder.find_code_page(page)
        text = "\n".join(convert(line, page) for line in text.split("\n"))
    lines = [_tabbed(line) if _ROW.match(line) else line for line in text.splitlines()]
    read_plain_text("\n".join(lines), builder)
    builder.find(
        "simple-reader",
        "Tệp .doc được đọc bằng công cụ đơn giản nên bảng có thể bị lệch ô; hãy đối chiếu, hoặc lưu thành .docx rồi "
        "tải lên lại.",
    )


def _tabbed(row: str) -> str:
    return "\t".join(cell.strip() for cell in row.strip()[1:-1].split("|"))
