"""What a stranger, a person without rights and a hostile form may try: every address, and the inputs that broke one."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.urls import URLPattern, get_resolver, reverse

from tests.factories.people import PASSWORD, make_administrator, make_agency, make_member, make_user
from tests.factories.plans import make_confirmed_plan, make_coordinator, make_plan
from tests.factories.units import make_province
from tests.workspace.test_plan_screens import form_of, item_of
from ttdn.accounts import actions as accounts
from ttdn.agencies.actions import add_membership, end_membership
from ttdn.agencies.models import AdministrativeUnit, Membership, Role
from ttdn.agencies.permissions import is_administrator
from ttdn.core.models import AuditEntry, CalendarDay
from ttdn.plans.models import Plan

pytestmark = pytest.mark.django_db
PUBLIC = {"accounts:sign-in", "healthz", "set_language", "home"}
OWN_ACCOUNT = {"accounts:account", "accounts:sign-out", "accounts:change-password", "accounts:end-other-sessions"}
HUGE = "9" * 25
LONGER = "9" * 5000
SECRET_PLAN, SECRET_PERSON = "An Sơn", "Lê Thị Kín"


def every_name(patterns=None, prefix="") -> list[tuple[str, list[str]]]:
    """(name, parameters) of every address of the installation."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            found.append((prefix + pattern.name, list(pattern.pattern.converters)))
        else:
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found += every_name(pattern.url_patterns, inner)
    return found


def addresses_of(plan: Plan) -> list[tuple[str, str]]:
    """Every address with the number of the first row of each kind, as whoever counts up from one would ask."""
    item, finding = item_of(plan), plan.findings.first()
    unit = AdministrativeUnit.objects.first() or make_province(SECRET_PLAN)
    day, _made = CalendarDay.objects.get_or_create(day=dt.date(2031, 6, 9), kind="holiday", name=SECRET_PLAN)
    of = {
        "unit": unit.pk,
        "calendar": day.pk,
        "document": plan.document_id,
        "item": item.pk,
        "finding": finding.pk,
        "plan": plan.pk,
        "review": plan.pk,
    }
    made = []
    for name, parameters in every_name():
        number = of.get(name.rsplit(":", 1)[-1].split("-")[0], plan.pk)
        values = [uuid.uuid4() if name.endswith("retry-job") else number] * len(parameters)
        made.append((name, reverse(name, args=values)))
    return made


def test_the_walk_meets_every_part_of_the_installation():
    names = {name for name, _ in every_name()}
    assert {"workspace:item-workbook", "workspace:administration:undo", "accounts:end-session", "healthz"} <= names
    assert len(names) > 45


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_the_door_everywhere(client, method):
    for name, address in addresses_of(make_plan()):
        answer = getattr(client, method)(address)
        if name not in PUBLIC:
            assert (answer.status_code, answer.url.split("?")[0]) == (302, "/tai-khoan/dang-nhap/"), name


def test_a_browser_of_a_deactivated_person_is_out_everywhere(client_of):
    user = make_administrator()
    browser = client_of(user)
    accounts.set_active(user, seen=user.version, active=False, by=user)
    for name, address in addresses_of(make_plan()):
        if name not in PUBLIC:
            assert browser.get(address).status_code == 302, name


@pytest.mark.parametrize("ended", [True, False])
def test_without_a_role_today_nothing_is_seen_and_nothing_changes(client_of, ended):
    make_member(name=SECRET_PERSON)
    user = make_user()
    if ended:
        membership = add_membership(user=user, agency=make_agency(), role=Role.ADMINISTRATOR, by=None)
        end_membership(membership, seen=membership.version, by=None)
    plan = make_plan()
    browser, addresses = client_of(user), addresses_of(plan)
    written = AuditEntry.objects.count()
    for name, address in addresses:
        answers = [browser.get(address)]
        if name not in OWN_ACCOUNT | PUBLIC:
            answers.append(browser.post(address, {**form_of(item_of(plan)), "declared": "on", "title": "Khác"}))
        for answer in answers:
            assert answer.status_code in {200, 302, 403, 404, 405}, name
            page = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert SECRET_PLAN not in page.decode(errors="replace"), name
            assert SECRET_PERSON not in page.decode(errors="replace"), name
    assert AuditEntry.objects.count() == written
    assert Plan.objects.get(pk=plan.pk).version == plan.version


def test_an_administrator_whose_role_ended_does_not_give_it_back_to_themselves(client_of):
    user, agency = make_administrator(), make_agency()
    second = add_membership(user=user, agency=agency, role=Role.ADMINISTRATOR, by=user)
    entry = end_membership(second, seen=second.version, by=user)
    browser = client_of(user)
    first = user.memberships.get(valid_to=None)
    end_membership(first, seen=first.version, by=make_administrator())

    answer = browser.post(reverse("workspace:undo", args=[entry.pk]))

    assert answer.status_code == 403
    assert not Membership.objects.filter(user=user, valid_to=None).exists()
    user.refresh_from_db()
    assert not is_administrator(user)


@pytest.mark.parametrize(
    "address",
    [
        f"nhiem-vu/?plan={HUGE}",
        f"nhiem-vu/?agency={HUGE}",
        f"nhiem-vu/?page={LONGER}",
        "nhiem-vu/?q=%00&kind=%00&sort=%00",
        "nhiem-vu/?q=%ED%A0%80%FF",
        f"nhiem-vu/excel/?agency={HUGE}",
        "co-quan/?q=%00",
        f"co-quan/?q={'a+' * 5000}",
        f"co-quan/don-vi/?tinh={HUGE}&tier=%00&state=%00&page={LONGER}",
        f"co-quan/don-vi/?q={'a+' * 5000}%00",
        f"co-quan/don-vi/tinh/?tinh={HUGE}",
        f"quan-tri/lich-lam-viec/?nam={HUGE}",
        f"quan-tri/lich-lam-viec/?tu=01/01/1900&so=-{LONGER}",
        "quan-tri/?q=%00",
        f"quan-tri/?q={'a+' * 5000}",
        "quan-tri/nhat-ky/?since=01/01/0001&until=31/12/9999",
        f"quan-tri/nhat-ky/?person={HUGE}&action=%00",
    ],
)
def test_no_question_breaks_a_list(client_of, address):
    make_confirmed_plan()
    assert client_of(make_administrator()).get("/cong-tac/" + address).status_code == 200


@pytest.mark.parametrize("number", [HUGE, LONGER, "0", "-1", "x"])
def test_a_number_that_no_row_has_finds_nothing(client_of, number):
    plan = make_plan()
    browser = client_of(make_administrator())
    assert browser.get(f"/cong-tac/nhiem-vu/{number}/").status_code == 404
    assert browser.get(f"/cong-tac/ke-hoach/{plan.pk}/them-muc/?doan={number}").status_code == 200
    assert browser.post(f"/cong-tac/ke-hoach/{plan.pk}/xac-nhan/", {"seen": number}).status_code == 409
    person = make_user()
    assert browser.post(f"/cong-tac/quan-tri/nguoi-dung/{person.pk}/ngung/", {"seen": number}).status_code == 409


@pytest.mark.parametrize(
    "change",
    [
        {"text": "a\0b"},
        {"lead": "Sở\0"},
        {"start": "01/01/0001"},
        {"end": "31/12/9999"},
        {"deliverables": "9" * 400 + " phóng sự"},
        {"deliverables": "9999999999999 phóng sự"},
        {"deliverables": "1,00001 phóng sự"},
        {"deliverables": "01 " + "a" * 5000},
        {"lead": "\n".join(f"Cơ quan số {n}" for n in range(10_000))},
        {"partners": "Sở " * 2000},
    ],
)
def test_an_item_takes_no_value_that_a_list_could_not_show(client_of, change):
    item = item_of(make_confirmed_plan())
    browser = client_of(make_coordinator())

    answer = browser.post(f"/cong-tac/nhiem-vu/{item.pk}/sua/", form_of(item, **change))

    assert answer.status_code == 422
    for address in [f"nhiem-vu/{item.pk}/", "nhiem-vu/", "nhiem-vu/excel/", ""]:
        assert browser.get("/cong-tac/" + address).status_code == 200, address


def test_words_of_time_with_an_impossible_year_give_no_day(client_of):
    item = item_of(make_confirmed_plan())
    browser = client_of(make_coordinator())
    words = "trước ngày 31/12/9999"

    browser.post(
        f"/cong-tac/nhiem-vu/{item.pk}/sua/", form_of(item, schedule_text=words, start="", end="", step="done")
    )

    item.refresh_from_db()
    assert (item.schedule_text, item.start, item.end) == (words, None, None)


def test_a_document_with_impossible_years_is_shown_without_their_days(client_of):
    plan = make_plan(period={"start": "0001-01-01", "end": "9999-12-31"}, issued_on="9999-12-31")
    assert (plan.period_start, plan.period_end, plan.issued_on) == (None, None, None)
    assert client_of(make_coordinator()).get(f"/cong-tac/ke-hoach/{plan.pk}/").status_code == 200


def test_a_reason_with_nul_or_a_book_in_it_is_cut(client_of):
    plan = make_plan()
    address = f"/cong-tac/ke-hoach/{plan.pk}/de-rieng/"

    client_of(make_coordinator()).post(address, {"seen": plan.version, "reason": "a\0b" + "c" * 100_000})

    plan.refresh_from_db()
    assert (plan.state, plan.state_reason) == ("set_aside", "ab" + "c" * 1998)


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_forms_answer_only_the_verbs_they_know(client_of, method):
    plan = make_plan()
    browser = client_of(make_coordinator())
    for address in [f"ke-hoach/{plan.pk}/dau-van-ban/", "ke-hoach/dua-vao/", f"nhiem-vu/{item_of(plan).pk}/sua/"]:
        assert getattr(browser, method)("/cong-tac/" + address).status_code == 405, address


@pytest.mark.parametrize("address", ["", "nhiem-vu/", "nhiem-vu/excel/", "ke-hoach/", "khong-co/", "quan-tri/"])
def test_no_page_of_a_person_stays_in_a_cache(client_of, address):
    answer = client_of(make_coordinator()).get("/cong-tac/" + address)
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_signing_in_gives_a_new_session_key(client):
    client.get("/tai-khoan/dang-nhap/")
    session = client.session
    session["set"] = "by an attacker"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    user = make_member()

    client.post("/tai-khoan/dang-nhap/", {"email": user.email.upper(), "password": PASSWORD})

    assert client.cookies["sessionid"].value != planted
    client.cookies["sessionid"] = planted
    assert client.get("/cong-tac/").status_code == 302


@pytest.mark.parametrize("cookie", [r'sessionid="abcdefghij\000x"', r'csrftoken="\000"', r'ttdn_language="\000"'])
def test_a_cookie_that_spells_nul_is_no_cookie(client, cookie):
    answer = client.get("/cong-tac/", headers={"Cookie": cookie})
    assert (answer.status_code, answer.url) == (302, "/tai-khoan/dang-nhap/?next=/cong-tac/")
