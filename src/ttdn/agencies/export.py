"""The directory as a workbook: one line for each name of an agency."""

from __future__ import annotations

from io import BytesIO

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook

from ttdn.agencies.models import Agency
from ttdn.engine.plans.papers.sheets import lay_out, put_head, put_row

WIDTHS = (9, 46, 24, 30, 10, 22, 18, 40, 16, 13, 13, 13, 13, 34, 34, 20)


def directory_workbook(agencies: QuerySet[Agency]) -> bytes:
    """The agencies as .xlsx, each name a line: as found in the document, with its days and the deciding document."""
    heads = [
        _("Số"),
        _("Tên"),
        _("Tên gọi tắt"),
        _("Các cách viết tắt"),
        _("Ngôn ngữ"),
        _("Loại"),
        _("Cấp"),
        _("Trực thuộc"),
        _("Mã định danh"),
        _("Hoạt động từ ngày"),
        _("Đến hết ngày"),
        _("Tên dùng từ ngày"),
        _("Tên dùng đến ngày"),
        _("Văn bản quyết định"),
        _("Nguồn"),
        _("Mức chắc chắn"),
    ]
    book = Workbook()
    sheet = book.active
    sheet.title = _("Cơ quan")
    put_head(sheet, 1, heads, WIDTHS)
    line = 1
    for agency in agencies.select_related("parent").prefetch_related("names"):
        for row in agency.names.all():
            line += 1
            put_row(sheet, line, _cells(agency, row))
    lay_out(sheet, head=1, columns=len(heads), last=line)
    book.properties.creator = "ttdn"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cells(agency: Agency, row) -> list:
    return [
        agency.pk,
        row.name,
        row.short,
        "\n".join(row.abbreviations),
        row.language,
        agency.get_kind_display(),
        agency.get_tier_display(),
        agency.parent.name if agency.parent else "",
        agency.code or "",
        agency.valid_from,
        agency.valid_to,
        row.valid_from,
        row.valid_to,
        row.basis,
        row.source,
        row.get_certainty_display(),
    ]
