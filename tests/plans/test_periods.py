"""Which periods a schedule makes."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ttdn.plans.periods import MOST_YEARS, Period, Timing, periods

D = dt.date


def timing(**facts) -> Timing:
    given = {
        "kind": "task",
        "start": None,
        "end": None,
        "due": "",
        "recurrence": "",
        "milestones": [],
        "plan_start": D(2018, 1, 1),
        "plan_end": D(2020, 12, 31),
        "issued_on": D(2018, 3, 5),
        "until": D(2026, 12, 31),
    }
    return Timing(**(given | facts))


def spans(found: list[Period]) -> list[tuple]:
    return [(p.start, p.end, p.due) for p in found]


def test_every_year_of_a_plan_over_three_years_is_three_periods():
    found = periods(timing(recurrence="yearly", start=D(2018, 1, 1), end=D(2020, 12, 31)))
    assert spans(found) == [(D(y, 1, 1), D(y, 12, 31), D(y, 12, 31)) for y in (2018, 2019, 2020)]
    assert not any(p.check_in or p.before_issue for p in found)


def test_a_yearly_day_is_the_day_of_each_year():
    found = periods(timing(recurrence="yearly", due="--11-30"))
    assert [p.due for p in found] == [D(2018, 11, 30), D(2019, 11, 30), D(2020, 11, 30)]


def test_a_yearly_day_outside_the_period_asks_for_nothing():
    assert [p.due for p in periods(timing(recurrence="yearly", due="--11-30", end=D(2020, 6, 30)))] == [
        D(2018, 11, 30),
        D(2019, 11, 30),
    ]


def test_each_quarter_and_the_one_before_the_plan_was_issued_is_never_late():
    found = periods(timing(recurrence="quarterly", issued_on=D(2018, 4, 2), plan_end=D(2018, 12, 31)))
    assert [p.end for p in found] == [D(2018, 3, 31), D(2018, 6, 30), D(2018, 9, 30), D(2018, 12, 31)]
    assert [p.before_issue for p in found] == [True, False, False, False]


def test_a_quarter_begun_late_is_cut_to_its_days():
    found = periods(timing(recurrence="quarterly", start=D(2018, 8, 15), end=D(2018, 11, 10)))
    assert spans(found) == [
        (D(2018, 8, 15), D(2018, 9, 30), D(2018, 9, 30)),
        (D(2018, 10, 1), D(2018, 11, 10), D(2018, 11, 10)),
    ]


@pytest.mark.parametrize("recurrence", ["continuous", "daily", "weekly"])
def test_what_goes_on_all_the_time_is_asked_for_once_a_year(recurrence):
    found = periods(timing(recurrence=recurrence))
    assert [p.due for p in found] == [D(2018, 12, 31), D(2019, 12, 31), D(2020, 12, 31)]
    assert all(p.check_in for p in found)


def test_a_task_over_more_than_a_year_is_asked_for_at_the_end_of_each_year_before_its_last():
    found = periods(timing(start=D(2018, 5, 1), end=D(2020, 6, 30)))
    assert spans(found) == [
        (D(2018, 5, 1), D(2018, 12, 31), D(2018, 12, 31)),
        (D(2019, 1, 1), D(2019, 12, 31), D(2019, 12, 31)),
        (D(2020, 1, 1), D(2020, 6, 30), D(2020, 6, 30)),
    ]
    assert [p.check_in for p in found] == [True, True, False]


def test_a_task_within_a_year_is_one_period_even_over_the_new_year():
    assert spans(periods(timing(start=D(2018, 9, 1), end=D(2019, 3, 31)))) == [
        (D(2018, 9, 1), D(2019, 3, 31), D(2019, 3, 31))
    ]


def test_a_deadline_alone_has_no_beginning():
    found = periods(timing(end=D(2018, 6, 30)))
    assert spans(found) == [(None, D(2018, 6, 30), D(2018, 6, 30))]


def test_milestones_are_periods_of_their_own():
    found = periods(
        timing(
            end=D(2018, 9, 30),
            milestones=[
                {"text": "đề cương", "start": None, "end": "2018-06-30"},
                {"text": "nghiệm thu", "start": "2018-07-01", "end": "2018-09-30"},
                {"text": "nhân rộng", "start": None, "end": None},
            ],
        )
    )
    assert [(p.label, p.due) for p in found] == [
        ("đề cương", D(2018, 6, 30)),
        ("nghiệm thu", D(2018, 9, 30)),
        ("nhân rộng", None),
    ]


def test_a_task_without_a_time_has_one_period_without_a_day():
    assert periods(timing()) == [Period()]


def test_a_standing_duty_without_a_time_is_asked_for_once_a_year_of_its_plan():
    found = periods(timing(kind="duty"))
    assert [p.due for p in found] == [D(2018, 12, 31), D(2019, 12, 31), D(2020, 12, 31)]


def test_a_plan_without_an_end_goes_on_until_this_year_is_over():
    found = periods(timing(recurrence="yearly", plan_start=None, plan_end=None, issued_on=D(2024, 5, 2)))
    assert [p.due.year for p in found] == [2024, 2025, 2026]


def test_a_slip_of_the_pen_makes_no_thousands_of_periods():
    once = periods(timing(end=D(2188, 1, 1), plan_start=None, plan_end=None, issued_on=D(1936, 1, 1)))
    assert (len(once) <= 2 * MOST_YEARS + 1, once[-1].due) == (True, D(2188, 1, 1))
    assert len(periods(timing(recurrence="monthly", end=D(2199, 12, 31)))) <= 12 * (2 * MOST_YEARS + 1)
    assert len(periods(timing(recurrence="monthly", start=D(1900, 1, 1)))) <= 12 * (2 * MOST_YEARS + 1)


def test_a_yearly_day_that_never_comes_round_is_owed_once():
    assert periods(timing(recurrence="yearly", due="--11-30", start=D(2020, 12, 1), end=D(2020, 12, 31))) == [
        Period(start=D(2020, 12, 1), end=D(2020, 12, 31), due=D(2020, 12, 31))
    ]


days = st.none() | st.dates(D(1900, 1, 1), D(2199, 12, 31))


@settings(max_examples=300)
@given(
    start=days,
    end=days,
    plan_start=days,
    plan_end=days,
    issued_on=days,
    kind=st.sampled_from(["task", "duty"]),
    recurrence=st.sampled_from(["", "continuous", "weekly", "monthly", "quarterly", "half-yearly", "yearly"]),
    due=st.sampled_from(["", "--02-29", "--11-30"]),
)
def test_periods_follow_each_other_and_none_ends_before_it_begins(**facts):
    if facts["start"] and facts["end"] and facts["end"] < facts["start"]:
        facts["end"] = None
    found = periods(timing(**facts))
    assert 0 < len(found) <= 12 * (2 * MOST_YEARS + 1)
    for period in found:
        assert not (period.start and period.end) or period.start <= period.end
    ends = [p.end for p in found if p.end]
    assert ends == sorted(set(ends))
