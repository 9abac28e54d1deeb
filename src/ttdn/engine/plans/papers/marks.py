"""Where in the document's paragraphs the fields of its items stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ttdn.engine.plans.papers.words import Plan

MARKED = ("lead", "partners", "schedule", "deliverables")  # the order in which marks lie in each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A field of an item (its id) from ``start`` to ``end`` of a text."""

    start: int
    end: int
    field: str
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of text under the same marks, at most one a field; most have none."""

    text: str
    marks: tuple[Mark, ...] = ()


def marks_by_block(plan: Plan) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = defaultdict(list)
    for item in plan["items"]:
        for name, where in item["evidence"].items():
            start, end = where["span"]
            if name in MARKED and start < end:
                found[where["block"]].append(Mark(start=start, end=end, field=name, item=item["id"]))
    return dict(found)


def stretches(text: str, marks: Sequence[Mark], *, offset: int = 0) -> Iterator[Stretch]:
    """``text``, which begins at ``offset`` of its paragraph, cut where a mark begins or ends."""
    inside = [(max(m.start - offset, 0), min(m.end - offset, len(text)), m) for m in marks]
    inside = [(start, end, mark) for start, end, mark in inside if start < end]
    cuts = sorted({0, len(text), *(edge for start, end, _ in inside for edge in (start, end))})
    for low, high in pairwise(cuts):
        first: dict[str, Mark] = {}
        for start, end, mark in inside:
            if start <= low and high <= end:
                first.setdefault(mark.field, mark)  # the lead of a group row is that of all its tasks
        yield Stretch(text=text[low:high], marks=tuple(first[name] for name in MARKED if name in first))
