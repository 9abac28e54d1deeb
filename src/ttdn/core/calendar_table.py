"""The calendar of working days as a table: a line for each day, the same when it leaves and when it comes back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook

from ttdn.core.calendar_days import CalendarRefused, Entry, add_days, obstacle
from ttdn.core.dry_runs import DryRun, DryRunStale, LineResult, Outcome
from ttdn.core.models import AuditEntry, CalendarDay, CalendarDayKind
from ttdn.core.tables import Column, Line, Table, TableRefused, day_of, heading_key
from ttdn.engine.plans.papers.sheets import lay_out, put_head, put_row

COLUMNS = [
    Column(key="day", label=gettext_lazy("Ngày"), width=13, required=True),
    Column(key="kind", label=gettext_lazy("Loại"), width=24, required=True),
    Column(key="name", label=gettext_lazy("Tên ngày"), width=46, required=True),
    Column(key="basis", label=gettext_lazy("Văn bản quyết định"), width=46),
]
LABELS = {column.key: column.label for column in COLUMNS}
LONGEST = {name: CalendarDay._meta.get_field(name).max_length for name in ("name", "basis")}
# How a list says the kind, as ``heading_key`` writes it; the first that is found counts, for "nghỉ bù dịp lễ" is no
# feast. English as the interface says it.
KIND_WORDS = [
    (re.compile(r"\blam (?:viec )?bu\b|\bworking\b"), CalendarDayKind.WORKING_DAY),
    (re.compile(r"\bbu\b|\bhoan doi\b|\bday off\b"), CalendarDayKind.DAY_OFF),
    (re.compile(r"\ble\b|\btet\b|\bholiday\b"), CalendarDayKind.HOLIDAY),
]


class _Wrong(Exception):
    """This line says no day; its text says why, for the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPlan:
    dry_run: DryRun
    new: tuple[Entry, ...]


def plan_days(table: Table) -> CalendarPlan:
    """What the lines would add to the calendar as it stands, in one query; a day entered before is left as it is."""
    standing = {row.day: row for row in CalendarDay.objects.standing()}
    new: dict = {}
    results = []
    for line in table.lines:
        told = {"line": line.number, "title": f"{line.cells['day']} {line.cells['name']}".strip()[:120]}
        try:
            entry = _entry(line)
            outcome = _outcome(entry, standing.get(entry.day), new)
        except _Wrong as wrong:
            results.append(LineResult(**told, outcome=Outcome.WRONG, problem=str(wrong)))
            continue
        if outcome == Outcome.NEW:
            new[entry.day] = entry
        results.append(LineResult(**told, outcome=outcome))
    return CalendarPlan(dry_run=DryRun(results=tuple(results)), new=tuple(new.values()))


def _entry(line: Line) -> Entry:
    cells = line.cells
    if line.formulas:
        raise _Wrong(
            _("Ô “%(name)s” là công thức. Hãy chép rồi dán lại thành giá trị.") % {"name": LABELS[line.formulas[0]]}
        )
    try:
        day = day_of(cells["day"])
    except ValueError:
        day = None
    if day is None:
        raise _Wrong(_("Viết ngày theo dạng ngày/tháng/năm, ví dụ 30/11/2026."))
    kind = next((kind for words, kind in KIND_WORDS if words.search(heading_key(cells["kind"]))), None)
    if kind is None:
        raise _Wrong(_("Loại ngày phải là nghỉ lễ, nghỉ bù hoặc làm bù."))
    texts = {name: " ".join(cells.get(name, "").split()) for name in LONGEST}
    if not texts["name"]:
        raise _Wrong(_("Ghi tên ngày."))
    for name, text in texts.items():
        if len(text) > LONGEST[name]:
            raise _Wrong(_("“%(name)s” dài quá %(most)d ký tự.") % {"name": LABELS[name], "most": LONGEST[name]})
    return Entry(day=day, kind=kind, **texts)


def _outcome(entry: Entry, held: CalendarDay | None, new: dict) -> Outcome:
    told = {"day": f"{entry.day:%d/%m/%Y}"}
    if entry.day in new:
        raise _Wrong(_("Ngày %(day)s đã có ở một dòng trước.") % told)
    if why := obstacle(entry):
        raise _Wrong(why)
    if held is None:
        return Outcome.NEW
    if (held.kind, held.name) != (entry.kind, entry.name):
        raise _Wrong(_("Ngày %(day)s đã được ghi: %(name)s.") % (told | {"name": held.name}))
    return Outcome.SAME


@transaction.atomic
def import_days(table: Table, *, seen: str, by, file: str = "") -> AuditEntry:
    """Add what ``plan_days`` showed under the mark ``seen``. Raises DryRunStale, TableRefused."""
    plan = plan_days(table)
    if plan.dry_run.seen != seen:
        raise DryRunStale(plan.dry_run)
    if not plan.new:
        raise TableRefused(_("Không có dòng nào để ghi."))
    try:
        return add_days(plan.new, by=by, file=file)
    except CalendarRefused as error:  # somebody entered one of them at the same moment
        raise TableRefused(error.message) from error


def calendar_workbook(year: int) -> bytes:
    """The days of a year as .xlsx; ``import_days`` takes it back."""
    book = Workbook()
    sheet = book.active
    sheet.title = str(year)
    put_head(sheet, 1, [str(column.label) for column in COLUMNS], [column.width for column in COLUMNS])
    line = 1
    for line, row in enumerate(CalendarDay.objects.standing().of_year(year), start=2):
        put_row(sheet, line, [row.day, row.get_kind_display(), row.name, row.basis])
    lay_out(sheet, head=1, columns=len(COLUMNS), last=line)
    book.properties.creator = "ttdn"
    file = BytesIO()
    book.save(file)
    return file.getvalue()
