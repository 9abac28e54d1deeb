"""The shipped units hold together and say what they are."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from ttdn.engine.gazetteer import Level, Unit, Vintage, province_now, provinces, units

COUNTS = {
    "2024": {Level.PROVINCE: 63, Level.DISTRICT: 696, Level.COMMUNE: 10_035},
    "2026": {Level.PROVINCE: 34, Level.COMMUNE: 3_321},
}
KINDS = {
    "2024": {"tỉnh", "thành phố", "quận", "huyện", "thị xã", "phường", "xã", "thị trấn"},
    "2026": {"tỉnh", "thành phố", "phường", "xã", "đặc khu"},
}
vintages = pytest.mark.parametrize("vintage", ["2024", "2026"])


@vintages
def test_units_are_all_there(vintage: Vintage) -> None:
    assert Counter(unit.level for unit in units(vintage)) == COUNTS[vintage]
    assert {unit.kind for unit in units(vintage)} == KINDS[vintage]


@vintages
def test_code_is_unique_within_a_vintage(vintage: Vintage) -> None:
    codes = [unit.code for unit in units(vintage)]

    assert len(set(codes)) == len(codes)


@vintages
def test_unit_follows_the_one_it_lies_in(vintage: Vintage) -> None:
    seen: dict[str, Unit] = {}
    for unit in units(vintage):
        seen[unit.code] = unit
        if unit.level is Level.PROVINCE:
            assert (unit.parent_code, unit.province_code) == ("", unit.code)
        else:
            assert seen[unit.parent_code].province_code == unit.province_code


@vintages
def test_names_are_composed_and_end_the_full_name(vintage: Vintage) -> None:
    for unit in units(vintage):
        assert unit.name == unicodedata.normalize("NFC", unit.name.strip()) != ""
        assert unit.full_name.lower() == f"{unit.kind} {unit.name}".lower()


def test_code_may_change_hands_between_vintages() -> None:
    then, now = ({unit.code: unit.name for unit in provinces(vintage)} for vintage in ("2024", "2026"))

    assert (then["80"], now["80"]) == ("Long An", "Tây Ninh")


def test_units_are_read_once() -> None:
    assert units("2026") is units("2026")


def test_former_province_lies_in_one_province_now() -> None:
    former = {unit.code: unit.province_code for unit in units("2024")}
    pairs = {
        (former[unit.code], unit.province_code)
        for unit in units("2026")
        if unit.level is Level.COMMUNE and unit.code in former
    }

    assert len(pairs) == len({then for then, _ in pairs}) == 63
    assert {(code, province_now(code)) for code in former.values()} == pairs


def test_merged_provinces_are_those_of_the_law() -> None:
    now = {unit.code: unit.name for unit in provinces("2026")}
    merged: dict[str, set[str]] = {}
    for unit in provinces("2024"):
        merged.setdefault(now[province_now(unit.code)], set()).add(unit.name)

    assert merged["Tuyên Quang"] == {"Hà Giang", "Tuyên Quang"}
    assert merged["Quảng Ngãi"] == {"Quảng Ngãi", "Kon Tum"}
    assert merged["Lào Cai"] == {"Yên Bái", "Lào Cai"}
