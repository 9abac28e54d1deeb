"""Who stands in whose place on a day, read from the successions in one query however many agencies are asked for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ttdn.agencies.models import Agency, Succession, SuccessionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Heir:
    """An agency in the place of another: by what the first step away from it handed over, and since when."""

    agency: Agency
    function: str
    since: dt.date


class Lineage:
    """All successions up to a day. A way through them never goes back in time, so that it ends even in a circle."""

    def __init__(self, *, on: dt.date) -> None:
        self._from: dict[int, list[Succession]] = defaultdict(list)
        self._to: dict[int, list[Succession]] = defaultdict(list)
        rows = Succession.objects.filter(date__lte=on).exclude(kind=SuccessionKind.RENAME)
        for row in rows.select_related("predecessor", "successor"):
            self._from[row.predecessor_id].append(row)
            if row.successor_id:
                self._to[row.successor_id].append(row)

    def ended(self, agency: int) -> bool:
        """Whether others, or nobody, stand in its place."""
        return bool(self._from[agency])

    def heirs(self, agency: int) -> list[Heir]:
        """Those in its place, each once; none where it goes on itself or nobody took over."""
        found: dict[int, Heir] = {}
        self._walk_on(self._from[agency], found, seen=set(), first=None)
        found.pop(agency, None)
        return list(found.values())

    def _walk_on(self, rows: Iterable[Succession], found, *, seen: set[int], first: Succession | None) -> None:
        for row in rows:
            if row.pk in seen or not row.successor_id:
                continue
            seen.add(row.pk)
            start = first or row
            later = [r for r in self._from[row.successor_id] if r.date >= row.date and r.pk not in seen]
            if later:
                self._walk_on(later, found, seen=seen, first=start)
            else:
                heir = Heir(agency=row.successor, function=start.function, since=start.date)
                found.setdefault(row.successor_id, heir)

    def ancestors(self, agency: int) -> list[Succession]:
        """The steps by which things came to it, the nearest first; ``predecessor`` is who had them before."""
        steps: list[Succession] = []
        waiting, seen = list(reversed(self._to[agency])), set()
        while waiting:
            row = waiting.pop(0)
            if row.pk in seen:
                continue
            seen.add(row.pk)
            steps.append(row)
            waiting += [r for r in reversed(self._to[row.predecessor_id]) if r.date <= row.date]
        return steps

    def predecessors(self, agencies: Iterable[int]) -> set[int]:
        """Every body, however far back, whose place one of ``agencies`` has; not those themselves."""
        asked = set(agencies)
        return {row.predecessor_id for agency in asked for row in self.ancestors(agency)} - asked


def heirs(agency: Agency, on: dt.date) -> list[Agency]:
    """The agencies that stand in the place of ``agency`` on that day: itself while nothing has happened to it."""
    lineage = Lineage(on=on)
    if not lineage.ended(agency.pk):
        return [agency]
    return [heir.agency for heir in lineage.heirs(agency.pk)]


def ancestors(agency: Agency, on: dt.date) -> list[Agency]:
    """The agencies in whose place ``agency`` stands on that day, the nearest first, each once."""
    steps = Lineage(on=on).ancestors(agency.pk)
    return list(dict.fromkeys(row.predecessor for row in steps if row.predecessor_id != agency.pk))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who leads and who supports a task today: each agency once, a lead not among those that support."""

    leads: list[Agency]
    partners: list[Agency]


def standing(leads: Iterable[Agency], partners: Iterable[Agency], lineage: Lineage) -> Standing:
    def today(agencies: Iterable[Agency]) -> dict[int, Agency]:
        found: dict[int, Agency] = {}
        for agency in agencies:
            kept = [heir.agency for heir in lineage.heirs(agency.pk)] if lineage.ended(agency.pk) else [agency]
            found |= {each.pk: each for each in kept if each.pk not in found}
        return found

    leading, supporting = today(leads), today(partners)
    return Standing(
        leads=list(leading.values()), partners=[each for pk, each in supporting.items() if pk not in leading]
    )
