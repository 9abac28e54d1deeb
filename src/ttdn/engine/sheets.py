"""A table that somebody hands in, .xlsx or .csv, as rows of text: read in a limited child, no formula is believed.

Which column means what is not known here; ``core.tables`` looks for the headings.
"""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ttdn.engine.child import Progress, run_limited
from ttdn.engine.errors import ClassifiedDocument, UnreadableDocument
from ttdn.engine.gate.classification import find_mark
from ttdn.engine.plans.model import Block
from ttdn.engine.plans.readers.docx.package import Package
from ttdn.engine.plans.readers.encoding import decode
from ttdn.engine.plans.readers.limits import Limits
from ttdn.engine.text.normal import squeeze
from ttdn.engine.tools import Tools

FORMULA = "\0formula"  # in place of a cell's text: what it shows was reckoned elsewhere and may be anything
_HEADER = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]*)<")
_HEADER_CODE = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-F]{6}|\d+|[A-Z])")
_SEPARATORS = "\t;,"
# What the readers of documents say, said of a table.
_SAYINGS = {
    "truncated": "Bảng bị cắt cụt hoặc hỏng nên không mở được; hãy mở bằng Excel, lưu lại rồi tải lên.",
    "zip-bomb": "Bảng phình quá mức cho phép khi mở ra nên không được nhận; hãy mở bằng Excel và lưu lại.",
    "image-bomb": "Bảng chứa ảnh có kích thước bất thường nên không được nhận; hãy bỏ ảnh rồi tải lên lại.",
    "macro": "Bảng có macro nên không được nhận; hãy lưu lại thành .xlsx không có macro rồi tải lên.",
    "doctype": "Bảng chứa khai báo lạ nên không được nhận; hãy mở bằng Excel và lưu lại.",
    "timeout": "Đọc bảng quá lâu nên đã dừng; hãy bỏ các trang và cột không cần rồi tải lên lại.",
    "memory": "Bảng cần quá nhiều bộ nhớ để đọc nên đã dừng; hãy bỏ ảnh, các trang và cột không cần rồi tải lên lại.",
    "output-too-large": "Bảng quá lớn; hãy chia thành nhiều bảng nhỏ rồi tải lên từng bảng.",
    "crashed": "Không đọc được bảng này do lỗi khi xử lý; hãy mở bằng Excel, lưu lại thành .xlsx rồi tải lên.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table, as numbered in the spreadsheet; cells from the first column on, trimmed at the end."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The first page of the workbook with anything on it; ``others`` are the pages that were not taken."""

    rows: tuple[Row, ...]
    name: str = ""
    others: tuple[str, ...] = ()


def read_sheet(data: bytes, name: str, limits: Limits) -> Sheet:
    """The table in ``data``. Raises UnreadableDocument, and ClassifiedDocument for one with a secrecy mark.

    Days come as 2025-03-01, whole numbers without a point, a formula as ``FORMULA``.
    """
    try:
        told = json.loads(run_limited("sheet", data, limits=limits, arguments={"name": name}))
    except UnreadableDocument as error:
        raise _said(error) from error
    rows = tuple(Row(line=row["line"], cells=tuple(row["cells"])) for row in told["rows"])
    return Sheet(rows=rows, name=told["name"], others=tuple(told["others"]))


def sheet_task(data: bytes, arguments: Mapping[str, Any], limits: Limits, progress: Progress, tools: Tools) -> bytes:
    """The child's task behind ``read_sheet``."""
    if len(data) > limits.file_bytes:
        raise UnreadableDocument("Bảng quá lớn; hãy bỏ ảnh hoặc chia thành nhiều bảng nhỏ.", code="too-large")
    sheets, headers = _workbook(data, limits) if data.startswith(b"PK") else ([_text_table(data, limits)], [])
    _refuse_marked(sheets, headers)
    full = [sheet for sheet in sheets if sheet.rows]
    if not full:
        raise UnreadableDocument("Bảng không có dòng nào; hãy chọn lại tệp có nội dung.", code="empty")
    others = tuple(sheet.name for sheet in full[1:])
    return json.dumps(asdict(Sheet(rows=full[0].rows, name=full[0].name, others=others)), ensure_ascii=False).encode()


def _said(error: UnreadableDocument) -> UnreadableDocument:
    return UnreadableDocument(_SAYINGS.get(error.code, error.message), code=error.code)


def _workbook(data: bytes, limits: Limits) -> tuple[list[Sheet], list[str]]:
    """The visible pages, and what their printed heads and feet say."""
    from openpyxl import load_workbook  # half a second that the parent need not spend

    package = _Parts(data, limits)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        visible = [page for page in book.worksheets if page.sheet_state == "visible"]
        sheets = [Sheet(rows=tuple(_rows(_cells(page), limits)), name=page.title) for page in visible]
    except (UnreadableDocument, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part leads it to
        raise UnreadableDocument(_SAYINGS["truncated"], code="truncated") from error
    return sheets, package.headers()


class _Parts(Package):
    """The .xlsx as a package: the same suspicion, another kind of content."""

    def _refuse_other_kinds(self) -> None:
        if "[Content_Types].xml" not in self._names or "xl/workbook.xml" not in self._names:
            raise not_a_table()
        super()._refuse_other_kinds()
        for name in self._names:
            if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in self.bytes_of(name).replace(b"\0", b""):
                raise UnreadableDocument(_SAYINGS["doctype"], code="doctype")

    def headers(self) -> list[str]:
        pages = [name for name in self._names if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        found = [text.decode("utf-8", "replace") for name in pages for text in _HEADER.findall(self.bytes_of(name))]
        return [_HEADER_CODE.sub(" ", html.unescape(text)).strip() for text in found]


def _cells(page: Any) -> Iterator[tuple[int, list[str]]]:
    page.reset_dimensions()  # what the file says of its own size is not believed
    for line, row in enumerate(page.iter_rows(), start=1):
        if row:
            yield line, [FORMULA if cell.data_type == "f" else written(cell.value) for cell in row]


def written(value: object) -> str:
    """A cell's value as text: a day as 2025-03-01, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return squeeze(str(value)).replace("\0", "")


def _text_table(data: bytes, limits: Limits) -> Sheet:
    """A .csv, its separator told by the lines themselves."""
    if not data.strip():
        raise UnreadableDocument("Tệp rỗng; hãy chọn lại tệp có nội dung.", code="empty")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableDocument(
            "Tệp .xls đời cũ hoặc có mật khẩu chưa đọc được; hãy lưu lại thành .xlsx không có mật khẩu.",
            code="unknown-kind",
        )
    if data.lstrip().startswith((b"<", b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")):
        raise not_a_table()
    try:
        text = decode(data).text
    except UnreadableDocument as error:
        raise not_a_table() from error
    csv.field_size_limit(limits.block_characters)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=_separator(lines))
    try:
        return Sheet(rows=tuple(_rows(_numbered(reader), limits)))
    except csv.Error as error:
        raise not_a_table() from error


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Each record under the line on which it begins."""
    line = 1
    for row in reader:
        yield line, [written(cell) for cell in row]
        line = reader.line_num + 1


def _separator(text: str) -> str:
    """The separator of which the first twenty lines hold the most; a comma where there is none."""
    head = "\n".join(text.split("\n")[:20])
    return max(_SEPARATORS, key=lambda each: (head.count(each), each == ","))


def _rows(lines: Iterable[tuple[int, Sequence[str]]], limits: Limits) -> Iterator[Row]:
    """The lines that hold anything, within the limits."""
    rows = cells = characters = 0
    for line, values in lines:
        kept = list(values)
        while kept and not kept[-1]:
            kept.pop()
        if not kept:
            continue
        rows, cells, characters = rows + 1, cells + len(kept), characters + sum(map(len, kept))
        if rows > limits.blocks or cells > limits.cells or characters > limits.characters:
            raise UnreadableDocument(_SAYINGS["output-too-large"], code="output-too-large")
        if len(kept) > limits.columns:
            raise UnreadableDocument(
                f"Bảng có hơn {limits.columns} cột; hãy bỏ các cột không cần rồi tải lên lại.", code="too-wide"
            )
        yield Row(line=line, cells=tuple(kept))


def _refuse_marked(sheets: Iterable[Sheet], headers: Iterable[str]) -> None:
    blocks = [Block(n=0, kind="header", text=text) for text in headers]
    for sheet in sheets:
        blocks += [
            Block(n=row.line, kind="table-row", text="\t".join(row.cells), cells=row.cells) for row in sheet.rows
        ]
    mark = find_mark(blocks)
    if mark is not None:
        raise ClassifiedDocument(
            f"Bảng có dấu chỉ mức độ mật ({mark}) nên không được nhận; hãy xử lý theo quy định về bảo vệ bí mật nhà "
            "nước, không đưa lên hệ thống này.",
            mark=mark,
        )


def not_a_table() -> UnreadableDocument:
    return UnreadableDocument("Tệp này không phải bảng tính; hãy chọn tệp .xlsx hoặc .csv.", code="unknown-kind")
