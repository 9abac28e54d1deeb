"""What was read becomes rows, whole and once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.people import make_agency
from tests.factories.plans import make_coordinator, make_document, make_plan, parsed_plan
from ttdn.agencies.actions import create_agency, remember_alias
from ttdn.core.models import AuditEntry
from ttdn.plans import actions
from ttdn.plans.models import Block, DocumentState, Item, Plan, PlanDocument

pytestmark = pytest.mark.django_db


def test_import_keeps_everything_that_was_read():
    plan = make_plan()
    assert (plan.number, plan.issued_on, plan.period_end) == ("15/KH-UBND", dt.date(2031, 1, 20), dt.date(2031, 12, 31))
    assert list(plan.blocks.values_list("n", "text")) == [(b["n"], b["text"]) for b in parsed_plan()["blocks"]]
    group, task = plan.items.all()
    assert (task.parent, task.key, task.kind, task.start, task.end) == (
        group, "t1", "task", dt.date(2031, 7, 1), dt.date(2031, 9, 30),
    )  # fmt: skip
    assert [(a.role, a.name, a.as_written, a.scope, a.accountable) for a in task.assignments.all()] == [
        ("lead", "Sở Ngoại vụ", "Sở NgV", "", True),
        ("partner", "Báo An Sơn", "Báo An Sơn", "phần ảnh", False),
        ("partner", "Các đơn vị liên quan", "các đơn vị liên quan", "", False),
    ]
    assert [(d.quantity, d.unit, d.per, d.text) for d in task.deliverables.all()] == [
        (Decimal(2), "tập gấp", "", "02 tập gấp song ngữ")
    ]
    assert [part.text for part in task.parts.all()] == ["Tập gấp tiếng Anh"]
    assert list(task.blocks.values_list("n", flat=True)) == [4, 5, 6]
    assert task.evidence == parsed_plan()["items"][1]["evidence"]
    assert [(f.item, f.code, f.field, f.state) for f in plan.findings.all()] == [
        (task, "lead-unknown", "lead", "open"),
        (None, "title-split", "title", "open"),
    ]
    assert plan.legal_bases.get().text == "Căn cứ tình hình thực tế"
    assert plan.recipients.get().text == "Tỉnh ủy (báo cáo)"
    assert (plan.signatory_name, plan.signatory_title) == ("Lê Văn Ký", "CHỦ TỊCH")


def test_import_marks_the_document_read_and_writes_one_audit_entry():
    by = make_coordinator()
    plan = make_plan(by=by)
    document = PlanDocument.objects.get(pk=plan.document_id)
    assert (document.state, document.coverage["unread"], document.format) == (DocumentState.READ, 0, "txt")
    entry = AuditEntry.objects.get(action="plans.import_parsed")
    assert (entry.actor, entry.target_id, entry.after["items"]) == (by, plan.pk, 2)


def test_import_twice_is_once():
    by, document = make_coordinator(), make_document()
    first = actions.import_parsed(document, parsed_plan(), by=by)
    again = actions.import_parsed(document, parsed_plan(number="other"), by=by)
    assert again == first
    assert Plan.objects.get().number == "15/KH-UBND"
    assert Item.objects.count() == 2


def test_import_takes_as_many_queries_for_three_tasks_as_for_one():
    by = make_coordinator()
    counts = []
    for tasks in (1, 3):
        document = make_document()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            actions.import_parsed(document, parsed_plan(tasks=tasks), by=by)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_import_finds_agencies_by_name_abbreviation_and_alias():
    by = make_coordinator()
    foreign = create_agency(kind="department", tier="province", name="Sở Ngoại vụ", abbreviations=["Sở NgV"], by=by)
    paper = create_agency(kind="press", tier="province", name="Báo và Phát thanh, Truyền hình An Sơn", by=by)
    remember_alias("báo An Sơn", paper, by=by)
    issuer = create_agency(kind="peoples_committee", tier="province", name="UỶ BAN NHÂN DÂN TỈNH AN SƠN", by=by)
    plan = make_plan(by=by)
    task = plan.items.get(kind="task")
    assert [a.agency for a in task.assignments.all()] == [foreign, paper, None]
    # "Uỷ" and "Ủy" are one word, and capitals do not count.
    assert plan.issuer == issuer


def test_import_reads_the_documents_own_province_as_the_installations():
    by = make_coordinator()
    committee = create_agency(kind="peoples_committee", tier="province", name="Ủy ban nhân dân tỉnh", by=by)
    paper = create_agency(kind="press", tier="province", name="Báo tỉnh", by=by)
    plan = make_plan(by=by)
    assert (plan.issuer, plan.items.get(kind="task").assignments.get(name="Báo An Sơn").agency) == (committee, paper)
    ministry = make_plan(by=by, issuer="Bộ Ngoại giao", place="An Sơn")
    assert ministry.items.get(kind="task").assignments.get(name="Báo An Sơn").agency is None


def test_import_leaves_a_name_of_two_agencies_to_a_person():
    make_agency("Báo cũ").names.create(name="Báo An Sơn")
    make_agency("Báo mới").names.create(name="Báo An Sơn")
    task = make_plan().items.get(kind="task")
    assert task.assignments.get(name="Báo An Sơn").agency is None


@pytest.mark.parametrize("quantity", [0, -1, 1e30, float("nan"), float("inf"), 0.0001])
def test_import_keeps_an_impossible_count_in_the_text_alone(quantity):
    parsed = parsed_plan()
    parsed["items"][1]["deliverables"][0]["quantity"] = quantity
    plan = actions.import_parsed(make_document(), parsed, by=make_coordinator())
    task = plan.items.get(kind="task")
    assert (task.deliverables.count(), task.text) == (0, "Biên soạn 02 tập gấp song ngữ giới thiệu tỉnh")


def test_import_of_a_span_that_runs_backwards_keeps_the_words():
    parsed = parsed_plan(period={"start": "2031-12-31", "end": "2031-01-01"})
    parsed["items"][1]["schedule"] |= {"start": "2031-09-30", "end": "2031-07-01"}
    plan = actions.import_parsed(make_document(), parsed, by=make_coordinator())
    task = plan.items.get(kind="task")
    assert (plan.period_start, task.start, task.end, task.schedule_text) == (None, None, None, "Quý III/2031")


def test_import_of_very_long_and_unclean_text_loses_no_letter():
    parsed = parsed_plan(title="Kế hoạch " * 900, number="a\x00b")
    parsed["items"][1]["lead"] = [{"name": "Sở " * 900, "as_written": "\ud800x", "scope": None}]
    plan = actions.import_parsed(make_document(), parsed, by=make_coordinator())
    assert (plan.title, plan.number) == ("Kế hoạch " * 900, "ab")
    lead = plan.items.get(kind="task").assignments.get(role="lead")
    assert (lead.name, lead.as_written) == ("Sở " * 900, "?x")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), max_size=40))
def test_import_keeps_every_block_of_any_document(texts):
    blocks = [
        {"n": n, "kind": "table-row", "text": text, "cells": [text], "page": None, "line": None}
        for n, text in enumerate(texts, start=1)
    ]
    items = [
        {"id": f"d{n}", "kind": "direction", "ref": "", "text": text, "blocks": [n]}
        for n, text in enumerate(texts, start=1)
    ]
    parsed = parsed_plan(blocks=blocks, items=items, warnings=[])
    plan = actions.import_parsed(make_document(), parsed, by=None)
    kept = Block.objects.filter(plan=plan).values_list("n", "kind", "text", "cells")
    assert list(kept) == [(b["n"], b["kind"], b["text"], b["cells"]) for b in blocks]
    assert list(plan.items.order_by("position").values_list("text", "blocks__n")) == [
        (item["text"], item["blocks"][0]) for item in items
    ]
