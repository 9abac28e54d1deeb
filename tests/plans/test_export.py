"""The workbook: what is shown, real dates, and never a formula out of a document."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.factories.plans import make_confirmed_plan, make_coordinator, parsed_plan
from ttdn.plans import queries
from ttdn.plans.export import register_workbook
from ttdn.plans.models import Block, Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_coordinator()


def book_of(items, *, title="Danh mục nhiệm vụ", filters=()):
    return load_workbook(BytesIO(register_workbook(items, title=title, filters=filters)))


def values(sheet, row):
    return [cell.value for cell in sheet[row]]


def test_the_workbook_shows_the_register_and_its_filters(by):
    make_confirmed_plan(by=by)
    book = book_of(queries.register(by), filters=[("Vai trò", "chủ trì"), ("Từ khóa", "tập gấp")])
    sheet = book.worksheets[0]
    assert (sheet["A1"].value, sheet["A2"].value) == (
        "Danh mục nhiệm vụ", "Lọc: Vai trò: chủ trì; Từ khóa: tập gấp",
    )  # fmt: skip
    assert values(sheet, 5)[:6] == ["TT", "Mục", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian"]
    row = values(sheet, 6)
    assert row[:6] == [
        1, "I.1", "Biên soạn 02 tập gấp song ngữ giới thiệu tỉnh\nTập gấp tiếng Anh", "Sở Ngoại vụ",
        "Báo An Sơn\nCác đơn vị liên quan", "Quý III/2031",
    ]  # fmt: skip
    assert row[10:] == ["02 tập gấp song ngữ", "15/KH-UBND Kế hoạch thông tin đối ngoại tỉnh An Sơn năm 2031"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.max_row) == ("A6", "A5:L6", 6)
    assert sheet.column_dimensions["C"].width == 60


def test_dates_are_dates_of_the_spreadsheet_as_vietnamese_write_them(by):
    make_confirmed_plan(by=by)
    sheet = book_of(queries.register(by)).worksheets[0]
    assert [sheet.cell(6, column).value for column in (7, 8, 9)] == [
        dt.datetime(2031, 7, 1), dt.datetime(2031, 9, 30), dt.datetime(2031, 9, 30),
    ]  # fmt: skip
    assert {sheet.cell(6, column).number_format for column in (7, 8, 9)} == {"dd/mm/yyyy"}


def test_the_second_sheet_has_the_paragraphs_of_every_item(by):
    make_confirmed_plan(by=by)
    sheet = book_of(queries.register(by)).worksheets[1]
    lines = [block["text"] for block in parsed_plan()["blocks"]]
    assert [values(sheet, row)[2:5] for row in (2, 3, 4)] == [[n, 1, lines[n - 1]] for n in (4, 5, 6)]
    assert (sheet.max_row, sheet.freeze_panes) == (4, "A2")


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://a.example")'])
def test_no_text_of_a_document_becomes_a_formula(by, evil):
    plan = make_confirmed_plan(by=by, number=evil, title=evil)
    item = plan.items.get(kind="task")
    Item.objects.filter(pk=item.pk).update(text=evil, ref=evil, schedule_text=evil)
    Block.objects.filter(plan=plan).update(text=evil)
    item.assignments.update(name=evil)
    item.deliverables.update(text=evil)
    item.parts.all().delete()
    book = book_of(queries.register(by), title=evil, filters=[("Từ khóa", evil)])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    dangerous = [cell for cell in cells if cell.value.lstrip().startswith(("=", "+", "-", "@"))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert len(dangerous) == (14 if evil[0] == "\t" else 17)  # a tab of a table row is written as " | "
    assert all(cell.quotePrefix for cell in dangerous)
    assert not any(cell.quotePrefix for cell in cells if cell not in dangerous)


def test_text_that_a_spreadsheet_cannot_hold_is_cut_and_cleaned(by):
    plan = make_confirmed_plan(by=by)
    Item.objects.filter(plan=plan, kind="task").update(text="a\x0bb" + "c" * 40_000)
    text = book_of(queries.register(by)).worksheets[0]["C6"].value
    assert (text[:3], len(text)) == ("abc", 32_767)


def test_an_empty_register_has_its_head(by):
    book = book_of(queries.register(by))
    assert (book.worksheets[0].max_row, book.worksheets[0]["A2"].value) == (5, "Lọc: không lọc")


def test_the_workbook_takes_five_queries_for_one_row_and_for_three(by):
    one, three = make_confirmed_plan(by=by, tasks=1), make_confirmed_plan(by=by, tasks=3)
    for plan in (one, three):
        items = queries.register(by, plan=plan.pk)
        with CaptureQueriesContext(connection) as captured:
            register_workbook(items, title="x", filters=[])
        assert len(captured) == 5
