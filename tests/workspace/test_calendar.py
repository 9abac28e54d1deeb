"""The calendar of working days on screen: who may, a year's list taken in, conflicts, a year without entries."""

from __future__ import annotations

import datetime as dt
import html
import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.people import make_administrator, make_member, make_user
from ttdn.agencies.models import Role
from ttdn.core import calendar_days as keeping
from ttdn.core.calendar_days import Entry
from ttdn.core.models import AuditEntry, CalendarDay

pytestmark = pytest.mark.django_db
HOME = "/cong-tac/quan-tri/lich-lam-viec/"
DAY = {"day": "09/06/2031", "kind": "holiday", "name": "Hội làng Mẫu", "basis": "QĐ 1/QĐ-UBND"}


@pytest.fixture
def by():
    return make_administrator()


@pytest.fixture
def browser(client_of, by):
    return client_of(by)


def page(browser, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return html.unescape(response.content.decode())


def add(by, day=dt.date(2031, 6, 9), **fields) -> CalendarDay:
    entry = Entry(**({"day": day, "kind": "holiday", "name": "Hội làng Mẫu", "basis": "QĐ 1/QĐ-UBND"} | fields))
    return CalendarDay.objects.get(pk=keeping.add_days([entry], by=by).target_id)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FOCAL_OFFICER, Role.LEADER, None])
def test_nobody_but_an_administrator_sees_or_changes_the_calendar(client_of, by, role):
    row = add(by)
    entry = AuditEntry.objects.get(action="core.add_calendar_days")
    browser = client_of(make_member(role) if role else make_user())
    count = AuditEntry.objects.count()
    addresses = ["", "them/", "nhap/", "excel/", f"{row.pk}/sua/", f"{row.pk}/bo/"]
    data = DAY | {"seen": 1, "reason": "x"}

    answers = [browser.get(HOME + each) for each in addresses] + [browser.post(HOME + each, data) for each in addresses]
    answers.append(browser.post(f"/cong-tac/hoan-tac/{entry.pk}/"))

    assert {answer.status_code for answer in answers} == {403}
    assert "Hội làng Mẫu" not in "".join(answer.content.decode() for answer in answers)
    assert (AuditEntry.objects.count(), CalendarDay.objects.count()) == (count, 1)


def test_a_year_without_entries_says_that_weekends_are_all_it_counts(browser):
    text = page(browser, HOME + "?nam=2031")
    assert "Chưa có ngày nghỉ nào của năm 2031; tính theo cuối tuần" in text
    assert "Năm 2031 có 261 ngày làm việc" in text


def test_a_year_shows_its_days_and_how_sure_they_are(browser, by):
    add(by)
    add(by, dt.date(2031, 6, 10), name="Hội chưa chắc", basis="")
    text = page(browser, HOME + "?nam=2031")
    assert "Năm 2031 có 259 ngày làm việc" in text
    assert re.findall(r"<td>(\d\d/\d\d/\d{4})<", text) == ["09/06/2031", "10/06/2031"]
    rows = re.findall(r"<tr>.*?</tr>", text.split("<tbody>")[1], re.DOTALL)
    assert ["chưa kiểm chứng" in row for row in rows] == [False, True]
    assert "Hội làng Mẫu" not in page(browser, HOME + "?nam=2032")


@pytest.mark.parametrize("year", ["x", "0", "99999", "\x00", ""])
def test_what_is_no_year_is_this_year(browser, year):
    assert browser.get(HOME, {"nam": year}).status_code == 200


@pytest.mark.parametrize("days", [1, 3])
def test_the_list_asks_the_same_number_of_questions_however_long(browser, by, days, django_assert_num_queries):
    for n in range(days):
        add(by, dt.date(2031, 6, 9 + n))
    with django_assert_num_queries(6):
        page(browser, HOME + "?nam=2031")


def test_add_change_withdraw_and_take_back(browser):
    answer = browser.post(HOME + "them/?nam=2030", DAY)
    assert answer.url == HOME + "?nam=2031"
    row = CalendarDay.objects.get()
    assert (row.day, row.certainty) == (dt.date(2031, 6, 9), "V")

    browser.post(f"{HOME}{row.pk}/sua/", DAY | {"seen": 1, "name": "Hội đổi tên"})
    row.refresh_from_db()
    assert row.name == "Hội đổi tên"

    assert browser.post(f"{HOME}{row.pk}/bo/", {"seen": 2, "reason": " "}).status_code == 422
    browser.post(f"{HOME}{row.pk}/bo/", {"seen": 2, "reason": "năm nay không nghỉ"})
    assert "Lý do: năm nay không nghỉ" in page(browser, HOME + "?nam=2031")
    assert browser.get(f"{HOME}{row.pk}/sua/").status_code == 404

    entry = AuditEntry.objects.get(action="core.withdraw_calendar_day")
    browser.post(f"/cong-tac/hoan-tac/{entry.pk}/")
    assert list(CalendarDay.objects.standing()) == [row]


@pytest.mark.parametrize(
    "change",
    [
        {"day": ""},
        {"day": "31/02/2031"},
        {"name": ""},
        {"kind": "khác"},
        {"kind": "working_day"},
        {"day": "10/06/2031"},
    ],
)
def test_a_wrong_day_is_refused_and_what_was_typed_stays(browser, by, change):
    add(by, dt.date(2031, 6, 10))
    answer = browser.post(HOME + "them/", DAY | {"basis": "QĐ đang gõ"} | change)
    assert answer.status_code == 422
    assert "QĐ đang gõ" in answer.content.decode()
    assert CalendarDay.objects.count() == 1


def test_two_who_change_a_day_see_both_versions(browser, by):
    row = add(by)
    keeping.change_day(row, Entry(day=row.day, kind="holiday", name="Hội của người kia"), seen=1, by=by)
    answer = browser.post(f"{HOME}{row.pk}/sua/", DAY | {"seen": 1, "name": "Hội của tôi"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Hội của người kia" in text
    assert "Hội của tôi" in text
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
    browser.post(f"{HOME}{row.pk}/sua/", again)
    row.refresh_from_db()
    assert row.name == "Hội của tôi"


def taken(browser, text: str):
    """The table handed in, as far as what it would do."""
    file = SimpleUploadedFile("lich.csv", text.encode())
    return browser.post(HOME + "nhap/?nam=2031", {"file": file, "declared": "on"})


def confirmed(browser, shown):
    held = dict(re.findall(r'name="(token|seen)" value="([^"]*)"', shown.content.decode()))
    return browser.post(HOME + "nhap/?nam=2031", held)


LIST = """Ngày;Loại;Tên ngày;Văn bản quyết định
09/06/2031;Nghỉ lễ;Hội làng Mẫu;QĐ 1/QĐ-UBND
10/06/2031;Nghỉ lễ;Hội làng Mẫu;QĐ 1/QĐ-UBND
14/06/2031;làm bù;Làm bù Hội làng;
ngày kia;nghỉ lễ;Không rõ;
"""


def test_a_list_is_shown_first_and_its_good_lines_entered_as_one(browser, by):
    add(by)
    shown = taken(browser, LIST)
    text = html.unescape(shown.content.decode())
    assert (shown.status_code, CalendarDay.objects.count()) == (200, 1)
    assert re.findall(r'data-label="Nội dung">([^<]*)<', text) == [
        "ngày kia Không rõ",
        "10/06/2031 Hội làng Mẫu",
        "14/06/2031 Làm bù Hội làng",
    ]
    assert "Viết ngày theo dạng ngày/tháng/năm" in text

    answer = confirmed(browser, shown)
    assert answer.url == HOME + "?nam=2031"
    assert list(CalendarDay.objects.values_list("day", "kind", "certainty")) == [
        (dt.date(2031, 6, 9), "holiday", "V"),
        (dt.date(2031, 6, 10), "holiday", "V"),
        (dt.date(2031, 6, 14), "working_day", "K"),
    ]
    entry = AuditEntry.objects.filter(action="core.add_calendar_days").first()
    assert entry.after["file"] == "lich.csv"
    browser.post(f"/cong-tac/hoan-tac/{entry.pk}/")
    assert CalendarDay.objects.count() == 1


def test_a_list_shown_before_somebody_entered_a_day_is_shown_again(browser, by):
    shown = taken(browser, LIST)
    add(by)
    assert confirmed(browser, shown).status_code == 409
    assert CalendarDay.objects.count() == 1


def test_the_workbook_of_a_year_comes_back_unchanged(browser, by):
    add(by)
    add(by, dt.date(2031, 6, 14), kind="working_day", name="=1+1")
    add(by, dt.date(2032, 6, 14), name="Năm khác")
    book = browser.get(HOME + "excel/?nam=2031")
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert [(row[2].value, row[2].data_type) for row in sheet.iter_rows(min_row=2)] == [
        ("Hội làng Mẫu", "s"),
        ("=1+1", "s"),
    ]
    file = SimpleUploadedFile("lich.xlsx", book.content)
    shown = browser.post(HOME + "nhap/?nam=2031", {"file": file, "declared": "on"})
    assert "Bảng giống hệt những gì đang có" in shown.content.decode()


def test_counting_names_the_day_and_the_years_nobody_entered(browser, by):
    add(by)
    text = page(browser, HOME + "?tu=06/06/2031&so=1")
    assert re.search(r"1 ngày làm việc sau 06/06/2031 là Thứ \w+, 10/06/2031\.", text)
    assert "Chưa có ngày nghỉ nào của năm 2031; tính theo cuối tuần." not in text
    text = page(browser, HOME + "?tu=05/01/2032&so=-3")
    assert re.search(r"3 ngày làm việc trước 05/01/2032 là Thứ \w+, 31/12/2031\.", text)
    assert "Chưa có ngày nghỉ nào của năm 2032; tính theo cuối tuần." in text


@pytest.mark.parametrize("query", ["?tu=x&so=y", "?tu=01/01/2031&so=99999999", "?tu=31/12/2199&so=1000", "?tu="])
def test_a_count_of_nonsense_breaks_nothing(browser, query):
    assert browser.get(HOME + query).status_code == 200
