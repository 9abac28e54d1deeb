"""Obligations: who owes what and when, and that they follow what they come from."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command

from tests.factories.people import make_agency
from tests.factories.plans import TASK, make_confirmed_plan, make_coordinator, make_plan
from ttdn.agencies.grouping import add_member, end_member
from ttdn.agencies.models import AgencyKind, GroupMember
from ttdn.core.models import AuditEntry
from ttdn.core.undo import undo
from ttdn.plans import actions, jobs, owing
from ttdn.plans.models import Item, Obligation, Plan

pytestmark = pytest.mark.django_db
D = dt.date


def rows(plan: Plan, **where) -> list[tuple]:
    found = Obligation.objects.in_force().filter(item__plan=plan, **where)
    return sorted((o.role, o.name, str(o.start), str(o.due)) for o in found)


def task_of(plan: Plan) -> Item:
    return plan.items.get(key="t1")


def edit(item: Item, by, **changes):
    item.refresh_from_db()
    return actions.edit_item(item, seen=item.version, by=by, changes=changes)


@pytest.fixture
def by():
    return make_coordinator()


@pytest.fixture
def group():
    """A group of three districts; the third left it on 30 June 2031."""
    group = make_agency("Ủy ban nhân dân các huyện", kind=AgencyKind.GROUP)
    for name, last in [("Huyện A", None), ("Huyện B", None), ("Huyện C", D(2031, 6, 30))]:
        GroupMember.objects.create(group=group, member=make_agency(name), valid_to=last)
    return group


def led_by(plan: Plan, agency, *, by) -> Item:
    """The task of ``plan`` with ``agency`` as its only lead and nobody else."""
    task = task_of(plan)
    task.assignments.exclude(position=0, role="lead").delete()
    task.assignments.update(agency=agency, name=agency.name)
    owing.sync(plan.items.all())
    return task


def test_a_plan_in_review_owes_nothing_and_a_confirmed_one_does(by):
    plan = make_plan(by=by)
    assert not Obligation.objects.exists()
    entry = actions.confirm_plan(plan, seen=1, acknowledge_open=True, by=by)
    assert rows(plan) == [
        ("lead", "Sở Ngoại vụ", "2031-07-01", "2031-09-30"),
        ("partner", "Báo An Sơn", "2031-07-01", "2031-09-30"),
        ("partner", "Các đơn vị liên quan", "2031-07-01", "2031-09-30"),
    ]
    assert entry.after["obligations"] == {"made": 3, "dropped": 0, "moved": 0}


def test_undoing_the_confirmation_takes_the_work_out_of_force(by):
    plan = make_plan(by=by)
    entry = actions.confirm_plan(plan, seen=1, acknowledge_open=True, by=by)
    undo(entry, by=by)
    assert rows(plan) == []


def test_a_new_schedule_withdraws_the_old_periods_and_its_undo_brings_them_back(by):
    plan = make_confirmed_plan(by=by)
    before = rows(plan)
    entry = edit(task_of(plan), by, schedule_text="Hằng quý")
    assert [due for _role, _name, _start, due in rows(plan, role="lead")] == [
        "2031-03-31",
        "2031-06-30",
        "2031-09-30",
        "2031-12-31",
    ]
    undo(entry, by=by)
    assert rows(plan) == before


def test_what_was_done_stays_when_the_schedule_changes(by):
    plan = make_confirmed_plan(by=by)
    Obligation.objects.filter(role="lead").update(state="done")
    edit(task_of(plan), by, schedule_text="Quý IV/2031")
    assert rows(plan, role="lead") == [
        ("lead", "Sở Ngoại vụ", "2031-07-01", "2031-09-30"),
        ("lead", "Sở Ngoại vụ", "2031-10-01", "2031-12-31"),
    ]


def test_a_yearly_day_moves_what_nobody_has_reported_on(by):
    plan = make_confirmed_plan(by=by)
    edit(task_of(plan), by, recurrence="yearly", start=D(2031, 1, 1), end=D(2031, 12, 31), due="--10-15")
    diff = owing.tried(lambda: edit(task_of(plan), by, due="--11-30"))
    assert {(str(row.due), str(before)) for row, before in diff.moved} == {("2031-11-30", "2031-10-15")}
    assert not diff.added
    assert not diff.withdrawn


def test_trying_a_change_leaves_nothing_behind(by):
    plan = make_confirmed_plan(by=by)
    before, entries = rows(plan), AuditEntry.objects.count()
    diff = owing.tried(lambda: edit(task_of(plan), by, schedule_text="Hằng quý"))
    assert (len(diff.added), len(diff.withdrawn)) == (9, 0)
    assert (rows(plan), AuditEntry.objects.count()) == (before, entries)
    assert task_of(plan).schedule_text == TASK["schedule"]["text"]


def test_an_item_set_aside_owes_nothing_until_it_comes_back(by):
    plan = make_confirmed_plan(by=by)
    before, task = rows(plan), task_of(plan)
    actions.set_aside_item(task, seen=task.version, by=by)
    assert rows(plan) == []
    task.refresh_from_db()
    actions.restore_item(task, seen=task.version, by=by)
    assert rows(plan) == before
    assert Obligation.objects.count() == 3


def test_a_group_owes_through_its_members_at_the_time(by, group):
    plan = make_confirmed_plan(by=by)
    led_by(plan, group, by=by)
    assert [name for _role, name, *_rest in rows(plan)] == ["Huyện A", "Huyện B"]
    assert {o.through for o in Obligation.objects.in_force()} == {group}


def test_a_member_is_asked_only_for_the_periods_in_which_it_belonged(by, group):
    plan = make_confirmed_plan(by=by)
    led_by(plan, group, by=by)
    edit(task_of(plan), by, schedule_text="Hằng quý")
    assert [due for _r, name, _s, due in rows(plan) if name == "Huyện C"] == ["2031-03-31", "2031-06-30"]


def test_a_member_that_joins_or_leaves_changes_what_is_owed_and_undo_puts_it_back(by, group):
    plan = make_confirmed_plan(by=by)
    led_by(plan, group, by=by)
    before = rows(plan)
    entry = add_member(group, make_agency("Huyện D"), seen=group.version, by=by, valid_from=D(2031, 5, 1))
    assert [name for _role, name, *_rest in rows(plan)] == ["Huyện A", "Huyện B", "Huyện D"]
    undo(entry, by=by)
    assert rows(plan) == before
    group.refresh_from_db()
    held = GroupMember.objects.get(group=group, member__name="Huyện A")
    end_member(held, seen=group.version, by=by, last=D(2031, 6, 1))
    assert [name for _role, name, *_rest in rows(plan)] == ["Huyện B"]


def test_a_group_without_members_owes_itself(by):
    plan = make_confirmed_plan(by=by)
    empty = make_agency("Các sở, ban, ngành", kind=AgencyKind.GROUP)
    led_by(plan, empty, by=by)
    assert [name for _role, name, *_rest in rows(plan)] == ["Các sở, ban, ngành"]


def test_a_lead_that_is_also_a_member_of_a_supporting_group_owes_once(by, group):
    plan = make_confirmed_plan(by=by)
    task = led_by(plan, GroupMember.objects.get(member__name="Huyện A").member, by=by)
    task.assignments.create(role="partner", position=0, agency=group, name=group.name, as_written=group.name)
    owing.sync(plan.items.all())
    assert [(role, name) for role, name, *_rest in rows(plan)] == [("lead", "Huyện A"), ("partner", "Huyện B")]


def test_who_was_given_a_part_owes_that_part_alone(by, group):
    plan = make_confirmed_plan(by=by)
    task = led_by(plan, group, by=by)
    part, district = task.parts.get(), GroupMember.objects.get(member__name="Huyện A").member
    entry = actions.give_part(part, [district], seen=task.version, by=by)
    assert [(o.name, o.part, o.role) for o in Obligation.objects.in_force().order_by("name")] == [
        ("Huyện A", part, "lead"),
        ("Huyện B", None, "lead"),
    ]
    undo(entry, by=by)
    assert not Obligation.objects.in_force().exclude(part=None).exists()


def test_parts_given_to_nobody_stay_with_the_first_lead(by, group):
    plan = make_confirmed_plan(by=by)
    district = GroupMember.objects.get(member__name="Huyện A").member
    task = led_by(plan, district, by=by)
    part = task.parts.get()
    task.parts.create(position=5, text="phần chưa giao ai")
    actions.give_part(part, [district], seen=task.version, by=by)
    assert {o.part for o in Obligation.objects.in_force()} == {part, None}
    task.refresh_from_db()
    actions.give_part(task.parts.last(), [district], seen=task.version, by=by)
    assert {o.part for o in Obligation.objects.in_force()} == set(task.parts.all())


def test_a_part_is_not_given_to_a_group(by, group):
    task = task_of(make_confirmed_plan(by=by))
    with pytest.raises(actions.PlanRefused):
        actions.give_part(task.parts.get(), [group], seen=task.version, by=by)


def test_a_duty_that_repeats_a_task_is_not_owed_twice(by):
    plan = make_confirmed_plan(by=by)
    duty = Item.objects.create(plan=plan, key="d1", kind="duty", position=9, text="Biên soạn tập gấp")
    duty.assignments.create(role="lead", position=0, name="Sở Ngoại vụ", as_written="Sở NgV", accountable=True)
    owing.sync(plan.items.all())
    assert rows(plan, item=duty) == [("lead", "Sở Ngoại vụ", "2031-01-01", "2031-12-31")]
    entry = actions.link_duty(duty, task_of(plan), seen=duty.version, by=by)
    assert rows(plan, item=duty) == []
    undo(entry, by=by)
    assert len(rows(plan, item=duty)) == 1


@pytest.mark.parametrize("choose", ["another plan", "a duty", "set aside"])
def test_a_duty_repeats_only_a_task_of_its_own_plan(by, choose):
    plan = make_confirmed_plan(by=by)
    duty = Item.objects.create(plan=plan, key="d1", kind="duty", position=9, text="Biên soạn tập gấp")
    task = task_of(make_confirmed_plan(by=by) if choose == "another plan" else plan)
    if choose == "a duty":
        task = Item.objects.create(plan=plan, key="d2", kind="duty", position=10, text="Khác")
    if choose == "set aside":
        actions.set_aside_item(task, seen=task.version, by=by)
        task.refresh_from_db()
    with pytest.raises(actions.PlanRefused):
        actions.link_duty(duty, task, seen=duty.version, by=by)


def test_a_period_over_before_the_plan_was_signed_is_never_owed(by):
    plan = make_confirmed_plan(by=by, issued_on="2031-10-05")
    assert len(rows(plan)) == 3
    assert not Obligation.objects.owed().exists()


def test_the_day_of_signing_put_right_changes_what_was_before_it(by):
    plan = make_confirmed_plan(by=by)
    entry = actions.edit_head(plan, seen=plan.version, by=by, issued_on=D(2031, 10, 5))
    assert not Obligation.objects.owed().exists()
    undo(entry, by=by)
    assert Obligation.objects.owed().count() == 3


def test_making_them_again_makes_none(by):
    plan = make_confirmed_plan(by=by)
    assert not owing.sync(plan.items.all())


def test_a_new_year_is_owed_by_itself(by, monkeypatch):
    plan = make_confirmed_plan(by=by, period={"start": None, "end": None})
    edit(task_of(plan), by, schedule_text="Hằng năm", start=None, end=None, recurrence="yearly")
    count = Obligation.objects.in_force().filter(role="lead").count()
    monkeypatch.setattr("ttdn.core.days.today", lambda: D(2033, 1, 1))
    jobs.make_this_years_obligations.func()
    assert Obligation.objects.in_force().filter(role="lead").count() == count + 2


def test_it_takes_a_constant_number_of_queries(by, django_assert_max_num_queries):
    plan = make_plan(by=by, tasks=3)
    with django_assert_max_num_queries(20):
        actions.confirm_plan(plan, seen=1, acknowledge_open=True, by=by)
    larger = make_plan(by=by, tasks=60)
    with django_assert_max_num_queries(20):
        actions.confirm_plan(larger, seen=1, acknowledge_open=True, by=by)


def test_the_migration_of_an_older_installation_is_complete():
    call_command("makemigrations", "plans", check=True, dry_run=True)


def test_a_duty_is_owed_by_itself_once_the_task_it_repeats_is_set_aside(by):
    plan = make_confirmed_plan(by=by)
    duty = Item.objects.create(plan=plan, key="d1", kind="duty", position=9, text="Biên soạn tập gấp")
    duty.assignments.create(role="lead", position=0, name="Sở Ngoại vụ", as_written="Sở NgV", accountable=True)
    actions.link_duty(duty, task_of(plan), seen=duty.version, by=by)
    task = task_of(plan)
    entry = actions.set_aside_item(task, seen=task.version, by=by)
    assert len(rows(plan, item=duty)) == 1
    undo(entry, by=by)
    assert rows(plan, item=duty) == []
    assert len(rows(plan)) == 3


def test_what_was_sent_back_is_still_so_when_its_item_comes_back(by):
    plan = make_confirmed_plan(by=by)
    Obligation.objects.filter(role="lead").update(state="returned")
    task = task_of(plan)
    entry = actions.set_aside_item(task, seen=task.version, by=by)
    assert rows(plan) == []
    undo(entry, by=by)
    assert [o.state for o in Obligation.objects.in_force().filter(role="lead")] == ["returned"]


def test_a_part_of_an_agency_that_left_the_task_is_asked_of_nobody(by, group):
    plan = make_confirmed_plan(by=by)
    task = led_by(plan, group, by=by)
    district = GroupMember.objects.get(member__name="Huyện A").member
    actions.give_part(task.parts.get(), [district], seen=task.version, by=by)
    entry = edit(task, by, lead=["Sở Ngoại vụ"])
    assert [name for _role, name, *_rest in rows(plan)] == ["Sở Ngoại vụ"]
    undo(entry, by=by)
    assert [name for _role, name, *_rest in rows(plan)] == ["Huyện A", "Huyện B"]


def test_another_day_moves_the_work_and_what_was_written_on_it(by):
    plan = make_confirmed_plan(by=by)
    before = set(Obligation.objects.in_force().values_list("pk", flat=True))
    entry = edit(task_of(plan), by, schedule_text="Quý IV/2031")
    assert entry.after["obligations"] == {"made": 0, "dropped": 0, "moved": 3}
    assert set(Obligation.objects.in_force().values_list("pk", flat=True)) == before
    assert {str(due) for due in Obligation.objects.values_list("due", flat=True)} == {"2031-12-31"}
    undo(entry, by=by)
    assert {str(due) for due in Obligation.objects.values_list("due", flat=True)} == {"2031-09-30"}


def test_a_milestone_put_before_others_leaves_them_as_they_are(by):
    plan = make_confirmed_plan(by=by)
    later = {"text": "nghiệm thu", "start": None, "end": "2031-09-30"}
    Item.objects.filter(pk=task_of(plan).pk).update(milestones=[later])
    owing.sync(plan.items.all())
    Obligation.objects.in_force().update(state="done")
    first = {"text": "đề cương", "start": None, "end": "2031-06-30"}
    Item.objects.filter(pk=task_of(plan).pk).update(milestones=[first, later, later])
    owing.sync(plan.items.all())
    assert sorted(Obligation.objects.filter(role="lead").values_list("label", "state")) == [
        ("nghiệm thu", "done"),
        ("nghiệm thu", "open"),
        ("đề cương", "open"),
    ]
