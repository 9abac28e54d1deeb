"""Keeping the calendar of working days: entries added, changed and taken out, each taken back as one."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ttdn.core import audit
from ttdn.core.models import AuditEntry, CalendarDay, CalendarDayKind, Certainty
from ttdn.core.undo import CannotUndo, undoable
from ttdn.core.versions import claim
from ttdn.core.working_days import WEEKEND

FACTS = ("day", "kind", "name", "basis", "certainty")


class CalendarRefused(Exception):
    """The entry cannot be made as asked; ``message`` says why, for the person who asked."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A day not yet entered. Whoever names the document has seen it."""

    day: dt.date
    kind: str
    name: str
    basis: str = ""

    @property
    def certainty(self) -> str:
        return Certainty.V if self.basis else Certainty.K


def obstacle(entry: Entry) -> str:
    """Why the week's rule leaves nothing for this entry to say; empty if it does."""
    weekend = entry.day.weekday() in WEEKEND
    if entry.kind == CalendarDayKind.WORKING_DAY and not weekend:
        return _("Ngày %(day)s không phải thứ Bảy, Chủ nhật, nên vốn đã là ngày làm việc.") % _said(entry.day)
    if entry.kind == CalendarDayKind.DAY_OFF and weekend:
        return _("Ngày %(day)s là thứ Bảy hoặc Chủ nhật, nên vốn đã được nghỉ.") % _said(entry.day)
    return ""


def _said(day: dt.date) -> dict[str, str]:
    return {"day": f"{day:%d/%m/%Y}"}


def _taken(row: CalendarDay) -> str:
    return _("Ngày %(day)s đã được ghi: %(name)s.") % {"name": row.name, **_said(row.day)}


@transaction.atomic
def add_days(entries: Sequence[Entry], *, by, file: str = "") -> AuditEntry:
    """One or many days at once, out of ``file`` if a table brought them.

    Raises CalendarRefused, and then none of them is added.
    """
    days = [entry.day for entry in entries]
    if not days or len(set(days)) < len(days):
        raise CalendarRefused(_("Mỗi ngày ghi một dòng, và cần ít nhất một ngày."))
    _need_free(days)
    for entry in entries:
        if why := obstacle(entry):
            raise CalendarRefused(why)
    rows = [CalendarDay(**{name: getattr(entry, name) for name in FACTS}) for entry in entries]
    with _once_a_day():
        rows = CalendarDay.objects.bulk_create(rows)
    after = {"days": [str(row) for row in rows], "basis": entries[0].basis, "rows": [row.pk for row in rows]}
    after |= {"file": file, "added": len(rows), "changed": 0} if file else {}
    return audit.record("core.add_calendar_days", rows[0], by=by, after=after)


def _need_free(days: Sequence[dt.date], *, besides: CalendarDay | None = None) -> None:
    taken = CalendarDay.objects.standing().filter(day__in=days)
    row = (taken.exclude(pk=besides.pk) if besides else taken).first()
    if row:
        raise CalendarRefused(_taken(row))


@contextlib.contextmanager
def _once_a_day() -> Iterator[None]:
    """Two people who add the same day at the same moment: the constraint tells the second."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise CalendarRefused(_("Một người khác vừa ghi ngày này. Hãy tải lại trang.")) from error


@undoable("core.add_calendar_days")
@transaction.atomic
def take_days_back(entry: AuditEntry, *, by) -> AuditEntry:
    """The days go, as long as none of them has been changed since."""
    rows = CalendarDay.objects.select_for_update().filter(pk__in=entry.after["rows"])
    if any(row.version > 1 for row in rows):
        raise CannotUndo(_("Nội dung đã được sửa tiếp sau đó. Hãy hoàn tác lần sửa sau trước, hoặc sửa trực tiếp."))
    target = rows.get(pk=entry.target_id)
    before = {"days": entry.after["days"]}
    undone = audit.record("core.undo_add_calendar_days", target, by=by, before=before, undoes=entry)
    rows.delete()
    return undone


@transaction.atomic
def change_day(row: CalendarDay, new: Entry, *, seen: int, by) -> AuditEntry:
    """The entry says ``new``. Raises StaleVersion, CalendarRefused."""
    claim(row, seen)
    row = CalendarDay.objects.get(pk=row.pk)
    if row.withdrawn:
        raise CalendarRefused(_("Ngày này đã được bỏ khỏi lịch."))
    if why := obstacle(new):
        raise CalendarRefused(why)
    _need_free([new.day], besides=row)
    before = {name: getattr(row, name) for name in FACTS}
    after = {name: getattr(new, name) for name in FACTS}
    changed = [name for name in FACTS if before[name] != after[name]]
    _set(row, **after)
    return audit.record(
        "core.change_calendar_day",
        row,
        by=by,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


@transaction.atomic
def withdraw_day(row: CalendarDay, *, seen: int, reason: str, by) -> AuditEntry:
    """The entry counts no more and stays with its reason. Raises StaleVersion, CalendarRefused."""
    claim(row, seen)
    row = CalendarDay.objects.get(pk=row.pk)
    if row.withdrawn:
        raise CalendarRefused(_("Ngày này đã được bỏ khỏi lịch."))
    if not reason.strip():
        raise CalendarRefused(_("Ghi lý do."))
    _set(row, withdrawn=True, withdrawal_reason=reason)
    return audit.record("core.withdraw_calendar_day", row, by=by, after={"withdrawn": True}, reason=reason)


def _set(row: CalendarDay, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    with _once_a_day():
        row.save(update_fields=[*values])


@undoable("core.change_calendar_day")
@transaction.atomic
def put_day_back(entry: AuditEntry, *, by) -> AuditEntry:
    row = _claimed(entry)
    before = dict(entry.before)
    if "day" in before:
        before["day"] = dt.date.fromisoformat(before["day"])
    _restore(row, before)
    return audit.record(
        "core.undo_change_calendar_day", row, by=by, before=entry.after, after=entry.before, undoes=entry
    )


@undoable("core.withdraw_calendar_day")
@transaction.atomic
def restore_day(entry: AuditEntry, *, by) -> AuditEntry:
    row = _claimed(entry)
    _restore(row, {"withdrawn": False, "withdrawal_reason": ""})
    return audit.record("core.restore_calendar_day", row, by=by, after={"withdrawn": False}, undoes=entry)


def _claimed(entry: AuditEntry) -> CalendarDay:
    row = CalendarDay.objects.get(pk=entry.target_id)
    claim(row, row.version)
    return row


def _restore(row: CalendarDay, values: dict[str, Any]) -> None:
    try:
        _need_free([values.get("day", row.day)], besides=row)
        _set(row, **values)
    except CalendarRefused as error:  # another entry has taken the day meanwhile
        raise CannotUndo(error.message) from error
