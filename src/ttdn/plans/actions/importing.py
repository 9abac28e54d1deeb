"""From a plan as the engine read it (``ttdn.plan/1``) to its rows, in a constant number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils import timezone

from ttdn.agencies.queries import Matcher
from ttdn.core import audit, days
from ttdn.plans import models
from ttdn.plans.folding import fold_item, fold_plan, order_key
from ttdn.plans.naming import matcher_of

BATCH = 500
MOST = Decimal(10) ** 12
# Text in these fields of the engine's form becomes this field of the row.
SCHEDULE_TEXTS = ("due", "recurrence", "duration")


@transaction.atomic
def import_parsed(document: models.PlanDocument, parsed: dict[str, Any], *, by) -> models.Plan:
    """The plan of ``document`` with everything that was read; a document that has one already keeps it."""
    document = models.PlanDocument.objects.select_for_update().get(pk=document.pk)
    if existing := models.Plan.objects.filter(document=document).first():
        return existing
    parsed = _clean(parsed)
    plan, matcher = _create_plan(document, parsed)
    blocks = _create_blocks(plan, parsed["blocks"])
    items = _create_items(plan, parsed["items"], matcher)
    _create_children(items, parsed["items"], matcher)
    _link_blocks(items, parsed["items"], blocks)
    _create_tail(plan, parsed)
    _create_findings(plan, parsed["warnings"], items)
    document.state, document.message, document.error_code = models.DocumentState.READ, "", ""
    document.format, document.coverage = parsed["source"].get("format") or "", parsed.get("coverage") or {}
    document.read_at = timezone.now()
    document.save(update_fields=["state", "message", "error_code", "format", "coverage", "read_at"])
    counts = {"blocks": len(blocks), "items": len(items), "findings": len(parsed["warnings"])}
    audit.record("plans.import_parsed", plan, by=by, after={"document": document.pk, **counts})
    return plan


def _clean(value: Any) -> Any:
    """Without the characters that PostgreSQL keeps in no text: NUL and halves of surrogate pairs."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items()}
    return value


def _day(written: str | None) -> dt.date | None:
    """The day that is written; one that no plan can mean is none, its words stay."""
    day = dt.date.fromisoformat(written) if written else None
    return day if day and days.is_plausible(day) else None


def _span(start: str | None, end: str | None) -> tuple[dt.date | None, dt.date | None]:
    """Two days in their order; a span that runs backwards is none, its words stay."""
    first, last = _day(start), _day(end)
    return (None, None) if first and last and last < first else (first, last)


def _create_plan(document, parsed: dict) -> tuple[models.Plan, Matcher]:
    period = parsed.get("period") or {}
    start, end = _span(period.get("start"), period.get("end"))
    signatory = parsed.get("signatory") or {}
    plan = models.Plan(
        document=document,
        number=parsed.get("number") or "",
        issued_on=_day(parsed.get("issued_on")),
        place=parsed.get("place") or "",
        issuer_as_written=parsed.get("issuer") or "",
        title=parsed.get("title") or "",
        period_start=start,
        period_end=end,
        signatory_name=signatory.get("name") or "",
        signatory_title=signatory.get("title") or "",
        signatory_authority=signatory.get("authority") or "",
    )
    matcher = matcher_of(plan)
    plan.issuer = matcher.match(plan.issuer_as_written)
    plan.folded = fold_plan(plan)
    plan.save()
    return plan, matcher


def _create_blocks(plan, written: list[dict]) -> dict[int, models.Block]:
    fields = ("n", "kind", "text", "cells", "page", "line")
    rows = [models.Block(plan=plan, **{name: block.get(name) for name in fields}) for block in written]
    models.Block.objects.bulk_create(rows, batch_size=BATCH)
    return {row.n: row for row in rows}


def _create_items(plan, written: list[dict], matcher: Matcher) -> dict[str, models.Item]:
    rows = {item["id"]: _item(plan, item, position) for position, item in enumerate(written, start=1)}
    for item in written:
        names = [name for a in _agencies(item) for name in (a["name"], a["as_written"])]
        row = rows[item["id"]]
        row.folded = fold_item(row, names=names, parts=[part["text"] for part in item.get("parts") or []])
    models.Item.objects.bulk_create(rows.values(), batch_size=BATCH)
    children = [(rows[item["id"]], rows[item["parent"]]) for item in written if item.get("parent") in rows]
    for child, parent in children:
        child.parent = parent
    if children:
        models.Item.objects.bulk_update([child for child, _ in children], ["parent"], batch_size=BATCH)
    return rows


def _item(plan, item: dict, position: int) -> models.Item:
    schedule = item.get("schedule") or {}
    start, end = _span(schedule.get("start"), schedule.get("end"))
    return models.Item(
        plan=plan,
        key=item["id"],
        kind=item["kind"],
        ref=item.get("ref") or "",
        position=position,
        text=item["text"],
        sort_key=order_key(item["text"]),
        schedule_text=schedule.get("text") or "",
        start=start,
        end=end,
        **{name: schedule.get(name) or "" for name in SCHEDULE_TEXTS},
        approximate=bool(schedule.get("approximate")),
        milestones=schedule.get("milestones") or [],
        funding=item.get("funding") or "",
        evidence=item.get("evidence") or {},
    )


def _agencies(item: dict) -> Iterable[dict]:
    return [*(item.get("lead") or []), *(item.get("partners") or [])]


def _create_children(items: dict, written: list[dict], matcher: Matcher) -> None:
    parts, assignments, deliverables = [], [], []
    for item in written:
        row = items[item["id"]]
        for position, part in enumerate(item.get("parts") or []):
            numbers = part.get("blocks") or []
            parts.append(models.ItemPart(item=row, position=position, text=part["text"], block_numbers=numbers))
        for role, field in (("lead", "lead"), ("partner", "partners")):
            for position, agency in enumerate(item.get(field) or []):
                assignments.append(_assignment(row, role, position, agency, matcher))
        deliverables += _deliverables(row, item.get("deliverables") or [])
    models.ItemPart.objects.bulk_create(parts, batch_size=BATCH)
    models.ItemAgency.objects.bulk_create(assignments, batch_size=BATCH)
    models.Deliverable.objects.bulk_create(deliverables, batch_size=BATCH)


def _assignment(item, role: str, position: int, agency: dict, matcher: Matcher) -> models.ItemAgency:
    return models.ItemAgency(
        item=item,
        role=role,
        position=position,
        agency=matcher.match(agency["name"], agency["as_written"]),
        name=agency["name"],
        as_written=agency["as_written"],
        scope=agency.get("scope") or "",
        accountable=role == "lead" and position == 0,
    )


def _deliverables(item, written: list[dict]) -> Iterable[models.Deliverable]:
    for position, count in enumerate(written):
        quantity = _quantity(count["quantity"])
        if quantity:
            yield models.Deliverable(
                item=item,
                position=position,
                quantity=quantity,
                unit=count["unit"],
                per=count.get("per") or "",
                text=count["text"],
            )


def _quantity(written: Any) -> Decimal | None:
    """A count that a promise can hold; a number no column holds stays in the text alone."""
    try:
        quantity = Decimal(str(written)).quantize(Decimal("0.001"))
        return quantity if 0 < quantity < MOST else None
    except InvalidOperation:  # infinite, or not a number
        return None


def _link_blocks(items: dict, written: list[dict], blocks: dict) -> None:
    through = models.Item.blocks.through
    links = [
        through(item_id=items[item["id"]].pk, block_id=blocks[n].pk)
        for item in written
        for n in dict.fromkeys(item.get("blocks") or [])
        if n in blocks
    ]
    through.objects.bulk_create(links, batch_size=BATCH)


def _create_tail(plan, parsed: dict) -> None:
    """Legal bases and recipients."""
    bases = [
        models.LegalBasis(
            plan=plan,
            position=position,
            number=basis.get("number") or "",
            issued_on=_day(basis.get("issued_on")),
            text=basis["text"],
            block_numbers=basis.get("blocks") or [],
        )
        for position, basis in enumerate(parsed.get("legal_bases") or [])
    ]
    recipients = [
        models.Recipient(plan=plan, position=position, text=row["text"], block_numbers=row.get("blocks") or [])
        for position, row in enumerate(parsed.get("recipients") or [])
    ]
    models.LegalBasis.objects.bulk_create(bases, batch_size=BATCH)
    models.Recipient.objects.bulk_create(recipients, batch_size=BATCH)


def _create_findings(plan, written: list[dict], items: dict) -> None:
    rows = [
        models.Finding(
            plan=plan,
            item=items.get(finding.get("item")),
            position=position,
            code=finding["code"],
            field=finding.get("field") or "",
            message=finding["message"],
            block_numbers=finding.get("blocks") or [],
        )
        for position, finding in enumerate(written)
    ]
    models.Finding.objects.bulk_create(rows, batch_size=BATCH)
