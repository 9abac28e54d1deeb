"""The directory kept in order: an agency's own facts, one more name, and who belongs to a group."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ttdn.agencies.actions import keep_names
from ttdn.agencies.models import Agency, AgencyKind, AgencyName, GroupMember
from ttdn.agencies.successions import SuccessionRefused
from ttdn.agencies.traces import Traces, take_back
from ttdn.core import audit
from ttdn.core.models import AuditEntry
from ttdn.core.undo import CannotUndo, undoable
from ttdn.core.versions import claim

FACTS = ("kind", "tier", "parent_id", "code", "valid_from", "valid_to")


@transaction.atomic
def edit_agency(agency: Agency, *, seen: int, by, **facts: Any) -> AuditEntry:
    """What it is, where it belongs, its code and its days. Raises StaleVersion, SuccessionRefused."""
    claim(agency, seen)
    agency = Agency.objects.get(pk=agency.pk)
    before = {name: getattr(agency, name) for name in FACTS}
    parent = facts.get("parent_id", agency.parent_id)
    if parent and agency.pk in _above(parent):
        raise SuccessionRefused(_("Một cơ quan không thể trực thuộc chính nó hay đơn vị của nó."))
    for name in FACTS:
        setattr(agency, name, facts.get(name, before[name]))
    agency.save(update_fields=[*FACTS])
    changed = [name for name in FACTS if before[name] != getattr(agency, name)]
    return audit.record(
        "agencies.edit_agency",
        agency,
        by=by,
        before={name: before[name] for name in changed},
        after={name: getattr(agency, name) for name in changed},
    )


def _above(number: int) -> set[int]:
    """The agency and all it belongs to, in one query."""
    parents = dict(Agency.objects.exclude(parent=None).values_list("pk", "parent_id"))
    above: set[int] = set()
    while number and number not in above:
        above.add(number)
        number = parents.get(number, 0)
    return above


@undoable("agencies.edit_agency")
@transaction.atomic
def put_facts_back(entry: AuditEntry, *, by) -> AuditEntry:
    agency = Agency.objects.get(pk=entry.target_id)
    claim(agency, agency.version)
    for name, value in entry.before.items():
        day = name in ("valid_from", "valid_to") and value
        setattr(agency, name, dt.date.fromisoformat(value) if day else value)
    agency.save(update_fields=list(FACTS))
    return audit.record(
        "agencies.undo_edit_agency", agency, by=by, before=entry.after, after=entry.before, undoes=entry
    )


@undoable("agencies.add_name")
@transaction.atomic
def take_name_back(entry: AuditEntry, *, by) -> AuditEntry:
    if "row" not in entry.after:  # written before names could be taken back
        raise CannotUndo(_("Việc này không hoàn tác được."))
    agency = Agency.objects.get(pk=entry.target_id)
    claim(agency, agency.version)
    AgencyName.objects.filter(pk=entry.after["row"], agency=agency).delete()
    keep_names(agency)
    return audit.record("agencies.undo_add_name", agency, by=by, before={"name": entry.after["name"]}, undoes=entry)


@transaction.atomic
def add_member(group: Agency, member: Agency, *, seen: int, by, valid_from: dt.date | None = None) -> AuditEntry:
    """``member`` belongs to ``group`` from that day, or from ever. Raises StaleVersion, SuccessionRefused."""
    claim(group, seen)
    if group.kind != AgencyKind.GROUP:
        raise SuccessionRefused(_("“%(name)s” không phải là một nhóm.") % {"name": group})
    if member.kind == AgencyKind.GROUP:
        raise SuccessionRefused(_("Thành viên phải là một cơ quan, không phải một nhóm khác."))
    if GroupMember.objects.filter(group=group, member=member, valid_to=None).exists():
        raise SuccessionRefused(_("“%(name)s” đã ở trong nhóm này.") % {"name": member})
    traces = Traces()
    traces.made(GroupMember.objects.create(group=group, member=member, valid_from=valid_from))
    traces.touched(group)
    after = {"member": member.name, "from": valid_from, "traces": traces.as_json()}
    return audit.record("agencies.add_member", group, by=by, after=after)


@transaction.atomic
def end_member(held: GroupMember, *, seen: int, by, last: dt.date) -> AuditEntry:
    """``last`` is the last day in the group. Raises StaleVersion, SuccessionRefused."""
    claim(held.group, seen)
    if held.valid_from and last < held.valid_from:
        raise SuccessionRefused(_("Ngày cuối phải sau ngày vào nhóm."))
    traces = Traces()
    traces.end(held, on=last)
    traces.touched(held.group)
    after = {"member": held.member.name, "to": last, "traces": traces.as_json()}
    return audit.record("agencies.end_member", held.group, by=by, after=after)


for _action in ("agencies.add_member", "agencies.end_member"):
    undoable(_action, take_back)
