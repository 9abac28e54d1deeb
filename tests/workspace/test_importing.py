"""A table taken in on screen: chosen, shown line by line, confirmed, undone; and what goes wrong on the way."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.people import make_administrator, make_member, make_user
from tests.factories.plans import make_coordinator
from ttdn.agencies import keeping
from ttdn.agencies.actions import create_agency
from ttdn.agencies.models import Agency, Role
from ttdn.core.models import AuditEntry, RefusedFile, StoredFile

pytestmark = pytest.mark.django_db
HERE = "/cong-tac/co-quan/nhap/"
TABLE = "Tên,Loại,Mã định danh\nSở Văn hóa,department,H2\nBáo tỉnh,press,\nSở Lạ,xịn,\n"


@pytest.fixture
def coordinator():
    return make_coordinator()


@pytest.fixture
def browser(client_of, coordinator):
    return client_of(coordinator)


@pytest.fixture
def culture(coordinator):
    made = create_agency(kind="department", tier="province", name="Sở Văn hóa", code="H1", by=coordinator)
    return Agency.objects.get(pk=made.pk)


def choose(browser, text: str | bytes = TABLE, name: str = "co-quan.csv", **more):
    data = text.encode() if isinstance(text, str) else text
    return browser.post(HERE, {"file": SimpleUploadedFile(name, data), "declared": "on"} | more)


def confirmation(answer) -> dict:
    html = answer.content.decode()
    return {name: re.search(rf'name="{name}" value="([^"]+)"', html)[1] for name in ("token", "seen")}


def test_chosen_shown_confirmed_and_undone(browser, culture):
    assert browser.get(HERE).status_code == 200
    count = AuditEntry.objects.count()

    shown = choose(browser)

    html = shown.content.decode()
    for words in ("co-quan.csv", "Không hiểu “xịn”", "Mã định danh", "H1", "H2", "Báo tỉnh"):
        assert words in html
    assert (shown.status_code, AuditEntry.objects.count(), Agency.objects.filter(name="Báo tỉnh").count()) == (
        200,
        count,
        0,
    )

    answer = browser.post(HERE, confirmation(shown), follow=True)

    assert "Đã ghi 2 dòng của bảng." in answer.content.decode()
    assert AuditEntry.objects.count() == count + 1
    assert (Agency.objects.get(pk=culture.pk).code, Agency.objects.filter(name="Báo tỉnh").count()) == ("H2", 1)
    entry = AuditEntry.objects.get(action="agencies.import_table")
    assert f"/cong-tac/hoan-tac/{entry.pk}/" in answer.content.decode()
    browser.post(f"/cong-tac/hoan-tac/{entry.pk}/")
    assert (Agency.objects.get(pk=culture.pk).code, Agency.objects.filter(name="Báo tỉnh").count()) == ("H1", 0)


def test_the_list_downloaded_comes_back_as_it_is(browser, culture):
    data = browser.get("/cong-tac/co-quan/excel/?state=all").content
    html = choose(browser, data, "co-quan.xlsx").content.decode()
    assert "Bảng giống hệt những gì đang có" in html
    assert 'name="token"' not in html


def test_twice_confirmed_is_once(browser, culture):
    data = confirmation(choose(browser))
    assert browser.post(HERE, data).status_code == 302
    again = browser.post(HERE, data)
    assert again.status_code == 409
    assert Agency.objects.filter(name="Báo tỉnh").count() == 1


def test_changed_meanwhile_it_is_shown_again_and_then_taken(browser, coordinator, culture):
    data = confirmation(choose(browser))
    keeping.edit_agency(culture, seen=1, by=coordinator, code="H3")
    stale = browser.post(HERE, data)
    assert stale.status_code == 409
    assert "vừa được người khác sửa" in stale.content.decode()
    assert Agency.objects.get(pk=culture.pk).code == "H3"
    assert browser.post(HERE, confirmation(stale)).status_code == 302
    assert Agency.objects.get(pk=culture.pk).code == "H2"


@pytest.mark.parametrize("person", [Role.FOCAL_OFFICER, Role.LEADER, None])
def test_others_take_nothing_in(client_of, browser, culture, person):
    data = confirmation(choose(browser))
    other = client_of(make_member(person) if person else make_user())
    assert {other.get(HERE).status_code, choose(other).status_code, other.post(HERE, data).status_code} == {403}
    assert Agency.objects.get(pk=culture.pk).code == "H1"


def test_the_token_is_its_owners_and_no_other(client_of, browser, culture):
    data = confirmation(choose(browser))
    other = client_of(make_administrator())
    assert other.post(HERE, data).status_code == 422
    assert browser.post(HERE, data | {"token": data["token"] + "x"}).status_code == 422
    assert Agency.objects.get(pk=culture.pk).code == "H1"


def test_the_file_gone_a_new_one_is_asked_for(browser, culture):
    data = confirmation(choose(browser))
    StoredFile.objects.all().delete()
    answer = browser.post(HERE, data)
    assert (answer.status_code, "Hãy chọn lại tệp" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Tệp rỗng"),
        (b"%PDF-1.4", "không phải bảng tính"),
        (b"Co quan\nx\n", "Không thấy cột"),
        (b"PK\x03\x04 broken", "bị cắt cụt"),
    ],
)
def test_a_wrong_file_is_refused_with_what_to_do(browser, data, words):
    answer = choose(browser, data)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert StoredFile.objects.count() == 0


def test_a_file_over_the_limit_ends_before_it_is_read(browser, settings):
    settings.READ_MAX_BYTES = 2000
    answer = choose(browser, TABLE + "Sở A,department,\n" * 500)
    assert answer.status_code == 413
    assert StoredFile.objects.count() == 0


def test_the_history_of_a_changed_agency_tells_of_the_table(browser, culture):
    browser.post(HERE, confirmation(choose(browser, "Tên,Loại\nBáo tỉnh,press\nSở Văn hóa,other\n")))
    for agency in (culture, Agency.objects.get(name="Báo tỉnh")):
        assert "Nhập cơ quan từ bảng tính" in browser.get(f"/cong-tac/co-quan/{agency.pk}/").content.decode()


def test_undeclared_is_refused(browser):
    answer = browser.post(HERE, {"file": SimpleUploadedFile("a.csv", TABLE.encode())})
    assert answer.status_code == 422
    assert StoredFile.objects.count() == 0


def test_a_marked_table_is_destroyed_and_refused_the_second_time(browser):
    marked = "TỐI MẬT\n" + TABLE
    for _time in range(2):
        answer = choose(browser, marked)
        assert (answer.status_code, "mật" in answer.content.decode()) == (422, True)
    assert (StoredFile.objects.count(), RefusedFile.objects.count()) == (0, 2)
