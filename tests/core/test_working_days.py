"""The calendar of working days: what is counted, and how its entries are kept."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.people import make_administrator
from ttdn.core import calendar_days as keeping
from ttdn.core.calendar_days import CalendarRefused, Entry
from ttdn.core.models import AuditEntry, CalendarDay
from ttdn.core.undo import CannotUndo, undo
from ttdn.core.versions import StaleVersion
from ttdn.core.working_days import (
    Calendar,
    add_working_days,
    load_calendar,
    next_working_day,
    working_days_between,
)

WEEKENDS = Calendar()
FRIDAY, SATURDAY, SUNDAY, MONDAY = (dt.date(2031, 6, day) for day in (6, 7, 8, 9))
DAYS = st.dates(dt.date(2030, 1, 1), dt.date(2031, 12, 31))
CALENDARS = st.builds(
    lambda off, worked: Calendar(off=off - worked, worked=worked), st.frozensets(DAYS), st.frozensets(DAYS)
)


def test_the_day_one_counts_from_is_not_counted():
    assert add_working_days(FRIDAY, 1, WEEKENDS) == MONDAY
    assert add_working_days(SATURDAY, 1, WEEKENDS) == MONDAY
    assert add_working_days(MONDAY, 5, WEEKENDS) == dt.date(2031, 6, 16)


def test_counting_backwards_and_not_at_all():
    assert add_working_days(MONDAY, -1, WEEKENDS) == FRIDAY
    assert add_working_days(SUNDAY, -1, WEEKENDS) == FRIDAY
    assert add_working_days(SUNDAY, 0, WEEKENDS) == SUNDAY


def test_days_off_are_passed_over_and_swapped_days_are_worked():
    calendar = Calendar(off=frozenset({MONDAY}), worked=frozenset({SATURDAY}))
    assert add_working_days(FRIDAY, 1, calendar) == SATURDAY
    assert add_working_days(FRIDAY, 2, calendar) == dt.date(2031, 6, 10)
    assert [next_working_day(day, calendar) for day in (SATURDAY, SUNDAY, MONDAY)] == [
        SATURDAY,
        dt.date(2031, 6, 10),
        dt.date(2031, 6, 10),
    ]


def test_days_between_count_the_last_and_not_the_first():
    assert working_days_between(FRIDAY, MONDAY, WEEKENDS) == 1
    assert working_days_between(FRIDAY, FRIDAY, WEEKENDS) == 0
    assert working_days_between(MONDAY, FRIDAY, WEEKENDS) == -1


@given(day=DAYS, n=st.integers(-400, 400), calendar=CALENDARS)
def test_what_was_added_is_what_lies_between(day, n, calendar):
    first = next_working_day(day, calendar)
    reached = add_working_days(first, n, calendar)
    assert calendar.is_working(reached)
    assert working_days_between(first, reached, calendar) == n


@given(day=DAYS, calendar=CALENDARS)
def test_the_next_working_day_is_the_nearest(day, calendar):
    found = next_working_day(day, calendar)
    assert found >= day
    assert not any(calendar.is_working(day + dt.timedelta(days=n)) for n in range((found - day).days))


def test_a_count_beyond_every_calendar_overflows():
    with pytest.raises(OverflowError):
        add_working_days(dt.date(9999, 12, 31), 1, WEEKENDS)


@pytest.fixture
def by(db):
    return make_administrator()


def festival(day: dt.date = MONDAY, **fields) -> Entry:
    return Entry(**({"day": day, "kind": "holiday", "name": "Hội làng Mẫu", "basis": "QĐ 1/QĐ-UBND"} | fields))


def add(by, *entries: Entry) -> tuple[list[CalendarDay], AuditEntry]:
    entry = keeping.add_days(entries or [festival()], by=by)
    return list(CalendarDay.objects.filter(pk__in=entry.after["rows"]).order_by("pk")), entry


def test_the_calendar_is_loaded_in_one_query(by, django_assert_num_queries):
    rows, _entry = add(by, festival(), festival(SATURDAY, kind="working_day"), festival(dt.date(2032, 1, 5)))
    keeping.withdraw_day(rows[2], seen=1, reason="ghi nhầm", by=by)
    with django_assert_num_queries(1):
        calendar = load_calendar()
    assert calendar == Calendar(off=frozenset({MONDAY}), worked=frozenset({SATURDAY}))
    assert (calendar.knows(2031), calendar.knows(2032)) == (True, False)


def test_a_day_whose_document_is_named_is_certain(by):
    (named,), _entry = add(by)
    (unnamed,), _entry = add(by, festival(FRIDAY, basis=""))
    assert (named.certainty, unnamed.certainty) == ("V", "K")


def test_adding_many_is_one_entry_and_one_undo(by):
    rows, entry = add(by, festival(), festival(SATURDAY, kind="working_day"))
    assert AuditEntry.objects.filter(action="core.add_calendar_days").count() == 1
    assert entry.after["days"] == [str(row) for row in rows]
    undo(entry, by=by)
    assert (CalendarDay.objects.count(), load_calendar()) == (0, WEEKENDS)


def test_an_addition_changed_since_is_not_taken_back(by):
    rows, entry = add(by, festival(), festival(FRIDAY))
    keeping.change_day(rows[1], festival(FRIDAY, name="Hội khác"), seen=1, by=by)
    with pytest.raises(CannotUndo):
        undo(entry, by=by)
    assert CalendarDay.objects.count() == 2


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [festival(), festival()],
        [festival(FRIDAY), festival()],  # Monday is entered below
        [festival(FRIDAY, kind="working_day")],
        [festival(SATURDAY, kind="day_off")],
    ],
    ids=["none", "a day twice", "a day entered before", "work on a workday", "off at a weekend"],
)
def test_days_that_say_nothing_or_too_much_are_refused_together(by, entries):
    add(by)
    with pytest.raises(CalendarRefused):
        keeping.add_days(entries, by=by)
    assert list(CalendarDay.objects.values_list("day", flat=True)) == [MONDAY]
    assert AuditEntry.objects.filter(action="core.add_calendar_days").count() == 1


def test_a_change_and_its_undo(by):
    (row,), _entry = add(by)
    entry = keeping.change_day(row, festival(FRIDAY, basis=""), seen=1, by=by)
    assert (entry.before, entry.after) == (
        {"day": "2031-06-09", "basis": "QĐ 1/QĐ-UBND", "certainty": "V"},
        {"day": "2031-06-06", "basis": "", "certainty": "K"},
    )
    undo(entry, by=by)
    row.refresh_from_db()
    assert (row.day, row.basis, row.certainty, row.version) == (MONDAY, "QĐ 1/QĐ-UBND", "V", 3)


def test_a_day_taken_out_stays_with_its_reason_and_comes_back(by):
    (row,), _entry = add(by)
    entry = keeping.withdraw_day(row, seen=1, reason="năm nay không nghỉ", by=by)
    row.refresh_from_db()
    assert (row.withdrawn, row.withdrawal_reason, entry.reason) == (True, "năm nay không nghỉ", "năm nay không nghỉ")
    assert load_calendar() == WEEKENDS
    undo(entry, by=by)
    assert load_calendar() == Calendar(off=frozenset({MONDAY}))


def test_a_day_entered_anew_keeps_the_old_one_out(by):
    (row,), _entry = add(by)
    entry = keeping.withdraw_day(row, seen=1, reason="ghi nhầm tên", by=by)
    add(by, festival(name="Hội khác"))
    with pytest.raises(CannotUndo):
        undo(entry, by=by)
    assert [day.name for day in CalendarDay.objects.standing()] == ["Hội khác"]


def test_a_stale_version_changes_nothing(by):
    (row,), _entry = add(by)
    keeping.change_day(row, festival(name="Hội khác"), seen=1, by=by)
    with pytest.raises(StaleVersion):
        keeping.change_day(row, festival(FRIDAY), seen=1, by=by)
    with pytest.raises(StaleVersion):
        keeping.withdraw_day(row, seen=1, reason="ghi nhầm", by=by)
    row.refresh_from_db()
    assert (row.day, row.name, row.withdrawn) == (MONDAY, "Hội khác", False)


@pytest.mark.parametrize("reason", ["", "  "])
def test_no_day_is_taken_out_without_a_reason(by, reason):
    (row,), _entry = add(by)
    with pytest.raises(CalendarRefused):
        keeping.withdraw_day(row, seen=1, reason=reason, by=by)
    row.refresh_from_db()
    assert (row.withdrawn, row.version) == (False, 1)
