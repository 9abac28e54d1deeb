"""Who should owe what of an item: its agencies, opened at each period, times its periods."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count

from ttdn.agencies.models import Agency, AgencyKind, GroupMember
from ttdn.core.working_days import load_calendar
from ttdn.plans.models import Item, ItemPart, Obligation, PartAgency
from ttdn.plans.periods import Period, Timing, periods
from ttdn.plans.working_terms import deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Debtor:
    """One that owes: ``agency`` is None where nobody knows whom the plan means."""

    role: str
    name: str
    agency: Agency | None
    through: Agency | None = None  # the group by which it owes
    part: ItemPart | None = None

    @property
    def key(self) -> str:
        who = str(self.agency.pk) if self.agency else f"?{self.name[:80]}"
        return f"{self.role}:{who}" + (f":{self.part.pk}" if self.part else "")


class Debts:
    """What ``items`` (plan, repeats, assignments fetched) should come to; members and parts are read once for all."""

    def __init__(self, items: Sequence[Item], *, until: dt.date) -> None:
        self._until = until
        self._calendar = load_calendar()
        groups = {
            row.agency_id
            for item in items
            for row in item.assignments.all()
            if row.agency and row.agency.kind == AgencyKind.GROUP
        }
        self._members: dict[int, list[GroupMember]] = defaultdict(list)
        for held in GroupMember.objects.filter(group__in=groups).select_related("member").order_by("member__sort_key"):
            self._members[held.group_id].append(held)
        self._parts: dict[int, list[PartAgency]] = defaultdict(list)
        counted = (
            ItemPart.objects.filter(item__in=[item.pk for item in items]).values_list("item").annotate(Count("pk"))
        )
        self._part_counts: dict[int, int] = dict(counted)
        given = PartAgency.objects.filter(part__item__in=[item.pk for item in items])
        for row in given.select_related("part", "agency"):
            self._parts[row.part.item_id].append(row)

    def of(self, item: Item) -> Iterator[Obligation]:
        """One unsaved obligation for each debtor and period; none of a duty that repeats a task."""
        if item.state != "kept" or item.kind not in ("task", "duty") or _owed_elsewhere(item):
            return
        seen: Counter[str] = Counter()
        for period in periods(self._timing(item)):
            when = f"{period.start or ''}..{period.end or ''}" + (f"#{period.label[:60]}" if period.label else "")
            seen[when] += 1
            if seen[when] > 1:  # a milestone written twice
                when += f"#{seen[when]}"
            for debtor in self._debtors(item, _opened_on(item, period)):
                yield _obligation(item, debtor, period, key=f"{debtor.key}@{when}")

    def _timing(self, item: Item) -> Timing:
        plan = item.plan
        return Timing(
            kind=item.kind,
            start=item.start,
            end=item.end or deadline(item.schedule_text, plan.issued_on, self._calendar),
            due=item.due,
            recurrence=item.recurrence,
            milestones=item.milestones,
            plan_start=plan.period_start,
            plan_end=plan.period_end,
            issued_on=plan.issued_on,
            until=self._until,
        )

    def _debtors(self, item: Item, day: dt.date | None) -> list[Debtor]:
        """Each agency once: a lead is no partner, and one that was given parts owes no more than those.

        A part given to an agency that has no place in the item any more is asked of nobody.
        """
        whole: dict[int | str, Debtor] = {}
        for row in sorted(item.assignments.all(), key=lambda row: (row.role != "lead", row.position)):
            for debtor in self._open(row, day):
                whole.setdefault(
                    (debtor.agency.pk if debtor.agency else 0, "" if debtor.agency else debtor.name), debtor
                )
        roles = {debtor.agency.pk: debtor.role for debtor in whole.values() if debtor.agency}
        parts = [row for row in self._parts[item.pk] if row.agency_id in roles]
        with_parts = {row.agency_id for row in parts}
        if len({row.part_id for row in parts}) < self._part_counts.get(item.pk, 0):
            _leave_the_rest(whole, with_parts)
        found = [d for d in whole.values() if d.agency is None or d.agency.pk not in with_parts]
        for row in parts:
            role = roles[row.agency_id]
            found.append(Debtor(role=role, name=row.agency.name, agency=row.agency, part=row.part))
        return found

    def _open(self, row, day: dt.date | None) -> Iterator[Debtor]:
        """The agency of an assignment; a group's members on that day, the group itself where it has none."""
        members = [held for held in self._members[row.agency_id] if _valid(held, day)] if row.agency else []
        for held in members:
            yield Debtor(role=row.role, name=held.member.name, agency=held.member, through=row.agency)
        if not members:
            yield Debtor(role=row.role, name=row.name, agency=row.agency)


def _leave_the_rest(whole: dict, with_parts: set[int]) -> None:
    """Parts given to nobody stay with those that have none; where all have one, with the first lead as well."""
    known = [debtor.agency.pk for debtor in whole.values() if debtor.agency]
    if known and len(known) == len(whole) and with_parts.issuperset(known):
        with_parts.discard(known[0])


def _owed_elsewhere(item: Item) -> bool:
    """A duty is owed with the task that it repeats, as long as that is one of the plan's tasks."""
    task = item.repeats
    return task is not None and task.state == "kept" and task.kind == "task"


def _opened_on(item: Item, period: Period) -> dt.date | None:
    """The day on which a group's members are asked for: when the period begins, not before the plan was signed."""
    issued = item.plan.issued_on
    begins = period.start or issued
    if period.before_issue or not (begins and issued):
        return begins
    return max(begins, issued)


def _valid(held: GroupMember, day: dt.date | None) -> bool:
    if day is None:
        return held.valid_to is None
    return (held.valid_from or day) <= day <= (held.valid_to or day)


def _obligation(item: Item, debtor: Debtor, period: Period, *, key: str) -> Obligation:
    return Obligation(
        item=item,
        key=key,
        part=debtor.part,
        role=debtor.role,
        name=debtor.name,
        given_to=debtor.agency,
        owed_by=debtor.agency,
        through=debtor.through,
        start=period.start,
        end=period.end,
        due=period.due,
        label=period.label,
        check_in=period.check_in,
        before_issue=period.before_issue,
    )
