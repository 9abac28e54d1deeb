"""Plans within plans: which plan this one carries out, and what of it each task does."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from ttdn.core import audit
from ttdn.core.models import AuditEntry
from ttdn.core.undo import undoable
from ttdn.core.versions import claim
from ttdn.plans.errors import PlanRefused
from ttdn.plans.models import CarriesOut, Item, Plan, PlanState

CARRIED = ("objective", "direction", "task", "target")


@transaction.atomic
def set_upper_plan(plan: Plan, upper: Plan | None, *, seen: int, by) -> AuditEntry:
    """``plan`` carries out ``upper``, or no other. Raises PlanRefused for itself, for a circle, for one set aside."""
    claim(plan, seen)
    plan = Plan.objects.get(pk=plan.pk)
    if upper is not None:
        if upper.state == PlanState.SET_ASIDE:
            raise PlanRefused(_("Kế hoạch cấp trên đã được để riêng. Hãy chọn kế hoạch khác."))
        if plan.pk in {upper.pk, *above(upper)}:
            raise PlanRefused(_("Một kế hoạch không thể nằm dưới chính nó."))
    return _set_upper(plan, upper.pk if upper else None, by=by)


@undoable("plans.set_upper_plan")
@transaction.atomic
def undo_set_upper_plan(entry: AuditEntry, *, by) -> AuditEntry:
    plan = Plan.objects.get(pk=entry.target_id)
    claim(plan, plan.version)
    return _set_upper(plan, entry.before["upper_id"], by=by, undoes=entry)


def _set_upper(plan: Plan, upper: int | None, *, by, undoes: AuditEntry | None = None) -> AuditEntry:
    before = {"upper_id": plan.upper_id}
    plan.upper_id = upper
    plan.save(update_fields=["upper"])
    return audit.record("plans.set_upper_plan", plan, by=by, before=before, after={"upper_id": upper}, undoes=undoes)


def above(plan: Plan) -> list[int]:
    """The numbers of the plans above it, the nearest first, in one query."""
    uppers = dict(Plan.objects.exclude(upper=None).values_list("pk", "upper_id"))
    found: list[int] = []
    number = uppers.get(plan.pk)
    while number and number not in found:
        found.append(number)
        number = uppers.get(number)
    return found


@transaction.atomic
def carry_out(item: Item, uppers: Iterable[Item], *, seen: int, by) -> AuditEntry:
    """``item`` carries out these and no others: lines of work of its own plan, or anything of the plans above it."""
    claim(item, seen)
    item = Item.objects.select_related("plan").get(pk=item.pk)
    chosen = list(uppers)
    plans = {item.plan_id, *above(item.plan)}
    for upper in chosen:
        own_task = upper.plan_id == item.plan_id and upper.kind == "task"
        if upper.plan_id not in plans or upper.kind not in CARRIED or upper.pk == item.pk or own_task:
            raise PlanRefused(_("Chỉ chọn mục tiêu, định hướng của kế hoạch này hoặc mục của kế hoạch cấp trên."))
    return _carry(item, [upper.pk for upper in chosen], by=by)


@undoable("plans.carry_out")
@transaction.atomic
def undo_carry_out(entry: AuditEntry, *, by) -> AuditEntry:
    item = Item.objects.get(pk=entry.target_id)
    claim(item, item.version)
    return _carry(item, entry.before["uppers"], by=by, undoes=entry)


def _carry(item: Item, uppers: list[int], *, by, undoes: AuditEntry | None = None) -> AuditEntry:
    before = list(item.carrying.order_by("pk").values_list("upper_id", flat=True))
    item.carrying.exclude(upper__in=uppers).delete()
    CarriesOut.objects.bulk_create(CarriesOut(item=item, upper_id=pk) for pk in uppers if pk not in before)
    after = {"uppers": uppers}
    return audit.record("plans.carry_out", item, by=by, before={"uppers": before}, after=after, undoes=undoes)
