"""Who stands in whose place on a day, read from the successions in one query however many agencies are asked for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ttdn.agencies.models import Agency, Succession, SuccessionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Heir:
    """An agency in the place of another: by what the first step away from it handed over, and since when."""

    agency: Agency
    function: str
    since: dt.date


class Lineage:
    """All successions up to a day. A way through them never goes back in time, so that it ends even in a circle.

    A function that moved while its agency lives on leads away only for the ``item`` that went with it.
    """

    def __init__(self, *, on: dt.date) -> None:
        self._from: dict[int, list[Succession]] = defaultdict(list)
        self._to: dict[int, list[Succession]] = defaultdict(list)
        self._moves: list[Succession] = []
        rows = Succession.objects.filter(date__lte=on).exclude(kind=SuccessionKind.RENAME)
        for row in rows.select_related("predecessor", "successor"):
            if row.kind == SuccessionKind.MOVE:
                self._moves.append(row)
                continue
            self._from[row.predecessor_id].append(row)
            if row.successor_id:
                self._to[row.successor_id].append(row)

    def _moved(self, agency: int, item: int | None) -> list[Succession]:
        return [row for row in self.moved_from(agency) if item in row.items] if item else []

    def _next(self, agency: int, item: int | None) -> list[Succession]:
        return self._moved(agency, item) or self._from[agency]

    def gone(self, agency: int, item: int | None = None) -> bool:
        """Whether it ended, or handed the item over, and nobody stands in its place."""
        return bool(self._next(agency, item)) and not self._bearers(agency, item)

    def heirs(self, agency: int, item: int | None = None) -> list[Heir]:
        """Those in its place, each once; none where it goes on itself or nobody took over."""
        found = self._bearers(agency, item)
        found.pop(agency, None)
        return list(found.values())

    def bearers(self, agency: Agency, item: int | None = None) -> list[Agency]:
        """Those in its place, or itself where nothing has happened to it."""
        if not self._next(agency.pk, item):
            return [agency]
        return [heir.agency for heir in self._bearers(agency.pk, item).values()]

    def bears(self, own: set[int], agency: int, item: int | None = None) -> bool:
        """Whether one of ``own`` stands in the place of ``agency``, or is it: an ended one keeps what it had."""
        if agency in own and not self._moved(agency, item):
            return True
        return not own.isdisjoint(self._bearers(agency, item))

    def _bearers(self, agency: int, item: int | None) -> dict[int, Heir]:
        found: dict[int, Heir] = {}
        self._walk_on(self._next(agency, item), found, item=item, seen=set(), first=None)
        return found

    def _walk_on(
        self,
        rows: Iterable[Succession],
        found: dict[int, Heir],
        *,
        item: int | None,
        seen: set[int],
        first: Succession | None,
    ) -> None:
        for row in rows:
            if row.pk in seen or not row.successor_id:
                continue
            seen.add(row.pk)
            start = first or row
            later = [r for r in self._next(row.successor_id, item) if r.date >= row.date and r.pk not in seen]
            if later:
                self._walk_on(later, found, item=item, seen=seen, first=start)
            else:
                heir = Heir(agency=row.successor, function=start.function, since=start.date)
                found.setdefault(row.successor_id, heir)

    def ancestors(self, agency: int) -> list[Succession]:
        """The steps by which all of a body's things came to it, the nearest first; ``predecessor`` had them before."""
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

    def changed(self) -> set[int]:
        """Every body whose things, or one of its functions, stand with another."""
        return {pk for pk, rows in self._from.items() if rows} | {row.predecessor_id for row in self._moves}

    def moved_to(self, agencies: Iterable[int]) -> list[Succession]:
        """The functions that came to one of ``agencies`` from a body that lives on, the latest first."""
        asked = set(agencies)
        return [row for row in reversed(self._moves) if row.successor_id in asked]

    def moved_from(self, agency: int) -> list[Succession]:
        """The functions that went away from it while it lives on, the latest first."""
        return [row for row in reversed(self._moves) if row.predecessor_id == agency]

    def sent_to(self, agencies: Iterable[int]) -> dict[int, set[int]]:
        """The items that came with a function to one of ``agencies``, by the body, however far back, that had them."""
        own = set(agencies)
        came = {giver: {item for item in self._sent() if self.bears(own, giver, item)} for giver in self.givers(own)}
        return {giver: items for giver, items in came.items() if items}

    def sent_away(self, agencies: Iterable[int]) -> dict[int, set[int]]:
        """The items that left ``agencies`` with a function, by the body, itself or one before it, that had them."""
        own = set(agencies)
        bodies = own | self.predecessors(own)
        gone = {body: {item for item in self._sent() if not self.bears(own, body, item)} for body in bodies}
        return {body: items for body, items in gone.items() if items}

    def _sent(self) -> set[int]:
        return {item for move in self._moves for item in move.items}

    def givers(self, agencies: Iterable[int]) -> set[int]:
        """Every body, however far back, from which a function and perhaps a task came to one of ``agencies``."""
        reached = set(agencies)
        reached |= self.predecessors(reached)
        asked = set(reached)
        while new := {row.predecessor_id for row in self.moved_to(reached)} - reached:
            reached |= new | self.predecessors(new)
        return reached - asked


def heirs(agency: Agency, on: dt.date) -> list[Agency]:
    """The agencies that stand in the place of ``agency`` on that day: itself while nothing has happened to it."""
    return Lineage(on=on).bearers(agency)


def ancestors(agency: Agency, on: dt.date) -> list[Agency]:
    """The agencies in whose place ``agency`` stands on that day, the nearest first, each once."""
    steps = Lineage(on=on).ancestors(agency.pk)
    return list(dict.fromkeys(row.predecessor for row in steps if row.predecessor_id != agency.pk))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who leads and who supports a task today: each agency once, a lead not among those that support."""

    leads: list[Agency]
    partners: list[Agency]


def standing(
    leads: Iterable[Agency], partners: Iterable[Agency], bearers: Callable[[Agency], list[Agency]]
) -> Standing:
    """``bearers`` names those in an agency's place (``Lineage.bearers``)."""

    def today(agencies: Iterable[Agency]) -> dict[int, Agency]:
        found: dict[int, Agency] = {}
        for agency in agencies:
            found |= {each.pk: each for each in bearers(agency) if each.pk not in found}
        return found

    leading, supporting = today(leads), today(partners)
    return Standing(
        leads=list(leading.values()), partners=[each for pk, each in supporting.items() if pk not in leading]
    )
