"""Who does which part of an item, and which duty is a task said once more."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from ttdn.agencies.models import Agency, AgencyKind
from ttdn.core import audit
from ttdn.core.models import AuditEntry
from ttdn.core.undo import undoable
from ttdn.core.versions import claim
from ttdn.plans.actions.items import need_open, owing_of
from ttdn.plans.errors import PlanRefused
from ttdn.plans.models import Item, ItemKind, ItemPart, PartAgency


@transaction.atomic
def give_part(part: ItemPart, agencies: Iterable[Agency], *, seen: int, by) -> AuditEntry:
    """These agencies owe this part, each by itself; none gives it back to all. ``seen`` is the item's version."""
    chosen = list(agencies)
    if any(agency.kind == AgencyKind.GROUP for agency in chosen):
        raise PlanRefused(_("Giao phần việc cho từng cơ quan, không giao cho một nhóm."))
    item = part.item
    claim(item, seen)
    item = Item.objects.select_related("plan").get(pk=item.pk)
    need_open(item.plan)
    before = _given(part)
    _give(part, [agency.pk for agency in chosen])
    after = {"part": part.pk, "agencies": _given(part)} | owing_of(item)
    return audit.record("plans.give_part", item, by=by, before={"part": part.pk, "agencies": before}, after=after)


@undoable("plans.give_part")
@transaction.atomic
def undo_give_part(entry: AuditEntry, *, by) -> AuditEntry:
    item = Item.objects.select_related("plan").get(pk=entry.target_id)
    claim(item, item.version)
    part = ItemPart.objects.get(pk=entry.before["part"])
    now = _given(part)
    _give(part, entry.before["agencies"])
    return audit.record(
        "plans.undo_give_part",
        item,
        by=by,
        before={"part": part.pk, "agencies": now},
        after=entry.before | owing_of(item),
        undoes=entry,
    )


def _given(part: ItemPart) -> list[int]:
    return list(part.given_to.values_list("agency_id", flat=True))


def _give(part: ItemPart, agencies: list[int]) -> None:
    part.given_to.exclude(agency__in=agencies).delete()
    held = set(_given(part))
    PartAgency.objects.bulk_create(PartAgency(part=part, agency_id=pk) for pk in agencies if pk not in held)


@transaction.atomic
def link_duty(duty: Item, task: Item | None, *, seen: int, by) -> AuditEntry:
    """``duty`` says ``task`` once more: it is owed and counted there alone. None: it is a work of its own."""
    claim(duty, seen)
    duty = Item.objects.select_related("plan").get(pk=duty.pk)
    need_open(duty.plan)
    if duty.kind != ItemKind.DUTY:
        raise PlanRefused(_("Chỉ trách nhiệm mới gắn được với nhiệm vụ mà nó nhắc lại."))
    if task and (task.plan_id != duty.plan_id or task.kind != ItemKind.TASK or task.state != "kept"):
        raise PlanRefused(_("Hãy chọn một nhiệm vụ còn trong cùng kế hoạch."))
    return _link(duty, {"repeats_id": task.pk if task else None, "repeat_seen": True}, by=by)


@undoable("plans.link_duty")
@transaction.atomic
def undo_link_duty(entry: AuditEntry, *, by) -> AuditEntry:
    duty = Item.objects.select_related("plan").get(pk=entry.target_id)
    claim(duty, duty.version)
    return _link(duty, entry.before, by=by, undoes=entry)


def _link(duty: Item, values: dict, *, by, undoes: AuditEntry | None = None) -> AuditEntry:
    before = {name: getattr(duty, name) for name in values}
    duty.repeats_id, duty.repeat_seen = values["repeats_id"], values["repeat_seen"]
    duty.save(update_fields=["repeats", "repeat_seen"])
    after = values | owing_of(duty)
    return audit.record("plans.link_duty", duty, by=by, before=before, after=after, undoes=undoes)
