"""Correcting what was read in a plan, item by item. Each act leaves what its undo needs."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ttdn.agencies.actions import forget_alias, remember_alias
from ttdn.agencies.models import Agency, AgencyAlias
from ttdn.agencies.names import is_open_group, name_key
from ttdn.agencies.queries import Matcher
from ttdn.core import audit
from ttdn.core.models import AuditEntry
from ttdn.core.undo import CannotUndo, undoable
from ttdn.core.versions import claim
from ttdn.plans import engine_adapter, owing
from ttdn.plans.actions.findings import reopen_by_number, settle_fields
from ttdn.plans.actions.item_values import COUNT_FIELDS, ROLES, values_of, write_values
from ttdn.plans.errors import PlanRefused
from ttdn.plans.models import Block, Item, ItemState, Plan, PlanState
from ttdn.plans.naming import matcher_of

TIME = ("start", "end", "due", "recurrence", "duration")
PLAIN = ("kind", "ref", "text", "funding")
# A finding speaks of a field of the engine's form.
FINDING_FIELD = dict.fromkeys(("schedule_text", *TIME, "approximate", "milestones"), "schedule")


@transaction.atomic
def edit_item(item: Item, *, seen: int, by, changes: dict[str, Any]) -> AuditEntry:
    """Correct an item.

    ``changes`` may hold kind, ref, text, lead and partners (names, the first lead is accountable), schedule_text,
    start, end, due, recurrence, duration, deliverables (objects with quantity, unit, per, text) and funding. A new
    schedule_text alone is read for its dates. A name chosen for a spelling nobody knew is known from then on. The
    doubts about a corrected field are settled with it.
    """
    claim(item, seen)
    item = Item.objects.select_related("plan").get(pk=item.pk)
    need_open(item.plan)
    before = values_of(item)
    after, aliases = _changed(item.plan, before, changes)
    write_values(item, after)
    told = [name for name in after if after[name] != before[name]]
    settled = settle_fields(item.plan, item, {FINDING_FIELD.get(name, name) for name in told}, by=by)
    remembered = [remember_alias(spelling, agency, by=by) for spelling, agency in aliases]
    kept = {name: after[name] for name in told} | owing_of(item)
    return audit.record(
        "plans.edit_item",
        item,
        by=by,
        before={name: before[name] for name in told},
        after={**kept, "settled": settled, "aliases": [alias.pk for alias in remembered if alias]},
    )


@transaction.atomic
def undo_edit_item(entry: AuditEntry, *, by) -> AuditEntry:
    """Undo of ``edit_item``: the values, the doubts it settled, the spellings it taught."""
    item = _to_undo(entry)
    claim(item, item.version)
    now = values_of(item)
    write_values(item, {**now, **entry.before})
    reopen_by_number(entry.after["settled"])
    for alias in AgencyAlias.objects.filter(pk__in=entry.after["aliases"]):
        forget_alias(alias, by=by)
    before = {name: now[name] for name in entry.before}
    after = entry.before | owing_of(item)
    return audit.record("plans.undo_edit_item", item, by=by, before=before, after=after, undoes=entry)


@transaction.atomic
def add_item(plan: Plan, *, block: Block | None, changes: dict[str, Any], by) -> AuditEntry:
    """An item that the reading missed, made from a paragraph; asked for twice it is made once."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    need_open(plan)
    same = plan.items.kept().filter(added=True, text=changes["text"], kind=changes["kind"])
    if twin := same.filter(blocks=block).first():
        return AuditEntry.objects.filter(action="plans.add_item", target_id=twin.pk).latest("id")
    before = _item_before(plan, block)
    parent = (before if before.kind == "group" else before.parent) if before else None
    item = Item(plan=plan, key=_free_key(plan), kind=changes["kind"], text=changes["text"], added=True, parent=parent)
    item.position = before.position if before else 0
    item.save()
    if block:
        item.blocks.add(block)
    after, _aliases = _changed(plan, values_of(item), changes)
    write_values(item, after)
    told = {"block": block.n if block else None, **after} | owing_of(item)
    return audit.record("plans.add_item", item, by=by, after=told)


def owing_of(item: Item) -> dict[str, dict]:
    """What the change did to who owes what, for its audit entry; nothing while the plan is in review.

    The duties that repeat a task are owed by themselves where it is no task any more.
    """
    diff = owing.sync(Item.objects.filter(Q(pk=item.pk) | Q(repeats=item.pk)))
    return {"obligations": diff.as_json()} if diff else {}


def _item_before(plan: Plan, block: Block | None) -> Item | None:
    items = plan.items.order_by("position", "id")
    return (items.filter(blocks__n__lte=block.n) if block else items).last()


def _free_key(plan: Plan) -> str:
    added = plan.items.filter(added=True).count()
    return f"x{added + 1}"


@transaction.atomic
def set_aside_item(item: Item, *, seen: int, by, reason: str = "") -> AuditEntry:
    """Not an item of this plan after all; its paragraphs stay in the document."""
    return _set_state(item, ItemState.SET_ASIDE, seen=seen, by=by, reason=reason)


@transaction.atomic
def restore_item(item: Item, *, seen: int, by) -> AuditEntry:
    """An item set aside by mistake comes back."""
    return _set_state(item, ItemState.KEPT, seen=seen, by=by)


def _set_state(item: Item, state: str, *, seen: int, by, reason: str = "", undoes=None) -> AuditEntry:
    claim(item, seen)
    item = Item.objects.select_related("plan").get(pk=item.pk)
    need_open(item.plan)
    before = {"state": item.state, "state_reason": item.state_reason}
    item.state, item.state_reason = state, reason
    item.save(update_fields=["state", "state_reason"])
    action = "plans.set_aside_item" if state == ItemState.SET_ASIDE else "plans.restore_item"
    after = {"state": state, "state_reason": reason} | owing_of(item)
    return audit.record(action, item, by=by, before=before, after=after, reason=reason, undoes=undoes)


def _to_undo(entry: AuditEntry) -> Item:
    item = Item.objects.select_related("plan").get(pk=entry.target_id)
    try:
        need_open(item.plan)
    except PlanRefused as refused:
        raise CannotUndo(refused.message) from refused
    return item


def _put_state(state: str):
    @transaction.atomic
    def inverse(entry: AuditEntry, *, by) -> AuditEntry:
        item = _to_undo(entry)
        reason = entry.before.get("state_reason", "")
        return _set_state(item, state, seen=item.version, by=by, reason=reason, undoes=entry)

    return inverse


undoable("plans.edit_item", undo_edit_item)
undoable("plans.add_item", _put_state(ItemState.SET_ASIDE))
undoable("plans.set_aside_item", _put_state(ItemState.KEPT))
undoable("plans.restore_item", _put_state(ItemState.SET_ASIDE))


def need_open(plan: Plan) -> None:
    if plan.state == PlanState.SET_ASIDE:
        raise PlanRefused(_("Kế hoạch này đã được để riêng. Hãy khôi phục kế hoạch trước khi sửa."))


def _changed(plan: Plan, before: dict, changes: dict) -> tuple[dict, list[tuple[str, Agency]]]:
    """The values after ``changes``, and the spellings that got a meaning."""
    after = {
        **before,
        **{name: changes[name] or "" for name in PLAIN if name in changes},
        **_time(plan, before, changes),
    }
    if "deliverables" in changes:
        after["deliverables"] = _counts(before["deliverables"], changes["deliverables"])
    aliases: list[tuple[str, Agency]] = []
    matcher = matcher_of(plan) if ROLES.keys() & changes.keys() else None
    for field in ROLES.keys() & changes.keys():
        after[field], learnt = _named(before[field], changes[field], matcher)
        aliases += learnt
    return after, aliases


def _counts(rows: list[dict], given: list) -> list[dict]:
    """The counts as given; one that stands already keeps the words of the document."""
    held = {(row["quantity"], row["unit"], row["per"]): row for row in reversed(rows)}
    return [
        held.get((count.quantity, count.unit, count.per or ""))
        or {name: getattr(count, name) or "" for name in COUNT_FIELDS}
        for count in given
    ]


def _time(plan: Plan, before: dict, changes: dict) -> dict[str, Any]:
    """The dates as given; where only the words are new, or every date is left empty, as the words say."""
    given = {name: changes[name] or (None if name in ("start", "end") else "") for name in TIME if name in changes}
    words = changes.get("schedule_text", before["schedule_text"]) or ""
    are_new = words != before["schedule_text"]
    untouched = all(before[name] == value for name, value in given.items())
    left_empty = "schedule_text" in changes and given and not any(given.values())
    if not (are_new and untouched) and not (words and left_empty):
        return {"schedule_text": words, **given}
    milestones = [] if are_new else before["milestones"]
    return {"schedule_text": words, "milestones": milestones, **engine_adapter.read_time(words, plan)}


def _named(rows: list[dict], names: list[str], matcher: Matcher) -> tuple[list[dict], list[tuple[str, Agency]]]:
    """The agencies called ``names``; one that stands in the place of a spelling of the document keeps that spelling."""
    held = {row["name"]: row for row in reversed(rows)}
    after, aliases = [], []
    for place, name in enumerate(names):
        if name in held:
            after.append(held[name])
            continue
        replaced = rows[place] if len(names) == len(rows) and rows[place]["name"] not in names else None
        spelling = replaced["as_written"] if replaced else name
        meant = matcher.find(name)
        after.append(
            {
                "agency_id": meant.agency.pk if meant else None,
                "name": meant.name if meant else name,
                "as_written": spelling,
                "scope": replaced["scope"] if replaced else "",
            }
        )
        if meant and replaced and _teaches(replaced, name):
            aliases.append((spelling, meant.agency))
    return after, aliases


def _teaches(replaced: dict, name: str) -> bool:
    """A spelling that meant nobody and is not a class of bodies: the correction says whom it means."""
    spelling = replaced["as_written"]
    unknown = replaced["agency_id"] is None and not is_open_group(spelling)
    return unknown and name_key(spelling) != name_key(name)
