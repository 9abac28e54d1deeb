"""Cells of a workbook, for every register and export of the product: text never becomes a formula."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

FORMULA_STARTS = ("=", "+", "-", "@")
MOST_CHARACTERS = 32_767  # of one cell
DATE = "dd/mm/yyyy"
HEAD_FILL = PatternFill("solid", fgColor="EFE9E1")
WRAP = Alignment(vertical="top", wrap_text=True)


def put(cell: Cell, value: object) -> Cell:
    """``value`` in ``cell``: text is never a formula, whatever it begins with; a day is a day of the spreadsheet."""
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))[:MOST_CHARACTERS]
        cell.value, cell.data_type = text, "s"
        cell.quotePrefix = text.lstrip().startswith(FORMULA_STARTS)  # typed over by hand it stays text, too
    elif value is not None:
        cell.value = value
        if hasattr(value, "strftime"):
            cell.number_format = DATE
    return cell


def put_head(sheet: Worksheet, row: int, heads: Sequence[str], widths: Sequence[int]) -> None:
    """The line of headings in ``row``, the columns' widths, and what is above stays in sight."""
    for column, (head, width) in enumerate(zip(heads, widths, strict=True), start=1):
        cell = put(sheet.cell(row, column), head)
        cell.font, cell.fill, cell.alignment = Font(bold=True), HEAD_FILL, WRAP
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(row + 1, 1)


def put_row(sheet: Worksheet, row: int, values: Sequence[object]) -> None:
    for column, value in enumerate(values, start=1):
        put(sheet.cell(row, column), value).alignment = WRAP


def lay_out(sheet: Worksheet, *, head: int, columns: int, last: int) -> None:
    """Filters over the lines below ``head``; printed lying, as wide as the paper, the headings on every page."""
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(columns)}{max(last, head)}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"
