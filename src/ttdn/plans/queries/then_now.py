"""An old task today: the agency meant is the one that was; who stands in its place is said beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from ttdn.agencies.lineage import Lineage, Standing, standing
from ttdn.agencies.models import Agency
from ttdn.core import days
from ttdn.engine.text.normal import fold
from ttdn.plans.models import Item, ItemAgency, PlanState
from ttdn.plans.queries.work import due_state, is_borne, with_rows


def mark_heirs(items: Iterable[Item], lineage: Lineage | None = None) -> None:
    """Each assignment gets ``heirs`` and ``gone`` (ended, and nobody took over); one query for any number of items."""
    lineage = lineage or Lineage(on=days.today())
    for item in items:
        for row in item.assignments.all():
            row.heirs = lineage.heirs(row.agency_id, item.pk) if row.agency_id else []
            row.gone = bool(row.agency_id) and lineage.gone(row.agency_id, item.pk)
        item.changed_hands = any(row.heirs or row.gone for row in item.assignments.all())


def stands_today(item: Item) -> Standing | None:
    """Who leads and supports it today, mapped and collapsed; None where nothing has changed since."""
    lineage = Lineage(on=days.today())
    mark_heirs([item], lineage)
    if not item.changed_hands:
        return None
    return standing(
        [row.agency for row in item.leads if row.agency_id],
        [row.agency for row in item.partners if row.agency_id],
        lambda agency: lineage.bearers(agency, item.pk),
    )


def open_work_of(user, agencies: Iterable[Agency]) -> list[Item]:
    """What ``agencies`` bear today in confirmed plans and is not over: what their heirs are offered."""
    own, lineage = {agency.pk for agency in agencies}, Lineage(on=days.today())
    held = own | lineage.predecessors(own) | lineage.givers(own)
    rows = ItemAgency.objects.filter(item=OuterRef("pk"), agency__in=held)
    items = Item.objects.visible_to(user).kept().work().filter(Exists(rows), plan__state=PlanState.CONFIRMED)
    found = list(with_rows(items).order_by("plan_id", "position", "id"))
    today = days.today()
    for item in found:
        item.due_now = due_state(item, today)
    return [item for item in found if item.due_now.kind != "ended" and is_borne(item, own, lineage)]


def naming(items: Iterable[Item], function: str) -> list[Item]:
    """Those of ``items`` in whose words one part of "báo chí, xuất bản" is found: a proposal, no more."""
    parts = [part for part in re.split(r"[,;]\s*|\bva\b", fold(function)) if part.strip()]
    wanted = [re.compile(rf"\b{re.escape(part.strip())}\b") for part in parts]
    return [item for item in items if any(each.search(item.folded) for each in wanted)]
