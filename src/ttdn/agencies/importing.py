"""The directory taken in from a table: all good lines as one act, with one audit entry and one undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ttdn.agencies.actions import keep_all_names
from ttdn.agencies.import_plan import AgencyChange, ImportPlan, Key, plan_import
from ttdn.agencies.models import Agency, AgencyName
from ttdn.agencies.table_lines import FACTS, NAME_FIELDS
from ttdn.agencies.traces import Traces, take_back
from ttdn.core import audit
from ttdn.core.dry_runs import DryRunStale, Outcome
from ttdn.core.models import AuditEntry
from ttdn.core.tables import Table, TableRefused
from ttdn.core.undo import undoable
from ttdn.core.vietnamese_order import sort_key


@transaction.atomic
def import_agencies(table: Table, *, seen: str, by, file: str = "") -> AuditEntry:
    """Write what ``plan_import`` showed under the mark ``seen``. Raises DryRunStale, TableRefused."""
    list(Agency.objects.select_for_update().order_by("pk").values_list("pk", flat=True))  # nobody edits meanwhile
    plan = plan_import(table)
    if plan.dry_run.seen != seen:
        raise DryRunStale(plan.dry_run)
    if not plan.changes:
        raise TableRefused(_("Không có dòng nào để ghi."))
    traces = _write(plan)
    first = Agency.objects.get(pk=[*traces["touched"], *traces["founded"]][0])
    counts = {outcome: plan.dry_run.count(outcome) for outcome in (Outcome.NEW, Outcome.CHANGED)}
    after = {"file": file, "added": counts[Outcome.NEW], "changed": counts[Outcome.CHANGED], "traces": traces}
    return audit.record("agencies.import_table", first, by=by, after=after, label=file or first.name)


def _write(plan: ImportPlan) -> dict[str, Any]:
    """The rows made and changed; returns what an undo needs."""
    marks = Traces()
    founded = [change for change in plan.changes if change.agency is None]
    kept = [change for change in plan.changes if change.agency is not None]
    agencies = {change.key: change.agency for change in kept} | _found(founded)
    changed = [*_change_facts(kept, agencies), *_change_names(kept)]
    _place(founded, agencies)
    _add_names(plan.changes, agencies, marks)
    for change in kept:
        marks.touched(agencies[change.key])
    for change in founded:
        marks.founded(agencies[change.key])
    keep_all_names(list(agencies.values()))
    Agency.objects.filter(pk__in=[agencies[change.key].pk for change in kept]).update(version=F("version") + 1)
    return marks.as_json() | {"changed": changed}


def _found(changes: list[AgencyChange]) -> dict[Key, Agency]:
    """The new bodies, not yet below another one."""
    rows = []
    for change in changes:
        facts = {name: value for name, value in change.facts.items() if name != "parent"}
        name = change.new_names[0]["name"]
        rows.append(Agency(**facts, name=name, sort_key=sort_key(name), folded=""))
    made = Agency.objects.bulk_create(rows)
    return {change.key: agency for change, agency in zip(changes, made, strict=True)}


def _parent_of(change: AgencyChange, agencies: dict[Key, Agency]) -> int | None:
    key = change.facts["parent"]
    if key is None:
        return None
    return int(key[1]) if key[0] == "old" else agencies[key].pk


def _place(changes: list[AgencyChange], agencies: dict[Key, Agency]) -> None:
    below = [change for change in changes if change.facts.get("parent")]
    for change in below:
        agencies[change.key].parent_id = _parent_of(change, agencies)
    Agency.objects.bulk_update([agencies[change.key] for change in below], ["parent"])


def _change_facts(changes: list[AgencyChange], agencies: dict[Key, Agency]) -> list[list]:
    """Each as [model, number, the values before]."""
    before = []
    for change in changes:
        agency = agencies[change.key]
        facts = {name: value for name, value in change.facts.items() if name != "parent"}
        if "parent" in change.facts:
            facts["parent_id"] = _parent_of(change, agencies)
        if facts:
            before.append([Agency._meta.label_lower, agency.pk, {name: getattr(agency, name) for name in facts}])
        for name, value in facts.items():
            setattr(agency, name, value)
    Agency.objects.bulk_update([agencies[change.key] for change in changes], [*FACTS])
    return before


def _change_names(changes: list[AgencyChange]) -> list[list]:
    values = {pk: after for change in changes for pk, after in change.names.items()}
    rows = AgencyName.objects.in_bulk(values)
    before = []
    for pk, row in rows.items():
        before.append([AgencyName._meta.label_lower, pk, {name: getattr(row, name) for name in values[pk]}])
        for name, value in values[pk].items():
            setattr(row, name, value)
    AgencyName.objects.bulk_update(rows.values(), [*NAME_FIELDS.values()])
    return before


def _add_names(changes: Sequence[AgencyChange], agencies: dict[Key, Agency], marks: Traces) -> None:
    rows = [AgencyName(agency=agencies[change.key], **values) for change in changes for values in change.new_names]
    new_bodies = {agencies[change.key].pk for change in changes if change.agency is None}
    for row in AgencyName.objects.bulk_create(rows):
        if row.agency_id not in new_bodies:  # theirs go with them
            marks.made(row)


@undoable("agencies.import_table")
@transaction.atomic
def take_import_back(entry: AuditEntry, *, by) -> AuditEntry:
    """Undo: values as before, new names and bodies gone. Raises CannotUndo where more was built on it since."""
    traces = entry.after["traces"]
    for label, pk, before in traces["changed"]:
        apps.get_model(label).objects.filter(pk=pk).update(**before)
    Agency.objects.filter(pk__in=traces["founded"]).update(parent=None)  # so that they go in any order
    return take_back(entry, by=by)
