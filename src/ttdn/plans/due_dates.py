"""When an obligation is due as seen from today: computed, never stored, in Python for one row and as a condition."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from ttdn.plans.schedules import SOON_DAYS, DueState

# In the order of urgency. "now" is within its period, its day further away than SOON_DAYS; "later" has not begun.
WHEN = ("late", "soon", "now", "later", "none")


def state_of(obligation, *, today: dt.date) -> DueState:
    """``kind`` is one of WHEN, or ended where the period was over before the plan was signed."""
    if obligation.before_issue:
        return DueState(kind="ended", date=obligation.due)
    if obligation.due is None:
        return DueState(kind="none")
    days = (obligation.due - today).days
    return DueState(kind=_kind(obligation.start, days, today), date=obligation.due, days=days)


def _kind(start: dt.date | None, days: int, today: dt.date) -> str:
    if days < 0:
        return "late"
    if days <= SOON_DAYS:
        return "soon"
    return "now" if start is None or start <= today else "later"


def condition(time: str, today: dt.date) -> Q:
    """``state_of`` for rows in a database; what was over before the plan was signed is in none of WHEN."""
    soon = today + dt.timedelta(days=SOON_DAYS)
    begun = Q(start__isnull=True) | Q(start__lte=today)
    found = {
        "late": Q(due__lt=today),
        "soon": Q(due__range=(today, soon)),
        "now": Q(due__gt=soon) & begun,
        "later": Q(due__gt=soon) & ~begun,
        "none": Q(due__isnull=True),
    }
    return found[time] & Q(before_issue=False)
