"""The names that a desk watches, as a file says them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ttdn.engine.press.model import Entry, EntryKind, Needs, Spelling
from ttdn.engine.press.names.entries import entries_from_gazetteer, shipped_entries


def entries_from_json(data: Any) -> tuple[Entry, ...]:
    """The watched names of a file: ``{"provinces": ["08"], "entries": [{"name": …, "spellings": [{"text": …}]}]}``.

    ``provinces`` (codes of 2026) stands for their units now and before, and for what they are known for; a list alone
    is ``entries``; a string alone is an entry's name. What an entry does not say is as in ``Entry``, the kind a place,
    the key the name. Raises ValueError for what is no such list, or an empty one.
    """
    try:
        given = data if isinstance(data, Mapping) else {"entries": data}
        provinces = list(given.get("provinces", ()))
        entries = tuple(map(_entry, given.get("entries", ())))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no list of names") from error
    if provinces:
        entries += (*entries_from_gazetteer(provinces), *shipped_entries(provinces))
    if not entries:
        raise ValueError("an empty list of names")
    return entries


def _entry(row: Mapping[str, Any] | str) -> Entry:
    if isinstance(row, str):
        row = {"name": row}
    name = row["name"].strip()
    if not name:
        raise ValueError("a name without letters")
    given = {
        **row,
        "name": name,
        "key": row.get("key") or name,
        "kind": EntryKind(row.get("kind", "place")),
        "spellings": tuple(Spelling(**spelling) for spelling in row.get("spellings", ())),
        "words": tuple(row.get("words", ())),
        "needs": Needs(row.get("needs", "nothing")),
        "near": tuple(row.get("near", ())),
        "valid_from": _day(row.get("valid_from")),
        "valid_to": _day(row.get("valid_to")),
    }
    return Entry(**given)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
