"""Which agency a name means, and the directory as the engine reads it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ttdn.agencies.models import Agency, AgencyAlias, AgencyKind, AgencyName
from ttdn.agencies.names import name_key
from ttdn.core import days

PROVINCIAL = " tinh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The agency that a spelling means, and the full name to which the spelling belongs."""

    agency: Agency
    name: str


class Matcher:
    """All names and aliases in two queries, for whoever has many names to place.

    A name on which two agencies have an equal claim means neither: a person decides. ``place`` is the province of
    the document: "Ủy ban nhân dân tỉnh An Sơn" may mean the "Ủy ban nhân dân tỉnh", "Báo An Sơn" the "Báo tỉnh".
    """

    def __init__(self, *, on: dt.date | None = None, place: str = "") -> None:
        self._place = f" {name_key(place)}" if name_key(place) else ""
        aliases = AgencyAlias.objects.select_related("agency")
        self._aliases = {a.folded: Meant(agency=a.agency, name=a.agency.name) for a in aliases}
        then: dict[str, dict[int, Meant]] = defaultdict(dict)
        ever: dict[str, dict[int, Meant]] = defaultdict(dict)
        self._claims = [then, ever]
        day = on or days.today()
        for row in AgencyName.objects.select_related("agency"):
            held_then = (row.valid_from or day) <= day <= (row.valid_to or day)
            meant = Meant(agency=row.agency, name=row.name)
            for spelling in filter(None, (row.name, row.short, *row.abbreviations)):
                ever[name_key(spelling)].setdefault(row.agency_id, meant)
                if held_then:
                    then[name_key(spelling)].setdefault(row.agency_id, meant)

    def find(self, *names: str) -> Meant | None:
        """What the first of ``names`` with a meaning means."""
        keys = (key for name in names for key in self._keys(name_key(name)))
        return next(filter(None, map(self._find, keys)), None)

    def match(self, *names: str) -> Agency | None:
        meant = self.find(*names)
        return meant.agency if meant else None

    def _keys(self, key: str) -> Iterable[str]:
        yield key
        if self._place and key.endswith(self._place):
            yield key.removesuffix(self._place)
            yield key.removesuffix(self._place) + PROVINCIAL

    def _find(self, key: str) -> Meant | None:
        if not key or key in self._aliases:
            return self._aliases.get(key)
        # A name of today settles it; one that ended is asked only where no agency has it today.
        held = next((claims[key] for claims in self._claims if key in claims), {})
        return next(iter(held.values())) if len(held) == 1 else None


def match(name_as_written: str, *, on: dt.date | None = None, place: str = "") -> Agency | None:
    """The agency called so on that day, or at any time; None where nobody or more than one is."""
    return Matcher(on=on, place=place).match(name_as_written)


def directory_json(on: dt.date | None = None) -> dict:
    """The agencies as the engine's directory reads them (``ttdn agencies export``)."""
    day = on or days.today()
    aliases = defaultdict(list)
    for alias in AgencyAlias.objects.order_by("as_written"):
        aliases[alias.agency_id].append(alias.as_written)
    rows = AgencyName.objects.valid_on(day).select_related("agency").order_by("agency__sort_key", "name")
    return {"bodies": [_body(row, aliases[row.agency_id]) for row in rows]}


def _body(row: AgencyName, aliases: Iterable[str]) -> dict:
    spellings = [*filter(None, [row.short, *row.abbreviations, *aliases])]
    return {
        "name": row.name,
        "kind": "group" if row.agency.kind == AgencyKind.GROUP else row.agency.kind,
        "spellings": list(dict.fromkeys(spelling for spelling in spellings if spelling != row.name)),
        "source": row.source,
        "certainty": row.certainty,
    }
