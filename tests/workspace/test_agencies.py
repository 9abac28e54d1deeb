"""The directory on screen: who may, what is shown before it is done, and what it looks like afterwards."""

import datetime as dt
import io
import re

import openpyxl
import pytest

from tests.factories.people import make_administrator, make_agency, make_member, make_user
from tests.factories.plans import make_confirmed_plan, make_coordinator, make_plan
from ttdn.agencies import actions, grouping, keeping, successions
from ttdn.agencies.models import Agency, GroupMember, Role, Succession
from ttdn.agencies.successions import Share
from ttdn.core.models import AuditEntry

pytestmark = pytest.mark.django_db
HOME = "/cong-tac/co-quan/"
MARCH = dt.date(2025, 3, 1)
CHANGES = ("doi-ten", "sap-nhap", "chia-tach", "chuyen-chuc-nang", "giai-the", "lap-lai")


@pytest.fixture
def coordinator():
    return make_coordinator()


@pytest.fixture
def browser(client_of, coordinator):
    return client_of(coordinator)


def found(name: str, by, **fields) -> Agency:
    fields = {"kind": "department", "tier": "province"} | fields
    return Agency.objects.get(pk=actions.create_agency(name=name, by=by, **fields).pk)


@pytest.fixture
def foreign(coordinator):
    """Leads and is named in the plan of the factory."""
    return found("Sở Ngoại vụ", coordinator)


@pytest.fixture
def culture(coordinator):
    return found("Sở Văn hóa", coordinator)


def page(browser, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def confirmed(html: str, **changes) -> dict:
    """What the preview's form sends when it is confirmed."""
    pairs = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html.split('<aside class="record-aside"')[1]
    )
    data: dict = {"step": "done"}
    for name, value in pairs:
        data.setdefault(name, []).append(value)
    return data | changes


def merge(browser, agency: Agency, into: Agency):
    address = f"{HOME}{agency.pk}/thay-doi/sap-nhap/"
    preview = browser.post(address, {"into": into.pk, "on": "01/03/2025", "basis": "NQ 1", "abbreviations": ""})
    assert preview.status_code == 200
    return address, preview.content.decode()


@pytest.mark.parametrize("role", [Role.FOCAL_OFFICER, Role.LEADER, None])
def test_others_read_at_most_and_change_nothing(client_of, coordinator, foreign, culture, role):
    group = found("Các sở", coordinator, kind="group")
    grouping.add_member(group, foreign, seen=1, by=coordinator)
    held = GroupMember.objects.get()
    inside = f"{group.pk}/thanh-vien/"
    entry = AuditEntry.objects.filter(action="agencies.change_members").get()
    browser = client_of(make_member(role) if role else make_user())
    count = AuditEntry.objects.count()
    forms = ["them/", f"{foreign.pk}/sua/", f"{foreign.pk}/them-ten/"]
    forms += [f"{foreign.pk}/thay-doi/{what}/" for what in CHANGES]
    forms += [inside, f"{inside}{held.pk}/", f"{inside}theo-quy-tac/"]
    data = {"name": "Sở Giả", "on": "01/03/2025", "kind": "department", "tier": "province", "language": "vi", "seen": 1}
    data |= {"into": culture.pk, "members": [culture.pk], "step": "done"}

    answers = [browser.get(HOME + each) for each in forms] + [browser.post(HOME + each, data) for each in forms]
    answers.append(browser.post(f"/cong-tac/hoan-tac/{entry.pk}/"))

    assert {answer.status_code for answer in answers} == {403}
    assert (AuditEntry.objects.count(), Succession.objects.count(), GroupMember.objects.count()) == (count, 0, 1)
    assert not Agency.objects.filter(name="Sở Giả").exists()
    shown = browser.get(f"{HOME}{foreign.pk}/")
    assert shown.status_code == (200 if role else 404)
    assert "thay-doi" not in shown.content.decode()


def test_list_filters_by_kind_tier_and_state(browser, coordinator, foreign):
    found("Báo tỉnh", coordinator, kind="press")
    found("Ủy ban nhân dân huyện Cũ", coordinator, tier="district", valid_to=dt.date(2025, 6, 30))

    def names(query: str) -> list[str]:
        return re.findall(r"data-row-link[^>]*>([^<]*)<", page(browser, HOME + query))

    own = coordinator.memberships.get().agency.name
    assert names("?kind=press") == ["Báo tỉnh"]
    assert names("?kind=department&q=ngoai") == ["Sở Ngoại vụ"]
    assert names("?state=ended") == ["Ủy ban nhân dân huyện Cũ"]
    assert names("?tier=district&state=all") == ["Ủy ban nhân dân huyện Cũ"]
    assert sorted(names("?kind=bogus")) == sorted(["Báo tỉnh", "Sở Ngoại vụ", own])


def test_workbook_holds_the_rows_shown_and_no_formula(browser, coordinator, foreign):
    found("=HYPERLINK(1)", coordinator, kind="press")
    response = browser.get(HOME + "excel/?kind=press")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert [(row[1].value, row[1].data_type) for row in sheet.iter_rows(min_row=2)] == [("=HYPERLINK(1)", "s")]


def test_add_edit_and_name_an_agency(browser):
    data = {"name": "Sở Mới", "kind": "department", "tier": "province", "abbreviations": "Sở M\nSM", "code": "H1.2"}
    response = browser.post(HOME + "them/", data)
    agency = Agency.objects.get(name="Sở Mới")
    assert (response.url, agency.code) == (f"{HOME}{agency.pk}/", "H1.2")

    edited = {"seen": 1, "kind": "press", "tier": "province", "code": "H1.3", "valid_from": "01/07/2025"}
    browser.post(f"{HOME}{agency.pk}/sua/", edited)
    agency.refresh_from_db()
    assert (agency.kind, agency.code, agency.valid_from) == ("press", "H1.3", dt.date(2025, 7, 1))
    stale = browser.post(f"{HOME}{agency.pk}/sua/", edited | {"kind": "other"})
    assert stale.status_code == 409
    for both in ("Báo chí, phát thanh, truyền hình", "Khác"):
        assert both in stale.content.decode()

    browser.post(f"{HOME}{agency.pk}/them-ten/", {"seen": 2, "name": "New Department", "language": "en"})
    html = page(browser, f"{HOME}{agency.pk}/")
    assert "New Department" in html
    entry = AuditEntry.objects.get(action="agencies.add_name")
    browser.post(f"/cong-tac/hoan-tac/{entry.pk}/")
    assert list(agency.names.values_list("name", flat=True)) == ["Sở Mới"]


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"code": "H0"}, {"valid_from": "01/02/2025", "valid_to": "01/01/2025"}, {"kind": "không có"}],
)
def test_a_wrong_agency_is_refused_and_what_was_typed_stays(browser, change):
    make_agency("Sở Cũ", code="H0")
    data = {"name": "Sở Mới", "kind": "department", "tier": "province", "basis": "QĐ đang gõ"}
    response = browser.post(HOME + "them/", data | change)
    assert response.status_code == 422
    assert "QĐ đang gõ" in response.content.decode()
    assert Agency.objects.filter(name="Sở Mới").count() == 0


def test_an_agency_is_not_below_its_own_unit(browser, coordinator, foreign):
    unit = found("Trung tâm", coordinator, kind="public_unit", parent=foreign)
    data = {"seen": 1, "kind": "department", "tier": "province", "parent": unit.pk}
    response = browser.post(f"{HOME}{foreign.pk}/sua/", data)
    assert response.status_code == 422
    assert Agency.objects.get(pk=foreign.pk).parent is None


def test_preview_shows_what_it_touches_and_changes_nothing(browser, coordinator, foreign, culture):
    make_confirmed_plan(by=coordinator)
    make_member(agency=foreign, name="Lê Văn Bình")
    group = found("Các sở", coordinator, kind="group")
    grouping.add_member(group, foreign, seen=1, by=coordinator)
    count = AuditEntry.objects.count()
    _address, html = merge(browser, foreign, culture)
    for shown in ("Biên soạn 02 tập gấp", "Lê Văn Bình", "Các sở", "28/02/2025", "NQ 1"):
        assert shown in html
    assert (AuditEntry.objects.count(), Succession.objects.count()) == (count, 0)


def test_the_history_of_each_agency_tells_of_a_merge(browser, foreign, culture):
    address, html = merge(browser, foreign, culture)
    browser.post(address, confirmed(html))
    other = make_agency()
    shown = ["Sáp nhập cơ quan" in page(browser, f"{HOME}{each.pk}/") for each in (foreign, culture, other)]
    assert shown == [True, True, False]


def test_merge_is_done_after_its_preview_and_undone(browser, foreign, culture):
    address, html = merge(browser, foreign, culture)
    response = browser.post(address, confirmed(html), follow=True)
    assert response.redirect_chain[0][0] == f"{HOME}{culture.pk}/"
    assert "Đã ghi việc sáp nhập." in response.content.decode()
    row = Succession.objects.get()
    assert (row.predecessor, row.successor, row.basis) == (foreign, culture, "NQ 1")
    entry = AuditEntry.objects.get(action="agencies.merge")
    assert f"/cong-tac/hoan-tac/{entry.pk}/" in response.content.decode()
    browser.post(f"/cong-tac/hoan-tac/{entry.pk}/")
    assert (Succession.objects.count(), Agency.objects.get(pk=foreign.pk).valid_to) == (0, None)


def test_a_change_by_somebody_else_meanwhile_brings_the_preview_again(browser, coordinator, foreign, culture):
    address, html = merge(browser, foreign, culture)
    keeping.edit_agency(culture, seen=1, by=coordinator, code="H9")
    response = browser.post(address, confirmed(html))
    assert response.status_code == 409
    assert Succession.objects.count() == 0
    again = browser.post(address, confirmed(response.content.decode()))
    assert (again.status_code, Succession.objects.count()) == (302, 1)


def test_sent_without_the_preview_nothing_is_done(browser, foreign, culture):
    data = {"into": culture.pk, "on": "01/03/2025", "step": "done", "seen": ["nonsense", "seen-1=x"]}
    assert browser.post(f"{HOME}{foreign.pk}/thay-doi/sap-nhap/", data).status_code == 409
    assert Succession.objects.count() == 0


def test_back_from_the_preview_keeps_what_was_typed(browser, foreign, culture):
    address, html = merge(browser, foreign, culture)
    response = browser.post(address, confirmed(html, step="form"))
    assert response.status_code == 200
    assert 'value="NQ 1"' in response.content.decode()


@pytest.mark.parametrize(
    ("what", "data", "kind"),
    [
        ("doi-ten", {"name": "Sở Đối ngoại"}, "rename"),
        ("chia-tach", {"heir_1": "culture", "function_1": "báo chí", "new_2": "Sở Số", "function_2": "số"}, "split"),
        ("giai-the", {}, "dissolve"),
        ("lap-lai", {}, "refound"),
    ],
)
def test_each_change_by_its_form(browser, foreign, culture, what, data, kind):
    address = f"{HOME}{foreign.pk}/thay-doi/{what}/"
    assert browser.get(address).status_code == 200
    data = {name: culture.pk if value == "culture" else value for name, value in data.items()}
    preview = browser.post(address, data | {"on": "01/03/2025"})
    assert preview.status_code == 200
    response = browser.post(address, confirmed(preview.content.decode()))
    assert response.status_code == 302
    assert set(Succession.objects.values_list("kind", flat=True)) == {kind}
    assert browser.get(response.url).status_code == 200
    assert page(browser, f"{HOME}{foreign.pk}/")


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("doi-ten", {"name": "Sở Ngoại vụ"}),
        ("doi-ten", {"name": "Sở Khác", "on": ""}),
        ("sap-nhap", {}),
        ("sap-nhap", {"name": "Sở Mới"}),
        ("chia-tach", {"new_1": "Sở Một"}),
        ("chia-tach", {"function_1": "báo chí", "new_2": "Sở Một"}),
        ("giai-the", {"on": "32/13/2025"}),
    ],
)
def test_a_wrong_change_is_refused(browser, foreign, what, data):
    response = browser.post(f"{HOME}{foreign.pk}/thay-doi/{what}/", {"on": "01/03/2025"} | data)
    assert response.status_code == 422
    assert Succession.objects.count() == 0


def test_a_function_moves_with_the_tasks_ticked(browser, client_of, coordinator, foreign, culture):
    plan = make_confirmed_plan(by=coordinator, tasks=2)
    first, second = plan.items.filter(kind="task")
    address = f"{HOME}{foreign.pk}/thay-doi/chuyen-chuc-nang/"
    data = {"function": "tập gấp, xuất bản", "into": culture.pk, "on": "01/03/2025", "basis": "NQ 3"}
    html = browser.post(address, data).content.decode()
    ticked = re.findall(r'name="item" value="(\d+)"[^>]*checked', html)
    assert ticked == [str(first.pk), str(second.pk)]

    answer = browser.post(address, confirmed(html, item=[str(second.pk), "99999", "x"]))

    assert (answer.status_code, Succession.objects.get().items) == (302, [second.pk])
    old = page(browser, f"{HOME}{foreign.pk}/")
    assert "Chức năng đã chuyển đi" in old
    assert "đã chuyển sang Sở Văn hóa" in old
    assert "Đã kết thúc" not in old
    html = page(browser, f"/cong-tac/nhiem-vu/{second.pk}/")
    assert re.search(r"nay là.*?Sở Văn hóa</a> \(tập gấp, xuất bản\)", html, re.DOTALL)
    assert "nay là" not in page(browser, f"/cong-tac/nhiem-vu/{first.pk}/")
    assert "tiếp nhận từ Sở Ngoại vụ" in page(client_of(make_member(agency=culture)), "/cong-tac/")


def test_a_move_without_a_function_or_a_receiver_is_refused(browser, foreign, culture):
    address = f"{HOME}{foreign.pk}/thay-doi/chuyen-chuc-nang/"
    for data in ({"into": culture.pk}, {"function": "báo chí"}, {"function": "báo chí", "into": foreign.pk}):
        assert browser.post(address, {"on": "01/03/2025"} | data).status_code == 422
    assert Succession.objects.count() == 0


def test_an_unknown_change_is_not_found(browser, foreign):
    assert browser.get(f"{HOME}{foreign.pk}/thay-doi/bay-mau/").status_code == 404


def split_of(foreign, culture, coordinator):
    other = found("Sở Khoa học", coordinator)
    shares = [Share(successor=culture, function="báo chí"), Share(successor=other, function="chuyển đổi số")]
    versions = {agency.pk: agency.version for agency in (foreign, culture, other)}
    successions.split_agency(foreign, shares=shares, on=MARCH, basis="NQ 2", seen=versions, by=coordinator)
    return other


def test_then_and_now_of_an_old_task(browser, client_of, coordinator, foreign, culture):
    item = make_confirmed_plan(by=coordinator).items.get(key="t1")
    before = page(browser, f"/cong-tac/nhiem-vu/{item.pk}/")
    assert "nay là" not in before
    split_of(foreign, culture, coordinator)

    html = page(browser, f"/cong-tac/nhiem-vu/{item.pk}/")
    assert re.search(r"Sở Ngoại vụ</a>.*?nay là.*?Sở Văn hóa</a> \(báo chí\)", html, re.DOTALL)
    taken = page(browser, f"{HOME}{culture.pk}/")
    for shown in ("Đã tiếp nhận từ", "Sở Ngoại vụ", "01/03/2025", "báo chí", "NQ 2", "Biên soạn 02 tập gấp"):
        assert shown in taken
    old = page(browser, f"{HOME}{foreign.pk}/")
    assert "Nay là" in old
    assert "Đã kết thúc, hết ngày 28/02/2025" in old

    officer = client_of(make_member(agency=culture))
    assert "tiếp nhận từ Sở Ngoại vụ" in page(officer, "/cong-tac/")
    assert "Biên soạn 02 tập gấp" in page(officer, f"/cong-tac/nhiem-vu/?agency={culture.pk}")
    outsider = client_of(make_member())
    assert "Biên soạn 02 tập gấp" not in page(outsider, "/cong-tac/")


def test_a_plan_in_review_is_offered_to_no_heir(client_of, coordinator, foreign, culture):
    make_plan(by=coordinator)
    split_of(foreign, culture, coordinator)
    officer = client_of(make_member(agency=culture))
    for address in ("/cong-tac/", f"{HOME}{culture.pk}/", f"/cong-tac/nhiem-vu/?agency={culture.pk}"):
        assert "Biên soạn 02 tập gấp" not in page(officer, address)


def test_pages_take_as_many_queries_for_three_as_for_one(browser, coordinator, foreign, culture):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def counts() -> list[int]:
        found_now = []
        for address in (HOME, f"{HOME}{culture.pk}/", f"/cong-tac/nhiem-vu/{item.pk}/"):
            with CaptureQueriesContext(connection) as queries:
                browser.get(address)
            found_now.append(len(queries))
        return found_now

    item = make_confirmed_plan(by=coordinator).items.get(key="t1")
    split_of(foreign, culture, coordinator)
    counts()
    one = counts()
    make_confirmed_plan(by=coordinator, tasks=3)
    for name in ("Sở Hai", "Sở Ba"):
        old = found(name, coordinator)
        held = Agency.objects.get(pk=culture.pk)
        versions = {old.pk: 1, held.pk: held.version}
        successions.merge_agencies([old], into=held, on=MARCH, seen=versions, by=coordinator)
    assert counts() == one


def test_only_an_administrator_gives_a_role_back(client_of, coordinator, foreign):
    held = make_member(agency=foreign).memberships.get()
    entry = actions.end_membership(held, seen=1, by=coordinator)
    assert client_of(coordinator).post(f"/cong-tac/hoan-tac/{entry.pk}/").status_code == 403
    administrator = make_administrator()
    held.refresh_from_db()
    assert held.valid_to is not None
    assert client_of(administrator).post(f"/cong-tac/hoan-tac/{entry.pk}/").status_code == 403  # not their own act
