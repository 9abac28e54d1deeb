"""The register as a workbook: the rows as shown, and the paragraphs they came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ttdn.core import days
from ttdn.engine.plans.papers.sheets import lay_out, put, put_head, put_row
from ttdn.plans.models import Item, Recurrence
from ttdn.plans.queries import due_state

WIDTHS = (7, 10, 60, 30, 36, 26, 13, 13, 14, 22, 26, 40)


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
    put_head(sheet, 5, heads, WIDTHS)
    for number, item in enumerate(items, start=1):
        put_row(sheet, 5 + number, _row(number, item, today))
    lay_out(sheet, head=5, columns=len(heads), last=5 + len(items))


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
    put_head(
        sheet,
        1,
        [_("TT"), _("Mục"), _("Đoạn"), _("Trang"), _("Nội dung đoạn gốc"), _("Kế hoạch")],
        (7, 10, 9, 9, 100, 30),
    )
    row = 1
    for number, item in enumerate(items, start=1):
        for block in item.blocks.all():
            row += 1
            text = block.text.replace("\t", " | ")
            put_row(sheet, row, [number, item.ref, block.n, block.page, text, item.plan.number])
