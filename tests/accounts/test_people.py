"""Accounts as records: addresses, search, order, sessions that run out."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories.people import PASSWORD, make_member, make_user
from ttdn.accounts import actions
from ttdn.accounts.jobs import clear_expired_sessions
from ttdn.accounts.models import SignInSession, User
from ttdn.agencies import people
from ttdn.agencies.models import Role
from ttdn.core.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_addresses_differ_in_more_than_capitals():
    make_user(email="Lan@Tinh.example")

    assert User.objects.get().email == "lan@tinh.example"
    with pytest.raises(IntegrityError), transaction.atomic():
        User(email="LAN@tinh.example", name="Khác").save()


@pytest.mark.parametrize("words", ["Đặng", "dang nam", "NAM đặng", "nam@", ""])
def test_people_match_all_the_words(words):
    user = make_user("Đặng Thị Nam", email="nam@tinh.example")
    make_user("Vũ Văn Bắc", email="bac@tinh.example")

    found = set(User.objects.matching(words))

    assert found == ({user} if words else set(User.objects.all()))


def test_people_sort_by_given_name_then_family():
    names = ["Vũ Ân", "Lê An", "Đỗ An", "Ông Ánh"]
    for name in names:
        make_user(name)

    found = User.objects.order_by("sort_key").values_list("name", flat=True)

    assert list(found) == ["Đỗ An", "Lê An", "Ông Ánh", "Vũ Ân"]


def test_a_new_person_and_the_role_stand_or_fall_together():
    administrator = make_member(Role.ADMINISTRATOR)

    with pytest.raises(IntegrityError), transaction.atomic():
        people.add_person(name="Nam", email="nam@tinh.example", agency=None, role=Role.LEADER, by=administrator)

    assert User.objects.count() == 1
    assert not AuditEntry.objects.exists()


def test_first_passwords_differ_and_pass_the_installation_s_own_rules():
    from django.contrib.auth.password_validation import validate_password

    passwords = {actions.first_password() for _ in range(50)}

    assert len(passwords) == 50
    for password in passwords:
        validate_password(password)


def test_setting_the_same_language_again_writes_nothing():
    user = make_user()
    actions.set_language(user, language="vi", by=user)

    assert not AuditEntry.objects.exists()


def test_sessions_that_ran_out_leave_the_list(client, settings):
    user = make_member()
    client.post("/tai-khoan/dang-nhap/", {"email": user.email, "password": PASSWORD})
    long_ago = timezone.now() - dt.timedelta(seconds=settings.SESSION_COOKIE_AGE + 60)
    SignInSession.objects.update(last_seen_at=long_ago)
    Session.objects.update(expire_date=long_ago)
    young = SignInSession.objects.create(user=user, session_key="y" * 32, last_seen_at=timezone.now())

    assert list(SignInSession.objects.running()) == [young]
    clear_expired_sessions.func()

    assert not Session.objects.exists()
    assert list(SignInSession.objects.filter(ended_at=None)) == [young]
