"""Keeping administrative units: one entered or corrected, what it came from, whose people's committee is whose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ttdn.agencies.models import AdministrativeUnit, Agency, Certainty, Tier, UnitExtent, UnitSuccession
from ttdn.agencies.successions import SuccessionRefused
from ttdn.core import audit
from ttdn.core.models import AuditEntry
from ttdn.core.undo import undoable
from ttdn.core.versions import claim

FACTS = ("kind", "name", "english", "code", "valid_from", "valid_to", "source", "certainty")
DAYS = ("valid_from", "valid_to")


@transaction.atomic
def create_unit(
    *,
    kind: str,
    name: str,
    tier: str,
    by,
    parent: AdministrativeUnit | None = None,
    source: str = "",
    certainty: str = Certainty.K,
    **facts: Any,
) -> AdministrativeUnit:
    """A unit that no list has. Raises SuccessionRefused where it lies in nothing, or a province in something."""
    if (tier == Tier.PROVINCE) != (parent is None):
        raise SuccessionRefused(_("Tỉnh không thuộc đơn vị nào; huyện, xã, phường phải thuộc một đơn vị."))
    unit = AdministrativeUnit(kind=kind, name=name, tier=tier, parent=parent, source=source, certainty=certainty)
    unit.province = (parent.province or parent) if parent else None
    for field, value in facts.items():
        setattr(unit, field, value)
    unit.keep_folded()
    unit.save()
    after = {"name": unit.full_name, "tier": tier, "from": unit.valid_from, "to": unit.valid_to, "source": source}
    audit.record("agencies.create_unit", unit, by=by, after=after)
    return unit


@transaction.atomic
def edit_unit(unit: AdministrativeUnit, *, seen: int, by, **facts: Any) -> AuditEntry:
    """Its name, code and days. Whoever names another source has seen it. Raises StaleVersion."""
    claim(unit, seen)
    unit = AdministrativeUnit.objects.get(pk=unit.pk)
    before = {name: getattr(unit, name) for name in FACTS}
    after = {name: facts.get(name, before[name]) for name in FACTS}
    if after["source"] != before["source"]:
        after["certainty"] = Certainty.V if after["source"] else Certainty.K
    _set(unit, after)
    changed = [name for name in FACTS if before[name] != after[name]]
    return audit.record(
        "agencies.edit_unit",
        unit,
        by=by,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


def _set(unit: AdministrativeUnit, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(unit, name, dt.date.fromisoformat(value) if name in DAYS and isinstance(value, str) else value)
    unit.keep_folded()
    unit.save(update_fields=[*facts, "sort_key", "folded"])


@undoable("agencies.edit_unit")
@transaction.atomic
def put_unit_back(entry: AuditEntry, *, by) -> AuditEntry:
    unit = AdministrativeUnit.objects.get(pk=entry.target_id)
    claim(unit, unit.version)
    _set(unit, entry.before)
    return audit.record("agencies.undo_edit_unit", unit, by=by, before=entry.after, after=entry.before, undoes=entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """That ``successor`` was made out of ``predecessor``; whoever names the document has seen it."""

    predecessor: AdministrativeUnit
    successor: AdministrativeUnit
    date: dt.date
    extent: str = UnitExtent.ALL
    basis: str = ""


def obstacle(origin: Origin) -> str:
    """Why it cannot be so, in a sentence for a person; empty if it can."""
    before, after = origin.predecessor, origin.successor
    told = {"before": before, "after": after, "day": f"{origin.date:%d/%m/%Y}"}
    if before == after:
        return _("Một đơn vị không hình thành từ chính nó.")
    if after.valid_from and after.valid_from > origin.date:
        return _("“%(after)s” chưa có vào ngày %(day)s.") % told
    if origin.extent == UnitExtent.ALL and (before.valid_to is None or before.valid_to >= origin.date):
        return _("“%(before)s” vẫn còn vào ngày %(day)s, nên chỉ có thể góp một phần.") % told
    return ""


@transaction.atomic
def record_origins(origins: Sequence[Origin], *, by, file: str = "") -> AuditEntry:
    """One or many at once, out of ``file`` if a table brought them.

    Raises SuccessionRefused, and then none of them is recorded.
    """
    pairs = {(each.predecessor.pk, each.successor.pk) for each in origins}
    if not pairs or len(pairs) < len(origins) or pairs & _recorded(origins):
        raise SuccessionRefused(_("Một đơn vị cũ và một đơn vị mới chỉ ghi với nhau một lần."))
    if why := next(filter(None, map(obstacle, origins)), ""):
        raise SuccessionRefused(why)
    rows = _joined(origins)
    after = {"origins": [str(row) for row in rows], "basis": origins[0].basis, "rows": [row.pk for row in rows]}
    after |= {"file": file, "added": len(rows), "changed": 0} if file else {}
    return audit.record("agencies.record_unit_origins", rows[0], by=by, after=after)


def _joined(origins: Sequence[Origin]) -> list[UnitSuccession]:
    rows = [
        UnitSuccession(
            predecessor=each.predecessor,
            successor=each.successor,
            extent=each.extent,
            date=each.date,
            basis=each.basis,
            certainty=Certainty.V if each.basis else Certainty.K,
        )
        for each in origins
    ]
    try:
        with transaction.atomic():
            return UnitSuccession.objects.bulk_create(rows)
    except IntegrityError as error:
        raise SuccessionRefused(_("Một người khác vừa ghi cùng điều này. Hãy tải lại trang.")) from error


def _recorded(origins: Sequence[Origin]) -> set[tuple[int, int]]:
    """Those of (predecessor, successor) that stand already."""
    held = UnitSuccession.objects.filter(successor__in={each.successor.pk for each in origins})
    return set(held.values_list("predecessor_id", "successor_id"))


@undoable("agencies.record_unit_origins")
@transaction.atomic
def take_origins_back(entry: AuditEntry, *, by) -> AuditEntry:
    rows = UnitSuccession.objects.filter(pk__in=entry.after["rows"])
    before = {"origins": entry.after["origins"]}
    target = rows.get(pk=entry.target_id)
    undone = audit.record("agencies.undo_record_unit_origins", target, by=by, before=before, undoes=entry)
    rows.delete()
    return undone


@transaction.atomic
def tie_agency(agency: Agency, unit: AdministrativeUnit | None, *, seen: int, by) -> AuditEntry:
    """``agency`` is the body of ``unit``, or of none. Raises StaleVersion."""
    claim(agency, seen)
    agency = Agency.objects.select_related("unit").get(pk=agency.pk)
    before = agency.unit
    agency.unit = unit
    agency.save(update_fields=["unit"])
    return audit.record(
        "agencies.tie_unit",
        agency,
        by=by,
        before={"unit": str(before or ""), "row": before and before.pk},
        after={"unit": str(unit or "")},
    )


@undoable("agencies.tie_unit")
@transaction.atomic
def untie_agency(entry: AuditEntry, *, by) -> AuditEntry:
    agency = Agency.objects.get(pk=entry.target_id)
    claim(agency, agency.version)
    agency.unit_id = entry.before["row"]
    agency.save(update_fields=["unit"])
    told = {"before": {"unit": entry.after["unit"]}, "after": {"unit": entry.before["unit"]}}
    return audit.record("agencies.undo_tie_unit", agency, by=by, undoes=entry, **told)
