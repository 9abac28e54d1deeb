"""What a plan's objectives, lines of work and tasks are carried out by, and what nobody carries out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ttdn.plans.actions.nesting import CARRIED, above
from ttdn.plans.legal import number_key
from ttdn.plans.models import CarriesOut, Item, Plan, PlanState
from ttdn.plans.queries.similar import shared, word_pairs

ALIKE_AT_LEAST = 0.4  # of the word pairs of the shorter of the two
MOST_PROPOSED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """An upper item and the tasks that carry it out, of its own plan and of those below."""

    item: Item
    by: list[Item]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """``item`` may carry out each of ``uppers``, the likest first."""

    item: Item
    uppers: list[Item]


def lower_plans(user, plan: Plan):
    """The plans that carry ``plan`` out, as ``user`` may see them."""
    return Plan.objects.visible_to(user).filter(upper=plan).exclude(state=PlanState.SET_ASIDE)


def carried_out(user, plan: Plan) -> list[Carried]:
    """What of ``plan`` is to be carried out below: tasks only where there are plans below; in its own order."""
    has_lower = lower_plans(user, plan).exists()
    kinds = CARRIED if has_lower else ("objective", "direction", "target")
    items = list(plan.items.kept().filter(kind__in=kinds).order_by("position", "id"))
    carriers: dict[int, list[Item]] = defaultdict(list)
    links = CarriesOut.objects.visible_to(user).filter(upper__plan=plan, item__state="kept")
    for link in links.exclude(item__plan__state=PlanState.SET_ASIDE).select_related("item__plan").order_by("pk"):
        carriers[link.upper_id].append(link.item)
    return [Carried(item=item, by=carriers[item.pk]) for item in items]


def uppers_of(user, item: Item) -> list[Item]:
    """What ``item`` says it carries out, as far as ``user`` may see it."""
    uppers = Item.objects.visible_to(user).filter(carried_by__item=item).select_related("plan")
    return list(uppers.order_by("plan_id", "position", "pk"))


def may_carry(plan: Plan) -> list[Item]:
    """All that a task of ``plan`` can carry out: plans above first, then its own objectives and lines of work."""
    uppers = above(plan)
    items = Item.objects.kept().filter(plan__in=[plan.pk, *uppers], kind__in=CARRIED).select_related("plan")
    order = {pk: place for place, pk in enumerate([*uppers, plan.pk])}
    found = [item for item in items if item.plan_id != plan.pk or item.kind != "task"]
    return sorted(found, key=lambda item: (order[item.plan_id], item.position, item.pk))


def proposed_carrying(plan: Plan) -> list[Proposal]:
    """For each task that says nothing yet, what it may carry out by the words they share."""
    targets = [(upper, word_pairs(upper.text)) for upper in may_carry(plan)]
    free = plan.items.kept().work().filter(carrying=None).order_by("position", "id")
    found = []
    for item in free:
        pairs = word_pairs(item.text)
        alike = [(shared(pairs, theirs), upper) for upper, theirs in targets]
        alike = sorted((pair for pair in alike if pair[0] >= ALIKE_AT_LEAST), key=lambda pair: -pair[0])
        if alike:
            found.append(Proposal(item=item, uppers=[upper for _share, upper in alike[:MOST_PROPOSED]]))
    return found


def possible_uppers(user, plan: Plan) -> list[Plan]:
    """The plans that may stand above, those that it cites as its ground first, then the newest."""
    cited = {number_key(basis.number) for basis in plan.legal_bases.all() if basis.number}
    plans = Plan.objects.visible_to(user).exclude(state=PlanState.SET_ASIDE).exclude(pk=plan.pk)
    fitting = [other for other in plans if plan.pk not in above(other)]
    return sorted(fitting, key=lambda other: number_key(other.number) not in cited or not other.number)
