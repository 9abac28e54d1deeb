"""Archives cut into parts by their sizes alone, and what a part gave as lines of JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

PART_BYTES = 32 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The records of the ``number``-th archive of a run that begin in bytes ``start`` to ``end``."""

    archive: str
    number: int
    start: int
    end: int

    @property
    def name(self) -> str:
        """Sorts as the parts follow each other."""
        return f"{self.number:06}-{self.start:015}-{self.end:015}"


@dataclass(frozen=True, slots=True)
class Given:
    """What a part gave: ``rows`` (see ``rows``) of the pages worth one, and the count of all its pages.

    ``first`` and ``next`` are those of ``ArchivePart``; ``gave_up`` tells that the reading could not be brought to an
    end and that the last row stands for all the part still had.
    """

    rows: Sequence[str]
    tally: dict[str, Any]
    first: int | None
    next: int | None
    gave_up: bool = False

    def to_bytes(self) -> bytes:
        last = {"tally": self.tally, "first": self.first, "next": self.next, "gave_up": self.gave_up}
        return "".join(f"{row}\n" for row in (*self.rows, json.dumps(last, sort_keys=True))).encode()


def split(archives: Iterable[str], *, part_bytes: int = PART_BYTES) -> Iterator[Part]:
    """The parts of archives, in order; an empty archive is one part."""
    for number, archive in enumerate(archives):
        size = os.stat(archive).st_size
        for start in range(0, max(size, 1), part_bytes):
            yield Part(archive=archive, number=number, start=start, end=min(start + part_bytes, size))


def whole(part: Part, size: int) -> Part:
    return Part(archive=part.archive, number=part.number, start=0, end=size)


def meet(ends: Iterable[tuple[Part, int | None, int | None, bool]]) -> bool:
    """Whether the parts of one archive, as (part, first, next, gave up), are all of it, and nothing twice."""
    expected: int | None = None
    known = False
    for part, first, after, gave_up in ends:
        if known and first != expected and (first is not None or (expected is not None and expected < part.end)):
            return False
        if first is not None or gave_up:
            expected, known = after, not gave_up
    return True
