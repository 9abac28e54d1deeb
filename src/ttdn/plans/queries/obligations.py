"""Who owes what by when, as the screens read it; each in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet

from ttdn.agencies.lineage import Heir, Lineage
from ttdn.agencies.models import Agency, GroupMember
from ttdn.agencies.permissions import agencies_of
from ttdn.core import days
from ttdn.engine.text.normal import fold
from ttdn.plans import due_dates
from ttdn.plans.due_dates import WHEN
from ttdn.plans.models import Item, Obligation, ObligationState
from ttdn.plans.queries.work import plans_to_review

WAITING = (ObligationState.OPEN, ObligationState.REPORTED, ObligationState.RETURNED)
LISTS = ("returned", *WHEN)
# By which the list can be filtered, beside what waits for a report.
STATES = (ObligationState.REPORTED, ObligationState.RETURNED, ObligationState.DONE, ObligationState.CLOSED)


def with_items(rows: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """What a row of a list shows."""
    return rows.select_related("item__plan", "owed_by", "given_to", "through", "part")


def mark(rows: Iterable[Obligation]) -> list[Obligation]:
    """Each row gets ``due_now``."""
    today, marked = days.today(), list(rows)
    for row in marked:
        row.due_now = due_dates.state_of(row, today=today)
    return marked


def held_by(agencies: Iterable[int], lineage: Lineage) -> Q:
    """Rows that ``agencies`` owe, or those in whose place they are, or a group without members that holds them."""
    own = set(agencies)
    groups = GroupMember.objects.valid_on(days.today()).filter(member__in=own)
    held = Q(owed_by__in=own | lineage.predecessors(own)) | Q(owed_by__in=groups.values("group"))
    for body, items in lineage.sent_away(own).items():
        held &= ~Q(owed_by=body, item__in=items)
    for giver, items in lineage.sent_to(own).items():  # it lives on and keeps whatever did not go along
        held |= Q(owed_by=giver, item__in=items)
    return held


def borne(rows: Iterable[Obligation], own: set[int], lineage: Lineage) -> list[Obligation]:
    """Those of ``rows`` that are one of ``own``'s today; what came from another has ``received_from`` its name."""
    kept = []
    for row in rows:
        mine = row.owed_by_id in own  # unless it went along with a function
        if row.owed_by.kind == "group" or lineage.bears(own, row.owed_by_id, row.item_id):
            row.received_from = [] if mine or row.owed_by.kind == "group" else [row.owed_by.name]
            kept.append(row)
    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What one or more agencies owe, by urgency. Of several periods of one item in a list the first stands for all.

    Each row carries ``due_now``, ``my_role``, ``received_from`` (the names of those who had it before us) and
    ``others``: how many further periods of its item stand in the same list.
    """

    returned: list[Obligation] = field(default_factory=list)
    late: list[Obligation] = field(default_factory=list)
    soon: list[Obligation] = field(default_factory=list)
    now: list[Obligation] = field(default_factory=list)
    later: list[Obligation] = field(default_factory=list)
    none: list[Obligation] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)  # of obligations, not of rows
    reviewing: int = 0  # plans that wait for this person's confirmation

    def __bool__(self) -> bool:
        return any(self.counts.values())


def owed_by(agencies: Iterable[int], user) -> Owed:
    """What still waits for a report of ``agencies``, as ``user`` may see it."""
    own, lineage = set(agencies), Lineage(on=days.today())
    rows = with_items(Obligation.objects.visible_to(user).owed().filter(held_by(own, lineage)))
    owed = Owed(counts=dict.fromkeys(LISTS, 0), reviewing=plans_to_review(user).count())
    standing: dict[tuple, Obligation] = {}
    for row in mark(_each_once(borne(rows, own, lineage))):
        name = "returned" if row.state == ObligationState.RETURNED else row.due_now.kind
        owed.counts[name] += 1
        first = standing.setdefault((name, row.item_id, row.part_id), row)
        if first is row:
            getattr(owed, name).append(row)
        else:
            first.others += 1
    return owed


def _each_once(rows: Iterable[Obligation]) -> list[Obligation]:
    """Where one agency stands in the place of two that owed the same, it owes it once, and leads if either did."""
    once: dict[tuple, Obligation] = {}
    for row in rows:
        row.my_role, row.others = row.role, 0
        first = once.setdefault((row.item_id, row.part_id, row.start, row.end, row.label), row)
        if first is not row:
            first.my_role = "lead" if "lead" in (first.my_role, row.role) else "partner"
            first.received_from = [*first.received_from, *row.received_from]
    return list(once.values())


def my_work(user) -> Owed:
    """What the person's agencies owe."""
    return owed_by(agencies_of(user).values_list("pk", flat=True), user)


def obligations(user, *, words="", agency=None, plan=None, role=None, time=None, state=None) -> QuerySet[Obligation]:
    """The obligations that ``user`` may see, filtered; those that wait for a report unless a ``state`` is asked for.

    ``agency`` stands also for those in whose place it is.
    """
    rows = _filtered(user, words=words, agency=agency, plan=plan, role=role)
    rows = rows.in_force().filter(state=state) if state in STATES else rows.owed()
    if time in WHEN and state not in STATES:
        rows = rows.when(time, days.today())
    return with_items(rows).order_by(F("due").asc(nulls_last=True), "item__plan_id", "item__position", "name", "pk")


def obligation_counts(user, **filters) -> dict[str, int]:
    """How many rows each choice of time and of state would show under the other filters."""
    today = days.today()
    rows = _filtered(user, **filters).in_force()
    waiting = Q(state__in=["open", "returned"], before_issue=False)
    times = {name: Count("pk", filter=waiting & due_dates.condition(name, today)) for name in WHEN}
    states = {str(state): Count("pk", filter=Q(state=state)) for state in STATES}
    return rows.aggregate(all=Count("pk", filter=waiting), **times, **states)


def _filtered(user, *, words="", agency=None, plan=None, role=None) -> QuerySet[Obligation]:
    rows = Obligation.objects.visible_to(user)
    for word in fold(words).split():
        rows = rows.filter(Q(item__folded__contains=word) | Q(item__plan__folded__contains=word))
    if agency:
        rows = rows.filter(held_by([agency], Lineage(on=days.today())))
    if plan:
        rows = rows.filter(item__plan=plan)
    return rows.filter(role=role) if role else rows


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodOwed:
    """One period of an item and who owes it."""

    first: Obligation  # its days and words
    rows: list[Obligation]

    @property
    def done(self) -> int:
        return len(self.rows) - sum(row.state in WAITING for row in self.rows)

    @property
    def waiting(self) -> Obligation:
        """The first that is not done: it says when the period is due."""
        return next((row for row in self.rows if row.state in WAITING), self.first)


def obligations_of(item: Item) -> list[PeriodOwed]:
    """Every period of an item with those who owe it, in the order of time; each row carries ``due_now``."""
    rows = with_items(item.obligations.exclude(state=ObligationState.WITHDRAWN))
    periods: dict[tuple, list[Obligation]] = defaultdict(list)
    for row in mark(rows.order_by(F("due").asc(nulls_last=True), "role", "pk")):
        periods[row.start, row.end, row.label].append(row)
    return [PeriodOwed(first=rows[0], rows=rows) for rows in periods.values()]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToHandOver:
    """What an agency that is no more, or gave a function away, still owes, and who stands in its place."""

    agency: Agency
    heirs: list[Heir]
    rows: list[Obligation]


def to_hand_over(user) -> list[ToHandOver]:
    """Open obligations that stay with agencies which have heirs: proposed to them, confirmed by a person."""
    lineage = Lineage(on=days.today())
    rows = with_items(Obligation.objects.visible_to(user).owed().filter(owed_by__in=lineage.changed()))
    found: dict[tuple, ToHandOver] = {}
    for row in mark(rows.order_by("owed_by__sort_key", F("due").asc(nulls_last=True), "pk")):
        heirs = lineage.heirs(row.owed_by_id, row.item_id)
        if not heirs:
            continue
        key = (row.owed_by_id, *(heir.agency.pk for heir in heirs))
        found.setdefault(key, ToHandOver(agency=row.owed_by, heirs=heirs, rows=[])).rows.append(row)
    return list(found.values())


def without_time(user) -> int:
    """Tasks at work in which no time is written: the coordinator is asked to set one."""
    rows = Obligation.objects.visible_to(user).owed().filter(due=None, label="")
    return rows.values("item").distinct().count()


def owing_agencies(user) -> QuerySet[Agency]:
    """Who owes anything that ``user`` may see."""
    rows = Obligation.objects.visible_to(user).in_force()
    return Agency.objects.visible_to(user).filter(pk__in=rows.values("owed_by"))
