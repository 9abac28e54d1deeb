"""The calendar as a table: what its lines say, and why a line says nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.people import make_administrator
from ttdn.core.calendar_days import Entry, add_days
from ttdn.core.calendar_table import COLUMNS, import_days, plan_days
from ttdn.core.dry_runs import DryRunStale
from ttdn.core.models import CalendarDay
from ttdn.core.tables import TableRefused, read_table

pytestmark = pytest.mark.django_db
HEAD = "Ngày;Loại;Tên ngày;Văn bản quyết định\n"


def table(lines: str):
    return read_table((HEAD + lines).encode(), columns=COLUMNS)


def results(lines: str) -> list[tuple[str, str]]:
    return [(each.outcome, each.problem) for each in plan_days(table(lines)).dry_run.results]


@pytest.fixture(autouse=True)
def monday():
    add_days([Entry(day=dt.date(2031, 6, 9), kind="holiday", name="Hội làng Mẫu")], by=None)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("nghỉ lễ", "holiday"),
        ("ngày nghỉ lễ, tết", "holiday"),
        ("Nghỉ Tết", "holiday"),
        ("nghỉ bù dịp lễ", "day_off"),
        ("hoán đổi", "day_off"),
        ("Day off in lieu", "day_off"),
        ("Làm bù", "working_day"),
        ("ngày làm việc bù", "working_day"),
    ],
)
def test_the_kind_is_told_by_the_words_of_lists(words, kind):
    day = "14/06/2031" if kind == "working_day" else "10/06/2031"
    (entry,) = plan_days(table(f"{day};{words};Ngày gì đó;")).new
    assert entry.kind == kind


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ngày kia;nghỉ lễ;A;", "Viết ngày theo dạng ngày/tháng/năm, ví dụ 30/11/2026."),
        (";nghỉ lễ;A;", "Viết ngày theo dạng ngày/tháng/năm, ví dụ 30/11/2026."),
        ("01/01/9999;nghỉ lễ;A;", "Viết ngày theo dạng ngày/tháng/năm, ví dụ 30/11/2026."),
        ("10/06/2031;nghỉ ốm;A;", "Loại ngày phải là nghỉ lễ, nghỉ bù hoặc làm bù."),
        ("10/06/2031;nghỉ lễ;;", "Ghi tên ngày."),
        (f"10/06/2031;nghỉ lễ;{'a' * 201};", "“Tên ngày” dài quá 200 ký tự."),
        ("10/06/2031;làm bù;A;", "Ngày 10/06/2031 không phải thứ Bảy, Chủ nhật, nên vốn đã là ngày làm việc."),
        ("09/06/2031;nghỉ lễ;Tên khác;", "Ngày 09/06/2031 đã được ghi: Hội làng Mẫu."),
    ],
)
def test_a_line_that_says_no_day_says_why(line, told):
    assert results(line) == [("wrong", told)]


def test_a_day_twice_counts_once_and_a_day_entered_before_is_left():
    lines = "10/06/2031;nghỉ lễ;A;\n10/06/2031;nghỉ lễ;A;\n09/06/2031;nghỉ lễ;Hội làng Mẫu;"
    assert results(lines) == [("new", ""), ("wrong", "Ngày 10/06/2031 đã có ở một dòng trước."), ("same", "")]


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_is_planned_in_one_query(rows, django_assert_num_queries):
    given = table("\n".join(f"{day:02}/12/2031;nghỉ lễ;A;" for day in range(1, rows + 1)))
    with django_assert_num_queries(1):
        plan_days(given)


def test_what_was_not_shown_is_not_entered():
    by = make_administrator()
    given = table("10/06/2031;nghỉ lễ;A;")
    seen = plan_days(given).dry_run.seen
    import_days(given, seen=seen, by=by)
    with pytest.raises(DryRunStale):
        import_days(given, seen=seen, by=by)
    with pytest.raises(TableRefused):
        import_days(given, seen=plan_days(given).dry_run.seen, by=by)
    assert CalendarDay.objects.count() == 2
