"""The directory as a workbook: one line for each name of an agency."""

from __future__ import annotations

from io import BytesIO

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook

from ttdn.agencies.columns import COLUMNS, cells_of
from ttdn.agencies.models import Agency
from ttdn.engine.plans.papers.sheets import lay_out, put_head, put_row


def directory_workbook(agencies: QuerySet[Agency]) -> bytes:
    """The agencies as .xlsx, each name a line, with its days and the deciding document; ``importing`` takes it back."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Cơ quan")
    put_head(sheet, 1, [str(column.label) for column in COLUMNS], [column.width for column in COLUMNS])
    line = 1
    for agency in agencies.select_related("parent").prefetch_related("names"):
        for row in agency.names.all():
            line += 1
            put_row(sheet, line, cells_of(agency, row))
    lay_out(sheet, head=1, columns=len(COLUMNS), last=line)
    book.properties.creator = "ttdn"
    file = BytesIO()
    book.save(file)
    return file.getvalue()
