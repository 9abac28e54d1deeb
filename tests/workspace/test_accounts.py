"""Signing in and out, one's own account, through the pages."""

import pytest
from django.core import checks

from tests.factories.people import PASSWORD, make_member, make_user
from ttdn.accounts.models import SignInSession, User
from ttdn.core.models import AuditEntry

pytestmark = pytest.mark.django_db
SIGN_IN = "/tai-khoan/dang-nhap/"
ACCOUNT = "/tai-khoan/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def sign_in(client, user, password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"email": user.email, "password": password, **extra}, headers={"User-Agent": FIREFOX})


def test_sign_in_lists_the_browser_and_leaves_an_entry(client):
    user = make_member(email="lan@tinh.example")

    response = client.post(
        SIGN_IN, {"email": " LAN@tinh.example", "password": PASSWORD}, headers={"User-Agent": FIREFOX}
    )

    assert (response.status_code, response.url) == (302, "/cong-tac/")
    session = SignInSession.objects.get()
    assert (session.user, session.browser, session.address) == (user, "Firefox, Windows", "127.0.0.1")
    assert session.session_key == client.session.session_key
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.target_id, entry.after) == ("accounts.sign_in", user, user.pk, {})


def test_sign_in_hashes_with_argon2(client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    user = make_member()

    assert user.password.startswith("argon2$argon2id$")
    assert sign_in(client, user).status_code == 302


@pytest.mark.parametrize("who", ["unknown", "wrong password", "inactive"])
def test_sign_in_is_refused_in_the_same_words_whatever_is_wrong(client, who):
    user = make_member(email="lan@tinh.example", is_active=who != "inactive")
    email = "khong-co@tinh.example" if who == "unknown" else user.email
    password = PASSWORD if who == "inactive" else "không phải mật khẩu"

    response = client.post(SIGN_IN, {"email": email, "password": password})

    assert response.status_code == 422
    assert "Thư điện tử hoặc mật khẩu không đúng" in response.content.decode()
    assert "_auth_user_id" not in client.session
    entry = AuditEntry.objects.get()
    assert entry.action == "accounts.sign_in_failed"
    assert entry.target_id == (None if who == "unknown" else user.pk)
    written = f"{entry.target_label} {entry.before} {entry.after} {entry.reason}"
    assert password not in written
    assert "khong-co" not in written


def test_sign_in_hashes_a_password_for_an_unknown_account_too(client, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, *given: hashed.append(1) or encode(self, *given))
    user = make_member()
    hashed.clear()
    sign_in(client, user, password="không phải")
    for_known, hashed[:] = len(hashed), []
    client.post(SIGN_IN, {"email": "khong-co@tinh.example", "password": "không phải"})

    assert len(hashed) == for_known >= 1


def test_too_many_tries_are_held_up_even_with_the_right_password(client, settings):
    settings.SIGN_IN_TRIES = 3
    user, other = make_member(), make_member()
    statuses = [sign_in(client, user, password="sai").status_code for _ in range(3)]
    held = sign_in(client, user)

    assert statuses == [422, 422, 422]
    assert held.status_code == 429
    assert held["Retry-After"] == "900"
    assert "Hãy thử lại sau 15 phút" in held.content.decode()
    assert "_auth_user_id" not in client.session
    assert sign_in(client, other).status_code == 302  # somebody else at the same address


def test_another_address_is_not_held_up(client, settings):
    settings.SIGN_IN_TRIES = 3
    user = make_member()
    for _ in range(4):
        sign_in(client, user, password="sai")

    response = client.post(SIGN_IN, {"email": user.email, "password": PASSWORD}, REMOTE_ADDR="10.1.2.3")

    assert response.status_code == 302


def test_one_address_is_held_up_after_many_accounts(client, settings):
    settings.SIGN_IN_TRIES = 3
    for n in range(30):
        assert client.post(SIGN_IN, {"email": f"{n}@tinh.example", "password": "sai"}).status_code == 422

    assert sign_in(client, make_member()).status_code == 429


def test_an_office_behind_one_address_signs_in_as_often_as_it_likes(client_class, settings):
    settings.SIGN_IN_TRIES = 3
    user = make_member()

    assert {sign_in(client_class(), user).status_code for _ in range(35)} == {302}


def test_behind_a_proxy_the_address_is_the_one_it_saw(client, settings):
    settings.PROXIES = 1
    user = make_member()
    headers = {"X-Forwarded-For": "203.0.113.9, 10.1.2.3"}  # the first was written by the visitor

    client.post(SIGN_IN, {"email": user.email, "password": PASSWORD}, headers=headers)

    assert SignInSession.objects.get().address == "10.1.2.3"


@pytest.mark.parametrize(
    ("asked", "goes_to"),
    [
        ("/cong-tac/nhiem-vu/?q=a", "/cong-tac/nhiem-vu/?q=a"),
        ("https://example.org/", "/cong-tac/"),
        ("//example.org/", "/cong-tac/"),
        ("javascript:alert(1)", "/cong-tac/"),
        ("/\\example.org", "/cong-tac/"),
    ],
)
def test_sign_in_goes_on_only_to_pages_of_this_installation(client, asked, goes_to):
    assert sign_in(client, make_member(), next=asked).url == goes_to


def test_demonstration_users_cannot_sign_in_to_production(client, client_of, settings):
    user = make_member(is_demo=True)
    browser = client_of(user)
    assert browser.get(ACCOUNT).status_code == 200
    settings.PRODUCTION = True

    assert sign_in(client, user).status_code == 422
    assert browser.get(ACCOUNT).status_code == 302
    assert [error.id for error in checks.run_checks(tags=["security"]) if error.id.startswith("ttdn")] == [
        "ttdn.accounts.E001"
    ]


def test_the_check_passes_without_demonstration_users(settings):
    make_member()
    make_member(is_demo=True, is_active=False)
    settings.PRODUCTION = True

    assert not [error for error in checks.run_checks(tags=["security"]) if error.id.startswith("ttdn")]


def test_sign_out_needs_a_post_and_ends_the_session(client):
    user = make_member()
    sign_in(client, user)

    assert client.get("/tai-khoan/dang-xuat/").status_code == 405
    response = client.post("/tai-khoan/dang-xuat/")

    assert (response.status_code, response.url) == (302, SIGN_IN)
    assert "_auth_user_id" not in client.session
    assert SignInSession.objects.get().ended_at is not None
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["accounts.sign_out", "accounts.sign_in"]


def test_every_page_but_the_open_ones_sends_strangers_to_the_door(client):
    make_member(name="Lê Thị Kín")
    for path in [ACCOUNT, "/tai-khoan/doi-mat-khau/", "/cong-tac/quan-tri/", "/cong-tac/quan-tri/nhat-ky/"]:
        response = client.get(path)
        assert (response.status_code, response.url) == (302, f"{SIGN_IN}?next={path}")
        assert b"L\xc3\xaa Th\xe1\xbb\x8b K\xc3\xadn" not in response.content


def test_change_of_password_ends_every_other_browser(client_class):
    user = make_member()
    here, elsewhere = client_class(), client_class()
    sign_in(here, user)
    sign_in(elsewhere, user)
    data = {"old": PASSWORD, "new": "bốn chữ khác hẳn nhau", "again": "bốn chữ khác hẳn nhau"}

    assert here.post("/tai-khoan/doi-mat-khau/", data).url == ACCOUNT

    assert here.get(ACCOUNT).status_code == 200
    assert elsewhere.get(ACCOUNT).status_code == 302
    user.refresh_from_db()
    assert user.check_password("bốn chữ khác hẳn nhau")
    running = SignInSession.objects.running().get()
    assert running.session_key == here.session.session_key
    entry = AuditEntry.objects.first()
    assert (entry.action, entry.after) == ("accounts.change_password", {"password": "(changed)"})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"old": "sai", "new": "bốn chữ khác hẳn nhau", "again": "bốn chữ khác hẳn nhau"}, "đang dùng không đúng"),
        ({"old": PASSWORD, "new": "bốn chữ khác hẳn nhau", "again": "bốn chữ khác hẳn"}, "không giống nhau"),
        ({"old": PASSWORD, "new": "ngắn", "again": "ngắn"}, "12"),
        ({"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "phải khác"),
    ],
)
def test_change_of_password_is_refused(client_of, data, message):
    user = make_member()

    response = client_of(user).post("/tai-khoan/doi-mat-khau/", data)

    assert response.status_code == 422
    assert message in response.content.decode()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert not AuditEntry.objects.exists()


def test_the_old_password_cannot_be_guessed_from_an_open_browser(client_of, settings):
    settings.SIGN_IN_TRIES = 3
    user = make_member()
    browser = client_of(user)
    data = {"new": "bốn chữ khác hẳn nhau", "again": "bốn chữ khác hẳn nhau"}

    statuses = [browser.post("/tai-khoan/doi-mat-khau/", data | {"old": f"đoán {n}"}).status_code for n in range(3)]
    held = browser.post("/tai-khoan/doi-mat-khau/", data | {"old": PASSWORD})

    assert (statuses, held.status_code) == ([422, 422, 422], 429)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_first_password_opens_nothing_but_its_change(client):
    user = make_member(must_change_password=True)
    sign_in(client, user)

    assert client.get(ACCOUNT).url == "/tai-khoan/doi-mat-khau/"
    assert "do người quản trị đặt" in client.get("/tai-khoan/doi-mat-khau/").content.decode()
    data = {"old": PASSWORD, "new": "bốn chữ khác hẳn nhau", "again": "bốn chữ khác hẳn nhau"}
    client.post("/tai-khoan/doi-mat-khau/", data)

    assert client.get(ACCOUNT).status_code == 200


def test_one_session_or_all_others_can_be_ended(client_class):
    user = make_member()
    browsers = [client_class() for _ in range(4)]
    for browser in browsers:
        sign_in(browser, user)
    here = browsers[0]
    second = SignInSession.objects.get(session_key=browsers[1].session.session_key)

    here.post(f"/tai-khoan/phien/{second.pk}/ket-thuc/")
    assert [browser.get(ACCOUNT).status_code for browser in browsers] == [200, 302, 200, 200]
    here.post("/tai-khoan/phien/ket-thuc-cac-phien-khac/")

    assert [browser.get(ACCOUNT).status_code for browser in browsers] == [200, 302, 302, 302]
    assert SignInSession.objects.running().count() == 1


def test_nobody_ends_another_person_s_session(client_of, client_class):
    victim, other = make_member(), make_member()
    browser = client_class()
    sign_in(browser, victim)
    session = SignInSession.objects.get(user=victim)

    response = client_of(other).post(f"/tai-khoan/phien/{session.pk}/ket-thuc/")

    assert response.status_code == 404
    assert browser.get(ACCOUNT).status_code == 200


@pytest.mark.parametrize("others", [0, 2])
def test_the_account_page_shows_one_s_own_browsers_and_costs_the_same(
    client_of, client_class, django_assert_num_queries, others
):
    user, stranger = make_member(email="toi@tinh.example"), make_member(name="Lê Thị Kín")
    for _ in range(others):
        sign_in(client_class(), user)
    client_class().post(
        SIGN_IN, {"email": stranger.email, "password": PASSWORD}, headers={"User-Agent": "x Safari/ Mac OS X"}
    )
    browser = client_of(user)

    with django_assert_num_queries(5):  # session, user, roles for the rail, sessions, their memberships
        response = browser.get(ACCOUNT)

    shown = response.content.decode()
    assert shown.count("Firefox, Windows") == others
    assert "toi@tinh.example" in shown
    assert "Safari" not in shown
    assert "Lê Thị Kín" not in shown


def test_a_browser_in_use_is_seen_at_most_every_five_minutes(client_of):
    user = make_user()
    browser = client_of(user)
    browser.get(ACCOUNT)
    assert not SignInSession.objects.exists()  # seen a moment ago
    session = browser.session
    session["seen_at"] = 0
    session.save()

    browser.get(ACCOUNT)

    assert SignInSession.objects.get().user == user
    assert browser.session["seen_at"] > 0


def test_the_language_is_kept_with_the_person_and_comes_back_at_sign_in(client, client_of, settings):
    user = make_member()
    response = client_of(user).post("/ngon-ngu/", {"language": "en", "next": ACCOUNT})

    assert response.url == ACCOUNT
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert User.objects.get(pk=user.pk).language == "en"
    assert sign_in(client, user).cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_the_language_switches_before_signing_in(client):
    client.post("/ngon-ngu/", {"language": "en"})
    assert 'lang="en"' in client.get(SIGN_IN).content.decode()
    client.post("/ngon-ngu/", {"language": "vi"})
    assert '<html lang="vi"' in client.get(SIGN_IN).content.decode()


def test_an_unknown_language_changes_nothing_and_a_foreign_page_is_not_gone_to(client, client_of):
    user = make_member()

    response = client_of(user).post("/ngon-ngu/", {"language": "xx", "next": "https://example.org/"})

    assert response.url == "/"
    assert not response.cookies
    assert User.objects.get(pk=user.pk).language == "vi"


def test_vietnamese_comes_first_whatever_the_browser_asks_for(client):
    response = client.get(SIGN_IN, headers={"Accept-Language": "en-US,en;q=0.9"})

    assert '<html lang="vi"' in response.content.decode()
    assert response["Content-Language"] == "vi"
