"""Which periods a schedule makes, each with the day by which its report is owed. Pure: facts in, periods out.

What comes round makes one period each time. Work that goes on all the time, a standing duty, and a task over more than
a year are reported once a year (a check-in). A milestone is a period of its own. Without any time written, a task has
one period without a day: the coordinator is asked to set one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ttdn.plans.schedules import MONTHS, WITHOUT_DEADLINE, in_year, period_end

YEAR = 12  # months
LONG_DAYS = 366  # a task over more than these is asked for once a year
MOST_YEARS = 10  # beyond which nobody plans; keeps a slip of the pen ("2062") from making thousands of rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The facts of an item and its plan. ``until`` ends what has no end of its own: the last day of a year."""

    kind: str  # task or duty
    start: dt.date | None
    end: dt.date | None
    due: str  # a yearly day, "--11-30"
    recurrence: str
    milestones: Sequence[Mapping[str, Any]]
    plan_start: dt.date | None
    plan_end: dt.date | None
    issued_on: dt.date | None
    until: dt.date

    @property
    def first(self) -> dt.date:
        """Where what comes round begins."""
        begun = self.start or self.plan_start or (self.issued_on or self.until).replace(month=1, day=1)
        return max(begun, _years_away(self.issued_on or self.until, -MOST_YEARS))

    @property
    def last(self) -> dt.date:
        """Where it ends."""
        ends = self.end or self.plan_end or max(self.until, period_end(self.first, YEAR))
        return min(ends, _years_away(max(self.until, self.first), MOST_YEARS), _years_away(self.first, 2 * MOST_YEARS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One time that something is owed; without any day where no time is written."""

    start: dt.date | None = None
    end: dt.date | None = None
    due: dt.date | None = None
    label: str = ""  # the words of a milestone
    check_in: bool = False  # asked for because a year is over, not because the work is to be done by then
    before_issue: bool = False  # it ended before the plan was signed: never late


def periods(timing: Timing) -> list[Period]:
    """Every period of the item, in the order of time; never none, for what is in a plan is owed."""
    found = list(_periods(timing)) or [Period(start=timing.start, end=timing.end, due=timing.end)]
    issued = timing.issued_on
    return [replace(p, before_issue=bool(issued and p.end and p.end < issued)) for p in found]


def _periods(timing: Timing) -> Iterator[Period]:
    if timing.recurrence in MONTHS:
        yield from _rounds(timing, MONTHS[timing.recurrence])
    elif timing.recurrence in WITHOUT_DEADLINE:
        yield from _check_ins(timing)
    elif timing.milestones:
        yield from map(_milestone, timing.milestones)
    elif timing.end:
        yield from _once(timing)
    elif timing.start or timing.kind == "duty":
        yield from _check_ins(timing)
    else:
        yield Period()


def _rounds(timing: Timing, months: int) -> Iterator[Period]:
    for start, end in _blocks(timing.first, timing.last, months):
        due = in_year(timing.due, start.year) if months == YEAR and timing.due else end
        if start <= due <= end:
            yield Period(start=start, end=end, due=due)


def _check_ins(timing: Timing) -> Iterator[Period]:
    for start, end in _blocks(timing.first, timing.last, YEAR):
        yield Period(start=start, end=end, due=end, check_in=True)


def _once(timing: Timing) -> Iterator[Period]:
    """One period; a task over more than a year is asked for at the end of each year before its last."""
    assert timing.end
    if (timing.end - timing.first).days < LONG_DAYS:
        yield Period(start=timing.start, end=timing.end, due=timing.end)
        return
    *years, (start, _end) = _blocks(timing.first, timing.last, YEAR)
    for year_start, year_end in years:
        yield Period(start=year_start, end=year_end, due=year_end, check_in=True)
    yield Period(start=start, end=timing.end, due=timing.end)


def _milestone(written: Mapping[str, Any]) -> Period:
    start, end = (dt.date.fromisoformat(written[name]) if written.get(name) else None for name in ("start", "end"))
    return Period(start=start, end=end, due=end, label=written.get("text") or "")


def _blocks(first: dt.date, last: dt.date, months: int) -> Iterator[tuple[dt.date, dt.date]]:
    """The months, quarters ... of the calendar between two days, the first and the last cut to them."""
    start = first
    while start <= last:
        end = min(period_end(start, months), last)
        yield start, end
        start = end + dt.timedelta(days=1)


def _years_away(day: dt.date, years: int) -> dt.date:
    return in_year(f"--{day:%m-%d}", day.year + years)
