"""The units of the demonstration province before and after July 2025: few, and every one of them invented."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from ttdn.agencies.committees import make_committees, missing_committees
from ttdn.agencies.models import AdministrativeUnit, Agency, Certainty, Tier
from ttdn.agencies.unit_loading import CHANGE
from ttdn.agencies.units import Origin, create_unit, record_origins
from ttdn.core import days

PROVINCE = "Lam Vân"
SOURCE = "tỉnh minh họa, không có thật"
GROUP = "Ủy ban nhân dân các xã, phường"
COMMUNES = ["phường Bến Lam", "phường Lam Khê", "xã Đèo Mây", "xã Nà Lam", "xã Pha Vân", "xã Suối Lam", "xã Thạch Vân"]
# The provinces of before, their districts and communes, and the commune of today into which each of these went.
BEFORE = {
    "tỉnh Lam Vân": {
        "thành phố Lam Vân": {
            "phường Bến Lam": "phường Bến Lam",
            "phường Chợ Bến": "phường Bến Lam",
            "phường Lam Khê": "phường Lam Khê",
            "xã Suối Lam": "xã Suối Lam",
        },
        "huyện Pha Vân": {
            "thị trấn Pha Vân": "xã Pha Vân",
            "xã Đèo Mây": "xã Đèo Mây",
            "xã Mây Trắng": "xã Đèo Mây",
            "xã Nà Lam": "xã Nà Lam",
            "xã Thạch Vân": "xã Thạch Vân",
        },
    },
    "tỉnh Nậm Thia": {"huyện Khe Thia": {"xã Khe Thạch": "xã Thạch Vân", "xã Bản Thia": "xã Nà Lam"}},
}
LAST = CHANGE - dt.timedelta(days=1)
KINDS = ("thành phố", "thị trấn", "phường", "huyện", "tỉnh", "xã")


@transaction.atomic
def load_units() -> None:
    """Bring in the units that are not there yet; the committees of the communes are tied to them."""
    if AdministrativeUnit.objects.filter(tier=Tier.PROVINCE, name=PROVINCE).exists():
        return
    province = _unit(f"tỉnh {PROVINCE}", Tier.PROVINCE, valid_from=CHANGE)
    today = {commune: _unit(commune, Tier.COMMUNE, province, valid_from=CHANGE) for commune in COMMUNES}
    origins = [origin for name in BEFORE for origin in _old_province(name, province, today)]
    record_origins(origins, by=None)
    _tie_committees(province)


def _old_province(name: str, province: AdministrativeUnit, today: dict[str, AdministrativeUnit]) -> list[Origin]:
    """It and all in it, and what became of it and of its communes."""
    old = _unit(name, Tier.PROVINCE, valid_to=LAST)
    steps = [(old, province)]
    for district, communes in BEFORE[name].items():
        within = _unit(district, Tier.DISTRICT, old, valid_to=LAST)
        steps += [(_unit(each, Tier.COMMUNE, within, valid_to=LAST), today[heir]) for each, heir in communes.items()]
    return [Origin(predecessor=before, successor=after, date=CHANGE, basis=SOURCE) for before, after in steps]


def _unit(full_name: str, tier: str, parent: AdministrativeUnit | None = None, **period) -> AdministrativeUnit:
    kind = next(kind for kind in KINDS if full_name.startswith(kind))
    name = full_name.removeprefix(kind).strip()
    return create_unit(
        kind=kind, name=name, tier=tier, parent=parent, source=SOURCE, certainty=Certainty.V, by=None, **period
    )


def _tie_committees(province: AdministrativeUnit) -> None:
    group = Agency.objects.get(names__name=GROUP)
    wanted = [each.unit.pk for each in missing_committees(province, on=days.today()).committees]
    make_committees(province, units=wanted, on=days.today(), group=group, seen=group.version, by=None)
