"""Entries of the gazetteer, and what a name needs beside it."""

from __future__ import annotations

import pytest

from ttdn.engine.gazetteer import Level
from ttdn.engine.press.model import Entry, EntryKind, Needs
from ttdn.engine.press.names.entries import entries_from_gazetteer, shipped_entries


def by_key(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    found = {entry.key: entry for entry in entries}
    assert len(found) == len(entries)
    return found


def test_province_brings_its_communes_and_the_former_provinces_and_districts_in_it() -> None:
    entries = by_key(entries_from_gazetteer(["08"]))

    assert entries["unit:08"].name == "Tuyên Quang"
    assert (entries["unit:2024:02"].name, entries["unit:2024:02"].within) == ("Hà Giang", "unit:08")
    assert "unit:2024:08" not in entries  # stands on in "unit:08"
    assert sum(entry.within == "unit:08" for entry in entries.values()) == 124 + 1
    assert entries["unit:2024:027"].within == "unit:2024:02"


def test_levels_can_be_chosen() -> None:
    entries = entries_from_gazetteer(former=(Level.PROVINCE,), present=(Level.PROVINCE,))

    assert {entry.key for entry in entries if entry.valid_to is None} == {
        entry.key for entry in entries_from_gazetteer(former=(), present=(Level.PROVINCE,))
    }
    assert len(entries_from_gazetteer(former=(), present=(Level.PROVINCE,))) == 34


@pytest.mark.parametrize(
    ("key", "needs"),
    [
        ("unit:08", Needs.NOTHING),
        ("unit:79", Needs.WORD),  # a person's name
        ("unit:2024:027", Needs.NOTHING),  # Mèo Vạc, one in the country
        ("unit:00715", Needs.NOTHING),  # Lũng Cú
        ("unit:2024:024", Needs.WORD),  # the town of Hà Giang, as its province
        ("unit:2024:760", Needs.PARENT),  # Quận 1
    ],
)
def test_what_a_name_needs(key: str, needs: Needs) -> None:
    assert by_key(entries_from_gazetteer(["08", "79"]))[key].needs is needs


def test_commune_with_namesakes_elsewhere_knows_what_it_lies_in() -> None:
    thai_binh = next(entry for entry in entries_from_gazetteer(["08"]) if entry.name == "Thái Bình")

    assert thai_binh.needs is Needs.PARENT
    assert {"Tuyên Quang", "Hà Giang"} <= set(thai_binh.near)


def test_shipped_entries_lie_in_a_province_and_say_their_source_or_nothing() -> None:
    entries = shipped_entries()
    provinces = {entry.key for entry in entries_from_gazetteer(former=(), present=(Level.PROVINCE,))}

    assert {entry.within for entry in entries} <= provinces
    assert EntryKind.UNIT not in {entry.kind for entry in entries}
    assert all(spelling.source in ("", "gazetteer") for entry in entries for spelling in entry.spellings)


def test_spelling_said_to_be_of_the_gazetteer_is_there() -> None:
    from ttdn.engine.gazetteer import units

    english = {unit.english for vintage in ("2024", "2026") for unit in units(vintage)}
    english |= {unit.full_english for vintage in ("2024", "2026") for unit in units(vintage)}
    claimed = {
        spelling.text
        for entry in entries_from_gazetteer()
        for spelling in entry.spellings
        if spelling.source == "gazetteer"
    }

    assert claimed
    assert claimed <= english
