"""The register, my work, the review: the right rows, in a constant number of queries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.people import make_agency, make_member
from tests.factories.plans import make_confirmed_plan, make_coordinator, make_plan
from ttdn.agencies.actions import create_agency
from ttdn.agencies.models import AgencyKind, GroupMember, Role
from ttdn.core import days
from ttdn.core.models import AuditEntry
from ttdn.engine.text.normal import fold
from ttdn.plans import actions, due_dates, owing, queries
from ttdn.plans.models import Item, Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_coordinator()


@pytest.fixture
def foreign(by):
    return create_agency(kind="department", tier="province", name="Sở Ngoại vụ", abbreviations=["Sở NgV"], by=by)


def texts(items):
    return [item.text for item in items]


def add(plan, text, **fields):
    return Item.objects.create(
        plan=plan, key=f"x{Item.objects.count()}", kind="task", position=50, text=text, folded=fold(text), **fields
    )


def queries_of(function, *arguments, **named):
    with CaptureQueriesContext(connection) as captured:
        function(*arguments, **named)
    return len(captured)


def test_register_shows_items_of_confirmed_plans_but_no_headings(by):
    make_plan(by=by, title="Chờ rà soát")
    plan = make_confirmed_plan(by=by)
    assert [(i.plan, i.kind) for i in queries.register(by)] == [(plan, "task")]


def test_register_of_one_plan_shows_it_under_review_but_never_set_aside(by):
    plan = make_plan(by=by)
    assert len(queries.register(by, plan=plan.pk)) == 1
    actions.set_aside_plan(plan, seen=1, by=by)
    assert len(queries.register(by, plan=plan.pk)) == 0


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("tập gấp", True),
        ("TAP GAP", True),
        ("gấp tập song ngữ", True),
        ("tap gap chu quyen", False),
        ("so ngv", True),
        ("ngoại vụ 15/kh-ubnd", True),
        ("tiếng Anh", True),
        ("I.1", True),
        ("  ", True),
        ("%", False),
    ],
)
def test_register_finds_all_words_with_or_without_diacritics(by, words, found):
    make_confirmed_plan(by=by)
    assert bool(queries.register(by, words=words)) is found


def test_register_by_agency_role_and_kind(by, foreign):
    paper = create_agency(kind="press", tier="province", name="Báo An Sơn", by=by)
    make_confirmed_plan(by=by)
    rows = {
        (agency.name, role): len(queries.register(by, agency=agency.pk, role=role))
        for agency in (foreign, paper)
        for role in (None, "lead", "partner")
    }
    assert rows == {
        ("Sở Ngoại vụ", None): 1, ("Sở Ngoại vụ", "lead"): 1, ("Sở Ngoại vụ", "partner"): 0,
        ("Báo An Sơn", None): 1, ("Báo An Sơn", "lead"): 0, ("Báo An Sơn", "partner"): 1,
    }  # fmt: skip
    assert (len(queries.register(by, kind="duty")), len(queries.register(by, kind="group"))) == (0, 1)


def test_register_of_an_agency_includes_the_groups_that_hold_it_today(by):
    group = create_agency(kind=AgencyKind.GROUP, tier="province", name="Các đơn vị liên quan", by=by)
    member, former = make_agency(), make_agency()
    GroupMember.objects.create(group=group, member=member)
    GroupMember.objects.create(group=group, member=former, valid_to=dt.date(2020, 1, 1))
    make_confirmed_plan(by=by)
    assert (len(queries.register(by, agency=member)), len(queries.register(by, agency=former))) == (1, 0)


def test_register_counts_agree_with_the_rows(by):
    plan, today = make_confirmed_plan(by=by, issued_on="2020-01-01"), days.today()
    for ahead in (-3, -1, 0, 14, 15):
        add(plan, f"{ahead}", end=today + dt.timedelta(days=ahead))
    add(plan, "thường xuyên", recurrence="continuous", end=today)
    counts = queries.register_counts(by)
    assert counts == {"all": 7, "late": 2, "soon": 2, "later": 2, "none": 1}
    for name in ("late", "soon", "later", "none"):
        assert len(queries.register(by, time=name)) == counts[name]
    assert queries.register_counts(by, time="late", words="thường") == {
        "all": 1, "late": 0, "soon": 0, "later": 0, "none": 1,
    }  # fmt: skip


def test_register_sorts_in_vietnamese_order(by):
    plan = make_confirmed_plan(by=by)
    plan.items.update(state="set_aside")
    for text in ("Ốp lát", "Đăng tin", "Ăn", "Dạy", "An", "Ấn loát"):
        actions.add_item(plan, block=None, changes={"kind": "task", "text": text}, by=by)
    assert texts(queries.register(by, sort="text")) == ["An", "Ăn", "Ấn loát", "Dạy", "Đăng tin", "Ốp lát"]
    assert texts(queries.register(by, sort="-text")) == ["Ốp lát", "Đăng tin", "Dạy", "Ấn loát", "Ăn", "An"]


def test_register_takes_four_queries_for_one_row_and_for_three(by):
    one, three = make_confirmed_plan(by=by, tasks=1), make_confirmed_plan(by=by, tasks=3)

    def read(plan):
        for item in queries.register(by, plan=plan.pk):
            str(item.plan), [str(a.agency) for a in item.assignments.all()], list(item.deliverables.all())
            list(item.parts.all()), queries.due_state(item)

    by.refresh_from_db()
    assert queries_of(queries.register_counts, by) == 5  # the roles, once a request
    assert queries_of(read, one) == queries_of(read, three) == 4
    assert queries_of(queries.register_counts, by) == 4


def test_my_work_groups_what_my_agencies_lead_and_support(by, foreign):
    plan, today = make_confirmed_plan(by=by, issued_on="2020-01-01"), days.today()
    plan.items.update(state="set_aside")
    officer = make_member(Role.FOCAL_OFFICER, agency=foreign)
    for text, role, fields in [
        ("trễ", "lead", {"end": today - dt.timedelta(days=2)}),
        ("trễ hơn", "partner", {"end": today - dt.timedelta(days=9)}),
        ("gần", "lead", {"end": today + dt.timedelta(days=14)}),
        ("xa", "partner", {"end": today + dt.timedelta(days=15)}),
        ("chưa đến kỳ", "lead", {"start": today + dt.timedelta(days=1), "end": today + dt.timedelta(days=20)}),
        ("không hạn", "lead", {}),
        ("trước khi ban hành", "lead", {"end": dt.date(2019, 12, 31)}),
    ]:
        add(plan, text, **fields).assignments.create(role=role, position=0, agency=foreign, name="x", as_written="x")
    add(plan, "của cơ quan khác", end=today)
    owing.sync(plan.items.all())
    work = queries.my_work(officer)
    assert [[row.item.text for row in getattr(work, name)] for name in due_dates.WHEN] == [
        ["trễ hơn", "trễ"], ["gần"], ["xa"], ["chưa đến kỳ"], ["không hạn"],
    ]  # fmt: skip
    assert (work.late[0].due_now.days, work.late[0].my_role, work.late[1].my_role) == (-9, "partner", "lead")
    assert (work.counts, work.reviewing) == (
        {"returned": 0, "late": 2, "soon": 1, "now": 1, "later": 1, "none": 1}, 0,
    )  # fmt: skip


def test_my_work_shows_nothing_of_plans_under_review_or_set_aside(by, foreign):
    make_plan(by=by)
    plan = make_confirmed_plan(by=by)
    actions.set_aside_plan(plan, seen=2, by=by)
    assert not queries.my_work(make_member(Role.FOCAL_OFFICER, agency=foreign))


def test_my_work_takes_as_many_queries_for_three_rows_as_for_one(by, foreign):
    officer = make_member(Role.FOCAL_OFFICER, agency=foreign)
    queries.my_work(officer)  # the roles stay with the user
    make_confirmed_plan(by=by, tasks=1)
    one = queries_of(queries.my_work, officer)
    make_confirmed_plan(by=by, tasks=3)
    assert one == queries_of(queries.my_work, officer) == 3
    assert sum(queries.my_work(officer).counts.values()) == 4


def test_plan_list_counts_work_and_doubts_once(by):
    plan = make_plan(by=by, tasks=3)
    actions.settle_finding(plan.findings.get(field="title"), seen=1, by=by)
    row = queries.plan_list(by).get()
    assert (row.task_count, row.duty_count, row.open_findings) == (3, 0, 1)
    actions.set_aside_item(plan.items.get(key="t1"), seen=1, by=by)
    row = queries.plan_list(by).get()
    assert (row.task_count, row.open_findings) == (2, 0)


def test_plan_list_puts_what_waits_first(by):
    aside, confirmed, waiting = make_plan(by=by), make_confirmed_plan(by=by), make_plan(by=by)
    actions.set_aside_plan(aside, seen=1, by=by)
    assert list(queries.plan_list(by)) == [waiting, confirmed, aside]
    assert list(queries.plans_to_review(by)) == [waiting]
    assert queries_of(lambda: [str(p.issuer) for p in queries.plan_list(by)]) == 1


def test_review_joins_blocks_items_and_doubts(by):
    plan = make_plan(by=by)
    group, task = plan.items.all()
    seen = queries.review(plan)
    assert [(b.n, b.item_ids) for b in seen.blocks] == [
        (1, ()), (2, ()), (3, (group.pk,)), (4, (task.pk,)), (5, (task.pk,)), (6, (task.pk,)), (7, ()),
    ]  # fmt: skip
    assert [(i.pk, i.depth, i.block_numbers) for i in seen.items] == [(group.pk, 0, [3]), (task.pk, 1, [4, 5, 6])]
    # reading order: the doubt about the title stands in paragraph 1
    assert [(f.field, f.item) for f in seen.findings] == [("title", None), ("lead", task)]
    assert [f.field for f in seen.items[1].open_findings] == ["lead"]
    assert (seen.open_count, seen.counts, seen.coverage["unread"]) == (2, {"group": 1, "task": 1}, 0)


def test_review_leaves_out_items_set_aside_and_their_doubts(by):
    plan = make_plan(by=by)
    actions.set_aside_item(plan.items.get(kind="task"), seen=1, by=by)
    seen = queries.review(plan)
    assert ([i.kind for i in seen.items], [f.field for f in seen.findings]) == (["group"], ["title"])
    assert seen.blocks[3].item_ids == ()


def test_review_takes_seven_queries_for_one_task_and_for_three(by):
    plans = [Plan.objects.select_related("document").get(pk=make_plan(by=by, tasks=n).pk) for n in (1, 3)]

    def read(plan):
        for item in queries.review(plan).items:
            [str(a.agency) for a in item.assignments.all()], list(item.deliverables.all())

    assert [queries_of(read, plan) for plan in plans] == [7, 7]


def test_plan_sections_keep_headings_with_what_they_hold(by):
    plan = make_plan(by=by, tasks=2)
    second = plan.items.get(key="t2")
    actions.edit_item(second, seen=1, by=by, changes={"kind": "duty"})
    sections = queries.plan_sections(plan)
    assert [(s.kind, [i.key for i in s.items]) for s in sections] == [("task", ["g1", "t1"]), ("duty", ["t2"])]
    assert sections[0].label == "nhiệm vụ"
    assert queries_of(queries.plan_sections, plan) == 2


def test_source_of_marks_where_the_fields_were_read(by):
    task = make_plan(by=by).items.get(kind="task")
    task.evidence["partners"] = {"block": 5, "span": [15, 35], "step": "x", "doubt": None}
    task.evidence["schedule"] = {"block": 7, "span": [0, 900], "step": "x", "doubt": None}
    source = queries.source_of(task)
    assert [(s.block.n, s.marks) for s in source] == [
        (4, []),
        (5, [(9, 20, "lead"), (20, 35, "partners")]),
        (6, []),
        (7, [(0, len("Nơi nhận: - Tỉnh ủy (báo cáo);"), "schedule")]),
    ]


def test_history_of_an_item_is_newest_first(by):
    task = make_plan(by=by).items.get(kind="task")
    actions.edit_item(task, seen=1, by=by, changes={"text": "một"})
    actions.set_aside_item(task, seen=2, by=by)
    assert [e.action for e in queries.history_of(task)] == ["plans.set_aside_item", "plans.edit_item"]
    assert AuditEntry.objects.filter(target_type="plans.item").count() == 2


def test_search_agencies_by_any_name_with_counts(by, foreign):
    make_confirmed_plan(by=by, tasks=3)
    make_plan(by=by)
    rows = queries.search_agencies(by, "ngv so")
    assert [(a.name, a.led_count, a.supported_count) for a in rows] == [("Sở Ngoại vụ", 3, 0)]
    assert list(queries.search_agencies(by, "không có")) == []


def test_agencies_in_use_are_those_of_items_i_see(by, foreign):
    officer = make_member(Role.FOCAL_OFFICER, agency=foreign)
    plan = make_plan(by=by)
    assert (list(queries.agencies_in_use(by)), list(queries.agencies_in_use(officer))) == ([foreign], [])
    actions.confirm_plan(plan, seen=1, by=by, acknowledge_open=True)
    assert list(queries.agencies_in_use(officer)) == [foreign]
