"""Correcting the plan's head: number, dates, issuer, title, period, signatory."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from ttdn.core import audit
from ttdn.core.models import AuditEntry
from ttdn.core.undo import undoable
from ttdn.core.versions import claim
from ttdn.plans.actions.findings import reopen_by_number, settle_fields
from ttdn.plans.actions.plan_states import owing_of
from ttdn.plans.folding import fold_plan
from ttdn.plans.models import Plan
from ttdn.plans.naming import matcher_of

DAYS = ("issued_on", "period_start", "period_end")
FIELDS = (
    "number",
    "place",
    "issuer_as_written",
    "title",
    "signatory_name",
    "signatory_title",
    "signatory_authority",
    *DAYS,
)
FINDING_FIELD = {
    "issuer_as_written": "issuer",
    "period_start": "period",
    "period_end": "period",
    "signatory_name": "signatory",
    "signatory_title": "signatory",
    "signatory_authority": "signatory",
}


@transaction.atomic
def edit_head(plan: Plan, *, seen: int, by, **fields) -> AuditEntry:
    """Correct the head; the issuer is matched anew, the doubts about the corrected fields are settled."""
    if unknown := fields.keys() - set(FIELDS):
        raise TypeError(f"not in the head of a plan: {', '.join(sorted(unknown))}")
    claim(plan, seen)
    plan = Plan.objects.get(pk=plan.pk)
    given = {name: value or (None if name in DAYS else "") for name, value in fields.items()}
    changed = {name: value for name, value in given.items() if getattr(plan, name) != value}
    before = {name: getattr(plan, name) for name in changed} | {"issuer_id": plan.issuer_id}
    _write(plan, changed)
    if "issuer_as_written" in changed:
        plan.issuer = matcher_of(plan).match(plan.issuer_as_written)
        plan.save(update_fields=["issuer"])
    settled = settle_fields(plan, None, {FINDING_FIELD.get(name, name) for name in changed}, by=by)
    after = {**changed, "issuer_id": plan.issuer_id, "settled": settled} | owing_of(plan)
    return audit.record("plans.edit_head", plan, by=by, before=before, after=after)


@transaction.atomic
def undo_edit_head(entry: AuditEntry, *, by) -> AuditEntry:
    """Undo of ``edit_head``."""
    plan = Plan.objects.get(pk=entry.target_id)
    claim(plan, plan.version)
    before = {name: getattr(plan, name) for name in entry.before}
    _write(plan, entry.before)
    reopen_by_number(entry.after["settled"])
    after = entry.before | owing_of(plan)
    return audit.record("plans.undo_edit_head", plan, by=by, before=before, after=after, undoes=entry)


def _write(plan: Plan, values: dict) -> None:
    for name, value in values.items():
        setattr(plan, name, dt.date.fromisoformat(value) if name in DAYS and isinstance(value, str) else value)
    plan.folded = fold_plan(plan)
    plan.save(update_fields=[*values, "folded"])


undoable("plans.edit_head", undo_edit_head)
