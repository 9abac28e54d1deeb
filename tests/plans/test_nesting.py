"""Plans within plans, and what each task carries out."""

from __future__ import annotations

import pytest

from tests.factories.plans import make_confirmed_plan, make_coordinator, make_plan
from ttdn.core.undo import undo
from ttdn.core.versions import StaleVersion
from ttdn.plans import actions, queries
from ttdn.plans.models import Item, LegalBasis, Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_coordinator()


def add(plan: Plan, key: str, kind: str, text: str) -> Item:
    return Item.objects.create(plan=plan, key=key, kind=kind, position=90, text=text)


def under(upper: Plan, plan: Plan, by):
    plan.refresh_from_db()
    return actions.set_upper_plan(plan, upper, seen=plan.version, by=by)


def carry(item: Item, *uppers: Item, by):
    item.refresh_from_db()
    return actions.carry_out(item, uppers, seen=item.version, by=by)


def test_a_plan_stands_under_another_and_undo_takes_it_away(by):
    upper, plan = make_confirmed_plan(by=by), make_confirmed_plan(by=by)
    entry = under(upper, plan, by)
    plan.refresh_from_db()
    assert plan.upper == upper
    assert list(queries.lower_plans(by, upper)) == [plan]
    undo(entry, by=by)
    plan.refresh_from_db()
    assert plan.upper is None


def test_no_plan_stands_under_itself_however_far(by):
    first, second, third = (make_confirmed_plan(by=by) for _ in range(3))
    under(first, second, by)
    under(second, third, by)
    for upper in (first, third):
        with pytest.raises(actions.PlanRefused):
            under(upper, first, by)
    assert first not in queries.possible_uppers(by, first)
    assert third not in queries.possible_uppers(by, first)


def test_a_plan_set_aside_stands_above_none(by):
    plan, aside = make_confirmed_plan(by=by), make_plan(by=by)
    actions.set_aside_plan(aside, seen=1, by=by)
    aside.refresh_from_db()
    with pytest.raises(actions.PlanRefused):
        under(aside, plan, by)


def test_the_plan_cited_as_ground_is_offered_first(by):
    cited = make_confirmed_plan(by=by, number="7/KH-UBND")
    newer = make_confirmed_plan(by=by, number="9/KH-UBND")
    plan = make_plan(by=by)
    LegalBasis.objects.create(plan=plan, position=5, number="7 /KH-UBND", text="Kế hoạch số 7/KH-UBND")
    assert queries.possible_uppers(by, plan) == [cited, newer]


def test_a_task_carries_out_lines_of_its_own_plan_and_anything_of_those_above(by):
    top, upper, plan = (make_confirmed_plan(by=by) for _ in range(3))
    under(top, upper, by)
    under(upper, plan, by)
    task, goal = plan.items.get(key="t1"), add(plan, "o1", "objective", "Quảng bá hình ảnh tỉnh ra nước ngoài")
    chosen = [goal, upper.items.get(key="t1"), top.items.get(key="t1")]
    entry = carry(task, *chosen, by=by)
    assert set(queries.uppers_of(by, task)) == set(chosen)
    assert {row.item: row.by for row in queries.carried_out(by, upper)}[upper.items.get(key="t1")] == [task]
    undo(entry, by=by)
    assert queries.uppers_of(by, task) == []


def test_a_task_carries_out_nothing_of_a_stranger_nor_a_task_beside_it(by):
    plan, stranger = make_confirmed_plan(by=by, tasks=2), make_confirmed_plan(by=by)
    task = plan.items.get(key="t1")
    for upper in (stranger.items.get(key="t1"), plan.items.get(key="t2"), task, plan.items.get(key="g1")):
        with pytest.raises(actions.PlanRefused):
            carry(task, upper, by=by)


def test_two_people_choosing_at_once(by):
    plan = make_confirmed_plan(by=by)
    task, goal = plan.items.get(key="t1"), add(plan, "o1", "objective", "Quảng bá")
    actions.carry_out(task, [goal], seen=task.version, by=by)
    with pytest.raises(StaleVersion):
        actions.carry_out(task, [], seen=1, by=by)


def test_what_is_carried_by_none_is_listed(by):
    upper, plan = make_confirmed_plan(by=by, tasks=2), make_confirmed_plan(by=by)
    under(upper, plan, by)
    carry(plan.items.get(key="t1"), upper.items.get(key="t1"), by=by)
    rows = queries.carried_out(by, upper)
    assert [row.item.key for row in rows if not row.by] == ["t2"]


def test_a_carrier_set_aside_carries_nothing(by):
    upper, plan = make_confirmed_plan(by=by), make_confirmed_plan(by=by)
    under(upper, plan, by)
    task = plan.items.get(key="t1")
    carry(task, upper.items.get(key="t1"), by=by)
    task.refresh_from_db()
    actions.set_aside_item(task, seen=task.version, by=by)
    assert [row.by for row in queries.carried_out(by, upper)] == [[]]


def test_likely_ones_are_proposed_by_their_words_until_a_person_has_said(by):
    upper, plan = make_confirmed_plan(by=by), make_confirmed_plan(by=by)
    under(upper, plan, by)
    (proposal,) = queries.proposed_carrying(plan)
    assert (proposal.item.key, proposal.uppers) == ("t1", [upper.items.get(key="t1")])
    carry(proposal.item, *proposal.uppers, by=by)
    assert queries.proposed_carrying(plan) == []
