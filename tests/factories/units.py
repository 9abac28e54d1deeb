"""Administrative units of an invented province."""

from __future__ import annotations

import datetime as dt

from ttdn.agencies import units
from ttdn.agencies.models import AdministrativeUnit

CHANGE = dt.date(2025, 7, 1)
BEFORE = CHANGE - dt.timedelta(days=1)


def make_province(name: str = "An Sơn", **fields) -> AdministrativeUnit:
    return units.create_unit(kind="tỉnh", name=name, tier="province", by=None, **fields)


def make_commune(name: str, parent: AdministrativeUnit, *, kind: str = "xã", **fields) -> AdministrativeUnit:
    """Of today, unless ``valid_to`` says otherwise."""
    days = {"valid_from": None if "valid_to" in fields else CHANGE}
    return units.create_unit(kind=kind, name=name, tier="commune", parent=parent, by=None, **days | fields)


def make_district(name: str, province: AdministrativeUnit) -> AdministrativeUnit:
    return units.create_unit(kind="huyện", name=name, tier="district", parent=province, by=None, valid_to=BEFORE)
