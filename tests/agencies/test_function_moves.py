"""A function goes to another body while its agency lives on: only the tasks that a person chose go along."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.agencies.test_walk_of_2025 import TODAY, Walk, mine, names, task
from tests.factories.people import make_member
from tests.factories.plans import make_confirmed_plan
from ttdn.agencies import successions
from ttdn.agencies.lineage import Lineage, heirs
from ttdn.agencies.models import Agency, Succession
from ttdn.agencies.successions import NewAgency, SuccessionRefused
from ttdn.core.models import AuditEntry
from ttdn.core.undo import undo
from ttdn.followup.actions import save_draft
from ttdn.followup.models import ProgressReport
from ttdn.followup.permissions import may_report
from ttdn.plans import queries
from ttdn.plans.models import Item, Obligation

pytestmark = pytest.mark.django_db
MARCH, APRIL, JULY = dt.date(2025, 3, 1), dt.date(2025, 4, 1), dt.date(2025, 7, 1)


@pytest.fixture
def walk():
    made = Walk()
    group = {"id": "g1", "kind": "group", "ref": "I", "parent": None, "text": "NHIỆM VỤ", "blocks": [3]}
    both = [task(n, made.culture.name, [], start="2024-01-01", end="2026-12-31") for n in (5, 6)]
    made.second = make_confirmed_plan(by=made.by, issued_on="2024-02-15", items=[group, *both], warnings=[])
    made.five, made.six = (made.second.items.get(key=f"t{n}") for n in (5, 6))
    return made


def move(walk, agency=None, **changed):
    given = {"to": walk.science, "function": "xuất bản", "on": MARCH, "items": [walk.five.pk], "by": walk.by}
    given = {"seen": walk.seen(walk.culture, walk.science)} | given | changed
    return successions.move_function(agency or walk.culture, **given)


def owed(user) -> dict[str, tuple]:
    """What "my work" shows: the key of each task, the role in it, from whom it came."""
    return {row.item.key: (row.role, row.received_from) for row in mine(user)}


def stands(item: Item):
    return queries.stands_today(Item.objects.prefetch_related("assignments__agency").get(pk=item.pk))


def test_the_agency_lives_on_and_the_task_chosen_alone_goes_along(walk):
    move(walk)
    culture = walk.now(walk.culture)
    assert (culture.valid_to, [name.valid_to for name in culture.names.all()]) == (None, [None])
    assert heirs(walk.culture, TODAY) == [walk.culture]
    assert (names(stands(walk.five).leads), stands(walk.six)) == ([walk.science.name], None)
    assert walk.assignments()[: len(walk.written)] == walk.written


def test_work_and_register_of_both_follow(walk):
    giver, receiver = make_member(agency=walk.culture), make_member(agency=walk.science)
    before = owed(receiver)
    assert {"t5", "t6"} <= set(owed(giver))
    move(walk)
    assert set(owed(giver)) & {"t5", "t6"} == {"t6"}
    assert set(owed(receiver)) == {*before, "t5"}
    assert owed(receiver)["t5"] == ("lead", [walk.culture.name])
    led = queries.register(walk.by, agency=walk.science, role="lead")
    assert [item.key for item in led] == ["t5"]
    assert [item.key for item in queries.open_work_of(walk.by, [walk.science]) if item.key in ("t5", "t6")] == ["t5"]
    assert [item.key for item in queries.open_work_of(walk.by, [walk.culture]) if item.key in ("t5", "t6")] == ["t6"]


def test_what_is_owed_is_listed_with_and_reported_by_the_agency_it_went_to(walk):
    receiver = make_member(agency=walk.science)
    move(walk)
    for agency, keys in ((walk.science, {"t5"}), (walk.culture, {"t6"})):
        rows = queries.obligations(walk.by, agency=agency.pk, plan=walk.second.pk)
        assert {row.item.key for row in rows} == keys
    rows = {item: Obligation.objects.filter(item=item, owed_by=walk.culture).first() for item in (walk.five, walk.six)}
    assert may_report(receiver, rows[walk.five])
    assert not may_report(receiver, rows[walk.six])
    for row in rows.values():
        save_draft(row, seen=0, by=walk.by, fields={"result": "Đã làm"})
    seen = ProgressReport.objects.visible_to(receiver)
    assert [report.obligation.item for report in seen] == [walk.five]


def test_dated_ahead_it_waits_for_its_day(walk):
    ahead = dt.date(2199, 1, 1)
    move(walk, on=ahead)
    assert stands(walk.five) is None
    assert names(Lineage(on=ahead).bearers(walk.culture, walk.five.pk)) == [walk.science.name]


def test_what_went_along_goes_on_with_its_new_agency_and_may_come_back(walk):
    move(walk)
    into = NewAgency(name="Sở Khoa học và Số minh họa")
    entry = successions.merge_agencies(
        [walk.science, walk.media], into=into, on=JULY, seen=walk.seen(walk.science, walk.media), by=walk.by
    )
    new = Agency.objects.get(pk=entry.target_id)
    assert names(stands(walk.five).leads) == [new.name]
    move(walk, agency=new, to=walk.culture, on=dt.date(2025, 8, 1), seen=walk.seen(new, walk.culture))
    assert stands(walk.five) is None


def test_what_came_from_one_that_ended_may_go_along(walk):
    walk.march()
    item = walk.item(1)
    move(walk, on=APRIL, items=[item.pk])
    assert names(stands(item).leads) == [walk.science.name]


def test_undone_it_is_as_before_and_the_audit_has_one_entry(walk):
    count = AuditEntry.objects.count()
    entry = move(walk)
    assert AuditEntry.objects.count() == count + 1
    assert (entry.action, entry.after["function"], entry.after["items"]) == ("agencies.move", "xuất bản", 1)
    undo(entry, by=walk.by)
    assert (Succession.objects.count(), stands(walk.five)) == (0, None)


@pytest.mark.parametrize("wrong", [{"function": ""}, {"to": "itself"}, {"on": dt.date(1999, 1, 1), "from": True}])
def test_refused_and_nothing_written(walk, wrong):
    if wrong.pop("from", False):
        Agency.objects.filter(pk=walk.culture.pk).update(valid_from=dt.date(2010, 1, 1))
    if wrong.get("to") == "itself":
        wrong["to"] = walk.culture
    with pytest.raises(SuccessionRefused):
        move(walk, **wrong)
    assert Succession.objects.count() == 0


def test_the_database_refuses_a_move_of_nothing(walk):
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(predecessor=walk.culture, successor=walk.science, kind="move", date=MARCH)


def test_tasks_are_proposed_by_the_words_of_the_function(walk):
    Item.objects.filter(pk=walk.five.pk).update(folded="quan ly xuat ban pham va bao chi cua tinh")
    items = Item.objects.filter(pk__in=[walk.five.pk, walk.six.pk])
    assert [list(queries.naming(items, words)) for words in ("Báo chí, di sản", "xuất", "áo chí", " , ")] == [
        [Item.objects.get(pk=walk.five.pk)],
        [Item.objects.get(pk=walk.five.pk)],
        [],
        [],
    ]
