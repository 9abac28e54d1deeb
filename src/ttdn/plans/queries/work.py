"""Reads across plans, items and agencies, each in a constant number of queries."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When

from ttdn.agencies.lineage import Lineage
from ttdn.agencies.models import Agency, GroupMember
from ttdn.core import days
from ttdn.core.models import AuditEntry
from ttdn.engine.text.normal import fold
from ttdn.plans import schedules
from ttdn.plans.models import Item, ItemAgency, Plan, PlanState
from ttdn.plans.permissions import may_edit_plans

TIMES = ("late", "soon", "later", "none")
# Groups are headings, not rows of a register.
HEADINGS = ("group",)
SORTS = {
    "ref": (F("plan__issued_on").desc(nulls_last=True), "plan_id", "position", "id"),
    "text": ("sort_key", "id"),
    "-text": ("-sort_key", "-id"),
    "end": (F("end").asc(nulls_last=True), "plan_id", "position", "id"),
    "-end": (F("end").desc(nulls_last=True), "plan_id", "position", "id"),
}


def due_state(item: Item, today: dt.date | None = None) -> schedules.DueState:
    """Late, soon, later, none or ended, as of ``today``."""
    return schedules.due_state(item, today=today or days.today())


def with_rows(items: QuerySet[Item]) -> QuerySet[Item]:
    """What a row of a list shows, in three queries however many rows there are."""
    agencies = ItemAgency.objects.select_related("agency")
    return items.select_related("plan").prefetch_related(
        Prefetch("assignments", queryset=agencies), "deliverables", "parts"
    )


def register(user, *, words="", agency=None, kind=None, plan=None, role=None, time=None, sort="") -> QuerySet[Item]:
    """The items that ``user`` may see, filtered.

    Without a plan, those of confirmed plans; ``agency`` stands also for those in whose place it is and for the groups
    that hold it today; all of ``words`` must be found, with or without diacritics.
    """
    items = _filtered(user, words=words, agency=agency, kind=kind, plan=plan, role=role)
    if time in TIMES:
        items = items.due(time, days.today())
    return with_rows(items).order_by(*SORTS.get(sort or "ref", SORTS["ref"]))


def register_counts(user, *, time=None, sort="", **filters) -> dict[str, int]:
    """How many rows each choice of time would show under the other filters: all, late, soon, later, none."""
    today, items = days.today(), _filtered(user, **filters)
    # Four counts, for one query with four conditions costs Django fifty times what the database needs for it.
    counts = {"all": items.count()}
    counts |= {name: items.filter(schedules.is_due(name, today)).count() for name in ("late", "soon", "none")}
    return counts | {"later": counts["all"] - counts["late"] - counts["soon"] - counts["none"]}


def _filtered(user, *, words="", agency=None, kind=None, plan=None, role=None) -> QuerySet[Item]:
    items = Item.objects.visible_to(user).kept()
    items = items.filter(kind=kind) if kind else items.exclude(kind__in=HEADINGS)
    if plan:
        items = items.filter(plan=plan).exclude(plan__state=PlanState.SET_ASIDE)
    else:
        items = items.filter(plan__state=PlanState.CONFIRMED)
    for word in fold(words).split():
        items = items.filter(Q(folded__contains=word) | Q(plan__folded__contains=word) | Q(ref__icontains=word))
    if agency or role:
        items = items.filter(_assigned(agency, role))
    return items


def _assigned(agency, role: str | None) -> Exists:
    rows = ItemAgency.objects.filter(item=OuterRef("pk"))
    if not agency:
        return Exists(rows.filter(role=role))
    number = getattr(agency, "pk", agency)
    lineage = Lineage(on=days.today())
    rows = rows.filter(
        Q(agency__in=_with_groups([number, *lineage.predecessors([number])])) | _sent_to(number, lineage)
    )
    if role == "partner":  # once two became one, the lead is no partner of its own
        return Exists(rows.filter(role=role)) & ~Exists(rows.filter(role="lead"))
    return Exists(rows.filter(role=role) if role else rows)


def _sent_to(number: int, lineage: Lineage) -> Q:
    """Rows of what came to an agency, or to one before it, together with a function of a body that lives on."""
    own = [number, *lineage.predecessors([number])]
    sent = {item for move in lineage.moved_to(own) for item in move.items}
    return Q(agency__in=lineage.givers(own), item__in=sent)


def _with_groups(agencies) -> QuerySet[Agency]:
    """The agencies, and the groups that hold one of them today."""
    groups = GroupMember.objects.valid_on(days.today()).filter(member__in=agencies)
    return Agency.objects.filter(Q(pk__in=agencies) | Q(pk__in=groups.values("group")))


def is_borne(item: Item, own: set[int], lineage: Lineage) -> bool:
    """Whether one of ``own`` leads or supports it today."""
    rows = item.assignments.all()
    return any(row.agency_id and lineage.bears(own, row.agency_id, item.pk) for row in rows)


def received_from(item: Item, *, own: set[int], lineage: Lineage) -> list[str]:
    """The names under which it was given to those before us; none where it was given to us as well."""
    rows = [row for row in item.assignments.all() if row.agency_id]
    if any(row.agency_id in own for row in rows):
        return []
    return list(dict.fromkeys(row.name for row in rows if lineage.bears(own, row.agency_id, item.pk)))


def plans_to_review(user) -> QuerySet[Plan]:
    """Plans read and not yet confirmed, for those who may confirm them; oldest first."""
    if not may_edit_plans(user):
        return Plan.objects.none()
    return Plan.objects.filter(state=PlanState.REVIEW).annotate(**_plan_counts()).order_by("id")


def plan_list(user) -> QuerySet[Plan]:
    """Every plan the person may see: what waits for review, what is carried out, what was set aside; newest first."""
    order = Case(
        When(state=PlanState.REVIEW, then=Value(0)),
        When(state=PlanState.CONFIRMED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    plans = Plan.objects.visible_to(user).select_related("issuer", "document", "confirmed_by")
    return plans.annotate(**_plan_counts()).order_by(order, F("issued_on").desc(nulls_last=True), "-id")


def _plan_counts() -> dict[str, Count]:
    kept = Q(findings__item=None) | Q(findings__item__state="kept")
    return {
        "task_count": Count("items", filter=Q(items__kind="task", items__state="kept"), distinct=True),
        "duty_count": Count("items", filter=Q(items__kind="duty", items__state="kept"), distinct=True),
        "open_findings": Count("findings", filter=Q(findings__state="open") & kept, distinct=True),
    }


def history_of(item: Item) -> list[AuditEntry]:
    """What was done to the item, newest first."""
    entries = AuditEntry.objects.filter(target_type="plans.item", target_id=item.pk)
    return list(entries.select_related("actor", "undone_by"))


def agencies_in_use(user) -> QuerySet[Agency]:
    """Agencies that lead or support something ``user`` may see."""
    rows = ItemAgency.objects.visible_to(user).exclude(item__plan__state=PlanState.SET_ASIDE)
    return Agency.objects.visible_to(user).filter(pk__in=rows.filter(item__state="kept").values("agency"))


def search_agencies(user, words: str = "") -> QuerySet[Agency]:
    """Agencies by any of their names, with how many tasks and duties of confirmed plans each leads and supports."""
    agencies = Agency.objects.visible_to(user)
    for word in fold(words).split():
        agencies = agencies.filter(folded__contains=word)
    held = Q(
        assignments__item__plan__state=PlanState.CONFIRMED,
        assignments__item__state="kept",
        assignments__item__kind__in=["task", "duty"],
    )
    return agencies.annotate(
        led_count=Count("assignments__item", filter=held & Q(assignments__role="lead"), distinct=True),
        supported_count=Count("assignments__item", filter=held & Q(assignments__role="partner"), distinct=True),
    ).order_by("sort_key", "pk")


def counts_by_kind(items) -> dict[str, int]:
    return dict(Counter(item.kind for item in items))
