"""Correcting items: what changes, what is learnt, who was faster, and back again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest

from tests.factories.plans import make_coordinator, make_plan
from ttdn.agencies.actions import create_agency
from ttdn.agencies.models import AgencyAlias
from ttdn.core.models import AuditEntry
from ttdn.core.undo import CannotUndo, undo
from ttdn.core.versions import StaleVersion
from ttdn.plans import actions
from ttdn.plans.actions.item_values import values_of
from ttdn.plans.models import Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_coordinator()


@pytest.fixture
def plan(by):
    return make_plan(by=by)


@pytest.fixture
def task(plan):
    return plan.items.get(kind="task")


def again(row):
    return type(row).objects.get(pk=row.pk)


def count(quantity, unit, per="", text=""):
    return SimpleNamespace(quantity=Decimal(quantity), unit=unit, per=per, text=text)


def state_of(item):
    """All that must be equal after an undo: the values, the doubts, the spellings known."""
    item = again(item)
    return (
        values_of(item),
        (item.folded, item.sort_key, item.state, item.state_reason),
        list(item.plan.findings.values_list("pk", "state", "settled_by", "settled_at")),
        list(AgencyAlias.objects.values_list("folded", "agency")),
    )


def edit(item, by, **changes):
    return actions.edit_item(item, seen=item.version, by=by, changes=changes)


def test_edit_item_changes_values_search_and_version(task, by):
    edit(task, by, text="In tờ rơi", ref="I.9", kind="duty", funding="10 triệu đồng")
    item = again(task)
    assert (item.text, item.ref, item.kind, item.funding, item.version) == (
        "In tờ rơi", "I.9", "duty", "10 triệu đồng", 2,
    )  # fmt: skip
    assert "in to roi" in item.folded
    assert "bien soan" not in item.folded


def test_edit_item_records_only_what_changed(task, by):
    entry = edit(task, by, text="In tờ rơi", ref="I.1")
    assert (entry.action, entry.actor, entry.before) == ("plans.edit_item", by, {"text": task.text})
    assert entry.after == {"text": "In tờ rơi", "settled": [], "aliases": []}


def test_edit_item_of_a_stale_version_changes_nothing(task, by):
    edit(task, by, text="trước")
    before = state_of(task)
    with pytest.raises(StaleVersion) as error:
        actions.edit_item(again(task), seen=1, by=by, changes={"text": "sau"})
    assert error.value.current.text == "trước"
    assert state_of(task) == before
    assert AuditEntry.objects.filter(action="plans.edit_item").count() == 1


def test_edit_item_of_a_plan_set_aside_is_refused(plan, task, by):
    actions.set_aside_plan(plan, seen=1, by=by)
    with pytest.raises(actions.PlanRefused):
        edit(task, by, text="khác")
    assert again(task).version == 1


ALL_AT_ONCE = {
    "text": "In tờ rơi",
    "ref": "II",
    "kind": "duty",
    "lead": ["Sở Công Thương", "Sở Ngoại vụ"],
    "partners": [],
    "schedule_text": "Quý IV/2031",
    "deliverables": [count(3, "tờ rơi", "quarter", "03 tờ/quý"), count("1.5", "trang", "", "1,5 trang")],
    "funding": "không",
}


@pytest.mark.parametrize("changes", [{name: value} for name, value in ALL_AT_ONCE.items()] + [ALL_AT_ONCE])
def test_undo_of_an_edit_puts_everything_back(task, by, changes):
    create_agency(kind="department", tier="province", name="Sở Công Thương", by=by)
    before = state_of(task)
    entry = edit(task, by, **changes)
    assert state_of(task) != before
    undone = undo(entry, by=by)
    assert state_of(task) == before
    assert (undone.undoes, again(task).version) == (entry, 3)
    with pytest.raises(CannotUndo):
        undo(entry, by=by)


def test_undo_waits_for_the_later_edit(task, by):
    first = edit(task, by, text="một")
    edit(again(task), by, text="hai")
    with pytest.raises(CannotUndo):
        undo(first, by=by)
    assert again(task).text == "hai"


@pytest.mark.parametrize("action", ["edit", "set_aside", "add"])
def test_undo_in_a_plan_set_aside_is_refused_in_words(plan, task, by, action):
    entry = {
        "edit": lambda: edit(task, by, text="khác"),
        "set_aside": lambda: actions.set_aside_item(task, seen=1, by=by),
        "add": lambda: actions.add_item(plan, block=None, changes={"kind": "task", "text": "mới"}, by=by),
    }[action]()
    actions.set_aside_plan(plan, seen=1, by=by)
    before = list(Item.objects.values_list("text", "state", "version"))
    with pytest.raises(CannotUndo, match="để riêng"):
        undo(entry, by=by)
    assert list(Item.objects.values_list("text", "state", "version")) == before


def test_edit_item_puts_agencies_in_order_with_the_first_accountable(task, by):
    industry = create_agency(kind="department", tier="province", name="Sở Công Thương", abbreviations=["Sở CT"], by=by)
    edit(task, by, lead=["Sở CT", "Sở Ngoại vụ"], partners=["Các đơn vị liên quan"])
    rows = [(a.role, a.agency, a.name, a.as_written, a.accountable) for a in again(task).assignments.all()]
    assert rows == [
        ("lead", industry, "Sở Công Thương", "Sở CT", True),
        ("lead", None, "Sở Ngoại vụ", "Sở NgV", False),
        ("partner", None, "Các đơn vị liên quan", "các đơn vị liên quan", False),
    ]


def test_edit_item_learns_the_spelling_that_a_person_corrects(plan, task, by):
    foreign = create_agency(kind="department", tier="province", name="Sở Ngoại vụ An Sơn", by=by)
    edit(task, by, lead=["Sở Ngoại vụ An Sơn"])
    lead = again(task).assignments.get(role="lead")
    assert (lead.agency, lead.as_written) == (foreign, "Sở NgV")
    later = make_plan(by=by).items.get(kind="task")
    assert later.assignments.get(role="lead").agency == foreign


def test_edit_item_learns_nothing_from_an_open_group_or_a_change_of_lead(task, by):
    foreign = create_agency(kind="department", tier="province", name="Sở Ngoại vụ", by=by)
    create_agency(kind="department", tier="province", name="Sở Công Thương", by=by)
    edit(task, by, lead=["Sở Công Thương"], partners=["Báo An Sơn", "Sở Công Thương"])
    AgencyAlias.objects.all().delete()  # "Sở NgV" was nobody's until here
    task.assignments.filter(role="lead").update(agency=foreign, name="Sở Ngoại vụ", as_written="Sở NgV")
    edit(again(task), by, lead=["Sở Công Thương"])
    assert not AgencyAlias.objects.exists()


def test_edit_item_settles_the_doubts_about_that_field_only(plan, task, by):
    edit(task, by, text="In tờ rơi")
    assert plan.findings.open().count() == 2
    edit(again(task), by, lead=["Sở Nội vụ"])
    doubt = plan.findings.get(field="lead")
    assert (doubt.state, doubt.settled_by) == ("settled", by)
    assert [finding.field for finding in plan.findings.open()] == ["title"]


def test_edit_item_reads_the_dates_of_new_words(task, by):
    edit(task, by, schedule_text="Quý IV/2031", start=task.start, end=task.end, recurrence="")
    item = again(task)
    assert (item.start, item.end) == (dt.date(2031, 10, 1), dt.date(2031, 12, 31))


def test_edit_item_reads_the_dates_again_where_all_were_left_empty(task, by):
    edit(task, by, schedule_text=task.schedule_text, start=dt.date(2031, 8, 1), end=None, recurrence="")
    edit(again(task), by, schedule_text=task.schedule_text, start=None, end=None, recurrence="")
    item = again(task)
    assert (item.start, item.end) == (dt.date(2031, 7, 1), dt.date(2031, 9, 30))


def test_edit_item_keeps_dates_that_a_person_gave_beside_the_words(task, by):
    edit(task, by, schedule_text="Quý IV/2031", start=None, end=dt.date(2031, 11, 15), recurrence="")
    item = again(task)
    assert (item.start, item.end, item.schedule_text) == (None, dt.date(2031, 11, 15), "Quý IV/2031")


def test_edit_item_takes_a_date_away_when_only_that_is_asked(task, by):
    edit(task, by, end=None)
    assert (again(task).start, again(task).end) == (dt.date(2031, 7, 1), None)


def test_edit_item_keeps_the_documents_words_of_a_count_that_stays(task, by):
    edit(task, by, deliverables=[count(2, "tập gấp", "", "02 tập gấp"), count(1, "phim", "", "01 phim")])
    assert [d.text for d in again(task).deliverables.all()] == ["02 tập gấp song ngữ", "01 phim"]


def test_saving_the_form_unchanged_changes_nothing(task, by):
    before = state_of(task)
    rows = list(task.assignments.all())
    entry = edit(
        task,
        by,
        kind=task.kind,
        ref=task.ref,
        text=task.text,
        lead=[a.name for a in rows if a.role == "lead"],
        partners=[a.name for a in rows if a.role == "partner"],
        schedule_text=task.schedule_text,
        start=task.start,
        end=task.end,
        recurrence=task.recurrence,
        deliverables=[count(d.quantity, d.unit, d.per, "khác chữ") for d in task.deliverables.all()],
        funding=task.funding,
    )
    assert state_of(task) == before
    assert (entry.before, entry.after) == ({}, {"settled": [], "aliases": []})


def test_set_aside_item_and_its_undo(task, by):
    before = state_of(task)
    entry = actions.set_aside_item(task, seen=1, reason="câu dẫn", by=by)
    assert (again(task).state, again(task).state_reason, entry.reason) == ("set_aside", "câu dẫn", "câu dẫn")
    undo(entry, by=by)
    assert state_of(task) == before


def test_restore_item_and_its_undo(task, by):
    actions.set_aside_item(task, seen=1, reason="câu dẫn", by=by)
    entry = actions.restore_item(again(task), seen=2, by=by)
    assert again(task).state == "kept"
    undo(entry, by=by)
    assert again(task).state == "set_aside"


def test_set_aside_item_of_a_stale_version_is_refused(task, by):
    edit(task, by, text="khác")
    with pytest.raises(StaleVersion):
        actions.set_aside_item(again(task), seen=1, by=by)
    assert again(task).state == "kept"


def test_add_item_stands_after_the_paragraph_before_it(plan, task, by):
    block = plan.blocks.get(n=4)
    changes = {"kind": "task", "text": "Việc sót", "lead": ["Sở Nội vụ"], "schedule_text": "Quý II/2031"}
    entry = actions.add_item(plan, block=block, changes=changes, by=by)
    item = plan.items.get(added=True)
    assert [i.text for i in plan.items.all()] == ["NHIỆM VỤ", task.text, "Việc sót"]
    assert (item.key, item.parent, item.end, list(item.blocks.all())) == (
        "x1", task.parent, dt.date(2031, 6, 30), [block],
    )  # fmt: skip
    assert item.assignments.get().name == "Sở Nội vụ"
    assert (entry.action, entry.target_id) == ("plans.add_item", item.pk)


def test_add_item_below_a_heading_belongs_to_it(plan, by):
    actions.add_item(plan, block=plan.blocks.get(n=3), changes={"kind": "task", "text": "Việc sót"}, by=by)
    assert plan.items.get(added=True).parent == plan.items.get(kind="group")


def test_add_item_twice_is_once(plan, by):
    block, changes = plan.blocks.get(n=4), {"kind": "task", "text": "Việc sót"}
    first = actions.add_item(plan, block=block, changes=changes, by=by)
    assert actions.add_item(plan, block=block, changes=changes, by=by) == first
    assert plan.items.filter(added=True).count() == 1


def test_add_item_without_a_paragraph_stands_last(plan, by):
    actions.add_item(plan, block=None, changes={"kind": "task", "text": "Việc mới"}, by=by)
    actions.add_item(plan, block=None, changes={"kind": "task", "text": "Việc khác"}, by=by)
    assert [item.key for item in plan.items.all()] == ["g1", "t1", "x1", "x2"]


def test_undo_of_adding_sets_the_item_aside(plan, by):
    entry = actions.add_item(plan, block=None, changes={"kind": "task", "text": "Việc mới"}, by=by)
    undo(entry, by=by)
    assert Item.objects.get(added=True).state == "set_aside"


def test_add_item_to_a_plan_set_aside_is_refused(plan, by):
    actions.set_aside_plan(plan, seen=1, by=by)
    with pytest.raises(actions.PlanRefused):
        actions.add_item(plan, block=None, changes={"kind": "task", "text": "Việc mới"}, by=by)
    assert plan.items.count() == 2
