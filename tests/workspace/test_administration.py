"""People, roles, audit, refused files and jobs: for administrators alone."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from tests.core.jobs import sample_jobs
from tests.factories.people import PASSWORD, make_administrator, make_agency, make_member, make_user
from ttdn.accounts import actions as accounts
from ttdn.accounts.models import SignInSession, User
from ttdn.agencies.models import Membership, Role
from ttdn.agencies.permissions import is_administrator
from ttdn.core.jobs import enqueue, queue
from ttdn.core.models import AuditEntry, JobRun, RefusedFile

pytestmark = pytest.mark.django_db
HOME = "/cong-tac/quan-tri/"


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("action", flat=True))


@pytest.fixture
def administrator():
    return make_administrator()


@pytest.fixture
def browser(client_of, administrator):
    return client_of(administrator)


def failed_job():
    job_id = enqueue(sample_jobs.fail_for_good, path="/dev/null", kind="listed")
    row = queue.claim("w")
    queue.fail(row, "w", KeyError("mật khẩu của ai đó"))
    return job_id


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FOCAL_OFFICER, Role.LEADER, None])
def test_others_are_refused_every_page_and_change_nothing(client_of, role):
    secret = make_member(name="Lê Thị Kín", email="kin@tinh.example")
    membership = secret.memberships.get()
    entry = accounts.edit_person(secret, seen=1, name="Lê Thị Kín", email="kin@tinh.example", by=secret)
    RefusedFile.objects.create(keyed_hash="k" * 64, mark="MẬT", reason="dấu ở đầu trang", by=secret)
    job_id = failed_job()
    browser = client_of(make_member(role) if role else make_user())
    pages = ["", "nguoi-dung/them/", f"nguoi-dung/{secret.pk}/", f"nguoi-dung/{secret.pk}/sua/", "nhat-ky/"]
    pages += [f"nhat-ky/{entry.pk}/", "tep-bi-tu-choi/", "viec-nen/"]
    acts = ["ngung/", "mo-lai/", "dat-lai-mat-khau/", "giao-vai-tro/", "sua/"]
    posts = [f"nguoi-dung/{secret.pk}/{act}" for act in acts] + [f"vai-tro/{membership.pk}/thoi/", "nguoi-dung/them/"]
    posts += [f"nhat-ky/{entry.pk}/hoan-tac/", f"viec-nen/{job_id}/chay-lai/"]
    data = {"seen": 2, "name": "Kẻ khác", "email": "khac@tinh.example", "role": Role.ADMINISTRATOR}
    data["agency"] = membership.agency_id

    answers = [browser.get(HOME + page) for page in pages] + [browser.post(HOME + post, data) for post in posts]

    assert {answer.status_code for answer in answers} == {403}
    for leak in ["Lê Thị Kín", "kin@tinh.example", "kkkkkkkk", "dấu ở đầu trang"]:
        assert not any(leak in answer.content.decode() for answer in answers)
    secret.refresh_from_db()
    assert (secret.name, secret.is_active, secret.check_password(PASSWORD)) == ("Lê Thị Kín", True, True)
    assert Membership.objects.filter(user=secret, valid_to=None).count() == 1
    assert actions() == ["accounts.edit_person"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_people_costs_the_same_for_one_and_three(client_of, django_assert_num_queries, number):
    administrator = make_administrator(name="Trần Văn Quản")
    for n in range(number - 1):
        make_member(name=f"Người {n}")
    browser = client_of(administrator)

    with django_assert_num_queries(6):  # session, user, roles, count, people, their roles
        page = browser.get(HOME).content.decode()

    assert page.count("data-row-link") == number


@pytest.mark.parametrize("words", ["dang thi", "Đặng", "NAM", "dang@tinh"])
def test_people_are_found_with_and_without_diacritics(browser, words):
    make_member(name="Đặng Thị Nam", email="dang@tinh.example")
    make_member(name="Vũ Văn Bắc", email="bac@tinh.example")

    page = browser.get(HOME, {"q": words}).content.decode()

    assert re.findall(r"data-row-link[^>]*>([^<]*)<", page) == ["Đặng Thị Nam"]


def test_people_stand_in_order_of_their_given_names(browser, administrator):
    for name in ["Nguyễn Văn Đức", "Trần Thị Ân", "Lê Văn An", "Phạm Dũng"]:
        make_member(name=name)
    make_member(name="A Đã Thôi", is_active=False)

    names = re.findall(r"data-row-link[^>]*>([^<]*)<", browser.get(HOME).content.decode())

    assert names == ["Lê Văn An", "Trần Thị Ân", "Phạm Dũng", "Nguyễn Văn Đức", administrator.name, "A Đã Thôi"]


def test_a_new_person_gets_a_password_shown_once(browser, client, administrator):
    agency = make_agency("Sở Ngoại vụ")
    data = {"name": "Đặng Thị Nam", "email": "Nam@Tinh.example", "role": Role.LEADER, "agency": agency.pk}

    response = browser.post(HOME + "nguoi-dung/them/", data)

    page = response.content.decode()
    password = re.search(r'first-password">([^<]+)<', page)[1]
    user = User.objects.get(email="nam@tinh.example")
    assert (user.name, user.must_change_password, user.check_password(password)) == ("Đặng Thị Nam", True, True)
    assert list(user.memberships.values_list("role", "agency", "valid_to")) == [("leader", agency.pk, None)]
    assert "no-store" in response["Cache-Control"]
    assert actions() == ["accounts.add_person", "agencies.add_membership"]
    assert not any(password in f"{entry.before}{entry.after}" for entry in AuditEntry.objects.all())
    assert not any(password in str(dict(session)) for session in [browser.session, client.session])
    assert password not in browser.get(f"{HOME}nguoi-dung/{user.pk}/").content.decode()
    signed_in = client.post("/tai-khoan/dang-nhap/", {"email": "nam@tinh.example", "password": password})
    assert signed_in.status_code == 302


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"email": "Co@tinh.example"}, "đã có tài khoản"),
        ({"email": "không phải"}, "chưa đúng dạng"),
        ({"name": "  "}, "Nhập họ và tên"),
        ({"agency": ""}, "Chọn cơ quan"),
    ],
)
def test_a_new_person_is_refused_and_what_was_typed_stays(browser, change, message):
    make_user(email="co@tinh.example")
    before = User.objects.count()
    data = {"name": "Đặng Thị Nam", "email": "nam@tinh.example", "role": Role.LEADER, "agency": make_agency().pk}

    response = browser.post(HOME + "nguoi-dung/them/", data | change)

    assert response.status_code == 422
    assert message in response.content.decode()
    assert User.objects.count() == before
    assert not AuditEntry.objects.exists()


def test_a_name_is_put_right(browser, administrator):
    user = make_member(name="Dang Thi Nam", email="nam@tinh.example")
    url = f"{HOME}nguoi-dung/{user.pk}/sua/"

    browser.post(url, {"seen": 1, "name": "Đặng Thị Nam", "email": "nam.moi@tinh.example"})

    user.refresh_from_db()
    assert (user.name, user.email, user.version) == ("Đặng Thị Nam", "nam.moi@tinh.example", 2)
    assert User.objects.matching("dang nam.moi").get() == user
    entry = AuditEntry.objects.get()
    assert entry.before == {"name": "Dang Thi Nam", "email": "(changed)"}
    assert entry.after == {"name": "Đặng Thị Nam", "email": "(changed)"}


def test_two_edits_meet_on_the_conflict_page_and_nothing_is_lost(browser, administrator):
    user = make_member(name="Dang Thi Nam", email="nam@tinh.example")
    url = f"{HOME}nguoi-dung/{user.pk}/sua/"
    accounts.edit_person(user, seen=1, name="Đặng Thị Năm", email=user.email, by=administrator)

    response = browser.post(url, {"seen": 1, "name": "Đặng Thị Nam", "email": user.email})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Đặng Thị Năm" in page
    assert "Đặng Thị Nam" in page
    user.refresh_from_db()
    assert user.name == "Đặng Thị Năm"
    hidden = dict(re.findall(r'type="hidden" name="(seen|name|email)" value="([^"]*)"', page))
    assert hidden == {"seen": "2", "name": "Đặng Thị Nam", "email": user.email}
    browser.post(url, hidden)
    user.refresh_from_db()
    assert user.name == "Đặng Thị Nam"


def test_a_deactivated_person_is_out_at_once_and_an_undo_lets_them_in(browser, client):
    user = make_member()
    client.post("/tai-khoan/dang-nhap/", {"email": user.email, "password": PASSWORD})

    response = browser.post(f"{HOME}nguoi-dung/{user.pk}/ngung/", {"seen": 1}, follow=True)

    assert client.get("/tai-khoan/").status_code == 302
    assert not SignInSession.objects.running().exists()
    entry = AuditEntry.objects.get(action="accounts.deactivate")
    undo_url = f"{HOME}nhat-ky/{entry.pk}/hoan-tac/"
    assert undo_url in response.content.decode()
    browser.post(undo_url)
    user.refresh_from_db()
    assert user.is_active
    assert AuditEntry.objects.get(action="accounts.reactivate").undoes == entry
    again = browser.post(undo_url, follow=True)
    assert "đã được hoàn tác rồi" in again.content.decode()


def test_a_stale_deactivation_changes_nothing(browser, administrator):
    user = make_member()
    accounts.edit_person(user, seen=1, name="Tên mới", email=user.email, by=administrator)

    for seen in ["1", "", "x", "9" * 30]:
        assert browser.post(f"{HOME}nguoi-dung/{user.pk}/ngung/", {"seen": seen}).status_code == 409
    user.refresh_from_db()
    assert user.is_active


def test_nobody_deactivates_themselves(browser, administrator):
    page = browser.post(f"{HOME}nguoi-dung/{administrator.pk}/ngung/", {"seen": 1}, follow=True)

    assert "Không thể tự ngừng" in page.content.decode()
    administrator.refresh_from_db()
    assert administrator.is_active


def test_the_last_administrator_keeps_the_role(browser, administrator):
    only = administrator.memberships.get()

    page = browser.post(f"{HOME}vai-tro/{only.pk}/thoi/", {"seen": 1}, follow=True)

    assert "người quản trị cuối cùng" in page.content.decode()
    only.refresh_from_db()
    assert only.valid_to is None


def test_the_last_active_administrator_cannot_be_deactivated_by_one_whose_role_ends(browser, administrator):
    make_administrator(is_active=False)
    other = make_administrator()
    yesterday = dt.date.today() - dt.timedelta(days=1)
    Membership.objects.filter(user=administrator).update(valid_from=yesterday)
    browser.post(f"{HOME}vai-tro/{administrator.memberships.get().pk}/thoi/", {"seen": 1})

    assert browser.post(f"{HOME}nguoi-dung/{other.pk}/ngung/", {"seen": 1}).status_code == 403
    other.refresh_from_db()
    assert other.is_active


def test_a_role_is_given_and_ends_at_once(browser):
    user, agency = make_user(), make_agency()

    browser.post(f"{HOME}nguoi-dung/{user.pk}/giao-vai-tro/", {"role": Role.ADMINISTRATOR, "agency": agency.pk})
    membership = user.memberships.get()
    assert is_administrator(User.objects.get(pk=user.pk))
    response = browser.post(f"{HOME}vai-tro/{membership.pk}/thoi/", {"seen": 1})

    assert response.status_code == 302
    assert not is_administrator(User.objects.get(pk=user.pk))
    assert actions() == ["agencies.add_membership", "agencies.end_membership"]


def test_a_reset_password_signs_out_everywhere_and_must_be_changed(browser, client):
    user = make_member()
    client.post("/tai-khoan/dang-nhap/", {"email": user.email, "password": PASSWORD})

    page = browser.post(f"{HOME}nguoi-dung/{user.pk}/dat-lai-mat-khau/", {"seen": 1}).content.decode()

    password = re.search(r'first-password">([^<]+)<', page)[1]
    user.refresh_from_db()
    assert (user.check_password(password), user.must_change_password) == (True, True)
    assert client.get("/tai-khoan/").status_code == 302
    assert AuditEntry.objects.first().after == {"password": "(changed)"}


@pytest.mark.parametrize("number", [1, 3])
def test_the_audit_costs_the_same_for_one_and_three(browser, administrator, django_assert_num_queries, number):
    for _ in range(number):
        accounts.set_language(
            administrator, language="en" if administrator.language == "vi" else "vi", by=administrator
        )

    with django_assert_num_queries(7):  # session, user, roles, actions and people to choose from, count, entries
        page = browser.get(HOME + "nhat-ky/").content.decode()

    assert page.count("data-row-link") == number


def test_the_audit_is_filtered_by_person_action_and_day(browser, administrator):
    other = make_member(name="Đặng Thị Nam")
    accounts.set_language(administrator, language="en", by=administrator)
    accounts.set_language(other, language="en", by=other)
    accounts.sign_out(other, session_key=None)
    today = f"{timezone.localdate():%d/%m/%Y}"
    tomorrow = f"{timezone.localdate() + dt.timedelta(days=1):%d/%m/%Y}"

    def found(**filters):
        return re.findall(r"data-row-link[^>]*>([^<]*)<", browser.get(HOME + "nhat-ky/", filters).content.decode())

    assert found() == ["Đăng xuất", "Đổi ngôn ngữ", "Đổi ngôn ngữ"]
    assert found(person=other.pk) == ["Đăng xuất", "Đổi ngôn ngữ"]
    assert found(person=other.pk, action="accounts.sign_out") == ["Đăng xuất"]
    assert len(found(since=today, until=today)) == 3
    assert found(since=tomorrow) == []
    assert len(found(since="hôm nay")) == 3


def test_an_entry_shows_before_and_after_in_words(browser, administrator):
    user = make_member(name="Dang Thi Nam", email="nam@tinh.example")
    entry = accounts.edit_person(user, seen=1, name="Đặng Thị Nam", email="moi@tinh.example", by=administrator)
    browser.post(f"{HOME}nguoi-dung/{user.pk}/giao-vai-tro/", {"role": Role.LEADER, "agency": make_agency("Sở Ba").pk})
    given = AuditEntry.objects.get(action="agencies.add_membership")

    edited = browser.get(f"{HOME}nhat-ky/{entry.pk}/").content.decode()
    role = browser.get(f"{HOME}nhat-ky/{given.pk}/").content.decode()

    assert "<mark>Dang Thi Nam</mark>" in edited
    assert "<mark>Đặng Thị Nam</mark>" in edited
    assert "moi@tinh.example" not in edited
    assert "hoan-tac" not in edited
    assert "<mark>Sở Ba</mark>" in role
    assert "<mark>Lãnh đạo</mark>" in role


def test_refused_files_show_no_more_than_was_kept(browser, administrator):
    RefusedFile.objects.create(keyed_hash="ab" * 32, mark="TỐI MẬT", reason="Dấu ở đầu trang 1", by=administrator)

    page = browser.get(HOME + "tep-bi-tu-choi/").content.decode()

    assert "TỐI MẬT" in page
    assert "Dấu ở đầu trang 1" in page
    assert "abababababababab…" in page


@pytest.mark.parametrize("number", [1, 3])
def test_jobs_show_what_failed_without_its_words(browser, django_assert_num_queries, number):
    for _ in range(number):
        failed_job()

    with django_assert_num_queries(6):  # session, user, roles, count, jobs, their runs
        page = browser.get(HOME + "viec-nen/").content.decode()

    assert page.count("<code>KeyError</code>") == number
    assert "mật khẩu của ai đó" not in page


def test_a_failed_job_is_tried_again_once(browser):
    job_id = failed_job()
    url = f"{HOME}viec-nen/{job_id}/chay-lai/"

    browser.post(url)
    again = browser.post(url, follow=True)

    assert queue.claim("w").id == job_id
    assert JobRun.objects.get(pk=job_id).runs == 1
    assert "không ở trạng thái không thành nữa" in again.content.decode()
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.after) == ("core.retry_job", {"job": str(job_id)})
