"""Who sees what: every model of the app, as every role, with rows that could leak."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from tests.factories.people import make_agency, make_member, make_user
from tests.factories.plans import make_confirmed_plan, make_coordinator, make_document, make_plan
from ttdn.agencies.models import Agency, Membership, Role
from ttdn.core import days
from ttdn.plans import actions, queries
from ttdn.plans.legal import seed_legal_texts
from ttdn.plans.models import Finding, Item, LegalChange, LegalText, Obligation, PartAgency, Plan, PlanDocument
from ttdn.plans.permissions import may_edit_plans

pytestmark = pytest.mark.django_db
OF_NO_PLAN = {LegalText, LegalChange}  # published texts
MODELS = [
    model
    for model in apps.get_app_config("plans").get_models()
    if not model._meta.auto_created and model not in OF_NO_PLAN
]


def plan_of(row):
    if isinstance(row, Plan):
        return row
    if isinstance(row, PlanDocument):
        return getattr(row, "plan", None)
    if isinstance(row, PartAgency):
        return row.part.item.plan
    return row.plan if hasattr(row, "plan_id") else row.item.plan


def item_of(row):
    if isinstance(row, PartAgency):
        return row.part.item
    return row if isinstance(row, Item) else getattr(row, "item", None)


@pytest.fixture
def world():
    """A plan in each state, each with an item set aside, and documents that became no plan."""
    by = make_coordinator()
    plans = {"review": make_plan(by=by), "confirmed": make_confirmed_plan(by=by), "set_aside": make_plan(by=by)}
    actions.set_aside_plan(plans["set_aside"], seen=1, by=by)
    for plan in plans.values():
        Item.objects.filter(plan=plan, kind="task").update(state="set_aside")
        task = plan.items.get(kind="task")
        for child in ("assignments", "deliverables", "parts"):
            assert getattr(task, child).exists()
        _owe(task)
        kept = Item.objects.create(plan=plan, key="x1", kind="task", position=9, text="còn", added=True)
        kept.assignments.create(role="lead", position=0, name="Sở A", as_written="Sở A", accountable=True)
        kept.deliverables.create(position=0, quantity=1, unit="phim", text="01 phim")
        kept.parts.create(position=0, text="phần")
        _owe(kept)
        Finding.objects.create(plan=plan, item=kept, position=9, code="x", message="Xem lại")
    make_document(state="failed", message="hỏng")
    PlanDocument.objects.create(name="Tài liệu bị từ chối", state="refused")
    return plans


def _owe(item):
    """An obligation and a part given away, whatever the plan's state: none may be seen sooner than its item."""
    Obligation.objects.create(item=item, key=f"k{item.pk}", role="lead", name="Sở A")
    item.parts.first().given_to.create(agency=make_agency())
    item.carrying.create(upper=item.plan.items.exclude(pk=item.pk).first())


def test_every_model_has_rows_that_could_leak(world):
    assert len(MODELS) == 13
    for model in MODELS:
        states = {plan_of(row).state for row in model.objects.all() if plan_of(row)}
        assert states == {"review", "confirmed", "set_aside"}, model


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COORDINATOR])
def test_editors_see_everything(world, model, role):
    assert set(model.objects.visible_to(make_member(role))) == set(model.objects.all())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_leaders_see_every_plan_but_no_failed_upload(world, model):
    expected = {row for row in model.objects.all() if plan_of(row)}
    assert set(model.objects.visible_to(make_member(Role.LEADER))) == expected


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_focal_officers_see_what_is_confirmed_and_kept(world, model):
    expected = {
        row
        for row in model.objects.all()
        if plan_of(row) == world["confirmed"] and (item_of(row) is None or item_of(row).state == "kept")
    }
    assert expected
    assert set(model.objects.visible_to(make_member(Role.FOCAL_OFFICER))) == expected


def nobody():
    yield "anonymous", AnonymousUser()
    yield "without a membership", make_user()
    yesterday, tomorrow = days.today() - dt.timedelta(days=1), days.today() + dt.timedelta(days=1)
    agency = make_agency()
    for name, fields in {
        "ended": {"valid_to": yesterday},
        "ended today": {"valid_to": days.today()},
        "not begun": {"valid_from": tomorrow},
    }.items():
        user = make_user()
        Membership.objects.create(user=user, agency=agency, role=Role.ADMINISTRATOR, **fields)
        yield name, user
    inactive = make_member(Role.ADMINISTRATOR)
    inactive.is_active = False
    inactive.save()
    yield "inactive", inactive


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_nobody_else_sees_anything(world, model):
    assert {name: list(model.objects.visible_to(user)) for name, user in nobody()} == {name: [] for name, _ in nobody()}


def test_published_texts_are_for_whoever_works_here():
    seed_legal_texts()
    for model in OF_NO_PLAN:
        assert model.objects.visible_to(make_member(Role.FOCAL_OFFICER)).count() == model.objects.count() > 0
        assert {name: list(model.objects.visible_to(user)) for name, user in nobody()} == {
            name: [] for name, _ in nobody()
        }


def test_nobody_else_reads_anything_through_the_queries(world):
    for name, user in nobody():
        assert list(queries.register(user, plan=world["confirmed"].pk)) == [], name
        assert queries.register_counts(user)["all"] == 0, name
        assert list(queries.plan_list(user)) == [], name
        assert list(queries.plans_to_review(user)) == [], name
        assert list(queries.agencies_in_use(user)) == [], name
        assert list(queries.search_agencies(user)) == [], name
        assert not queries.my_work(user), name
        assert list(queries.obligations(user)) == [], name
        assert queries.obligation_counts(user)["all"] == 0, name
        assert queries.to_hand_over(user) == [], name
        assert list(Agency.objects.visible_to(user)) == [], name


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.ADMINISTRATOR, True), (Role.COORDINATOR, True), (Role.LEADER, False), (Role.FOCAL_OFFICER, False)],
)
def test_only_editors_edit(role, may):
    assert may_edit_plans(make_member(role)) is may


def test_a_focal_officer_finds_no_plan_under_review_by_asking_for_it(world):
    officer = make_member(Role.FOCAL_OFFICER)
    assert list(queries.register(officer, plan=world["review"].pk)) == []
    assert [item.text for item in queries.register(officer, plan=world["confirmed"].pk)] == ["còn"]
    assert queries.plans_to_review(officer).count() == 0
