"""A group's page on a day, and its members changed after a preview of what that does to work owed."""

import datetime as dt
import re

import pytest

from tests.factories.plans import make_confirmed_plan, make_coordinator
from tests.workspace.test_agencies import HOME, confirmed, found, page
from ttdn.agencies import grouping, keeping
from ttdn.agencies.models import GroupMember
from ttdn.core.models import AuditEntry
from ttdn.plans.models import Obligation

pytestmark = pytest.mark.django_db
MARCH = dt.date(2025, 3, 1)


@pytest.fixture
def coordinator():
    return make_coordinator()


@pytest.fixture
def browser(client_of, coordinator):
    return client_of(coordinator)


@pytest.fixture
def foreign(coordinator):
    return found("Sở Ngoại vụ", coordinator)


@pytest.fixture
def group(coordinator):
    """Supports the task of the factory's plan."""
    return found("Các đơn vị liên quan", coordinator, kind="group")


def inside(group) -> str:
    return f"{HOME}{group.pk}/thanh-vien/"


def owed() -> set[str]:
    return set(Obligation.objects.exclude(state="withdrawn").values_list("owed_by__name", flat=True))


def test_members_come_after_a_preview_of_what_they_will_owe(browser, coordinator, group):
    make_confirmed_plan(by=coordinator)
    member, count, before = found("Sở Hai", coordinator), AuditEntry.objects.count(), owed()
    data = {"members": [member.pk], "valid_from": "01/01/2025", "valid_to": "", "seen": 1}
    count = AuditEntry.objects.count()

    preview = browser.post(inside(group), data)

    html = preview.content.decode()
    assert preview.status_code == 200
    for shown in ("Sở Hai", "ngoài nhóm", "01/01/2025", "Việc theo kỳ sẽ thêm", "Biên soạn 02 tập gấp"):
        assert shown in html
    assert (GroupMember.objects.count(), AuditEntry.objects.count() - count, owed()) == (0, 0, before)

    answer = browser.post(inside(group), confirmed(html), follow=True)

    assert "Đã thêm thành viên." in answer.content.decode()
    assert "Sở Hai" in owed() - before
    entry = AuditEntry.objects.get(action="agencies.change_members")
    browser.post(f"/cong-tac/hoan-tac/{entry.pk}/")
    assert (GroupMember.objects.count(), owed()) == (0, before)


def test_a_period_is_edited_and_the_page_shows_the_members_of_a_day(browser, coordinator, group, foreign):
    grouping.add_member(group, foreign, seen=1, by=coordinator, valid_from=MARCH)
    held = GroupMember.objects.get()
    address = f"{inside(group)}{held.pk}/"
    assert 'value="01/03/2025"' in page(browser, address)
    html = browser.post(address, {"valid_from": "02/03/2025", "valid_to": "31/12/2025", "seen": 2}).content.decode()
    assert "01/03/2025 – …" in html
    assert "02/03/2025 – 31/12/2025" in html
    browser.post(address, confirmed(html))
    held.refresh_from_db()
    assert (held.valid_from, held.valid_to) == (dt.date(2025, 3, 2), dt.date(2025, 12, 31))

    def members(query: str) -> list[str]:
        table = page(browser, f"{HOME}{group.pk}/{query}").split("Thành viên của nhóm", 1)[1].split("</section>")[0]
        return re.findall(r'<td><a href="[^"]*">([^<]*)</a></td>', table)

    assert [members(query) for query in ("?on=01/03/2025", "?on=02/03/2025", "", "?on=x", "?on=%00")] == [
        [],
        ["Sở Ngoại vụ"],
        [],
        [],
        [],
    ]


def test_the_rule_is_followed_after_a_preview(browser, coordinator, group, foreign):
    group_page = f"{HOME}{group.pk}/"
    facts = {"seen": 1, "kind": "group", "tier": "province", "rule_kind": "department", "rule_tier": "province"}
    browser.post(f"{group_page}sua/", facts)
    assert "còn thiếu" in page(browser, group_page)
    address = f"{inside(group)}theo-quy-tac/"
    assert browser.get(address).status_code == 200
    html = browser.post(address, {"on": "01/01/2025", "seen": 2}).content.decode()
    assert "Sở Ngoại vụ" in html
    browser.post(address, confirmed(html))
    assert "đúng quy tắc" in page(browser, group_page)
    assert foreign.pk in GroupMember.objects.values_list("member", flat=True)
    nothing = browser.post(address, {"on": "01/01/2025", "seen": 3})
    assert (nothing.status_code, "không có gì để đổi" in nothing.content.decode()) == (422, True)


@pytest.mark.parametrize("wrong", ["nobody", "nonsense", "a group", "twice"])
def test_a_wrong_change_is_refused(browser, coordinator, group, foreign, wrong):
    grouping.add_member(group, foreign, seen=1, by=coordinator)
    members = {"nobody": [], "nonsense": ["x"], "a group": [group.pk], "twice": [foreign.pk]}[wrong]
    assert browser.post(inside(group), {"seen": 2, "members": members}).status_code == 422
    assert GroupMember.objects.count() == 1


def test_a_change_by_somebody_else_meanwhile_is_a_conflict(browser, coordinator, group, foreign):
    html = browser.post(inside(group), {"members": [foreign.pk], "seen": 1}).content.decode()
    keeping.edit_agency(group, seen=1, by=coordinator, code="H9")
    answer = browser.post(inside(group), confirmed(html))
    assert (answer.status_code, GroupMember.objects.count()) == (409, 0)


def test_what_is_no_group_has_no_members(browser, foreign):
    assert browser.get(inside(foreign)).status_code == 404
    assert browser.get(f"{inside(foreign)}theo-quy-tac/").status_code == 404


def test_the_page_takes_as_many_queries_for_three_members_as_for_one(browser, coordinator, group, foreign):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(browser, f"{HOME}{group.pk}/")
        return len(captured)

    grouping.add_member(group, foreign, seen=1, by=coordinator)
    count()
    one = count()
    for version, name in enumerate(("Sở Hai", "Sở Ba"), start=2):
        group.refresh_from_db()
        grouping.add_member(group, found(name, coordinator), seen=version, by=coordinator)
    assert count() == one
