"""Doubts of the reading: looked at by a person, and looked at again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ttdn.core import audit
from ttdn.core.models import AuditEntry
from ttdn.core.undo import undoable
from ttdn.core.versions import claim
from ttdn.plans.models import Finding, FindingState, Item, Plan


@transaction.atomic
def settle_finding(finding: Finding, *, seen: int, by) -> AuditEntry:
    """A person has looked: it is right as it stands, or was put right elsewhere."""
    return _set_state(finding, FindingState.SETTLED, seen=seen, by=by)


@transaction.atomic
def reopen_finding(finding: Finding, *, seen: int, by) -> AuditEntry:
    """It has to be looked at again."""
    return _set_state(finding, FindingState.OPEN, seen=seen, by=by)


def _set_state(finding: Finding, state: str, *, seen: int, by, undoes=None) -> AuditEntry:
    claim(finding, seen)
    before = Finding.objects.values_list("state", flat=True).get(pk=finding.pk)
    settled = state == FindingState.SETTLED
    finding.state = state
    finding.settled_by, finding.settled_at = (by, timezone.now()) if settled else (None, None)
    finding.save(update_fields=["state", "settled_by", "settled_at"])
    action = "plans.settle_finding" if settled else "plans.reopen_finding"
    return audit.record(action, finding, by=by, before={"state": before}, after={"state": state}, undoes=undoes)


@transaction.atomic
def put_back(entry: AuditEntry, *, by) -> AuditEntry:
    """Undo of settling and of reopening."""
    finding = Finding.objects.get(pk=entry.target_id)
    return _set_state(finding, entry.before["state"], seen=finding.version, by=by, undoes=entry)


undoable("plans.settle_finding", put_back)
undoable("plans.reopen_finding", put_back)


def settle_fields(plan: Plan, item: Item | None, fields: Iterable[str], *, by) -> list[int]:
    """Settle the open doubts about ``fields`` of ``item`` (of the plan's head without one); their numbers."""
    doubts = Finding.objects.filter(plan=plan, item=item, field__in=list(fields), state=FindingState.OPEN)
    numbers = list(doubts.values_list("pk", flat=True))
    Finding.objects.filter(pk__in=numbers).update(
        state=FindingState.SETTLED, settled_by=by, settled_at=timezone.now(), version=F("version") + 1
    )
    return numbers


def reopen_by_number(numbers: list[int]) -> None:
    """What an undone correction had settled is open again."""
    Finding.objects.filter(pk__in=numbers).update(
        state=FindingState.OPEN, settled_by=None, settled_at=None, version=F("version") + 1
    )
