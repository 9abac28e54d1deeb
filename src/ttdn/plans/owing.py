"""Obligations kept in step with the items, agencies and periods that they follow from.

What is missing is made, what no longer follows is withdrawn; what was reported, done or closed stays as it is.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from ttdn.core import days
from ttdn.plans.models import Item, Obligation, ObligationState
from ttdn.plans.owed import Debts

BATCH = 500
NO_LONGER = gettext_noop("Không còn theo kế hoạch")
NO_LONGER_RETURNED = gettext_noop("Không còn theo kế hoạch khi đang bị trả lại")
# Why a row was withdrawn here, and what it becomes when it follows once more.
COMES_BACK = {NO_LONGER: ObligationState.OPEN, NO_LONGER_RETURNED: ObligationState.RETURNED}
# What a schedule may still change on a row that nobody has reported on.
FOLLOWS = ("due", "label", "check_in", "before_issue", "name", "through_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """What a change of an item, a plan or a group did; ``moved`` holds each row with the day it had before."""

    added: list[Obligation] = field(default_factory=list)  # made, or owed once more
    withdrawn: list[Obligation] = field(default_factory=list)
    moved: list[tuple[Obligation, dt.date | None]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.withdrawn or self.moved)

    def as_json(self) -> dict[str, int]:
        """For the audit entry of the act that caused it."""
        return {"made": len(self.added), "dropped": len(self.withdrawn), "moved": len(self.moved)}


_watchers: ContextVar[list[Diff] | None] = ContextVar("diffs of a trial run", default=None)


class _TakenBack(Exception):
    """Rolls a trial run back."""


def tried(act: Callable[[], object]) -> Diff:
    """What ``act`` would do to obligations: it is carried out, watched and rolled back. What it raises is raised."""
    seen: list[Diff] = []
    token = _watchers.set(seen)
    try:
        with transaction.atomic():
            act()
            raise _TakenBack
    except _TakenBack:
        return Diff(
            added=[row for diff in seen for row in diff.added],
            withdrawn=[row for diff in seen for row in diff.withdrawn],
            moved=[pair for diff in seen for pair in diff.moved],
        )
    finally:
        _watchers.reset(token)


def sync(items: QuerySet[Item]) -> Diff:
    """Bring the obligations of ``items`` in step, those of plans at work only; a constant number of queries a batch.

    Runs inside the transaction of the action that changed what they follow from.
    """
    at_work = (
        items.filter(plan__state="confirmed").select_related("plan", "repeats").prefetch_related("assignments__agency")
    )
    found = list(at_work)
    held: dict[int, dict[str, Obligation]] = defaultdict(dict)
    rows = Obligation.objects.select_for_update(of=("self",)).filter(item__in=[item.pk for item in found])
    for row in rows.select_related("owed_by").order_by("pk"):  # locked: nobody reports on a row that is being changed
        held[row.item_id][row.key] = row
    debts = Debts(found, until=days.today().replace(month=12, day=31))
    diff, made, changed = Diff(), [], []
    for item in found:
        wanted = {row.key: row for row in debts.of(item)}
        for row, target in _same_work(held[item.pk], wanted):
            before = row.due
            del held[item.pk][row.key], wanted[target.key]
            _follow(row, target)
            row.key, row.start, row.end = target.key, target.start, target.end
            changed.append(row)
            diff.moved.append((row, before))
        made += [row for key, row in wanted.items() if key not in held[item.pk]]
        for key, row in held[item.pk].items():
            before = row.due
            if key not in wanted:
                if _withdraw(row):
                    diff.withdrawn.append(row)
            elif _reopen(row):
                _follow(row, wanted[key])
                diff.added.append(row)
            elif row.state == ObligationState.OPEN and _follow(row, wanted[key]):
                changed.append(row)
                if row.due != before:
                    diff.moved.append((row, before))
    _write([*diff.withdrawn, *diff.added, *changed])
    Obligation.objects.bulk_create(made, batch_size=BATCH)
    diff.added.extend(made)
    watching = _watchers.get()
    if watching is not None:
        watching.append(diff)
    return diff


def follow_groups(*, groups, unfounded, **_signal) -> None:
    """Who belongs to a group has changed: what it owes follows. What nobody has touched goes with its agency."""
    sync(Item.objects.filter(assignments__agency__in=groups).distinct())
    untouched = Obligation.objects.filter(state=ObligationState.WITHDRAWN, state_reason=NO_LONGER)
    untouched.filter(given_to__in=unfounded, owed_by__in=unfounded).delete()


def _same_work(held: dict[str, Obligation], wanted: dict[str, Obligation]) -> list[tuple[Obligation, Obligation]]:
    """Where one debtor owes one period less and one period more, it is the same work by another day.

    The row stays, and with it a draft or what was sent back.
    """
    gone, new = defaultdict(list), defaultdict(list)
    for key, row in held.items():
        if key not in wanted and row.state in COMES_BACK.values():
            gone[_debtor(key)].append(row)
    for key, row in wanted.items():
        if key not in held:
            new[_debtor(key)].append(row)
    return [(gone[who][0], new[who][0]) for who in gone if len(gone[who]) == len(new[who]) == 1]


def _debtor(key: str) -> str:
    return key.rsplit("@", 1)[0]


def _withdraw(row: Obligation) -> bool:
    """It no longer follows; a report that was made stays."""
    reason = next((reason for reason, state in COMES_BACK.items() if state == row.state), None)
    if reason is None:
        return False
    row.state, row.state_reason = ObligationState.WITHDRAWN, reason
    return True


def _reopen(row: Obligation) -> bool:
    """It follows once more; one that a person withdrew (the twin of a hand-over) stays so."""
    if row.state != ObligationState.WITHDRAWN or row.state_reason not in COMES_BACK:
        return False
    row.state, row.state_reason = COMES_BACK[row.state_reason], ""
    return True


def _follow(row: Obligation, wanted: Obligation) -> bool:
    """Take over what has changed; whether anything has."""
    changed = [name for name in FOLLOWS if getattr(row, name) != getattr(wanted, name)]
    for name in changed:
        setattr(row, name, getattr(wanted, name))
    return bool(changed)


def _write(rows: list[Obligation]) -> None:
    for row in rows:
        row.version += 1
    fields = [
        "key",
        "start",
        "end",
        "state",
        "state_reason",
        "version",
        *(name.removesuffix("_id") for name in FOLLOWS),
    ]
    Obligation.objects.bulk_update(rows, fields, batch_size=BATCH)
