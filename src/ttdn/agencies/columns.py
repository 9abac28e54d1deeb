"""The columns of the directory as a table, the same when it leaves and when it comes back: a line for each name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ttdn.agencies.models import Agency, AgencyName
from ttdn.core.tables import Column

COLUMNS = [
    Column(key="number", label=_("Số"), width=9),
    Column(key="name", label=_("Tên"), width=46, required=True),
    Column(key="short", label=_("Tên gọi tắt"), width=24),
    Column(key="abbreviations", label=_("Các cách viết tắt"), width=30),
    Column(key="language", label=_("Ngôn ngữ"), width=10),
    Column(key="kind", label=_("Loại"), width=22),
    Column(key="tier", label=_("Cấp"), width=18),
    Column(key="parent", label=_("Trực thuộc"), width=40),
    Column(key="code", label=_("Mã định danh"), width=16),
    Column(key="valid_from", label=_("Hoạt động từ ngày"), width=13),
    Column(key="valid_to", label=_("Đến hết ngày"), width=13),
    Column(key="name_from", label=_("Tên dùng từ ngày"), width=13),
    Column(key="name_to", label=_("Tên dùng đến ngày"), width=13),
    Column(key="basis", label=_("Văn bản quyết định"), width=34),
    Column(key="source", label=_("Nguồn"), width=34),
    Column(key="certainty", label=_("Mức chắc chắn"), width=20),
    Column(key="name_number", label=_("Số tên gọi"), width=9),
    Column(key="version", label=_("Lần sửa"), width=9),
]


def cells_of(agency: Agency, row: AgencyName) -> list:
    """One line of the table, in the order of ``COLUMNS``."""
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
        row.pk,
        agency.version,
    ]
