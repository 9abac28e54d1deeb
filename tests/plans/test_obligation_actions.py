"""What a person decides about obligations: handing them over, closing what is past."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.people import make_agency
from tests.factories.plans import make_confirmed_plan, make_coordinator
from ttdn.agencies.models import Agency, AgencyKind, Succession
from ttdn.core.undo import CannotUndo, undo
from ttdn.core.versions import StaleVersion
from ttdn.plans import actions, owing, queries
from ttdn.plans.models import Obligation, Plan

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture
def by():
    return make_coordinator()


@pytest.fixture
def old():
    return make_agency("Sở Ngoại vụ", valid_to=D(2025, 2, 28))


@pytest.fixture
def paper():
    return make_agency("Báo An Sơn")


@pytest.fixture
def plan(by, old, paper) -> Plan:
    """One task led by an agency that is no more, with two partners, one of them known."""
    plan = make_confirmed_plan(by=by)
    task = plan.items.get(key="t1")
    task.assignments.filter(role="lead").update(agency=old)
    task.assignments.filter(name="Báo An Sơn").update(agency=paper)
    Obligation.objects.all().delete()
    owing.sync(plan.items.all())
    return plan


def seen(*rows: Obligation) -> dict[int, int]:
    return {row.pk: row.version for row in rows}


def of(agency: Agency) -> Obligation:
    return Obligation.objects.get(given_to=agency)


def test_a_successor_owes_what_was_handed_over_and_undo_gives_it_back(by, plan, old):
    heir = make_agency("Sở Văn hóa")
    entry = actions.hand_over(seen(of(old)), heir, by=by)
    assert (of(old).owed_by, of(old).name) == (heir, "Sở Ngoại vụ")
    assert not owing.sync(plan.items.all())
    undo(entry, by=by)
    assert of(old).owed_by == old


def test_a_lead_handed_to_its_partner_is_owed_once_by_the_lead(by, plan, old, paper):
    entry = actions.hand_over(seen(of(old)), paper, by=by)
    assert [(o.role, o.state) for o in Obligation.objects.filter(owed_by=paper).order_by("role")] == [
        ("lead", "open"),
        ("partner", "withdrawn"),
    ]
    assert not owing.sync(plan.items.all())
    undo(entry, by=by)
    assert [(of(a).owed_by, of(a).state) for a in (old, paper)] == [(old, "open"), (paper, "open")]


def test_a_partner_handed_to_the_lead_goes(by, plan, old, paper):
    Agency.objects.filter(pk=old.pk).update(valid_to=None)
    old.refresh_from_db()
    actions.hand_over(seen(of(paper)), old, by=by)
    assert (of(paper).state, of(paper).owed_by, of(old).state) == ("withdrawn", paper, "open")


@pytest.mark.parametrize("state", ["done", "reported", "closed"])
def test_what_was_reported_stays_with_who_reported_it(by, plan, old, state):
    Obligation.objects.filter(given_to=old).update(state=state)
    with pytest.raises(actions.PlanRefused):
        actions.hand_over(seen(of(old)), make_agency(), by=by)


def test_nothing_is_handed_to_a_group_nor_to_an_agency_that_ended(by, plan, old):
    for to in (make_agency(kind=AgencyKind.GROUP), make_agency(valid_to=D(2025, 2, 28))):
        with pytest.raises(actions.PlanRefused):
            actions.hand_over(seen(of(old)), to, by=by)


def test_what_somebody_changed_in_between_is_not_handed_over(by, plan, old):
    stale = seen(of(old))
    actions.hand_over(stale, make_agency(), by=by)
    with pytest.raises(StaleVersion):
        actions.hand_over(stale, make_agency(), by=by)


def test_a_hand_over_is_not_undone_under_a_later_change(by, plan, old):
    entry = actions.hand_over(seen(of(old)), make_agency(), by=by)
    Obligation.objects.filter(given_to=old).update(version=99)
    with pytest.raises(CannotUndo):
        undo(entry, by=by)


def test_open_work_of_an_agency_that_ended_is_proposed_to_its_heirs(by, plan, old):
    heir = make_agency("Sở Văn hóa")
    Succession.objects.create(predecessor=old, successor=heir, kind="merge", date=D(2025, 3, 1))
    (change,) = queries.to_hand_over(by)
    assert (change.agency, [h.agency for h in change.heirs], change.rows) == (old, [heir], [of(old)])
    Obligation.objects.filter(given_to=old).update(state="done")
    assert queries.to_hand_over(by) == []


def test_what_was_due_before_a_day_is_closed_with_a_reason_and_undo_opens_it(by, plan):
    plan.refresh_from_db()
    assert actions.past(plan, D(2031, 9, 30)) == {}
    rows = actions.past(plan, D(2031, 10, 1))
    entry = actions.close(rows, plan=plan, reason="đã báo cáo bằng văn bản", by=by)
    assert set(Obligation.objects.values_list("state", "state_reason")) == {("closed", "đã báo cáo bằng văn bản")}
    assert not Obligation.objects.owed().exists()
    assert not owing.sync(plan.items.all())
    undo(entry, by=by)
    assert set(Obligation.objects.values_list("state", "state_reason")) == {("open", "")}


def test_nothing_is_closed_without_a_reason(by, plan):
    with pytest.raises(actions.PlanRefused):
        actions.close(actions.past(plan, D(2032, 1, 1)), plan=plan, reason="  ", by=by)


def test_only_what_belongs_to_the_plan_is_closed(by, plan):
    other = make_confirmed_plan(by=by)
    rows = actions.past(other, D(2032, 1, 1))
    actions.close(rows, plan=plan, reason="nhầm", by=by)
    assert Obligation.objects.owed().filter(item__plan=other).count() == len(rows)
