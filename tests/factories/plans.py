"""Plans of an invented province, as the engine hands them over and as rows."""

from __future__ import annotations

import copy
from itertools import count
from typing import Any

from django.core.files.base import ContentFile

from tests.factories.people import make_member
from ttdn.agencies.models import Role
from ttdn.core.files import store
from ttdn.plans import actions, owing
from ttdn.plans.models import Obligation, Plan, PlanDocument

_numbers = count(1)

LINES = [
    "KẾ HOẠCH",
    "Thông tin đối ngoại tỉnh An Sơn năm 2031",
    "I. NHIỆM VỤ",
    "1. Biên soạn 02 tập gấp song ngữ giới thiệu tỉnh",
    "Chủ trì: Sở Ngoại vụ; phối hợp: Báo An Sơn, các đơn vị liên quan",
    "Thời gian: Quý III/2031",
    "Nơi nhận: - Tỉnh ủy (báo cáo);",
]
TASK = {
    "id": "t1",
    "kind": "task",
    "ref": "I.1",
    "parent": "g1",
    "text": "Biên soạn 02 tập gấp song ngữ giới thiệu tỉnh",
    "parts": [{"text": "Tập gấp tiếng Anh", "blocks": [4]}],
    "lead": [{"name": "Sở Ngoại vụ", "as_written": "Sở NgV", "scope": None}],
    "partners": [
        {"name": "Báo An Sơn", "as_written": "Báo An Sơn", "scope": "phần ảnh"},
        {"name": "Các đơn vị liên quan", "as_written": "các đơn vị liên quan", "scope": None},
    ],
    "schedule": {
        "text": "Quý III/2031",
        "start": "2031-07-01",
        "end": "2031-09-30",
        "due": None,
        "recurrence": None,
        "duration": None,
        "approximate": False,
        "milestones": [],
    },
    "deliverables": [{"quantity": 2, "unit": "tập gấp", "per": None, "text": "02 tập gấp song ngữ"}],
    "funding": None,
    "blocks": [4, 5, 6],
    "evidence": {"lead": {"block": 5, "span": [9, 20], "step": "labelled_lines", "doubt": None}},
}


def parsed_plan(*, tasks: int = 1, **head) -> dict[str, Any]:
    """A plan with one group and ``tasks`` tasks, as ``ttdn.plan/1``."""
    group = {"id": "g1", "kind": "group", "ref": "I", "parent": None, "text": "NHIỆM VỤ", "blocks": [3]}
    items = [group, *(copy.deepcopy(TASK) | {"id": f"t{n}", "ref": f"I.{n}"} for n in range(1, tasks + 1))]
    blocks = [
        {"n": n, "kind": "paragraph", "text": text, "cells": None, "page": 1, "line": n}
        for n, text in enumerate(LINES, start=1)
    ]
    plan = {
        "schema": "ttdn.plan/1",
        "source": {"name": "ke-hoach.txt", "sha256": "0" * 64, "format": "txt"},
        "blocks": blocks,
        "number": "15/KH-UBND",
        "issued_on": "2031-01-20",
        "place": "An Sơn",
        "issuer": "Ủy ban nhân dân tỉnh An Sơn",
        "title": "Kế hoạch thông tin đối ngoại tỉnh An Sơn năm 2031",
        "period": {"start": "2031-01-01", "end": "2031-12-31"},
        "legal_bases": [{"number": None, "issued_on": None, "text": "Căn cứ tình hình thực tế", "blocks": [2]}],
        "items": items,
        "recipients": [{"text": "Tỉnh ủy (báo cáo)", "blocks": [7]}],
        "signatory": {"name": "Lê Văn Ký", "title": "CHỦ TỊCH", "authority": None, "blocks": [7]},
        "warnings": [
            {
                "code": "lead-unknown",
                "item": "t1",
                "field": "lead",
                "message": "Xem lại cơ quan chủ trì",
                "blocks": [5],
            },
            {"code": "title-split", "item": None, "field": "title", "message": "Xem lại tên", "blocks": [1, 2]},
        ],
        "coverage": {"blocks": 7, "used": 6, "set_aside": {"decoration": 1}, "unread": 0},
    }
    return plan | head


def make_coordinator(**fields):
    return make_member(Role.COORDINATOR, **fields)


def make_document(*, by=None, data: bytes = b"", name: str = "ke-hoach.txt", **fields) -> PlanDocument:
    data = data or f"tệp {next(_numbers)}".encode()
    return PlanDocument.objects.create(file=store(ContentFile(data)), name=name, uploaded_by=by, **fields)


def make_plan(*, by=None, document: PlanDocument | None = None, **parsed) -> Plan:
    """A plan as the import makes it, waiting for review."""
    by = by or make_coordinator()
    return actions.import_parsed(document or make_document(by=by), parsed_plan(**parsed), by=by)


def make_confirmed_plan(*, by=None, **parsed) -> Plan:
    by = by or make_coordinator()
    plan = make_plan(by=by, **parsed)
    actions.confirm_plan(plan, seen=plan.version, acknowledge_open=True, by=by)
    return Plan.objects.get(pk=plan.pk)


def make_owed(agency, *, by=None) -> Obligation:
    """What ``agency`` owes as the lead of a confirmed plan's one task."""
    plan = make_confirmed_plan(by=by)
    plan.items.get(key="t1").assignments.filter(role="lead").update(agency=agency)
    owing.sync(plan.items.all())
    return Obligation.objects.get(given_to=agency)
