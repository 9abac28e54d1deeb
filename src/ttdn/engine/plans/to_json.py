"""The plan as ``ttdn.plan/1``."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ttdn.engine.plans.model import Agency, Block, Deliverable, Evidence, Finding, Item, Milestone, Plan, Schedule

SCHEMA = "ttdn.plan/1"


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """Plain dicts, lists, strings and numbers; days as ISO 8601."""
    return {
        "schema": SCHEMA,
        "source": {"name": plan.source.name, "sha256": plan.source.sha256, "format": plan.source.format},
        "blocks": [_block(b) for b in plan.blocks],
        "number": plan.number,
        "issued_on": _day(plan.issued_on),
        "place": plan.place,
        "issuer": plan.issuer,
        "title": plan.title,
        "period": {"start": _day(plan.period.start), "end": _day(plan.period.end)} if plan.period else None,
        "legal_bases": [
            {"number": b.number, "issued_on": _day(b.issued_on), "text": b.text, "blocks": list(b.blocks)}
            for b in plan.legal_bases
        ],
        "items": [_item(i) for i in plan.items],
        "recipients": [{"text": r.text, "blocks": list(r.blocks)} for r in plan.recipients],
        "signatory": _signatory(plan),
        "warnings": [_finding(f) for f in plan.warnings],
        "coverage": {
            "blocks": plan.coverage.blocks,
            "used": plan.coverage.used,
            "set_aside": dict(plan.coverage.set_aside),
            "unread": plan.coverage.unread,
        },
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _block(block: Block) -> dict[str, Any]:
    cells = list(block.cells) if block.cells is not None else None
    return {
        "n": block.n,
        "kind": block.kind,
        "text": block.text,
        "cells": cells,
        "page": block.page,
        "line": block.line,
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind,
        "ref": item.ref,
        "parent": item.parent,
        "text": item.text,
        "parts": [{"text": p.text, "blocks": list(p.blocks)} for p in item.parts],
        "lead": [_agency(a) for a in item.lead],
        "partners": [_agency(a) for a in item.partners],
        "schedule": _schedule(item.schedule),
        "deliverables": [_deliverable(d) for d in item.deliverables],
        "funding": item.funding,
        "blocks": list(item.blocks),
        "evidence": {key: _evidence(value) for key, value in item.evidence.items()},
    }


def _agency(agency: Agency) -> dict[str, Any]:
    return {"name": agency.name, "as_written": agency.as_written, "scope": agency.scope}


def _schedule(schedule: Schedule | None) -> dict[str, Any] | None:
    if schedule is None:
        return None
    return {
        "text": schedule.text,
        "start": _day(schedule.start),
        "end": _day(schedule.end),
        "due": schedule.due,
        "recurrence": schedule.recurrence,
        "duration": schedule.duration,
        "approximate": schedule.approximate,
        "milestones": [_milestone(m) for m in schedule.milestones],
    }


def _milestone(milestone: Milestone) -> dict[str, Any]:
    return {"text": milestone.text, "start": _day(milestone.start), "end": _day(milestone.end)}


def _deliverable(deliverable: Deliverable) -> dict[str, Any]:
    quantity = deliverable.quantity
    number = int(quantity) if quantity == int(quantity) else quantity
    return {"quantity": number, "unit": deliverable.unit, "per": deliverable.per, "text": deliverable.text}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"block": evidence.block, "span": list(evidence.span), "step": evidence.step, "doubt": evidence.doubt}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "item": finding.item,
        "field": finding.field,
        "message": finding.message,
        "blocks": list(finding.blocks),
    }


def _signatory(plan: Plan) -> dict[str, Any] | None:
    if plan.signatory is None:
        return None
    signed = plan.signatory
    return {"name": signed.name, "title": signed.title, "authority": signed.authority, "blocks": list(signed.blocks)}
