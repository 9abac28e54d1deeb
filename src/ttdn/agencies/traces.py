"""What a change to several agencies leaves behind, kept in its audit entry so that it is taken back as one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.apps import apps
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from ttdn.agencies.actions import keep_names
from ttdn.agencies.models import Agency, GroupMember, SuccessionKind
from ttdn.agencies.signals import groups_changed
from ttdn.core import audit
from ttdn.core.models import AuditEntry
from ttdn.core.undo import CannotUndo, undoable

UNDONE = "agencies.undo_change"
BUNDLED = [*(f"agencies.{kind}" for kind in SuccessionKind.values), "agencies.import_table"]  # on several at once
MOST_HISTORY = 50


class Traces:
    """Collected while a change is made: rows made, rows ended, agencies founded, agencies touched."""

    def __init__(self) -> None:
        self._made: list[list] = []
        self._ended: list[list] = []
        self._founded: list[int] = []
        self._touched: list[int] = []

    def made(self, *rows: models.Model) -> None:
        """Members of a group are named together, for all that follows from the group follows anew each time."""
        self._made += [[row._meta.label_lower, row.pk] for row in rows]
        _tell_groups(rows)

    def founded(self, agency: Agency) -> None:
        self._founded.append(agency.pk)

    def touched(self, agency: Agency) -> None:
        if agency.pk not in self._touched:
            self._touched.append(agency.pk)

    def end(self, row: models.Model, *, on: dt.date) -> None:
        """The last day of an agency, a name or a place in a group."""
        self._ended.append([row._meta.label_lower, row.pk, row.valid_to.isoformat() if row.valid_to else None])
        row.valid_to = on
        row.save(update_fields=["valid_to"])
        _tell_groups([row])

    def end_names(self, agency: Agency, *, on: dt.date) -> None:
        """Every name that would last longer; one that begins later is left, for it was given for then."""
        lasting = agency.names.filter(models.Q(valid_to=None) | models.Q(valid_to__gt=on))
        for name in lasting.exclude(valid_from__gt=on):
            self.end(name, on=on)

    def as_json(self) -> dict:
        return {"made": self._made, "ended": self._ended, "founded": self._founded, "touched": self._touched}


def _tell_groups(rows: Iterable[models.Model]) -> None:
    groups = {row.group_id for row in rows if isinstance(row, GroupMember)}
    if groups:
        groups_changed.send(sender=GroupMember, groups=groups, unfounded=())


@transaction.atomic
def take_back(entry: AuditEntry, *, by) -> AuditEntry:
    """Undo: what was made goes, what was ended goes on. Raises CannotUndo where more was built on it since."""
    traces = entry.after["traces"]
    numbers = [*traces["touched"], *traces["founded"]]
    rows = Agency.objects.select_for_update().in_bulk(numbers)
    _need_untouched_since(entry, set(numbers))
    told = {"name": entry.target_label}
    undone = audit.record(UNDONE, rows[entry.target_id], by=by, after=told, undoes=entry)
    groups = _groups_of([*traces["made"], *(ended[:2] for ended in traces["ended"])])
    for label, pk in reversed(traces["made"]):
        apps.get_model(label).objects.filter(pk=pk).delete()
    for label, pk, valid_to in traces["ended"]:
        day = dt.date.fromisoformat(valid_to) if valid_to else None
        apps.get_model(label).objects.filter(pk=pk).update(valid_to=day)
    if groups:
        groups_changed.send(sender=GroupMember, groups=groups, unfounded=traces["founded"])
    _unfound([rows[pk] for pk in traces["founded"]])
    for agency in Agency.objects.filter(pk__in=traces["touched"]):
        keep_names(agency)
    Agency.objects.filter(pk__in=traces["touched"]).update(version=models.F("version") + 1)
    return undone


def _groups_of(rows: list[list]) -> set[int]:
    """The groups whose members are among ``rows``, read before those go."""
    members = [pk for label, pk in rows if label == GroupMember._meta.label_lower]
    return set(GroupMember.objects.filter(pk__in=members).values_list("group_id", flat=True))


def _unfound(agencies: list[Agency]) -> None:
    for agency in agencies:
        agency.names.all().delete()
        name = agency.name
        try:
            agency.delete()
        except ProtectedError as error:
            message = _("“%(name)s” đã được giao việc, có người hoặc thuộc nhóm, nên không hoàn tác được nữa.")
            raise CannotUndo(message % {"name": name}) from error


def _need_untouched_since(entry: AuditEntry, numbers: set[int]) -> None:
    """``core.undo`` looks at the row of the entry; here every agency of the change is looked at."""
    later = AuditEntry.objects.filter(
        target_type=entry.target_type, id__gt=entry.pk, undoes__isnull=True, undone_by__isnull=True
    )
    for target, after in later.values_list("target_id", "after"):
        if numbers & {target, *_numbers(after)}:
            raise CannotUndo(_("Một cơ quan liên quan đã được sửa tiếp sau đó. Hãy hoàn tác lần sửa sau trước."))


def history_of(agency: Agency) -> list[AuditEntry]:
    """What was done to it, newest first; acts on several agencies stand with each of them."""
    entries = AuditEntry.objects.filter(target_type=Agency._meta.label_lower).select_related("actor")
    own = list(entries.filter(target_id=agency.pk)[:MOST_HISTORY])
    bundled = entries.filter(action__in=BUNDLED).exclude(target_id=agency.pk)[:MOST_HISTORY]
    beside = [entry for entry in bundled if agency.pk in _numbers(entry.after)]
    return sorted([*own, *beside], key=lambda entry: (entry.at, entry.pk), reverse=True)[:MOST_HISTORY]


def _numbers(after: dict) -> set[int]:
    held = after.get("traces", {})
    return {*held.get("touched", ()), *held.get("founded", ())}


for _kind in SuccessionKind.values:
    undoable(f"agencies.{_kind}", take_back)
