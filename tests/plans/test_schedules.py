"""When something is due: in Python for one row, as a condition for all of them, and both alike."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.plans import make_coordinator, make_plan
from ttdn.plans.models import Item, Plan
from ttdn.plans.schedules import DueState, due_state, is_due, period_end

TODAY = dt.date(2031, 9, 20)
D = dt.date


def item(*, issued_on=None, **fields):
    given = {"start": None, "end": None, "due": "", "recurrence": ""} | fields
    return SimpleNamespace(plan=SimpleNamespace(issued_on=issued_on), **given)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, DueState(kind="none")),
        ({"end": D(2031, 9, 19)}, DueState(kind="late", date=D(2031, 9, 19), days=-1)),
        ({"end": D(2031, 9, 20)}, DueState(kind="soon", date=D(2031, 9, 20), days=0)),
        ({"end": D(2031, 10, 4)}, DueState(kind="soon", date=D(2031, 10, 4), days=14)),
        ({"end": D(2031, 10, 5)}, DueState(kind="later", date=D(2031, 10, 5), days=15)),
        ({"start": D(2031, 1, 1)}, DueState(kind="none")),
        ({"end": D(2031, 12, 31), "recurrence": "continuous"}, DueState(kind="none")),
        ({"end": D(2031, 1, 31), "issued_on": D(2031, 2, 1)}, DueState(kind="ended", date=D(2031, 1, 31))),
        ({"end": D(2031, 2, 1), "issued_on": D(2031, 2, 1)}, DueState(kind="late", date=D(2031, 2, 1), days=-231)),
        ({"recurrence": "monthly"}, DueState(kind="soon", date=D(2031, 9, 30), days=10)),
        ({"recurrence": "quarterly"}, DueState(kind="soon", date=D(2031, 9, 30), days=10)),
        ({"recurrence": "half-yearly"}, DueState(kind="later", date=D(2031, 12, 31), days=102)),
        ({"recurrence": "yearly"}, DueState(kind="later", date=D(2031, 12, 31), days=102)),
        ({"recurrence": "yearly", "due": "--09-30"}, DueState(kind="soon", date=D(2031, 9, 30), days=10)),
        ({"recurrence": "yearly", "due": "--09-10"}, DueState(kind="later", date=D(2032, 9, 10), days=356)),
        ({"recurrence": "yearly", "due": "--02-29"}, DueState(kind="later", date=D(2032, 2, 29), days=162)),
        ({"recurrence": "quarterly", "end": D(2031, 9, 25)}, DueState(kind="soon", date=D(2031, 9, 25), days=5)),
        ({"recurrence": "quarterly", "end": D(2031, 6, 30)}, DueState(kind="late", date=D(2031, 6, 30), days=-82)),
        ({"recurrence": "monthly", "start": D(2032, 1, 1)}, DueState(kind="later", date=D(2032, 1, 31), days=133)),
    ],
)
def test_due_state(fields, expected):
    assert due_state(item(**fields), today=TODAY) == expected


def test_a_leap_day_of_a_common_year_is_the_28th():
    assert due_state(item(recurrence="yearly", due="--02-29"), today=D(2031, 2, 20)).date == D(2031, 2, 28)


@pytest.mark.parametrize(
    ("months", "expected"), [(1, D(2031, 11, 30)), (3, D(2031, 12, 31)), (6, D(2031, 12, 31)), (12, D(2031, 12, 31))]
)
def test_period_end(months, expected):
    assert period_end(D(2031, 11, 5), months) == expected


near = st.dates(D(2030, 11, 1), D(2033, 3, 31))
dues = st.one_of(st.just(""), st.dates(D(2032, 1, 1), D(2032, 12, 31)).map(lambda day: f"--{day:%m-%d}"))
kinds = st.sampled_from(["", "continuous", "daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"])


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(st.none() | near, st.none() | near, dues, kinds), min_size=1, max_size=20),
    issued=st.none() | near,
    today=st.dates(D(2031, 1, 1), D(2032, 12, 31)),
)
def test_the_condition_finds_what_the_state_says(rows, issued, today):
    plan = Plan.objects.first() or make_plan(by=make_coordinator())
    Plan.objects.filter(pk=plan.pk).update(issued_on=issued)
    Item.objects.filter(plan=plan, added=True).delete()
    for position, (start, end, due, recurrence) in enumerate(rows):
        start, end = (end, start) if start and end and end < start else (start, end)
        Item.objects.create(
            plan=plan, key=f"x{position}", kind="task", position=position, text="việc", added=True,
            start=start, end=end, due=due if recurrence == "yearly" else "", recurrence=recurrence,
        )  # fmt: skip
    items = Item.objects.filter(plan=plan, added=True).select_related("plan")
    for name in ("late", "soon", "later", "none"):
        kinds = {"none", "ended"} if name == "none" else {name}
        expected = {row.key for row in items if due_state(row, today=today).kind in kinds}
        assert set(items.filter(is_due(name, today)).values_list("key", flat=True)) == expected, name
