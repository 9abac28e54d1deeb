"""Loading the demonstration province: once is enough, everything through the actions, never in production."""

from __future__ import annotations

import json
import re
import stat
from itertools import pairwise

import pytest
from django.apps import apps

from ttdn import demo
from ttdn.accounts.models import User
from ttdn.agencies.models import Agency, GroupMember, Membership
from ttdn.agencies.permissions import roles_of
from ttdn.core.models import AuditEntry
from ttdn.demo import history, people, province
from ttdn.plans.models import Item, ItemAgency, Obligation, Plan, PlanState


@pytest.fixture
def data_folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def loaded(db, data_folder):
    return demo.load()


def all_rows() -> dict:
    models = [model for model in apps.get_models() if model.__module__.startswith("ttdn.")]
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models}


def test_loading_twice_changes_nothing(loaded, data_folder):
    rows, kept = all_rows(), (data_folder / "demo-users.json").read_text()
    assert demo.load() == loaded
    assert all_rows() == rows
    assert (data_folder / "demo-users.json").read_text() == kept


def test_each_role_has_somebody(loaded):
    roles = [(role, person.agency) for person in loaded for role in roles_of(User.objects.get(email=person.email))]
    assert roles == [
        ("administrator", "Văn phòng Ủy ban nhân dân tỉnh"),
        ("coordinator", "Sở Văn hóa, Thể thao và Du lịch"),
        ("focal_officer", "Sở Ngoại vụ"),
        ("focal_officer", "Ủy ban nhân dân xã Đèo Mây"),
        ("leader", "Ủy ban nhân dân tỉnh"),
    ]
    assert list(User.objects.values_list("is_demo", flat=True).distinct()) == [True]


def test_users_sign_in_with_what_is_printed(loaded, client):
    for person in demo.users():
        assert client.login(email=person.email, password=person.password)
        assert not client.login(email=person.email, password=person.password + "x")


def test_passwords_differ_between_installations(data_folder, settings, tmp_path_factory):
    here = {user.password for user in people.keep_users()}
    settings.DATA = tmp_path_factory.mktemp("other")
    there = {user.password for user in people.keep_users()}
    assert (len(here), len(there), here & there) == (5, 5, set())


def test_passwords_are_for_the_owner_of_the_folder_alone(loaded, data_folder):
    assert stat.S_IMODE((data_folder / "demo-users.json").stat().st_mode) == 0o600
    assert list(data_folder.glob("*.part")) == []


def test_no_password_stands_in_the_audit(loaded):
    told = json.dumps(list(AuditEntry.objects.values("before", "after", "reason")), default=str)
    assert [person.email for person in loaded if person.password in told or person.email in told] == []


def test_six_plans_come_in_and_one_waits_for_review(loaded):
    plans = Plan.objects.order_by("document__id")
    assert [(plan.number, plan.state) for plan in plans] == [
        ("58/KH-UBND", PlanState.CONFIRMED),
        ("12/KH-UBND", PlanState.CONFIRMED),
        ("41/KH-UBND", PlanState.CONFIRMED),
        ("96/KH-UBND", PlanState.CONFIRMED),
        ("127/KH-UBND", PlanState.CONFIRMED),
        ("118/KH-UBND", PlanState.REVIEW),
    ]
    assert {plan.issuer.name for plan in plans} == {province.FULL_NAME}
    assert {plan.confirmed_by for plan in plans.filter(state=PlanState.CONFIRMED)} == {
        User.objects.get(email="daumoi@lamvan.example")
    }


def test_every_write_has_its_audit(loaded):
    counted = {
        action: AuditEntry.objects.filter(action=action).count()
        for action in ("plans.hand_in", "plans.import_parsed", "plans.confirm_plan", "plans.edit_item")
    }
    assert counted == {
        "plans.hand_in": 6,
        "plans.import_parsed": 6,
        "plans.confirm_plan": 5,
        "plans.edit_item": 1,
    }
    for model, action in [
        (Agency, "agencies.create_agency"),
        (Membership, "agencies.add_membership"),
        (User, "accounts.add_person"),
    ]:
        assert AuditEntry.objects.filter(action=action).count() == model.objects.count()


def test_the_focal_officers_have_work(loaded):
    for email in ("canbo.ngoaivu@lamvan.example", "canbo.deomay@lamvan.example"):
        agency = Membership.objects.get(user__email=email).agency
        led = Plan.objects.filter(items__assignments__agency=agency, items__assignments__role="lead")
        assert led.exists()


def test_every_body_named_is_an_agency_but_for_the_open_ones(loaded):
    unknown = ItemAgency.objects.filter(agency=None).values_list("name", flat=True).distinct()
    assert sorted(name for name in unknown if "liên quan" not in name) == []


def test_interrupted_loading_goes_on(db, data_folder, monkeypatch):
    whole = province.CONFIRMED
    with monkeypatch.context() as patch:
        patch.setattr(province, "CONFIRMED", [*whole[:1], "khong-co.docx"])
        with pytest.raises(FileNotFoundError):
            demo.load()
    assert (demo.is_unfinished(), Plan.objects.count()) == (True, 1)
    demo.load()
    assert (demo.is_unfinished(), Plan.objects.count()) == (False, 6)


def test_a_plan_reopened_by_somebody_stays_reopened(loaded):
    from ttdn.plans.actions import plan_states

    plan = Plan.objects.get(number="12/KH-UBND")
    plan_states.reopen_plan(plan, seen=plan.version, by=User.objects.get(email="daumoi@lamvan.example"))
    demo.load()
    plan.refresh_from_db()
    assert plan.state == PlanState.REVIEW


def test_production_refuses(db, data_folder, settings):
    settings.PRODUCTION = True
    with pytest.raises(demo.NotInProduction):
        demo.load()
    assert (User.objects.count(), Agency.objects.count(), list(data_folder.iterdir())) == (0, 0, [])


def test_without_demonstration_there_are_no_users(data_folder):
    assert (demo.users(), demo.is_unfinished()) == ([], False)


def test_tasks_of_the_older_plan_say_who_had_them_and_who_has_them_now(loaded, client_of):
    browser = client_of(User.objects.get(email="daumoi@lamvan.example"))
    shown = {
        "kho dữ liệu hình ảnh": ("Sở Thông tin và Truyền thông", "Sở Khoa học và Công nghệ"),
        "Nâng cấp điểm thông tin": ("Ủy ban nhân dân huyện Pha Vân", "Ủy ban nhân dân xã Đèo Mây"),
        "Tổ chức 01 tuần văn hóa": ("Ủy ban nhân dân tỉnh Nậm Thia", province.FULL_NAME),
    }
    for words, (then, now) in shown.items():
        item = Item.objects.get(plan__number="58/KH-UBND", kind="task", text__contains=words)
        html = browser.get(f"/cong-tac/nhiem-vu/{item.pk}/").content.decode()
        assert re.search(rf"{then}</a>.*?nay là.*?{now}</a>", html, re.DOTALL), words
        assert "Hôm nay" in html


def test_the_walk_of_2025_is_recorded_once(loaded):
    kinds = ("agencies.split", "agencies.dissolve", "agencies.merge")
    assert [AuditEntry.objects.filter(action=kind).count() for kind in kinds] == [1, 3, 1]
    names = Agency.objects.filter(name=province.FULL_NAME).order_by("pk")
    assert [(each.valid_to, each.took_over.exists()) for each in names] == [(None, True), (history.LAST, False)]
    members = GroupMember.objects.filter(group__name=history.DISTRICT_GROUP)
    assert set(members.values_list("valid_to", flat=True)) == {history.LAST}


def test_documents_are_in_the_order_of_their_dates(loaded):
    days = list(Plan.objects.filter(state=PlanState.CONFIRMED).order_by("document__id").values_list("issued_on"))
    assert all(before < after for before, after in pairwise(days))


def test_what_the_older_plan_asked_for_before_this_system_is_closed(loaded):
    owed = Obligation.objects.filter(item__plan__number="58/KH-UBND")
    assert owed.filter(due__lt=province.IN_USE_SINCE).exclude(state="closed").count() == 0
    assert owed.filter(state="closed").exists()
    assert set(owed.filter(due__gte=province.IN_USE_SINCE).values_list("state", flat=True)) == {"open"}
