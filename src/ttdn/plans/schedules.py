"""When an item is due: computed from its schedule and today, never stored.

States are three, never two: no deadline, in time, late. What comes round has its next day; work that goes on all
the time, day by day or week by week has none. A period that ended before the plan was issued is never late.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q

SOON_DAYS = 14
WITHOUT_DEADLINE = ("continuous", "daily", "weekly")
MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueState:
    """``kind`` is late, soon, later, none (no deadline) or ended (before the plan was issued).

    ``date`` is the deadline; ``days`` how far it is, negative when it has passed.
    """

    kind: str
    date: dt.date | None = None
    days: int | None = None

    @property
    def days_late(self) -> int:
        return max(0, -(self.days or 0))


def due_state(item, *, today: dt.date) -> DueState:
    """What ``item`` (with its plan) asks for today."""
    if item.recurrence in WITHOUT_DEADLINE:
        return DueState(kind="none")
    issued = item.plan.issued_on
    if item.end and issued and item.end < issued:
        return DueState(kind="ended", date=item.end)
    date = deadline(item, today)
    if date is None:
        return DueState(kind="none")
    days = (date - today).days
    kind = "late" if days < 0 else "soon" if days <= SOON_DAYS else "later"
    return DueState(kind=kind, date=date, days=days)


def deadline(item, today: dt.date) -> dt.date | None:
    """The end, or for what comes round the next day that it does, not after the end."""
    if item.recurrence not in MONTHS or (item.end and item.end < today):
        return item.end
    following = _next_round(item, max(today, item.start or today))
    return min(following, item.end) if item.end else following


def _next_round(item, day: dt.date) -> dt.date:
    if item.recurrence == "yearly" and item.due:
        this_year = in_year(item.due, day.year)
        return this_year if this_year >= day else in_year(item.due, day.year + 1)
    return period_end(day, MONTHS[item.recurrence])


def in_year(due: str, year: int) -> dt.date:
    """ "--02-29" of a common year is the 28th."""
    month, day = int(due[2:4]), int(due[5:7])
    return min(dt.date(year, month, 1) + dt.timedelta(days=day - 1), period_end(dt.date(year, month, 1), 1))


def period_end(day: dt.date, months: int) -> dt.date:
    """The last day of the month, quarter, half-year or year in which ``day`` is."""
    last = (day.month - 1) // months * months + months
    return dt.date(day.year + last // 12, last % 12 + 1, 1) - dt.timedelta(days=1)


def is_due(time: str, today: dt.date) -> Q:
    """``due_state`` as a condition: late, soon, later or none (which counts what ended before the plan as well)."""
    ended = Q(plan__issued_on__isnull=False, end__isnull=False, end__lt=F("plan__issued_on"))
    comes_round = Q(recurrence__in=MONTHS)
    has_deadline = (Q(end__isnull=False) | comes_round) & ~Q(recurrence__in=WITHOUT_DEADLINE) & ~ended
    late = Q(end__isnull=False, end__lt=today)
    last = today + dt.timedelta(days=SOON_DAYS)
    soon = Q(end__isnull=False, end__range=(today, last)) | (comes_round & _round_within(today, last))
    conditions = {
        "late": has_deadline & late,
        "soon": has_deadline & ~late & soon,
        "later": has_deadline & ~late & ~soon,
        "none": ~has_deadline,
    }
    return conditions[time]


def _round_within(today: dt.date, last: dt.date) -> Q:
    """Something that comes round does so between the two days, and has begun by then."""
    found = Q(pk__in=[])
    by_period = ~Q(recurrence="yearly") | Q(due="")
    for recurrence, months in MONTHS.items():
        end = period_end(today, months)
        if end <= last:
            found |= Q(recurrence=recurrence) & by_period & (Q(start__isnull=True) | Q(start__lte=end))
    for ahead in range((last - today).days + 1):
        day = today + dt.timedelta(days=ahead)
        written = [f"--{day:%m-%d}"]
        if day == period_end(day, 1) and day.month == 2 and day.day == 28:
            written.append("--02-29")
        begun = Q(start__isnull=True) | Q(start__lte=day)
        found |= Q(recurrence="yearly", due__in=written) & begun
    return found
