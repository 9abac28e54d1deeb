"""What a person decides about obligations: who has them since an agency changed, and which are no longer asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ttdn.agencies.models import Agency, AgencyKind
from ttdn.core import audit, days
from ttdn.core.models import AuditEntry
from ttdn.core.undo import CannotUndo, undoable
from ttdn.core.versions import StaleVersion
from ttdn.plans.errors import PlanRefused
from ttdn.plans.models import Obligation, ObligationState, Plan

WAITING = (ObligationState.OPEN, ObligationState.RETURNED)
TWIN = gettext_noop("Trùng với việc của cơ quan tiếp nhận")
KEPT = ("owed_by_id", "state", "state_reason")


@transaction.atomic
def hand_over(seen: Mapping[int, int], to: Agency, *, by) -> AuditEntry:
    """``to`` owes these from now on: obligation numbers with the version seen of each.

    What was reported, done or closed stays where it was. Where ``to`` owes the same already, one of the two is
    withdrawn: of a lead and a partner the partner's.
    """
    if to.kind == AgencyKind.GROUP:
        raise PlanRefused(_("Hãy chọn một cơ quan tiếp nhận, không chọn một nhóm."))
    if to.valid_to and to.valid_to < days.today():
        raise PlanRefused(_("Cơ quan này đã kết thúc. Hãy chọn cơ quan đang hoạt động."))
    rows = _claimed(seen)
    if any(row.state not in WAITING for row in rows):
        raise PlanRefused(_("Việc đã báo cáo hoặc đã đóng giữ nguyên cơ quan cũ."))
    items = {row.item_id for row in rows}
    same = {
        _what(row): row
        for row in Obligation.objects.select_for_update().filter(owed_by=to, item__in=items, state__in=WAITING)
    }
    changed: list[tuple[Obligation, dict]] = []
    for row in sorted(rows, key=lambda row: (row.role != "lead", row.pk)):
        twin = same.get(_what(row))
        if twin is None or (twin.role == "partner" and row.role == "lead"):
            if twin:
                changed.append((twin, _state(twin)))
                twin.state, twin.state_reason, twin.version = ObligationState.WITHDRAWN, TWIN, twin.version + 1
            same[_what(row)] = row
            changed.append((row, _state(row)))
            row.owed_by = to
        else:
            changed.append((row, _state(row)))
            row.state, row.state_reason = ObligationState.WITHDRAWN, TWIN
    return _record("plans.hand_over", to, changed, by=by, told={"heir": to.name, "count": len(rows)})


def _what(row: Obligation) -> tuple:
    return row.item_id, row.part_id, row.start, row.end, row.label


@transaction.atomic
def close(seen: Mapping[int, int], *, plan: Plan, reason: str, by) -> AuditEntry:
    """Not asked for any more, without a report: the reason says why (the work was reported before this system)."""
    if not reason.strip():
        raise PlanRefused(_("Hãy ghi lý do đóng."))
    rows = [row for row in _claimed(seen) if row.item.plan_id == plan.pk and row.state in WAITING]
    changed = [(row, _state(row)) for row in rows]
    for row in rows:
        row.state, row.state_reason = ObligationState.CLOSED, reason
    return _record("plans.close_obligations", plan, changed, by=by, told={"count": len(rows)}, reason=reason)


def past(plan: Plan, before: dt.date) -> dict[int, int]:
    """What of ``plan`` was due before that day and waits still, as ``close`` takes it."""
    rows = Obligation.objects.owed().filter(item__plan=plan, due__lt=before)
    return dict(rows.values_list("pk", "version"))


def _claimed(seen: Mapping[int, int]) -> list[Obligation]:
    """The rows, each with its version raised; StaleVersion for the first that somebody changed in between."""
    rows = list(Obligation.objects.select_for_update().select_related("item").filter(pk__in=seen).order_by("pk"))
    for row in rows:
        if row.version != seen[row.pk]:
            raise StaleVersion(row)
    Obligation.objects.filter(pk__in=[row.pk for row in rows]).update(version=F("version") + 1)
    for row in rows:
        row.version += 1
    return rows


def _state(row: Obligation) -> dict:
    return {"pk": row.pk} | {name: getattr(row, name) for name in KEPT}


def _record(action: str, target, changed: list[tuple[Obligation, dict]], *, by, told: dict, reason: str = ""):
    rows = [row for row, _before in changed]
    Obligation.objects.bulk_update(rows, ["owed_by", "state", "state_reason", "version"], batch_size=500)
    after = told | {"rows": [_state(row) | {"version": row.version} for row in rows]}
    before = {"rows": [state for _row, state in changed]}
    return audit.record(action, target, by=by, before=before, after=after, reason=reason)


def _put_back(entry: AuditEntry, *, by) -> AuditEntry:
    """Undo of both: each row as it was. Raises CannotUndo where one was reported on or changed since."""
    versions = {row["pk"]: row["version"] for row in entry.after["rows"]}
    rows = {row.pk: row for row in Obligation.objects.select_for_update().filter(pk__in=versions)}
    if any(rows[pk].version != version for pk, version in versions.items()):
        raise CannotUndo(_("Có việc đã được sửa hoặc báo cáo sau đó, nên không hoàn tác được nữa."))
    for state in entry.before["rows"]:
        row = rows[state["pk"]]
        row.version += 1
        for name in KEPT:
            setattr(row, name, state[name])
    Obligation.objects.bulk_update(rows.values(), ["owed_by", "state", "state_reason", "version"], batch_size=500)
    target = (Plan if entry.target_type == "plans.plan" else Agency).objects.get(pk=entry.target_id)
    told = {name: entry.after[name] for name in ("heir", "count") if name in entry.after}
    return audit.record(f"{entry.action}_undone", target, by=by, after=told, undoes=entry)


for _action in ("plans.hand_over", "plans.close_obligations"):
    undoable(_action, transaction.atomic(_put_back))
