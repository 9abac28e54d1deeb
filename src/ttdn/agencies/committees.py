"""The people's committees of a province's communes: which are missing, and making them all as one change."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from ttdn.agencies.actions import create_agency
from ttdn.agencies.models import (
    AdministrativeUnit,
    Agency,
    AgencyKind,
    AgencyName,
    GroupMember,
    Tier,
)
from ttdn.agencies.names import name_key
from ttdn.agencies.successions import SuccessionRefused
from ttdn.agencies.traces import Traces, take_back
from ttdn.core import audit
from ttdn.core.models import AuditEntry
from ttdn.core.undo import undoable
from ttdn.core.versions import claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """What would be done for a commune: ``agency``, which bears its name, is tied to it, or else one is made."""

    unit: AdministrativeUnit
    agency: Agency | None = None

    @property
    def name(self) -> str:
        return f"Ủy ban nhân dân {self.unit.kind} {self.unit.name}"

    @property
    def short(self) -> str:
        return f"UBND {self.unit.kind} {self.unit.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """``unclear`` are communes whose name several bodies bear: a person ties the right one."""

    committees: list[Committee] = field(default_factory=list)
    unclear: list[Committee] = field(default_factory=list)


def missing_committees(province: AdministrativeUnit, *, on: dt.date) -> Missing:
    """The communes of ``province`` on that day to which no people's committee is tied; two queries."""
    tied = Agency.objects.filter(kind=AgencyKind.PEOPLES_COMMITTEE, unit__isnull=False).exclude(valid_to__lt=on)
    communes = province.within.filter(tier=Tier.COMMUNE).valid_on(on).exclude(pk__in=tied.values("unit"))
    held = _free_committees(on)
    found = Missing()
    for unit in communes:
        bearing = held[name_key(Committee(unit=unit).name)]
        if len(bearing) > 1:
            found.unclear.append(Committee(unit=unit))
        else:
            found.committees.append(Committee(unit=unit, agency=next(iter(bearing.values()), None)))
    return found


def _free_committees(on: dt.date) -> dict[str, dict[int, Agency]]:
    """Committees of communes that no unit is tied to, by the names they bear that day."""
    names = AgencyName.objects.valid_on(on).filter(
        agency__kind=AgencyKind.PEOPLES_COMMITTEE, agency__tier=Tier.COMMUNE, agency__unit=None
    )
    held: dict[str, dict[int, Agency]] = defaultdict(dict)
    for row in names.select_related("agency"):
        if row.agency.valid_to is None or row.agency.valid_to >= on:
            held[name_key(row.name)][row.agency_id] = row.agency
    return held


@transaction.atomic
def make_committees(
    province: AdministrativeUnit,
    *,
    units: Collection[int],
    on: dt.date,
    by,
    group: Agency | None = None,
    seen: int = 0,
) -> AuditEntry:
    """Make or tie the committees of ``units``; all belong to ``group`` from their commune's first day on.

    One entry, one undo. Raises SuccessionRefused where one of ``units`` has its committee already; StaleVersion where
    the group was changed since ``seen``.
    """
    province = AdministrativeUnit.objects.select_for_update().get(pk=province.pk)  # one person at a time
    wanted = [each for each in missing_committees(province, on=on).committees if each.unit.pk in set(units)]
    if not wanted or len(wanted) < len(set(units)):
        raise SuccessionRefused(_("Danh sách vừa thay đổi. Xem lại rồi xác nhận lần nữa."))
    marks = Traces()
    if group:
        claim(group, seen)
        marks.touched(group)
    agencies = [_make_or_tie(each, marks, by=by) for each in wanted]
    if group:
        _put_into(group, agencies, marks)
    tied = [agency.pk for each, agency in zip(wanted, agencies, strict=True) if each.agency]
    after = {
        "name": province.full_name,
        "committees": [agency.name for agency in agencies],
        "group": group.name if group else "",
        "tied": tied,
        "traces": marks.as_json(),
    }
    return audit.record("agencies.make_committees", group or agencies[0], by=by, after=after)


def _make_or_tie(wanted: Committee, marks: Traces, *, by) -> Agency:
    unit = wanted.unit
    if wanted.agency:
        claim(wanted.agency, wanted.agency.version)
        wanted.agency.unit = unit
        wanted.agency.save(update_fields=["unit"])
        marks.touched(wanted.agency)
        return wanted.agency
    agency = create_agency(
        kind=AgencyKind.PEOPLES_COMMITTEE,
        tier=Tier.COMMUNE,
        name=wanted.name,
        abbreviations=[wanted.short],
        unit=unit,
        valid_from=unit.valid_from,
        source=unit.source,
        certainty=unit.certainty,
        by=by,
    )
    marks.founded(agency)
    return agency


def _put_into(group: Agency, agencies: Iterable[Agency], marks: Traces) -> None:
    inside = set(GroupMember.objects.filter(group=group, valid_to=None).values_list("member_id", flat=True))
    joining = [agency for agency in agencies if agency.pk not in inside]
    rows = [GroupMember(group=group, member=agency, valid_from=agency.unit.valid_from) for agency in joining]
    marks.made(*GroupMember.objects.bulk_create(rows))


@undoable("agencies.make_committees")
@transaction.atomic
def take_committees_back(entry: AuditEntry, *, by) -> AuditEntry:
    """Those made go, those tied are untied. Raises CannotUndo where more was built on one of them since."""
    undone = take_back(entry, by=by)
    Agency.objects.filter(pk__in=entry.after["tied"]).update(unit=None)
    return undone
