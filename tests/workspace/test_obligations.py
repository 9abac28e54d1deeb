"""The screens of who owes what by when: who may, what is shown, what two people at once see."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.people import make_agency, make_member, make_user
from tests.factories.plans import make_confirmed_plan, make_coordinator, make_plan
from tests.workspace.test_plan_screens import form_of
from ttdn.agencies.actions import create_agency
from ttdn.agencies.models import Agency, Role, Succession
from ttdn.core.models import AuditEntry
from ttdn.plans import owing
from ttdn.plans.models import Item, Obligation

pytestmark = pytest.mark.django_db
LIST = "/cong-tac/viec-theo-ky/"
HAND_OVER = "/cong-tac/viec-theo-ky/chuyen/"
SECRET = "Biên soạn 02 tập gấp"


@pytest.fixture
def coordinator():
    return make_coordinator()


@pytest.fixture
def browser(client_of, coordinator):
    return client_of(coordinator)


@pytest.fixture
def old(coordinator):
    """The lead of the factory's task, gone since 2025."""
    agency = create_agency(kind="department", tier="province", name="Sở Ngoại vụ", by=coordinator)
    Agency.objects.filter(pk=agency.pk).update(valid_to=dt.date(2025, 2, 28))
    return agency


@pytest.fixture
def plan(old, coordinator):
    return make_confirmed_plan(by=coordinator)


def task_of(plan) -> Item:
    return plan.items.get(key="t1")


def pick(row: Obligation) -> str:
    return f"{row.pk}:{row.version}"


def test_the_list_shows_what_waits_and_filters_it(browser, plan):
    page = browser.get(LIST).content.decode()
    assert page.count("data-row-link") == 3
    assert browser.get(LIST, {"role": "lead"}).content.decode().count("data-row-link") == 1
    assert browser.get(LIST, {"time": "none"}).content.decode().count("data-row-link") == 0
    assert browser.get(LIST, {"q": "tap gap"}).content.decode().count("data-row-link") == 3
    assert browser.get(LIST, {"q": "khong co"}).content.decode().count("data-row-link") == 0
    Obligation.objects.filter(role="lead").update(state="done")
    assert browser.get(LIST).content.decode().count("data-row-link") == 2
    assert browser.get(LIST, {"state": "done"}).content.decode().count("data-row-link") == 1


@pytest.mark.parametrize("query", ["agency=x", "plan=99999999999", "time=evil", "state=withdrawn", "role=", "page=-3"])
def test_an_odd_filter_is_no_filter_and_no_error(browser, plan, query):
    assert browser.get(f"{LIST}?{query}").status_code == 200


def test_the_list_takes_as_many_queries_for_many_rows(browser, plan, coordinator):
    browser.get(LIST)

    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            browser.get(LIST)
        return len(context)

    few = queries()
    make_confirmed_plan(by=coordinator, tasks=30)
    assert queries() == few


def test_nobody_sees_what_a_plan_in_review_would_owe(client_of, plan, coordinator):
    hidden = make_plan(by=coordinator)
    Obligation.objects.create(item=task_of(hidden), key="k", role="lead", name="Sở Bí ẩn")
    officer = client_of(make_member(Role.FOCAL_OFFICER))
    assert "Sở Bí ẩn" not in officer.get(LIST).content.decode()
    assert SECRET not in client_of(make_user()).get(LIST).content.decode()


@pytest.mark.parametrize("role", [Role.FOCAL_OFFICER, Role.LEADER])
def test_only_the_coordinator_decides(client_of, plan, role):
    other = client_of(make_member(role))
    task, part = task_of(plan), task_of(plan).parts.get()
    for address in (
        HAND_OVER,
        f"/cong-tac/nhiem-vu/phan-viec/{part.pk}/",
        f"/cong-tac/ke-hoach/{plan.pk}/trung-lap/",
        f"/cong-tac/ke-hoach/{plan.pk}/dong-ky/",
    ):
        response = other.get(address)
        assert response.status_code == 403, address
        assert SECRET not in response.content.decode()
    assert other.post(f"/cong-tac/nhiem-vu/{task.pk}/nhac-lai/", {"task": task.pk}).status_code == 403
    row = Obligation.objects.first()
    assert other.post(HAND_OVER, {"pick": pick(row), "to": make_agency().pk}).status_code == 403
    row.refresh_from_db()
    assert row.version == 1


def test_open_work_is_handed_over_after_a_person_confirms_and_undo_takes_it_back(browser, plan, old):
    heir = make_agency("Sở Văn hóa")
    Succession.objects.create(predecessor=old, successor=heir, kind="merge", date=dt.date(2025, 3, 1))
    row = Obligation.objects.get(given_to=old)
    assert SECRET in browser.get(HAND_OVER).content.decode()
    answer = browser.post(HAND_OVER, {"pick": pick(row), "to": heir.pk}, follow=True)
    assert "Đã chuyển 1 việc sang Sở Văn hóa" in answer.content.decode()
    row.refresh_from_db()
    assert row.owed_by == heir
    browser.post(f"/cong-tac/hoan-tac/{AuditEntry.objects.get(action='plans.hand_over').pk}/")
    row.refresh_from_db()
    assert row.owed_by == old


def test_handing_over_what_somebody_just_changed_is_a_conflict(browser, plan, old):
    row = Obligation.objects.get(given_to=old)
    stale = pick(row)
    Obligation.objects.filter(pk=row.pk).update(version=5)
    assert browser.post(HAND_OVER, {"pick": stale, "to": make_agency().pk}).status_code == 409


@pytest.mark.parametrize("data", [{}, {"to": "1"}, {"pick": "x", "to": "abc"}, {"pick": "1:1:1", "to": "1"}])
def test_a_hand_over_without_work_or_heir_says_so(browser, plan, data):
    answer = browser.post(HAND_OVER, data, follow=True)
    assert "Hãy chọn việc và cơ quan tiếp nhận" in answer.content.decode()


def test_a_new_time_is_shown_before_it_is_written(browser, plan):
    task = task_of(plan)
    address = f"/cong-tac/nhiem-vu/{task.pk}/sua/"
    form = form_of(task, schedule_text="Quý IV/2031", start="", end="")
    page = browser.post(address, form)
    assert page.status_code == 200
    assert "Hạn thay đổi" in page.content.decode()
    assert "30/09/2031 → 31/12/2031" in page.content.decode()
    task.refresh_from_db()
    assert task.schedule_text == "Quý III/2031"
    browser.post(address, form | {"step": "done"})
    task.refresh_from_db()
    assert task.schedule_text == "Quý IV/2031"


def test_going_back_from_the_preview_keeps_what_was_typed(browser, plan):
    task = task_of(plan)
    form = form_of(task, schedule_text="Quý IV/2031", start="", end="", step="form")
    page = browser.post(f"/cong-tac/nhiem-vu/{task.pk}/sua/", form)
    assert 'value="Quý IV/2031"' in page.content.decode()


def test_a_correction_that_changes_nobodys_work_is_saved_at_once(browser, plan):
    task = task_of(plan)
    browser.post(f"/cong-tac/nhiem-vu/{task.pk}/sua/", form_of(task, funding="10 triệu đồng"))
    task.refresh_from_db()
    assert task.funding == "10 triệu đồng"


def test_a_part_is_given_and_shown_on_the_task(browser, plan, old):
    part = task_of(plan).parts.get()
    address = f"/cong-tac/nhiem-vu/phan-viec/{part.pk}/"
    assert "Sở Ngoại vụ" in browser.get(address).content.decode()
    browser.post(address, {"seen": part.item.version, "agencies": [old.pk]})
    assert Obligation.objects.get(given_to=old, state="open").part == part
    assert f'href="/cong-tac/co-quan/{old.pk}/"' in browser.get(f"/cong-tac/nhiem-vu/{part.item_id}/").content.decode()


def test_a_part_is_given_only_to_those_who_have_the_task(browser, plan):
    part = task_of(plan).parts.get()
    answer = browser.post(f"/cong-tac/nhiem-vu/phan-viec/{part.pk}/", {"seen": 1, "agencies": [make_agency().pk]})
    assert answer.status_code == 422
    assert not part.given_to.exists()


def test_a_duty_that_says_a_task_once_more_is_proposed_and_linked(browser, plan, old):
    duty = Item.objects.create(plan=plan, key="d1", kind="duty", position=9, text=task_of(plan).text + " hằng năm")
    duty.assignments.create(role="lead", position=0, agency=old, name=old.name, as_written=old.name, accountable=True)
    owing.sync(plan.items.all())
    page = f"/cong-tac/ke-hoach/{plan.pk}/trung-lap/"
    assert "Đúng, chỉ tính một lần" in browser.get(page).content.decode()
    browser.post(f"/cong-tac/nhiem-vu/{duty.pk}/nhac-lai/", {"seen": duty.version, "task": task_of(plan).pk})
    duty.refresh_from_db()
    assert duty.repeats == task_of(plan)
    assert "Đúng, chỉ tính một lần" not in browser.get(page).content.decode()
    assert "nhắc lại nhiệm vụ sau" in browser.get(f"/cong-tac/nhiem-vu/{duty.pk}/").content.decode()


def test_a_duty_looked_at_is_not_proposed_again(browser, plan, old):
    duty = Item.objects.create(plan=plan, key="d1", kind="duty", position=9, text=task_of(plan).text)
    duty.assignments.create(role="lead", position=0, agency=old, name=old.name, as_written=old.name, accountable=True)
    browser.post(f"/cong-tac/nhiem-vu/{duty.pk}/nhac-lai/", {"seen": duty.version, "task": ""})
    page = browser.get(f"/cong-tac/ke-hoach/{plan.pk}/trung-lap/").content.decode()
    assert "Đúng, chỉ tính một lần" not in page


def test_periods_past_are_closed_with_a_reason(browser, plan, monkeypatch):
    monkeypatch.setattr("ttdn.core.days.today", lambda: dt.date(2032, 1, 5))
    address = f"/cong-tac/ke-hoach/{plan.pk}/dong-ky/"
    assert browser.post(address, {"before": "01/01/2032", "reason": ""}).status_code == 422
    assert browser.post(address, {"before": "", "reason": "x"}).status_code == 422
    assert browser.post(address, {"before": "06/01/2032", "reason": "x"}).status_code == 422
    assert browser.post(address, {"before": "01/01/2032", "reason": "đã báo cáo giấy"}).status_code == 302
    assert set(Obligation.objects.values_list("state", flat=True)) == {"closed"}


def test_the_agency_page_counts_what_it_owes(browser, plan, old):
    page = browser.get(f"/cong-tac/co-quan/{old.pk}/").content.decode()
    assert f"/cong-tac/viec-theo-ky/?agency={old.pk}&amp;time=later" in page


def test_the_first_screen_is_an_officers_own(client_of, plan, old):
    officer = client_of(make_member(Role.FOCAL_OFFICER, agency=Agency.objects.get(pk=old.pk)))
    assert SECRET in officer.get("/cong-tac/").content.decode()
    assert SECRET not in client_of(make_member(Role.FOCAL_OFFICER)).get("/cong-tac/").content.decode()


def test_another_period_of_the_plan_is_shown_before_it_is_written(browser, plan):
    Item.objects.filter(plan=plan, key="t1").update(
        start=None, end=None, schedule_text="Hằng quý", recurrence="quarterly"
    )
    owing.sync(plan.items.all())
    address = f"/cong-tac/ke-hoach/{plan.pk}/dau-van-ban/"
    form = {"seen": plan.version, "number": plan.number, "issued_on": "20/01/2031", "title": plan.title}
    form |= {"issuer_as_written": plan.issuer_as_written, "period_start": "01/01/2031", "period_end": "30/06/2031"}
    page = browser.post(address, form).content.decode()
    assert "Việc không còn phải làm" in page
    plan.refresh_from_db()
    assert plan.period_end == dt.date(2031, 12, 31)
    browser.post(address, form | {"step": "done"})
    plan.refresh_from_db()
    assert plan.period_end == dt.date(2031, 6, 30)
    assert Obligation.objects.owed().filter(role="lead").count() == 2


def test_a_task_without_agencies_says_why_its_parts_cannot_be_given(browser, plan):
    task_of(plan).assignments.update(agency=None)
    page = browser.get(f"/cong-tac/nhiem-vu/phan-viec/{task_of(plan).parts.get().pk}/").content.decode()
    assert "chưa ghi cơ quan nào" in page
