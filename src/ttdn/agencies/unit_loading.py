"""Bringing in the units of a province from the gazetteer, with those of the provinces it came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from ttdn.agencies.models import AdministrativeUnit, Certainty, Tier, UnitSuccession
from ttdn.agencies.successions import SuccessionRefused
from ttdn.core import audit
from ttdn.core.models import AuditEntry
from ttdn.core.undo import CannotUndo, undoable
from ttdn.engine.gazetteer import Level, Unit, Vintage, provinces, units

# On this day 63 provinces became 34 and the district tier ended: no unit of the old list is one of the new.
CHANGE = dt.date(2025, 7, 1)
THEN, NOW = "2024", "2026"
SOURCE = "thanglequoc/vietnamese-provinces-database"
# Codes in the new list, and in the old list those of the provinces it was made of: general knowledge, unverified, and
# only a proposal to the person who loads. The gazetteer does not say it of any province.
KNOWN = {"08": ("02", "08"), "15": ("10", "15"), "51": ("51", "62")}
TIERS = {Level.PROVINCE: Tier.PROVINCE, Level.DISTRICT: Tier.DISTRICT, Level.COMMUNE: Tier.COMMUNE}


def province_named(code: str, vintage: Vintage) -> Unit | None:
    return next((unit for unit in provinces(vintage) if unit.code == code), None)


def loaded_provinces(vintage: Vintage) -> set[str]:
    """The codes of the provinces of a list that are here."""
    held = AdministrativeUnit.objects.filter(vintage=vintage, tier=Tier.PROVINCE)
    return set(held.values_list("code", flat=True))


@transaction.atomic
def load_province(code: str, *, old: Sequence[str], by) -> AuditEntry:
    """The province ``code`` of today with its communes, and the ``old`` provinces it was made of with all of theirs.

    What is here already stays as it is. Raises SuccessionRefused where nothing would be new.
    """
    if not province_named(code, NOW) or not all(province_named(each, THEN) for each in old):
        raise SuccessionRefused(_("Không có tỉnh nào mang mã này."))
    missing = [(NOW, code)] if code not in loaded_provinces(NOW) else []
    missing += [(THEN, each) for each in dict.fromkeys(old) if each not in loaded_provinces(THEN)]
    if not missing:
        raise SuccessionRefused(_("Đơn vị hành chính của các tỉnh này đã được nạp."))
    try:
        with transaction.atomic():
            loaded = [unit for vintage, each in missing for unit in _bring(vintage, each)]
    except IntegrityError as error:
        raise SuccessionRefused(_("Một người khác vừa nạp các tỉnh này. Hãy tải lại trang.")) from error
    province = AdministrativeUnit.objects.get(vintage=NOW, code=code)
    made = [_join(before, province) for before in loaded if before.tier == Tier.PROVINCE and before.vintage == THEN]
    after = {
        "name": province.full_name,
        "units": len(loaded),
        "predecessors": [row.predecessor.full_name for row in made],
        "loaded": missing,
        "rows": [row.pk for row in made],
    }
    return audit.record("agencies.load_units", province, by=by, after=after)


def _bring(vintage: Vintage, code: str) -> list[AdministrativeUnit]:
    """The units of one province, tier by tier, for each needs the one it lies in; three inserts at most."""
    known: dict[str, AdministrativeUnit] = {}
    listed = [unit for unit in units(vintage) if unit.province_code == code]
    for level in Level:
        rows = [_row(unit, known) for unit in listed if unit.level is level]
        known |= {row.code: row for row in AdministrativeUnit.objects.bulk_create(rows)}
    return list(known.values())


def _row(unit: Unit, known: dict[str, AdministrativeUnit]) -> AdministrativeUnit:
    row = AdministrativeUnit(
        vintage=unit.vintage,
        code=unit.code,
        kind=unit.kind,
        name=unit.name,
        english=unit.full_english,
        tier=TIERS[unit.level],
        parent=known.get(unit.parent_code),
        province=known[unit.province_code] if unit.level is not Level.PROVINCE else None,
        valid_from=CHANGE if unit.vintage == NOW else None,
        valid_to=CHANGE - dt.timedelta(days=1) if unit.vintage == THEN else None,
        source=SOURCE,
        certainty=Certainty.S,
    )
    row.keep_folded()
    return row


def _join(before: AdministrativeUnit, province: AdministrativeUnit) -> UnitSuccession:
    """As the person who loads says, who names no document."""
    return UnitSuccession.objects.create(predecessor=before, successor=province, date=CHANGE, certainty=Certainty.K)


@undoable("agencies.load_units")
@transaction.atomic
def take_load_back(entry: AuditEntry, *, by) -> AuditEntry:
    """The units go again, as long as nothing has been built on them."""
    tops = AdministrativeUnit.objects.filter(tier=Tier.PROVINCE)
    going = [tops.get(vintage=vintage, code=code).pk for vintage, code in entry.after["loaded"]]
    within = AdministrativeUnit.objects.filter(province__in=going)
    if AdministrativeUnit.objects.filter(pk__in=going, version__gt=1).exists() or within.filter(version__gt=1).exists():
        raise CannotUndo(_("Có đơn vị đã được sửa sau đó, nên không hoàn tác được nữa."))
    province = AdministrativeUnit.objects.get(pk=entry.target_id)
    before = {name: entry.after[name] for name in ("name", "units", "predecessors")}
    undone = audit.record("agencies.undo_load_units", province, by=by, before=before, undoes=entry)
    UnitSuccession.objects.filter(pk__in=entry.after["rows"]).delete()
    try:
        _remove([within.filter(tier=Tier.COMMUNE), within.filter(tier=Tier.DISTRICT), tops.filter(pk__in=going)])
    except ProtectedError as error:
        raise CannotUndo(_("Có đơn vị đã gắn với cơ quan hoặc đơn vị khác, nên không hoàn tác được nữa.")) from error
    return undone


def _remove(tiers: Iterable) -> None:
    for rows in tiers:
        rows.delete()
