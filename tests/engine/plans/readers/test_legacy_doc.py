"""Word 97 files, made here by LibreOffice and read by either tool."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.shared import Cm

from ttdn.engine.errors import UnreadableDocument
from ttdn.engine.plans.model import Document
from ttdn.engine.plans.parse import read_bytes
from ttdn.engine.plans.readers import Limits, read_document
from ttdn.engine.tool_runs import LocalTools, is_installed, run_tool
from ttdn.engine.tools import ANTIWORD, OFFICE, TOOLS, Tool

needs_office = pytest.mark.skipif(
    not is_installed(OFFICE), reason=f"no LibreOffice: apt-get install {TOOLS[OFFICE].package}"
)
needs_antiword = pytest.mark.skipif(not is_installed(ANTIWORD), reason="no antiword: apt-get install antiword")
MAKE_DOC = "make-doc"

ROWS = [
    "TT\tNội dung nhiệm vụ\tThời gian",
    "1\tTổ chức hội nghị giới thiệu tỉnh với báo chí nước ngoài\tQuý II",
    "2\tXuất bản bản tin đối ngoại\tHằng năm",
]


class Only(LocalTools):
    """A machine that has only some of the tools."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._names = names

    def has(self, name: str) -> bool:
        return name in self._names and super().has(name)


@pytest.fixture(scope="module")
def make_doc() -> Iterator[None]:
    """LibreOffice the other way round."""
    command = [part.replace("docx:MS Word 2007 XML", "doc:MS Word 97") for part in TOOLS[OFFICE].command]
    office = TOOLS[OFFICE]
    TOOLS[MAKE_DOC] = Tool(
        command=tuple(command),
        package=office.package,
        purpose="",
        seconds=office.seconds,
        memory_mb=office.memory_mb,
        written_mb=office.written_mb,
        files=office.files,
        result="out/input.doc",
    )
    yield
    del TOOLS[MAKE_DOC]


def doc(*, last: str = "Hết.") -> bytes:
    """A Word 97 file with a table, and a paragraph behind it unless ``last`` is empty."""
    made = docx.Document()
    made.add_paragraph("KẾ HOẠCH")
    made.add_paragraph("Thông tin đối ngoại tỉnh An Sơn năm 2031")
    table = made.add_table(rows=0, cols=3)
    for row in ROWS:
        for cell, text, width in zip(table.add_row().cells, row.split("\t"), (1.2, 10, 4), strict=True):
            cell.text, cell.width = text, Cm(width)
    if last:
        made.add_paragraph(last)
    out = io.BytesIO()
    made.save(out)
    return run_tool(MAKE_DOC, out.getvalue())


def doc_texts(document: Document) -> list[str]:
    return [block.text.replace("\n", " ") for block in document.blocks]


@needs_office
def test_libreoffice_keeps_paragraphs_and_tables(make_doc: None) -> None:
    document = read_document(doc(), name="a.doc", limits=Limits(), tools=Only(OFFICE))

    assert doc_texts(document) == ["KẾ HOẠCH", "Thông tin đối ngoại tỉnh An Sơn năm 2031", *ROWS, "Hết."]
    assert (document.source.format, document.findings) == ("doc", ())


@needs_office
@needs_antiword
def test_antiword_reads_alone_and_says_so(make_doc: None) -> None:
    document = read_document(doc(), name="a.doc", limits=Limits(), tools=Only(ANTIWORD))

    assert doc_texts(document) == ["KẾ HOẠCH", "Thông tin đối ngoại tỉnh An Sơn năm 2031", *ROWS, "Hết."]
    assert [finding.code for finding in document.findings] == ["simple-reader"]


@needs_office
@needs_antiword
def test_a_table_that_one_tool_loses_is_taken_from_the_other(make_doc: None) -> None:
    """LibreOffice loses a table that is the last thing in the file."""
    document = read_document(doc(last=""), name="a.doc", limits=Limits(), tools=LocalTools())

    assert [block.text.replace("\n", " ") for block in document.blocks if block.kind == "table-row"] == ROWS


@needs_office
def test_through_the_child_nothing_is_left_behind(make_doc: None) -> None:
    data = doc()
    before = set(Path(tempfile.gettempdir()).glob("ttdn-tool-*"))

    document = read_bytes(data, "a.doc", Limits())

    assert document["blocks"][0]["text"] == "KẾ HOẠCH"
    assert set(Path(tempfile.gettempdir()).glob("ttdn-tool-*")) - before == set()


@needs_antiword
def test_a_file_that_no_tool_can_read_is_refused() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\0" * 5000

    with pytest.raises(UnreadableDocument) as refusal:
        read_document(data, name="a.doc", limits=Limits(), tools=Only(ANTIWORD))

    assert refusal.value.code == "legacy-doc"


def test_without_any_tool_both_packages_are_named() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")

    with pytest.raises(UnreadableDocument) as refusal:
        read_document(data, name="a.doc", limits=Limits())

    assert refusal.value.code == "tool-missing"
    assert "apt-get install libreoffice-writer-nogui hoặc apt-get install antiword" in refusal.value.message
