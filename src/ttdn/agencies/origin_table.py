"""Which old unit went into which new one, as a table: a line for each old commune, filled in and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook

from ttdn.agencies.models import AdministrativeUnit, Tier, UnitExtent, UnitSuccession
from ttdn.agencies.unit_loading import CHANGE
from ttdn.agencies.unit_names import NoUnit, UnitFinder
from ttdn.agencies.units import Origin, obstacle, record_origins
from ttdn.core.dry_runs import DryRun, DryRunStale, LineResult, Outcome
from ttdn.core.models import AuditEntry
from ttdn.core.tables import Column, Line, Table, TableRefused, day_of, heading_key
from ttdn.engine.plans.papers.sheets import lay_out, put_head, put_row

COLUMNS = [
    Column(key="code", label=gettext_lazy("Mã cũ"), width=10),
    Column(key="predecessor", label=gettext_lazy("Đơn vị cũ"), width=30, required=True),
    Column(key="within", label=gettext_lazy("Thuộc đơn vị cũ"), width=30),
    Column(key="successor", label=gettext_lazy("Đơn vị mới"), width=30, required=True),
    Column(key="extent", label=gettext_lazy("Phần"), width=14),
    Column(key="date", label=gettext_lazy("Từ ngày"), width=13),
    Column(key="basis", label=gettext_lazy("Văn bản quyết định"), width=46),
]
LONGEST_BASIS = UnitSuccession._meta.get_field("basis").max_length
PART_WORDS = ("mot phan", "part")  # as ``heading_key`` writes them


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginPlan:
    dry_run: DryRun
    origins: tuple[Origin, ...]


def plan_origins(table: Table, province: AdministrativeUnit) -> OriginPlan:
    """What the lines would record, in three queries; a line without a new unit says nothing yet."""
    units = AdministrativeUnit.objects.select_related("parent")
    old = UnitFinder(units.filter(valid_to__isnull=False))
    new = UnitFinder(units.filter(Q(province=province) | Q(pk=province.pk), valid_to=None))
    recorded = set(
        UnitSuccession.objects.filter(Q(successor__province=province) | Q(successor=province)).values_list(
            "predecessor_id", "successor_id"
        )
    )
    found: dict[tuple[int, int], Origin] = {}
    results = []
    for line in table.lines:
        told = {"line": line.number, "title": f"{line.cells['predecessor']} → {line.cells['successor']}"[:120]}
        if not line.cells["successor"]:
            results.append(LineResult(**told, outcome=Outcome.SAME))
            continue
        try:
            origin = _origin(line, old, new)
            pair = (origin.predecessor.pk, origin.successor.pk)
            if pair in found:
                raise NoUnit(_("Hai đơn vị này đã có ở một dòng trước."))
            if pair not in recorded:
                _need_sense(origin)
                found[pair] = origin
        except NoUnit as error:
            results.append(LineResult(**told, outcome=Outcome.WRONG, problem=error.message))
        else:
            results.append(LineResult(**told, outcome=Outcome.SAME if pair in recorded else Outcome.NEW))
    return OriginPlan(dry_run=DryRun(results=tuple(results)), origins=tuple(found.values()))


def _need_sense(origin: Origin) -> None:
    if why := obstacle(origin):
        raise NoUnit(why)


def _origin(line: Line, old: UnitFinder, new: UnitFinder) -> Origin:
    cells = line.cells
    if line.formulas:
        raise NoUnit(_("Có ô là công thức. Hãy chép rồi dán lại thành giá trị."))
    try:
        date = day_of(cells.get("date", "")) or CHANGE
    except ValueError as error:
        raise NoUnit(_("Viết ngày theo dạng ngày/tháng/năm, ví dụ 30/11/2026.")) from error
    basis = " ".join(cells.get("basis", "").split())
    if len(basis) > LONGEST_BASIS:
        raise NoUnit(_("Văn bản quyết định dài quá %(most)d ký tự.") % {"most": LONGEST_BASIS})
    named = ", ".join(filter(None, (cells["predecessor"], cells.get("within", ""))))
    part = any(words in heading_key(cells.get("extent", "")) for words in PART_WORDS)
    return Origin(
        predecessor=old.find(cells.get("code", "") or named),
        successor=new.find(cells["successor"]),
        date=date,
        extent=UnitExtent.PART if part else UnitExtent.ALL,
        basis=basis,
    )


@transaction.atomic
def import_origins(table: Table, *, province: AdministrativeUnit, seen: str, by, file: str = "") -> AuditEntry:
    """Record what ``plan_origins`` showed under the mark ``seen``. Raises DryRunStale, TableRefused."""
    plan = plan_origins(table, province)
    if plan.dry_run.seen != seen:
        raise DryRunStale(plan.dry_run)
    if not plan.origins:
        raise TableRefused(_("Không có dòng nào để ghi."))
    return record_origins(plan.origins, by=by, file=file)


def origins_workbook(province: AdministrativeUnit) -> bytes:
    """Every old commune of the provinces that this one was made of, with what is recorded of it, to be filled in."""
    before = UnitSuccession.objects.filter(successor=province, predecessor__tier=Tier.PROVINCE).values("predecessor")
    old = AdministrativeUnit.objects.filter(
        Q(province__in=before) | Q(province=province), tier=Tier.COMMUNE, valid_to__isnull=False
    )
    book = Workbook()
    sheet = book.active
    sheet.title = _("Đơn vị cũ và mới")
    put_head(sheet, 1, [str(column.label) for column in COLUMNS], [column.width for column in COLUMNS])
    line = 1
    for unit in old.select_related("parent").prefetch_related("became__successor"):
        for step in unit.became.all() or [None]:
            line += 1
            put_row(sheet, line, _cells(unit, step))
    lay_out(sheet, head=1, columns=len(COLUMNS), last=line)
    book.properties.creator = "ttdn"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cells(unit: AdministrativeUnit, step: UnitSuccession | None) -> list:
    known = [unit.code, unit.full_name, unit.parent.full_name if unit.parent else ""]
    if step is None:
        return [*known, "", "", CHANGE, ""]
    return [*known, step.successor.full_name, step.get_extent_display(), step.date, step.basis]
