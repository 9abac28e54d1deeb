"""Duties that say a task of their plan once more: found by the words they share, decided by a person."""

from __future__ import annotations

from dataclasses import dataclass

from ttdn.plans.models import Item, Plan
from ttdn.plans.queries.similar import shared, word_pairs

SHARED_AT_LEAST = 0.5  # of the word pairs of the shorter of the two


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """``duty`` may say ``task`` once more; ``shared`` is the share of word pairs, 0 to 1."""

    duty: Item
    task: Item
    shared: float


def proposed_repeats(plan: Plan) -> list[Repeat]:
    """For each duty that nobody has looked at, the likest task with a lead in common; in the order of the plan."""
    if not plan.items.kept().filter(kind="duty", repeats=None, repeat_seen=False).exists():
        return []
    items = list(plan.items.kept().work().prefetch_related("assignments").order_by("position", "id"))
    tasks = [(item, word_pairs(item.text), _leads(item)) for item in items if item.kind == "task"]
    found = []
    for duty in items:
        if duty.kind != "duty" or duty.repeats_id or duty.repeat_seen:
            continue
        pairs, leads = word_pairs(duty.text), _leads(duty)
        likest = max(
            ((shared(pairs, other), task) for task, other, theirs in tasks if leads & theirs),
            key=lambda found: found[0],
            default=(0.0, None),
        )
        if likest[1] is not None and likest[0] >= SHARED_AT_LEAST:
            found.append(Repeat(duty=duty, task=likest[1], shared=likest[0]))
    return found


def _leads(item: Item) -> set[int | str]:
    return {row.agency_id or row.name for row in item.leads}
