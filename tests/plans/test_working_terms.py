"""Terms in working days from the day of the plan."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.plans import make_confirmed_plan, make_coordinator
from ttdn.core.models import CalendarDay, CalendarDayKind
from ttdn.core.working_days import Calendar
from ttdn.plans import owing
from ttdn.plans.models import Obligation
from ttdn.plans.working_terms import deadline

D = dt.date
MONDAY = D(2031, 1, 20)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("trong 05 ngày làm việc kể từ ngày ban hành Kế hoạch", D(2031, 1, 27)),
        ("10 ngày làm việc sau khi Kế hoạch được ban hành", D(2031, 2, 3)),
        ("05 ngày làm việc kể từ ngày ký", D(2031, 1, 27)),
        ("05 ngày kể từ ngày ban hành", None),
        ("05 ngày làm việc kể từ ngày nhận được văn bản", None),
        ("999 ngày làm việc kể từ ngày ban hành", None),
        ("", None),
    ],
)
def test_a_term_in_working_days_ends_on_a_working_day(words, expected):
    assert deadline(words, MONDAY, Calendar()) == expected
    assert deadline(words, None, Calendar()) is None


@pytest.mark.django_db
def test_a_day_off_in_the_calendar_puts_the_day_of_an_obligation_later():
    by = make_coordinator()
    plan = make_confirmed_plan(by=by)
    words = "trong 05 ngày làm việc kể từ ngày ban hành"
    plan.items.filter(key="t1").update(schedule_text=words, start=None, end=None)
    owing.sync(plan.items.all())
    assert set(Obligation.objects.in_force().values_list("due", flat=True)) == {D(2031, 1, 27)}
    CalendarDay.objects.create(day=D(2031, 1, 22), kind=CalendarDayKind.HOLIDAY, name="nghỉ thử nghiệm")
    owing.sync(plan.items.all())
    assert set(Obligation.objects.in_force().values_list("due", flat=True)) == {D(2031, 1, 28)}
