from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.engine.plans.papers.plans import plan, with_every_text
from ttdn.engine.plans.papers.workbook import COLUMNS, plan_workbook


def sheets(made):
    return load_workbook(BytesIO(plan_workbook(made))).worksheets


def values(sheet, row):
    return [cell.value for cell in sheet[row]]


def test_workbook_first_sheet_has_a_line_for_each_item():
    items, _, _ = sheets(plan())

    assert values(items, 5) == [head for head, _ in COLUMNS]
    row = values(items, 7)
    assert row[:3] == [2, "II.1", "nhiệm vụ"]
    assert row[4:7] == ["Sở Ngoại vụ", "Sở Tài chính\nCông an tỉnh", "Quý III/2026"]
    assert [f"{day:%d/%m/%Y}" for day in row[7:9]] == ["01/07/2026", "30/09/2026"]
    assert row[10] == "02 phóng sự"


def test_workbook_tells_the_doubts_of_an_item_beside_it():
    items, _, warnings = sheets(plan())

    told = values(items, 8)[-1]
    assert "không ghi thời gian" in told
    assert told in [values(warnings, n)[3] for n in range(2, warnings.max_row + 1)]


def test_workbook_second_sheet_tells_what_used_each_paragraph():
    made = plan()
    _, sources, _ = sheets(made)

    assert sources.max_row == 1 + len(made["blocks"])
    used = {row[3].value: row[4].value for row in sources.iter_rows(min_row=2)}
    assert used["- Thời gian: Quý III/2026"] == "II.1"


@pytest.mark.parametrize("text", ["=1+1", "+cmd|'/c calc'!A0", "-2+3", "@SUM(A1)", " =1", "=HYPERLINK(1)\x07"])
def test_workbook_holds_no_formula(text):
    for sheet in sheets(with_every_text(plan(), text)):
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
        quoted = [c for row in sheet.iter_rows() for c in row if c.value == text.replace("\x07", "")]
        assert kinds == {"s"}
        assert quoted
        assert all(cell.quotePrefix for cell in quoted)


def test_workbook_of_a_document_without_items_opens():
    items, sources, warnings = sheets({**plan(), "items": [], "warnings": []})

    assert (items.max_row, warnings.max_row) == (5, 1)
    assert sources.max_row > 1


def test_workbook_writes_a_day_before_1900_as_text():
    made = plan()
    made["items"][1]["schedule"]["start"] = "1899-12-31"

    assert values(sheets(made)[0], 7)[7] == "31/12/1899"
