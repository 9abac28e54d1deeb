"""The register as a workbook: the rows as shown, and the paragraphs they came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ttdn.core import days
from ttdn.plans.models import Item, Recurrence
from ttdn.plans.queries import due_state

FORMULA_STARTS = ("=", "+", "-", "@")
MOST_CHARACTERS = 32_767  # of one cell
DATE = "dd/mm/yyyy"
WIDTHS = (7, 10, 60, 30, 36, 26, 13, 13, 14, 22, 26, 40)
HEAD_FILL = PatternFill("solid", fgColor="EFE9E1")
WRAP = Alignment(vertical="top", wrap_text=True)


def register_workbook(items: Iterable[Item], *, title: str, filters: Sequence[tuple[str, str]]) -> bytes:
    """The items as .xlsx: ``filters`` (label, value) stand in the head, the source paragraphs on the second sheet."""
    items = list(items)
    prefetch_related_objects(items, "blocks")
    book = Workbook()
    _write_register(book.active, items, title=title, filters=filters)
    _write_sources(book.create_sheet(_("Đoạn gốc")), items)
    book.properties.creator = "ttdn"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write_register(sheet: Worksheet, items: list[Item], *, title: str, filters) -> None:
    sheet.title = _("Danh mục")
    put(sheet.cell(1, 1), title).font = Font(bold=True, size=14)
    chosen = "; ".join(f"{label}: {value}" for label, value in filters) or _("không lọc")
    put(sheet.cell(2, 1), _("Lọc: %(filters)s") % {"filters": chosen})
    today = days.today()
    put(sheet.cell(3, 1), _("Ngày lập: %(day)s; số dòng: %(rows)d") % {"day": f"{today:%d/%m/%Y}", "rows": len(items)})
    heads = [
        _("TT"),
        _("Mục"),
        _("Nội dung"),
        _("Chủ trì"),
        _("Phối hợp"),
        _("Thời gian"),
        _("Từ ngày"),
        _("Đến ngày"),
        _("Hạn"),
        _("Tình trạng"),
        _("Sản phẩm"),
        _("Kế hoạch"),
    ]
    _write_head(sheet, 5, heads, WIDTHS)
    for number, item in enumerate(items, start=1):
        for column, value in enumerate(_row(number, item, today), start=1):
            put(sheet.cell(5 + number, column), value).alignment = WRAP
    sheet.auto_filter.ref = f"A5:{get_column_letter(len(heads))}{5 + len(items)}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "5:5"


def _write_head(sheet: Worksheet, row: int, heads: Sequence[str], widths: Sequence[int]) -> None:
    for column, (head, width) in enumerate(zip(heads, widths, strict=True), start=1):
        cell = put(sheet.cell(row, column), head)
        cell.font, cell.fill, cell.alignment = Font(bold=True), HEAD_FILL, WRAP
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(row + 1, 1)


def _row(number: int, item: Item, today) -> list:
    due = due_state(item, today)
    assignments = list(item.assignments.all())
    return [
        number,
        item.ref,
        "\n".join([item.text, *(part.text for part in item.parts.all() if part.text not in item.text)]),
        "\n".join(a.name for a in assignments if a.role == "lead"),
        "\n".join(a.name for a in assignments if a.role == "partner"),
        item.schedule_text or (Recurrence(item.recurrence).label if item.recurrence else ""),
        item.start,
        item.end,
        due.date,
        state_in_words(due),
        "\n".join(deliverable.text for deliverable in item.deliverables.all()),
        " ".join(filter(None, [item.plan.number, item.plan.title])),
    ]


def state_in_words(due) -> str:
    """The state of time in the words of the screens."""
    words = {
        "late": _("quá hạn %(days)d ngày"),
        "soon": _("còn %(days)d ngày"),
        "later": _("chưa đến hạn"),
        "none": _("không có hạn"),
        "ended": _("kết thúc trước khi ban hành"),
    }
    return words[due.kind] % {"days": abs(due.days or 0)}


def _write_sources(sheet: Worksheet, items: list[Item]) -> None:
    _write_head(
        sheet,
        1,
        [_("TT"), _("Mục"), _("Đoạn"), _("Trang"), _("Nội dung đoạn gốc"), _("Kế hoạch")],
        (7, 10, 9, 9, 100, 30),
    )
    row = 1
    for number, item in enumerate(items, start=1):
        for block in item.blocks.all():
            row += 1
            values = [number, item.ref, block.n, block.page, block.text.replace("\t", " | "), item.plan.number]
            for column, value in enumerate(values, start=1):
                put(sheet.cell(row, column), value).alignment = WRAP


def put(cell: Cell, value) -> Cell:
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
