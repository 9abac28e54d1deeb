"""Administrative units on screen: who may, then and now, loading a province, origins taken in, committees made."""

from __future__ import annotations

import html
import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.people import make_agency, make_member, make_user
from tests.factories.plans import make_confirmed_plan, make_coordinator
from tests.factories.units import BEFORE, CHANGE, make_commune, make_district, make_province
from ttdn.agencies import units
from ttdn.agencies.actions import create_agency
from ttdn.agencies.models import AdministrativeUnit, Agency, GroupMember, Role, UnitSuccession
from ttdn.core.models import AuditEntry

pytestmark = pytest.mark.django_db
HOME = "/cong-tac/co-quan/don-vi/"


@pytest.fixture
def by():
    return make_coordinator()


@pytest.fixture
def browser(client_of, by):
    return client_of(by)


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def commune(province):
    return make_commune("Đồng Lúa", province)


@pytest.fixture
def old(province):
    return make_commune("Bến Đá", make_district("Thượng", province), valid_to=BEFORE, code="00042")


def page(browser, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return html.unescape(response.content.decode())


def names(text: str) -> list[str]:
    return re.findall(r"data-row-link[^>]*>([^<]*)<", text)


@pytest.mark.parametrize("role", [Role.FOCAL_OFFICER, Role.LEADER, None])
def test_others_read_at_most_and_change_nothing(client_of, by, province, commune, old, role):
    agency = create_agency(kind="peoples_committee", tier="commune", name="UBND xã Đồng Lúa", by=by)
    entry = units.record_origins([units.Origin(predecessor=old, successor=commune, date=CHANGE)], by=by)
    browser = client_of(make_member(role) if role else make_user())
    count = AuditEntry.objects.count()
    forms = ["them/", "tinh/?tinh=51", f"{commune.pk}/sua/", f"{commune.pk}/hinh-thanh-tu/"]
    forms += [f"{province.pk}/nhap-nguon-goc/", f"{province.pk}/uy-ban-nhan-dan/"]
    posts = [*forms, f"{commune.pk}/gan-co-quan/", f"{commune.pk}/co-quan/{agency.pk}/bo-gan/"]
    data = {"name": "Lạc", "kind": "xã", "tier": "province", "seen": 1, "agency": agency.pk, "unit": commune.pk}

    answers = [browser.get(HOME + each) for each in forms] + [browser.post(HOME + each, data) for each in posts]
    answers.append(browser.post(f"/cong-tac/hoan-tac/{entry.pk}/"))

    assert {answer.status_code for answer in answers} == {403}
    assert (AuditEntry.objects.count(), UnitSuccession.objects.count()) == (count, 1)
    shown = browser.get(f"{HOME}{commune.pk}/")
    assert shown.status_code == (200 if role else 404)
    assert names(browser.get(HOME).content.decode()) == (["Xã Đồng Lúa", "Tỉnh An Sơn"][::-1] if role else [])
    assert "Sửa" not in shown.content.decode()


def test_an_empty_list_says_where_to_begin(browser, client_of):
    assert "Chọn tỉnh của cơ sở này" in page(browser, HOME)
    text = page(client_of(make_member(Role.LEADER)), HOME)
    assert "Chưa có đơn vị hành chính nào" in text
    assert "Chọn tỉnh của cơ sở này" not in text


def test_the_list_finds_then_and_now_by_province_tier_and_words(browser, province, commune, old):
    other = make_commune("Đồng Lúa", make_province("Lạc Hồng"), kind="phường")

    def found(query: str) -> list[str]:
        return names(page(browser, HOME + query))

    assert found("?tier=commune") == ["Xã Đồng Lúa", "Phường Đồng Lúa"]
    assert found(f"?tier=commune&tinh={other.province_id}") == ["Phường Đồng Lúa"]
    assert found("?q=dong+lua+xa") == ["Xã Đồng Lúa"]
    assert found("?state=ended") == ["Xã Bến Đá", "Huyện Thượng"]
    assert found("?state=all&q=00042") == ["Xã Bến Đá"]
    assert len(found("?state=all")) == len(found("?state=all&tier=bogus&tinh=bogus")) == 6


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_and_pages_ask_the_same_number_of_questions_however_long(
    browser, by, province, old, rows, django_assert_num_queries
):
    for n in range(rows):
        commune = make_commune(f"Đồng {n}", province)
        units.record_origins([units.Origin(predecessor=old, successor=commune, date=CHANGE)], by=by)
        make_agency(unit=commune)
        make_agency(unit=old)
    with django_assert_num_queries(6):
        page(browser, HOME)
    with django_assert_num_queries(10):
        page(browser, f"{HOME}{old.pk}/")
    with django_assert_num_queries(10):
        page(browser, f"{HOME}{province.pk}/")


def test_the_workbook_holds_the_rows_shown_and_no_formula(browser, province):
    make_commune("Lúa", province, kind="=1+1")
    make_commune("Bến", province, valid_to=BEFORE)
    response = browser.get(HOME + "excel/?tier=commune")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert [(row[1].value, row[1].data_type, row[4].value) for row in sheet.iter_rows(min_row=2)] == [
        ("=1+1 Lúa", "s", "Tỉnh An Sơn")
    ]


def test_a_province_is_chosen_loaded_and_taken_back(browser):
    assert "Tỉnh Quảng Ngãi" in page(browser, HOME + "tinh/")
    text = page(browser, HOME + "tinh/?tinh=51")
    assert "96 xã, phường, đặc khu hiện nay sẽ được nạp." in text
    ticked = re.findall(r'<input[^>]*value="(\d+)"[^>]*checked', text)
    assert ticked == ["62", "51"]  # Kon Tum comes before Quảng Ngãi

    answer = browser.post(HOME + "tinh/?tinh=51", {"old": ticked})
    province = AdministrativeUnit.objects.get(vintage="2026", code="51")
    assert answer.url == f"{HOME}{province.pk}/"
    shown = page(browser, answer.url)
    assert "Tỉnh Kon Tum" in shown
    assert shown.count("chưa kiểm chứng") == 3  # two origins and the unit itself

    entry = AuditEntry.objects.get(action="agencies.load_units")
    browser.post(f"/cong-tac/hoan-tac/{entry.pk}/")
    assert AdministrativeUnit.objects.count() == 0


def test_a_province_loaded_before_offers_what_is_missing(browser):
    browser.post(HOME + "tinh/?tinh=51", {"old": ["51"]})
    text = page(browser, HOME + "tinh/?tinh=51")
    assert "Đơn vị hiện nay đã được nạp." in text
    assert 'value="62"' in text
    assert browser.post(HOME + "tinh/?tinh=51", {}).status_code == 422
    assert browser.post(HOME + "tinh/?tinh=51", {"old": ["51"]}).status_code == 422
    browser.post(HOME + "tinh/?tinh=51", {"old": ["62"]})
    assert UnitSuccession.objects.count() == 2


@pytest.mark.parametrize("code", ["99", "x", "\x00", ""])
def test_no_province_of_that_code_is_the_choice_again(browser, code):
    assert browser.get(HOME + "tinh/", {"tinh": code}).status_code == 200
    assert AdministrativeUnit.objects.count() == 0


def test_add_and_correct_a_unit(browser, province):
    data = {"kind": "Đặc khu", "name": "Cù Lao", "tier": "commune", "parent": province.pk, "source": "NQ 1/NQ-HĐND"}
    browser.post(HOME + "them/", data)
    unit = AdministrativeUnit.objects.get(name="Cù Lao")
    assert (unit.kind, unit.full_name, unit.province, unit.certainty) == ("đặc khu", "Đặc khu Cù Lao", province, "V")

    edited = {"seen": 1, "kind": "đặc khu", "name": "Cù Lao Lớn", "source": "NQ 1/NQ-HĐND", "valid_from": "01/07/2025"}
    browser.post(f"{HOME}{unit.pk}/sua/", edited)
    unit.refresh_from_db()
    assert (unit.name, unit.valid_from) == ("Cù Lao Lớn", CHANGE)
    stale = browser.post(f"{HOME}{unit.pk}/sua/", edited | {"name": "Cù Lao Bé"})
    assert stale.status_code == 409
    assert "Cù Lao Lớn" in stale.content.decode()
    assert "Cù Lao Bé" in stale.content.decode()


@pytest.mark.parametrize(
    "change", [{"name": ""}, {"kind": ""}, {"tier": "central"}, {"parent": ""}, {"tier": "province"}, {"valid_to": "x"}]
)
def test_a_wrong_unit_is_refused_and_what_was_typed_stays(browser, province, change):
    data = {"kind": "xã", "name": "Lạc", "tier": "commune", "parent": province.pk, "source": "NQ đang gõ"}
    answer = browser.post(HOME + "them/", data | change)
    assert answer.status_code == 422
    assert "NQ đang gõ" in answer.content.decode()
    assert AdministrativeUnit.objects.count() == 1


def test_the_page_of_a_unit_tells_where_it_came_from_and_went(browser, commune, old):
    answer = browser.post(
        f"{HOME}{commune.pk}/hinh-thanh-tu/",
        {"predecessor": old.pk, "extent": "part", "date": "01/07/2025", "basis": "NQ 2/NQ-HĐND"},
    )
    text = page(browser, answer.url)
    row = re.search(r"<tr>\s*<td><a[^>]*>Xã Bến Đá.*?</tr>", text, re.DOTALL)[0]
    assert all(words in row for words in ("Huyện Thượng", "một phần", "01/07/2025", "NQ 2/NQ-HĐND"))
    assert "chưa kiểm chứng" not in row
    assert "Xã Đồng Lúa" in page(browser, f"{HOME}{old.pk}/").split("Nay là", 1)[1]
    assert browser.post(f"{HOME}{commune.pk}/hinh-thanh-tu/", {"predecessor": old.pk}).status_code == 422


def taken(browser, province, data: bytes, name: str = "nguon-goc.csv"):
    """The table handed in, as far as what it would do."""
    sent = {"file": SimpleUploadedFile(name, data), "declared": "on"}
    return browser.post(f"{HOME}{province.pk}/nhap-nguon-goc/", sent)


def confirmed(browser, province, shown):
    held = dict(re.findall(r'name="(token|seen)" value="([^"]*)"', shown.content.decode()))
    return browser.post(f"{HOME}{province.pk}/nhap-nguon-goc/", held)


LIST = """Mã cũ;Đơn vị cũ;Thuộc đơn vị cũ;Đơn vị mới;Phần;Từ ngày;Văn bản quyết định
00042;xã Bến Đá;;xã Đồng Lúa;;01/07/2025;NQ 2
;xã Gò;huyện Thượng;xa dong lua;một phần;;
;xã Gò;huyện Thượng;;;;
;xã Gò;;xã Không Có;;;
"""


def test_a_list_of_origins_is_shown_first_and_its_good_lines_recorded_as_one(browser, province, commune, old):
    make_commune("Gò", old.parent, valid_to=BEFORE)
    shown = taken(browser, province, LIST.encode())
    assert (shown.status_code, UnitSuccession.objects.count()) == (200, 0)
    assert "Không có đơn vị “xã Không Có”." in html.unescape(shown.content.decode())

    answer = confirmed(browser, province, shown)
    assert answer.url == f"{HOME}{province.pk}/"
    assert list(UnitSuccession.objects.values_list("predecessor__name", "successor__name", "extent", "basis")) == [
        ("Bến Đá", "Đồng Lúa", "all", "NQ 2"),
        ("Gò", "Đồng Lúa", "part", ""),
    ]
    assert set(UnitSuccession.objects.values_list("date", flat=True)) == {CHANGE}
    entry = AuditEntry.objects.get(action="agencies.record_unit_origins")
    browser.post(f"/cong-tac/hoan-tac/{entry.pk}/")
    assert UnitSuccession.objects.count() == 0


def test_the_table_of_old_communes_is_filled_in_and_comes_back(browser, by, province, commune, old):
    before = make_province("Lạc Hồng", valid_to=BEFORE)
    make_commune("Gò", make_district("Hạ", before), valid_to=BEFORE)
    make_commune("Xa", make_district("Xa", make_province("Xa", valid_to=BEFORE)), valid_to=BEFORE)
    units.record_origins([units.Origin(predecessor=before, successor=province, date=CHANGE)], by=by)
    units.record_origins([units.Origin(predecessor=old, successor=commune, date=CHANGE)], by=by)
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"{HOME}{province.pk}/don-vi-cu-excel/").content))
    lines = list(book.active.iter_rows(min_row=2))
    assert [(line[1].value, line[3].value) for line in lines] == [("Xã Bến Đá", "Xã Đồng Lúa"), ("Xã Gò", None)]

    lines[1][3].value = "xã Đồng Lúa"
    file = io.BytesIO()
    book.save(file)
    confirmed(browser, province, taken(browser, province, file.getvalue(), "nguon-goc.xlsx"))
    assert list(commune.came_from.values_list("predecessor__name", flat=True)) == ["Bến Đá", "Gò"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (";xã Đồng Lúa;;xã Đồng Lúa;;;", "Không có đơn vị “xã Đồng Lúa”."),
        (";xã Gò;;xã Đồng Lúa;;;", "Có 2 đơn vị tên “xã Gò”"),
        (";xã Bến Đá;;xã Đồng Lúa;;;\n00042;xã Bến Đá;;xã Đồng Lúa;;;", "Hai đơn vị này đã có ở một dòng trước."),
        (";xã Bến Đá;;xã Đồng Lúa;;hôm qua;", "Viết ngày theo dạng ngày/tháng/năm"),
        (";xã Bến Đá;;xã Đồng Lúa;;30/06/2025;", "chưa có vào ngày 30/06/2025"),
        (f";xã Bến Đá;;xã Đồng Lúa;;;{'a' * 301}", "dài quá 300 ký tự"),
    ],
)
def test_a_wrong_line_of_origins_says_why(browser, province, commune, old, lines, told):
    make_commune("Gò", old.parent, valid_to=BEFORE)
    make_commune("Gò", make_district("Hạ", province), valid_to=BEFORE)
    shown = taken(browser, province, f"{LIST.splitlines()[0]}\n{lines}".encode())
    assert told in html.unescape(shown.content.decode())


def test_committees_are_shown_chosen_made_and_open_the_group(browser, by, province, commune):
    group = create_agency(kind="group", tier="province", name="Ủy ban nhân dân các xã, phường", by=by)
    left_out = make_commune("Gò", province)
    address = f"{HOME}{province.pk}/uy-ban-nhan-dan/"
    text = page(browser, address)
    assert "Ủy ban nhân dân xã Đồng Lúa" in text
    assert f'value="{group.pk}" selected' in text
    shown = re.findall(r'name="seen" value="([^"]+)"', text)

    stale = browser.post(address, {"unit": commune.pk, "group": group.pk, "seen": f"{group.pk}-9"})
    assert stale.status_code == 409
    assert browser.post(address, {"group": group.pk, "seen": shown}).status_code == 409
    answer = browser.post(address, {"unit": commune.pk, "group": group.pk, "seen": shown})

    assert answer.url == f"{HOME}{province.pk}/"
    agency = Agency.objects.get(unit__isnull=False)
    assert (agency.name, agency.unit) == ("Ủy ban nhân dân xã Đồng Lúa", commune)
    assert GroupMember.objects.get().member == agency
    assert left_out.full_name in page(browser, address)
    assert commune.full_name in page(browser, f"/cong-tac/co-quan/{agency.pk}/")
    entry = AuditEntry.objects.get(action="agencies.make_committees")
    browser.post(f"/cong-tac/hoan-tac/{entry.pk}/")
    assert not Agency.objects.filter(pk=agency.pk).exists()


def test_a_body_is_tied_to_its_unit_with_its_work(browser, by, commune):
    agency = create_agency(kind="peoples_committee", tier="commune", name="Sở Ngoại vụ", by=by)
    make_confirmed_plan(by=by)  # led by the body of that name
    browser.post(f"{HOME}{commune.pk}/gan-co-quan/", {"agency": agency.pk})
    row = page(browser, f"{HOME}{commune.pk}/").split('id="co-quan"')[1]
    assert re.findall(r'class="number"[^>]*>(\d+)<', row) == ["1", "0"]
    agency.refresh_from_db()
    assert browser.post(f"{HOME}{commune.pk}/co-quan/{agency.pk}/bo-gan/", {"seen": 1}).status_code == 409
    browser.post(f"{HOME}{commune.pk}/co-quan/{agency.pk}/bo-gan/", {"seen": agency.version})
    assert not Agency.objects.filter(unit=commune).exists()
    assert browser.post(f"{HOME}{commune.pk}/gan-co-quan/", {"agency": "x"}).status_code == 302


@pytest.mark.parametrize("address", ["{}/nhap-nguon-goc/", "{}/don-vi-cu-excel/", "{}/uy-ban-nhan-dan/"])
def test_only_a_province_has_pages_for_the_whole_of_it(browser, commune, address):
    assert browser.get(HOME + address.format(commune.pk)).status_code == 404
