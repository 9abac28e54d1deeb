"""Administrative units as a workbook, one a line: what one needs to say which old unit went into which new one."""

from __future__ import annotations

from io import BytesIO

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook

from ttdn.agencies.models import AdministrativeUnit
from ttdn.engine.plans.papers.sheets import lay_out, put_head, put_row

WIDTHS = (10, 30, 30, 18, 26, 26, 13, 13, 34, 20)


def units_workbook(units: QuerySet[AdministrativeUnit]) -> bytes:
    heads = [
        _("Mã"),
        _("Đơn vị"),
        _("Tên tiếng Anh"),
        _("Cấp"),
        _("Thuộc"),
        _("Tỉnh"),
        _("Có từ ngày"),
        _("Đến hết ngày"),
        _("Nguồn"),
        _("Mức chắc chắn"),
    ]
    book = Workbook()
    sheet = book.active
    sheet.title = _("Đơn vị hành chính")
    put_head(sheet, 1, heads, WIDTHS)
    line = 1
    for line, unit in enumerate(units.select_related("parent", "province"), start=2):
        put_row(sheet, line, _cells(unit))
    lay_out(sheet, head=1, columns=len(heads), last=line)
    book.properties.creator = "ttdn"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cells(unit: AdministrativeUnit) -> list:
    return [
        unit.code,
        unit.full_name,
        unit.english,
        unit.get_tier_display(),
        unit.parent.full_name if unit.parent else "",
        unit.province.full_name if unit.province else "",
        unit.valid_from,
        unit.valid_to,
        unit.source,
        unit.get_certainty_display(),
    ]
