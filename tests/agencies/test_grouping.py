"""Members of a group: several changed as one act; a rule that says whom the group means on a day."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.agencies.test_successions import found, seen, snapshot
from tests.factories.people import make_administrator
from ttdn.agencies import keeping
from ttdn.agencies.grouping import MemberChange, add_member, by_rule, change_members, end_member, rule_gap
from ttdn.agencies.models import Agency, GroupMember
from ttdn.agencies.successions import SuccessionRefused
from ttdn.core.models import AuditEntry
from ttdn.core.undo import undo
from ttdn.core.versions import StaleVersion

pytestmark = pytest.mark.django_db
MARCH, JUNE, JULY = dt.date(2025, 3, 1), dt.date(2025, 6, 30), dt.date(2025, 7, 1)


@pytest.fixture
def by():
    return make_administrator()


@pytest.fixture
def departments(by):
    return [found(name, by) for name in ("Sở Một", "Sở Hai", "Sở Ba")]


@pytest.fixture
def group(by):
    return found("Các sở", by, kind="group")


def rows() -> list[tuple]:
    return list(GroupMember.objects.order_by("pk").values_list("member__name", "valid_from", "valid_to"))


def test_several_come_change_and_go_as_one_act(by, group, departments):
    one, two, three = departments
    add_member(group, one, seen=1, by=by)
    held = GroupMember.objects.get()
    before, count = snapshot(), AuditEntry.objects.count()
    changes = [
        MemberChange(member=two, valid_from=MARCH),
        MemberChange(member=three, valid_from=MARCH, valid_to=JUNE),
        MemberChange(member=one, valid_from=None, valid_to=JUNE, held=held),
    ]

    entry = change_members(group, changes, seen=2, by=by)

    assert rows() == [("Sở Một", None, JUNE), ("Sở Hai", MARCH, None), ("Sở Ba", MARCH, JUNE)]
    assert AuditEntry.objects.count() == count + 1
    assert entry.after["members"][1] == {"member": "Sở Ba", "from": "2025-03-01", "to": "2025-06-30"}
    undo(entry, by=by)
    assert snapshot() == before


def test_one_that_left_may_come_again_later(by, group, departments):
    add_member(group, departments[0], seen=1, by=by)
    held = GroupMember.objects.select_related("group", "member").get()
    end_member(held, seen=2, by=by, last=MARCH)
    group.refresh_from_db()
    add_member(group, departments[0], seen=3, by=by, valid_from=JULY)
    assert rows() == [("Sở Một", None, MARCH), ("Sở Một", JULY, None)]


@pytest.mark.parametrize("wrong", ["a group", "backwards", "twice", "overlapping", "not a group", "stale"])
def test_refused_and_nothing_changed(by, group, departments, wrong):
    one, two, _three = departments
    add_member(group, one, seen=1, by=by, valid_from=MARCH)
    target, changes, version = {
        "a group": (group, [MemberChange(member=found("Nhóm khác", by, kind="group"))], 2),
        "backwards": (group, [MemberChange(member=two, valid_from=JULY, valid_to=JUNE)], 2),
        "twice": (group, [MemberChange(member=two), MemberChange(member=two, valid_from=JULY)], 2),
        "overlapping": (group, [MemberChange(member=one, valid_to=MARCH)], 2),
        "not a group": (two, [MemberChange(member=one)], 1),
        "stale": (group, [MemberChange(member=two)], 1),
    }[wrong]
    before = snapshot()
    with pytest.raises(StaleVersion if wrong == "stale" else SuccessionRefused):
        change_members(target, changes, seen=version, by=by)
    assert snapshot() == before


def test_a_rule_opens_into_the_bodies_of_its_day(by, group, departments):
    one = departments[0]
    paper = found("Báo tỉnh", by, kind="press")
    found("Phòng xã", by, tier="commune")
    found("Sở Hết", by, valid_to=JUNE)
    add_member(group, one, seen=1, by=by)
    add_member(group, paper, seen=2, by=by)
    assert not rule_gap(group, JULY)
    entry = keeping.edit_agency(group, seen=3, by=by, rule_kind="department", rule_tier="province")
    group = Agency.objects.get(pk=group.pk)
    own = {"Sở Hai", "Sở Ba"}

    gap = rule_gap(group, JULY)
    assert own <= {agency.name for agency in gap.joining}
    assert {"Sở Hết", "Phòng xã", "Sở Một"}.isdisjoint(agency.name for agency in gap.joining)
    assert [row.member for row in gap.leaving] == [paper]
    assert "Sở Hết" in {agency.name for agency in rule_gap(group, JUNE).joining}
    done = change_members(group, by_rule(group, JULY), seen=group.version, by=by)
    assert not rule_gap(group, JULY)
    assert ("Báo tỉnh", None, JUNE) in rows()
    assert by_rule(group, JULY) == []
    undo(done, by=by)
    undo(entry, by=by)
    assert not Agency.objects.get(pk=group.pk).rule_kind


def test_one_that_came_on_the_day_leaves_on_it(by, group, departments):
    keeping.edit_agency(group, seen=1, by=by, rule_kind="press")
    group.refresh_from_db()
    add_member(group, departments[0], seen=2, by=by, valid_from=JULY)
    group.refresh_from_db()
    change_members(group, by_rule(group, JULY), seen=seen(group)[group.pk], by=by)
    assert rows() == [("Sở Một", JULY, JULY)]
