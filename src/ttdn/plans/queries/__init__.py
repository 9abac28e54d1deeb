"""Reads for the screens: who owes what (``work``), and the document beside what was read in it (``documents``)."""

from ttdn.plans.queries.documents import plan_sections, review, source_of
from ttdn.plans.queries.nesting import (
    carried_out,
    lower_plans,
    may_carry,
    possible_uppers,
    proposed_carrying,
    uppers_of,
)
from ttdn.plans.queries.obligations import (
    mark,
    my_work,
    obligation_counts,
    obligations,
    obligations_of,
    owed_by,
    owing_agencies,
    to_hand_over,
    without_time,
)
from ttdn.plans.queries.repeats import Repeat, proposed_repeats
from ttdn.plans.queries.then_now import mark_heirs, naming, open_work_of, stands_today
from ttdn.plans.queries.work import (
    agencies_in_use,
    due_state,
    history_of,
    plan_list,
    plans_to_review,
    register,
    register_counts,
    search_agencies,
)

__all__ = [
    "Repeat",
    "agencies_in_use",
    "carried_out",
    "due_state",
    "history_of",
    "lower_plans",
    "mark",
    "mark_heirs",
    "may_carry",
    "my_work",
    "naming",
    "obligation_counts",
    "obligations",
    "obligations_of",
    "open_work_of",
    "owed_by",
    "owing_agencies",
    "plan_list",
    "plan_sections",
    "plans_to_review",
    "possible_uppers",
    "proposed_carrying",
    "proposed_repeats",
    "register",
    "register_counts",
    "review",
    "search_agencies",
    "source_of",
    "stands_today",
    "to_hand_over",
    "uppers_of",
    "without_time",
]
