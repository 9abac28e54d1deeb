"""An item's values as one plain dictionary, so that an edit, its audit and its undo speak of the same thing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from ttdn.plans.folding import fold_item, order_key
from ttdn.plans.models import Deliverable, Item, ItemAgency, ItemKind

TEXTS = ("kind", "ref", "text", "schedule_text", "due", "recurrence", "duration", "funding")
DAYS = ("start", "end")
FIELDS = (*TEXTS, *DAYS, "approximate", "milestones")
ROLES = {"lead": "lead", "partners": "partner"}
AGENCY_FIELDS = ("agency_id", "name", "as_written", "scope")
COUNT_FIELDS = ("quantity", "unit", "per", "text")


def values_of(item: Item) -> dict[str, Any]:
    """Everything that a person may correct, read from the rows as they stand."""
    values = {name: getattr(item, name) for name in FIELDS}
    rows = list(ItemAgency.objects.filter(item=item))
    for field, role in ROLES.items():
        values[field] = [{name: getattr(row, name) for name in AGENCY_FIELDS} for row in rows if row.role == role]
    counts = Deliverable.objects.filter(item=item)
    values["deliverables"] = [{name: getattr(row, name) for name in COUNT_FIELDS} for row in counts]
    return values


def write_values(item: Item, values: dict[str, Any]) -> None:
    """Put ``values`` on the item and its rows; days and counts may come as the audit keeps them, as text."""
    for name in (*TEXTS, "approximate", "milestones"):
        setattr(item, name, values[name])
    for name in DAYS:
        setattr(item, name, _day(values[name]))
    for field, role in ROLES.items():
        rows = [{**row, "accountable": role == "lead" and place == 0} for place, row in enumerate(values[field])]
        _write_rows(ItemAgency, rows, item=item, role=role)
    counts = [{**row, "quantity": Decimal(row["quantity"])} for row in values["deliverables"]]
    _write_rows(Deliverable, counts, item=item)
    names = [name for field in ROLES for row in values[field] for name in (row["name"], row["as_written"])]
    item.folded = fold_item(item, names=names, parts=[part.text for part in item.parts.all()])
    item.sort_key = order_key(item.text)
    if item.kind != ItemKind.DUTY:  # only a duty says a task once more
        item.repeats = None
    item.save(update_fields=[*FIELDS, "repeats", "folded", "sort_key"])


def _day(value: dt.date | str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _write_rows(model, rows: list[dict], **where) -> None:
    """The rows by their place: those that stand are changed, so that what points to them keeps pointing."""
    for place, row in enumerate(rows):
        model.objects.update_or_create(**where, position=place, defaults=row)
    model.objects.filter(**where, position__gte=len(rows)).delete()
