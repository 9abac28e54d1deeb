"""Tables handed in: every cell as text, and what a hostile or a wrong file comes to."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from ttdn.engine.errors import ClassifiedDocument, UnreadableDocument
from ttdn.engine.plans.readers import Limits
from ttdn.engine.sheets import FORMULA, read_sheet

HEAD = ["Số", "Tên", "Từ ngày"]


def workbook(*rows, title: str = "Cơ quan", header: str = "", hidden=(), **more) -> bytes:
    book = openpyxl.Workbook()
    pages = {title: rows, **more}
    for name, lines in pages.items():
        page = book.create_sheet(name)
        page.oddHeader.center.text = header
        for line in lines:
            page.append(line)
        if name in hidden:
            page.sheet_state = "hidden"
    del book["Sheet"]
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(data: bytes, part: str, change) -> bytes:
    """The workbook with one part replaced by ``change`` of it."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename == part else content)
    return file.getvalue()


def cells(data: bytes, **limits) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.line, row.cells) for row in read_sheet(data, "a.xlsx", Limits(**limits)).rows]


def test_a_workbook_is_rows_of_text():
    data = workbook(
        HEAD, [7, " Sở  Ngoại vụ ", dt.date(2025, 3, 1)], [], [7.0, None, dt.datetime(2025, 3, 1)], [1.5, True, ""]
    )
    assert cells(data) == [
        (1, ("Số", "Tên", "Từ ngày")),
        (2, ("7", "Sở Ngoại vụ", "2025-03-01")),
        (4, ("7", "", "2025-03-01")),
        (5, ("1.5", "1")),
    ]


def test_a_formula_is_not_believed_and_text_that_looks_like_one_stays_text():
    book = openpyxl.Workbook()
    book.active.append(["Tên", "=1+1", "x"])
    book.active["C1"].value, book.active["C1"].data_type = "=HYPERLINK(1)", "s"
    file = io.BytesIO()
    book.save(file)
    assert cells(file.getvalue()) == [(1, ("Tên", FORMULA, "=HYPERLINK(1)"))]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_a_csv_in_any_common_form(separator, encoding):
    text = separator.join(["So", "Ten"]) + "\r\n" + separator.join(["7", '"Xa, ""A""; 1\nhai"']) + "\r\n"
    assert cells(text.encode(encoding)) == [(1, ("So", "Ten")), (2, ("7", 'Xa, "A"; 1\nhai'))]


def test_lines_keep_the_numbers_of_the_file():
    assert [line for line, _ in cells(b'a,b\n\n"1\n2",x\n3,y\n')] == [1, 3, 5]


def test_the_first_page_with_anything_is_taken_and_the_others_named():
    data = workbook(title="Trống", Ẩn=[["x"]], Hai=[HEAD, [1, "Sở"]], Ba=[["ghi chú"]], hidden=["Ẩn"])
    sheet = read_sheet(data, "a.xlsx", Limits())
    assert (sheet.name, sheet.others, len(sheet.rows)) == ("Hai", ("Ba",), 2)


def _docx() -> bytes:
    from tests.engine.plans.readers.word import docx, p

    return docx(p("KẾ HOẠCH"))


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("a.txt", "a")
    return file.getvalue()


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", "empty"),
        (lambda: b" \r\n ", "empty"),
        (lambda: workbook(), "empty"),
        (lambda: b",,\n,,\n", "empty"),
        (_docx, "unknown-kind"),
        (_zip, "unknown-kind"),
        (lambda: b"%PDF-1.4 ...", "unknown-kind"),
        (lambda: b"\x89PNG\r\n\x1a\n\0\0", "unknown-kind"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unknown-kind"),
        (lambda: b"<html><table><tr><td>x</td></tr></table>", "unknown-kind"),
        (lambda: bytes(range(256)) * 20, "unknown-kind"),
        (lambda: workbook(HEAD)[:-200], "truncated"),
        (lambda: changed(workbook(HEAD), SHEET, lambda part: part[:60]), "truncated"),
        (lambda: changed(workbook(HEAD), SHEET, lambda part: ENTITY + part.split(b"?>", 1)[-1]), "doctype"),
        (lambda: changed(workbook(HEAD), SHEET, lambda part: part + b" " * 60_000_000), "zip-bomb"),
        (lambda: changed(workbook(HEAD), "[Content_Types].xml", lambda part: part + b"<!-- macroEnabled -->"), "macro"),
        (lambda: workbook(["x"] * 101), "too-wide"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_or_hostile_file_is_refused_with_what_to_do(make, code):
    with pytest.raises(UnreadableDocument) as refusal:
        read_sheet(make(), "a.xlsx", Limits())
    assert refusal.value.code == code
    assert refusal.value.message.endswith(".")
    assert "Word" not in refusal.value.message


@pytest.mark.parametrize(
    "bounds", [{"file_bytes": 1000}, {"blocks": 3}, {"cells": 5}, {"characters": 10}, {"memory_mb": 40}]
)
def test_more_than_allowed_is_refused(bounds):
    data = workbook(*[[n, f"Sở số {n}"] for n in range(50)])
    with pytest.raises(UnreadableDocument):
        cells(data, **bounds)


@pytest.mark.parametrize(
    "make",
    [
        lambda: workbook(["MẬT"], HEAD, [1, "Sở A"]),
        lambda: workbook(HEAD, [1, "Sở A"], header="TỐI MẬT"),
        lambda: workbook(HEAD, [1, "Sở A"], Hai=[["TUYỆT MẬT"]]),
        lambda: "TỐI MẬT\nSố,Tên\n1,Sở A\n".encode(),
    ],
    ids=["a line", "a printed head", "another page", "csv"],
)
def test_a_secrecy_mark_ends_it(make):
    with pytest.raises(ClassifiedDocument):
        read_sheet(make(), "a.xlsx", Limits())
