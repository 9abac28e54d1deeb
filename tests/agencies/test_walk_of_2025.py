"""1 March and 1 July 2025 walked through on invented agencies: what an old task says then and says now."""

from __future__ import annotations

import copy
import datetime as dt

import pytest

from tests.factories.people import make_member
from tests.factories.plans import TASK, make_confirmed_plan, make_coordinator
from ttdn.agencies import actions, grouping, successions
from ttdn.agencies.lineage import ancestors, heirs
from ttdn.agencies.models import Agency, GroupMember
from ttdn.agencies.successions import NewAgency, Share
from ttdn.core.models import AuditEntry
from ttdn.core.undo import undo
from ttdn.plans import queries
from ttdn.plans.models import ItemAgency

pytestmark = pytest.mark.django_db
MARCH, JULY = dt.date(2025, 3, 1), dt.date(2025, 7, 1)
BEFORE, SPRING, TODAY = dt.date(2025, 2, 28), dt.date(2025, 6, 30), dt.date(2026, 1, 1)
MEDIA, CULTURE, SCIENCE = "Sở Thông tin minh họa", "Sở Văn hóa minh họa", "Sở Khoa học minh họa"
LAM, VAN = "Ủy ban nhân dân tỉnh Lam Minh", "Ủy ban nhân dân tỉnh Vân Minh"
DISTRICT, COMMUNE = "Ủy ban nhân dân huyện Suối Minh", "Ủy ban nhân dân xã Suối Minh"


def task(number: int, lead: str, partners: list[str], *, start: str, end: str) -> dict:
    names = [{"name": name, "as_written": name, "scope": None} for name in (lead, *partners)]
    schedule = TASK["schedule"] | {"text": "", "start": start, "end": end}
    made = copy.deepcopy(TASK) | {"id": f"t{number}", "ref": f"I.{number}", "lead": names[:1], "partners": names[1:]}
    return made | {"schedule": schedule, "text": f"Việc số {number}"}


class Walk:
    """The province before, and each of the two days as the coordinator records them."""

    def __init__(self) -> None:
        self.by = make_coordinator()
        committee = {"kind": "peoples_committee"}
        self.media, self.culture, self.science = (self.found(name) for name in (MEDIA, CULTURE, SCIENCE))
        self.lam, self.van = self.found(LAM, **committee), self.found(VAN, **committee)
        self.district = self.found(DISTRICT, **committee, tier="district")
        self.commune = self.found(COMMUNE, **committee, tier="commune")
        self.all_departments = self.found("Các sở minh họa", kind="group")
        for department in (self.media, self.culture):
            group = self.now(self.all_departments)
            grouping.add_member(group, department, seen=group.version, by=self.by)
        tasks = [
            task(1, MEDIA, [CULTURE, SCIENCE], start="2024-01-01", end="2026-12-31"),
            task(2, MEDIA, [], start="2023-01-01", end="2023-12-31"),  # over before the plan was issued
            task(3, DISTRICT, [LAM], start="2024-01-01", end="2026-12-31"),
            task(4, LAM, [VAN], start="2024-01-01", end="2026-12-31"),
        ]
        group = {"id": "g1", "kind": "group", "ref": "I", "parent": None, "text": "NHIỆM VỤ", "blocks": [3]}
        self.plan = make_confirmed_plan(by=self.by, issued_on="2024-01-15", items=[group, *tasks], warnings=[])
        self.written = self.assignments()

    def found(self, name: str, **fields) -> Agency:
        return actions.create_agency(**({"kind": "department", "tier": "province"} | fields), name=name, by=self.by)

    def now(self, agency: Agency) -> Agency:
        return Agency.objects.get(pk=agency.pk)

    def seen(self, *agencies: Agency) -> dict[int, int]:
        return {agency.pk: self.now(agency).version for agency in agencies}

    def assignments(self) -> list:
        return list(ItemAgency.objects.order_by("pk").values_list("item", "role", "agency", "name", "as_written"))

    def item(self, number: int):
        return self.plan.items.prefetch_related("assignments__agency").get(key=f"t{number}")

    def march(self) -> None:
        """A department ends; its functions go to two others."""
        shares = [
            Share(successor=self.culture, function="báo chí, thông tin đối ngoại"),
            Share(successor=self.science, function="chuyển đổi số"),
        ]
        versions = self.seen(self.media, self.culture, self.science)
        successions.split_agency(self.media, shares=shares, on=MARCH, seen=versions, by=self.by)

    def july(self) -> Agency:
        """A district ends, two provinces become one that keeps a name, a department is founded again."""
        shares = [Share(successor=self.commune)]
        versions = self.seen(self.district, self.commune)
        successions.dissolve_agency(self.district, shares=shares, on=JULY, seen=versions, by=self.by)
        versions = self.seen(self.lam, self.van)
        into = NewAgency(name=LAM)
        entry = successions.merge_agencies([self.lam, self.van], into=into, on=JULY, seen=versions, by=self.by)
        successions.refound_agency(self.culture, on=JULY, seen=self.seen(self.culture), by=self.by)
        return Agency.objects.get(pk=entry.target_id)


@pytest.fixture
def walk():
    return Walk()


def names(agencies) -> list[str]:
    return [agency.name for agency in agencies]


def test_who_stands_where_on_each_day(walk):
    walk.march()
    new_lam = walk.july()
    new_culture = Agency.objects.get(name=CULTURE, valid_from=JULY)
    assert heirs(walk.media, BEFORE) == [walk.media]
    assert heirs(walk.media, SPRING) == [walk.culture, walk.science]
    assert heirs(walk.media, TODAY) == [new_culture, walk.science]
    assert [heirs(walk.district, day) for day in (SPRING, JULY)] == [[walk.district], [walk.commune]]
    assert new_lam.pk != walk.lam.pk
    assert [heirs(walk.lam, day) for day in (SPRING, JULY)] == [[walk.lam], [new_lam]]
    assert set(ancestors(new_lam, TODAY)) == {walk.lam, walk.van}
    assert ancestors(new_culture, TODAY) == [walk.culture, walk.media]


def test_old_tasks_keep_their_agencies_and_say_who_has_them_now(walk):
    assert [queries.stands_today(walk.item(number)) for number in (1, 2, 3, 4)] == [None] * 4
    walk.march()
    walk.july()
    assert walk.assignments() == walk.written
    first, third, fourth = (queries.stands_today(walk.item(number)) for number in (1, 3, 4))
    # Both partners of the first task now lead it; the second province has become its own partner's lead.
    assert (names(first.leads), names(first.partners)) == ([CULTURE, SCIENCE], [])
    assert (names(third.leads), names(third.partners)) == ([COMMUNE], [LAM])
    assert (names(fourth.leads), names(fourth.partners)) == ([LAM], [])


def test_open_tasks_are_offered_to_the_heirs_and_closed_ones_are_not(walk):
    officer = make_member(agency=walk.science)
    assert [row.item.key for row in mine(officer)] == ["t1"]
    assert mine(officer)[0].received_from == []  # as a partner it had it before
    walk.march()
    walk.july()
    new_culture = Agency.objects.get(name=CULTURE, valid_from=JULY)
    heir = make_member(agency=new_culture)
    offered = [(row.item.key, row.my_role, row.received_from) for row in mine(heir)]
    assert offered == [("t1", "lead", [MEDIA, CULTURE])]
    commune = make_member(agency=walk.commune)
    assert [(row.item.key, row.received_from) for row in mine(commune)] == [("t3", [DISTRICT])]
    open_work = queries.open_work_of(walk.by, [walk.media])
    assert [item.key for item in open_work] == ["t1"]
    assert mine(make_member()) == []


def mine(user) -> list:
    work = queries.my_work(user)
    rows = [*work.late, *work.soon, *work.now, *work.later, *work.none]
    return list({row.item_id: row for row in reversed(rows)}.values())[::-1]  # one row an item


def test_the_register_counts_an_agency_once_in_each_task(walk):
    walk.march()
    new_lam = walk.july()
    held = {role: [i.key for i in queries.register(walk.by, agency=new_lam, role=role)] for role in ("lead", "partner")}
    assert held == {"lead": ["t4"], "partner": ["t3"]}


def test_the_group_of_all_departments_follows(walk):
    walk.march()
    walk.july()
    new_culture = Agency.objects.get(name=CULTURE, valid_from=JULY)

    def members(day: dt.date) -> set[int]:
        rows = GroupMember.objects.valid_on(day).filter(group=walk.all_departments)
        return set(rows.values_list("member", flat=True))

    assert members(BEFORE) == {walk.media.pk, walk.culture.pk}
    assert members(SPRING) == {walk.culture.pk, walk.science.pk}
    assert members(TODAY) == {new_culture.pk, walk.science.pk}


def test_the_whole_walk_is_taken_back_step_by_step(walk):
    before = [(a.pk, a.name, a.valid_to) for a in Agency.objects.order_by("pk")]
    walk.march()
    walk.july()
    kinds = ("refound", "merge", "dissolve", "split")
    for kind in kinds:
        undo(AuditEntry.objects.get(action=f"agencies.{kind}"), by=walk.by)
    assert [(a.pk, a.name, a.valid_to) for a in Agency.objects.order_by("pk")] == before
    assert walk.assignments() == walk.written
    assert queries.stands_today(walk.item(1)) is None
