"""The bodies that ship with the product, each with where it is known from and how surely."""

from __future__ import annotations

import json
from importlib.resources import files

from django.db import transaction

from ttdn.agencies.actions import create_agency
from ttdn.agencies.models import AgencyKind, AgencyName, Tier
from ttdn.agencies.names import name_key

KINDS = {
    "committee": AgencyKind.PEOPLES_COMMITTEE,
    "department": AgencyKind.DEPARTMENT,
    "ministry": AgencyKind.MINISTRY,
    "party": AgencyKind.PARTY,
    "press": AgencyKind.PRESS,
    "union": AgencyKind.ASSOCIATION,
    "unit": AgencyKind.PUBLIC_UNIT,
    "group": AgencyKind.GROUP,
}


def seed_bodies() -> int:
    """Bring in the bodies that are not there yet, by any of their names; returns how many. Safe to run again."""
    bodies = json.loads(files("ttdn").joinpath("data/bodies.json").read_text(encoding="utf-8"))["bodies"]
    with transaction.atomic():
        known = {name_key(name) for name in AgencyName.objects.values_list("name", flat=True)}
        missing = [body for body in bodies if name_key(body["name"]) not in known]
        for body in missing:
            create_agency(
                kind=_kind(body),
                tier=_tier(body),
                name=body["name"],
                abbreviations=body["spellings"],
                source=body["source"],
                certainty=body["certainty"],
                by=None,
            )
    return len(missing)


def _kind(body: dict) -> str:
    if body["kind"] == "force":
        return AgencyKind.POLICE if body["name"].startswith("Công an") else AgencyKind.MILITARY
    # A steering committee is not a people's committee.
    if body["kind"] == "committee" and not body["name"].startswith("Ủy ban nhân dân"):
        return AgencyKind.OTHER
    return KINDS.get(body["kind"], AgencyKind.OTHER)


def _tier(body: dict) -> str:
    name = body["name"]
    if body["kind"] == "ministry" or name.endswith(("Trung ương", "Việt Nam", "Chính phủ")):
        return Tier.CENTRAL
    return Tier.COMMUNE if name.startswith(("Phòng ", "Trạm ")) else Tier.PROVINCE
