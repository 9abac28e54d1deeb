"""Entries to watch: units of the gazetteer, with further spellings and what else the province is known by.

What a unit's name needs beside it before it counts is decided here, over all units of the country, watched or not:

- a province's name counts alone, unless it is a person's ("Hồ Chí Minh");
- a former district's counts alone if no province and no other district bears it and it cannot be a person's;
- a commune's counts alone if no unit elsewhere, now or before, bears it and it cannot be a person's;
- else it needs a word of its kind or what it lies in near it (``Needs.WORD``); and where another unit of the same kind
  bears it, what it lies in (``Needs.PARENT``).
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from importlib import resources
from typing import Any

from ttdn.engine.gazetteer import Level, Unit, province_now, provinces, units
from ttdn.engine.press.model import Entry, EntryKind, Needs, Spelling
from ttdn.engine.press.names.people import may_be_a_person
from ttdn.engine.text.normal import lower

REFORM = dt.date(2025, 7, 1)  # 63 provinces became 34 and the districts ended
_GAZETTEER = "gazetteer"


def entries_from_gazetteer(
    provinces_now: Collection[str] | None = None,
    *,
    former: Collection[Level] = (Level.PROVINCE, Level.DISTRICT),
    present: Collection[Level] = (Level.PROVINCE, Level.COMMUNE),
) -> tuple[Entry, ...]:
    """Units of provinces, by their codes of 2026 (None: the whole country), and of the former ones that lie in them.

    Keys: "unit:08" for a unit of today, "unit:2024:02" for a former one. A former unit whose name and kind stand on in
    the same province has no entry of its own. About 4,200 entries for the country.
    """
    wanted = {unit.code for unit in provinces("2026")} if provinces_now is None else set(provinces_now)
    today = [unit for unit in units("2026") if unit.province_code in wanted and unit.level in present]
    going_on = {_identity(unit) for unit in today}
    before = [
        unit
        for unit in units("2024")
        if unit.level in former and province_now(unit.province_code) in wanted and _identity(unit) not in going_on
    ]
    return tuple(_entry(unit) for unit in (*today, *before))


def shipped_entries(provinces_now: Collection[str] | None = None) -> tuple[Entry, ...]:
    """Places, products, festivals and offices of provinces, as ``data/press`` has them."""
    shipped = _data("known_for.json")
    known = [_known(row) for row in shipped["entries"] if provinces_now is None or row["province"] in provinces_now]
    offices = [
        _office(unit, office)
        for unit in provinces("2026")
        if provinces_now is None or unit.code in provinces_now
        for office in shipped["offices"]
    ]
    return (*known, *offices)


def unit_key(unit: Unit) -> str:
    return f"unit:{unit.code}" if unit.vintage == "2026" else f"unit:{unit.vintage}:{unit.code}"


def _region(unit: Unit) -> str:
    return unit.province_code if unit.vintage == "2026" else province_now(unit.province_code)


def _identity(unit: Unit) -> tuple[str, str, str]:
    return _region(unit), unit.kind, lower(unit.name)


@functools.cache
def _bearers() -> dict[str, tuple[Unit, ...]]:
    """All units of both vintages by their name."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in (*units("2026"), *units("2024")):
        found[lower(unit.name)].append(unit)
    return {name: tuple(each) for name, each in found.items()}


def _needs(unit: Unit) -> Needs:
    others = [other for other in _bearers()[lower(unit.name)] if _region(other) != _region(unit)]
    if unit.level is Level.PROVINCE:
        return Needs.WORD if may_be_a_person(unit.name) and len(unit.name.split()) == 3 else Needs.NOTHING
    if any(other.kind == unit.kind for other in others) or unit.name.isdigit():
        return Needs.PARENT
    rivals = others if unit.level is Level.COMMUNE else [each for each in others if each.level is not Level.COMMUNE]
    higher = [each for each in _bearers()[lower(unit.name)] if each.level is Level.PROVINCE]
    if rivals or higher or (len(unit.name) < 6 and " " not in unit.name) or may_be_a_person(unit.name):
        return Needs.WORD
    return Needs.NOTHING


def _entry(unit: Unit) -> Entry:
    further = [
        Spelling(text=row["text"], language=row["language"], source=row.get("source", "")) for row in _rows(unit)
    ]
    continues = unit.level is Level.PROVINCE and any(
        other.vintage != unit.vintage and _identity(other) == _identity(unit) for other in _bearers()[lower(unit.name)]
    )
    return Entry(
        key=unit_key(unit),
        name=unit.full_name if unit.name.isdigit() else unit.name,
        kind=EntryKind.UNIT,
        spellings=tuple(further),
        within=_within(unit),
        words=_words(unit),
        needs=_needs(unit),
        near=_near(unit),
        valid_from=REFORM if unit.vintage == "2026" and not continues else None,
        valid_to=REFORM - dt.timedelta(days=1) if unit.vintage == "2024" else None,
    )


def _words(unit: Unit) -> tuple[str, ...]:
    """Its own kind first. A province may have been of the other kind, and the town of its name lies in it."""
    if unit.level is not Level.PROVINCE:
        return (unit.kind,)
    return ("tỉnh", "thành phố", "thị xã") if unit.kind == "tỉnh" else ("thành phố", "tỉnh")


def _within(unit: Unit) -> str:
    if not unit.parent_code:
        return "" if unit.vintage == "2026" else f"unit:{province_now(unit.code)}"
    return f"unit:{unit.parent_code}" if unit.vintage == "2026" else f"unit:{unit.vintage}:{unit.parent_code}"


@functools.cache
def _by_code() -> dict[tuple[str, str], Unit]:
    return {(unit.vintage, unit.code): unit for unit in (*units("2026"), *units("2024"))}


def _near(unit: Unit) -> tuple[str, ...]:
    """What it lies in, today and before: province, former provinces, the former district of its code."""
    if unit.level is Level.PROVINCE:
        return ()
    region = _region(unit)
    names = [_by_code()["2026", region].name]
    names += [each.name for each in provinces("2024") if province_now(each.code) == region]
    namesake = unit if unit.vintage == "2024" else _by_code().get(("2024", unit.code))
    if namesake and namesake.level is Level.COMMUNE:
        names.append(_by_code()["2024", namesake.parent_code].name)
    return tuple(dict.fromkeys(name for name in names if len(name) > 2 and lower(name) != lower(unit.name)))


def _rows(unit: Unit) -> Iterable[dict[str, str]]:
    return _spelling_rows().get(unit_key(unit), ())


@functools.cache
def _spelling_rows() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _data("spellings.json")["spellings"]:
        found[row["key"]].append(row)
    return found


@functools.cache
def _data(name: str) -> Any:
    return json.loads(resources.files("ttdn").joinpath("data/press", name).read_text(encoding="utf-8"))


def _known(row: dict[str, Any]) -> Entry:
    return Entry(
        key=row["key"],
        name=row["name"],
        kind=EntryKind(row["kind"]),
        spellings=tuple(_spellings(row.get("spellings", ()))),
        within=f"unit:{row['province']}",
    )


def _spellings(rows: Iterable[dict[str, str]]) -> Iterator[Spelling]:
    for row in rows:
        yield Spelling(text=row["text"], language=row.get("language", "vi"), source=row.get("source", ""))


def _office(province: Unit, office: dict[str, Any]) -> Entry:
    """A post or body of a province: "Chủ tịch UBND tỉnh Tuyên Quang"."""
    texts = [
        text.format(kind=kind, committee=office_word, name=province.name)
        for text in office["spellings"]
        for kind, office_word in _kinds(province)
    ]
    return Entry(
        key=f"office:{province.code}:{office['key']}",
        name=texts[0],
        kind=EntryKind.OFFICE,
        spellings=tuple(Spelling(text=text, source=office.get("source", "")) for text in texts[1:]),
        within=f"unit:{province.code}",
    )


def _kinds(province: Unit) -> tuple[tuple[str, str], ...]:
    """The province's kind and the word for its Party committee ("Tỉnh ủy", "Thành ủy")."""
    return (("tỉnh", "Tỉnh ủy"),) if province.kind == "tỉnh" else (("thành phố", "Thành ủy"), ("TP", "Thành ủy"))
