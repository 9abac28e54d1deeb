"""The administrative units of Viet Nam that ship with the product, before and after 1 July 2025.

The source is told in ``data/gazetteer/README.md``.
"""

from __future__ import annotations

import functools
import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Any, Literal

Vintage = Literal["2024", "2026"]

_FILES: dict[Vintage, str] = {"2024": "vn63_v2.4.1.json.xz", "2026": "vn34_2026.json.xz"}
_BELOW = ("District", "Ward", "Wards")  # the keys under which the files hold the units of the next level


class Level(StrEnum):
    """Districts are in the vintage of 2024 only."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


# The length of a code tells the level: "01", "001", "00001".
_LEVELS = {2: Level.PROVINCE, 3: Level.DISTRICT, 5: Level.COMMUNE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit in one vintage; ``code`` is unique within its vintage only ("80" was Long An and is Tây Ninh).

    ``kind`` is the Vietnamese word before the name, in small letters ("tỉnh", "thành phố", "quận", "đặc khu", ...);
    ``name`` is without it ("Hà Nội"; of "Quận 1" it is "1"), ``full_name`` with it; ``english`` and ``full_english`` as
    the source writes them. ``parent_code`` is "" for a province, else the code of a district (2024) or a province.
    """

    code: str
    vintage: Vintage
    level: Level
    kind: str
    name: str
    full_name: str
    english: str
    full_english: str
    parent_code: str
    province_code: str


@functools.cache
def units(vintage: Vintage) -> tuple[Unit, ...]:
    """All units of a vintage, each after the one it lies in, provinces by code.

    "2024": 63 provinces, 696 districts, 10,035 communes (to 30 June 2025). "2026": 34 provinces, 3,321 communes.
    """
    packed = resources.files("ttdn").joinpath("data/gazetteer", _FILES[vintage]).read_bytes()
    rows: list[dict[str, Any]] = json.loads(lzma.decompress(packed))
    return tuple(unit for row in rows for unit in _walk(row, vintage, parent="", province=row["Code"]))


@functools.cache
def provinces(vintage: Vintage) -> tuple[Unit, ...]:
    """The provinces and centrally run cities of a vintage, by code."""
    return tuple(unit for unit in units(vintage) if unit.level is Level.PROVINCE)


@functools.cache
def province_now(code: str) -> str:
    """The province of 2026 in which the communes of a province of 2024 lie; both by code.

    The source does not say it. It is read off the codes that communes kept: 3,315 of 3,321 communes of 2026 have the
    code of one of 2024, and all those of one former province lie in one province now (a test holds this).
    """
    return _provinces_now()[code]


@functools.cache
def _provinces_now() -> dict[str, str]:
    former = {unit.code: unit.province_code for unit in units("2024")}
    kept = (unit for unit in units("2026") if unit.level is Level.COMMUNE and unit.code in former)
    return {former[unit.code]: unit.province_code for unit in kept}


def _walk(row: dict[str, Any], vintage: Vintage, *, parent: str, province: str) -> Iterator[Unit]:
    code, name, full_name = row["Code"], row["Name"], row["FullName"]
    yield Unit(
        code=code,
        vintage=vintage,
        level=_LEVELS[len(code)],
        kind=full_name.removesuffix(name).strip().lower(),
        name=name,
        full_name=full_name,
        english=row["NameEn"],
        full_english=row["FullNameEn"],
        parent_code=parent,
        province_code=province,
    )
    for key in _BELOW:
        for below in row.get(key) or ():
            yield from _walk(below, vintage, parent=code, province=province)
