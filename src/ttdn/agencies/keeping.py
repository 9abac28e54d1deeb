"""The directory kept in order: an agency's own facts, and one more name."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ttdn.agencies.actions import keep_names
from ttdn.agencies.models import Agency, AgencyName
from ttdn.agencies.successions import SuccessionRefused
from ttdn.core import audit
from ttdn.core.models import AuditEntry
from ttdn.core.undo import CannotUndo, undoable
from ttdn.core.versions import claim

FACTS = ("kind", "tier", "parent_id", "code", "rule_kind", "rule_tier", "valid_from", "valid_to")


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
