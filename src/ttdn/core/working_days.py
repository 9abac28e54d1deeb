"""Counting in working days. The functions are pure: the calendar is loaded once, then asked as often as one likes.

The day from which one counts is never counted itself.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from ttdn.core.models import CalendarDay, CalendarDayKind

WEEKEND = (5, 6)  # Saturday and Sunday, as ``date.weekday`` counts
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days on which the week's rule does not hold; without any it is weekends alone."""

    off: frozenset[dt.date] = field(default_factory=frozenset)
    worked: frozenset[dt.date] = field(default_factory=frozenset)

    def is_working(self, day: dt.date) -> bool:
        return day in self.worked or (day.weekday() not in WEEKEND and day not in self.off)

    def knows(self, year: int) -> bool:
        """Whether anybody has entered a day of that year: without, its holidays are counted as worked."""
        return any(day.year == year for days in (self.off, self.worked) for day in days)


def load_calendar() -> Calendar:
    """The calendar as it stands, in one query."""
    rows = list(CalendarDay.objects.standing().values_list("day", "kind"))
    worked = frozenset(day for day, kind in rows if kind == CalendarDayKind.WORKING_DAY)
    return Calendar(off=frozenset(day for day, _kind in rows) - worked, worked=worked)


def add_working_days(day: dt.date, n: int, calendar: Calendar) -> dt.date:
    """The ``n``-th working day after ``day``, before it where ``n`` is negative; ``day`` itself for 0.

    Raises OverflowError beyond the days that Python can say.
    """
    step = ONE_DAY if n > 0 else -ONE_DAY
    left = abs(n)
    while left:
        day += step
        left -= calendar.is_working(day)
    return day


def working_days_between(first: dt.date, last: dt.date, calendar: Calendar) -> int:
    """How many working days lie after ``first`` up to and with ``last``; negative where ``last`` is before it.

    From a working day on, it is the inverse of ``add_working_days``.
    """
    if last < first:
        days = range((first - last).days)
        return -sum(calendar.is_working(last + dt.timedelta(days=n)) for n in days)
    days = range(1, (last - first).days + 1)
    return sum(calendar.is_working(first + dt.timedelta(days=n)) for n in days)


def next_working_day(day: dt.date, calendar: Calendar) -> dt.date:
    """``day`` itself where it is worked, else the first working day after it."""
    return day if calendar.is_working(day) else add_working_days(day, 1, calendar)
