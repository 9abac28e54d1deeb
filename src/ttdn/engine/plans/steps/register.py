"""The register of items while they are found: ids, parents, what a task is made of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from ttdn.engine.plans.model import Agency, Deliverable, Evidence, Item, ItemKind, Part, Schedule
from ttdn.engine.plans.steps.agencies import NOBODY, Named
from ttdn.engine.plans.steps.deliverables import deliverables_in
from ttdn.engine.plans.steps.draft import Draft
from ttdn.engine.plans.steps.entry import Entry
from ttdn.engine.plans.steps.outline import children
from ttdn.engine.text.outline import marker

_PREFIX: dict[ItemKind, str] = {
    "group": "g", "objective": "o", "requirement": "r", "direction": "d", "task": "t", "duty": "u", "target": "i",
    "funding": "f",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What is known about a task beside its words."""

    lead: Named = NOBODY
    partners: Named = NOBODY
    schedule: tuple[Schedule, Evidence] | None = None
    product: tuple[str, int, int] | None = None  # words, block, where they start in it
    counted: tuple[Deliverable, Evidence] | None = None  # a count that stands in columns of its own
    funding: str | None = None
    extra: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Text, parts and blocks of an item."""

    text: str
    blocks: tuple[int, ...]
    parts: tuple[Part, ...] = ()


@dataclass(slots=True)
class Register:
    """Collects items in reading order and numbers them by kind."""

    draft: Draft
    items: list[Item] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)

    def add(self, kind: ItemKind, *, ref: str, body: Body, parent: str | None, fields: Fields | None = None) -> str:
        fields = fields or Fields()
        self._counts[kind] += 1
        name = f"{_PREFIX[kind]}{self._counts[kind]}"
        deliverables, found = self._deliverables(kind, body, fields)
        evidence = {
            key: value
            for key, value in (
                ("lead", fields.lead.evidence), ("partners", fields.partners.evidence),
                ("schedule", fields.schedule[1] if fields.schedule else None), ("deliverables", found),
            )
            if value is not None
        }  # fmt: skip
        self.items.append(
            Item(
                id=name, kind=kind, ref=ref, parent=parent, text=body.text, blocks=tuple(dict.fromkeys(body.blocks)),
                parts=(*body.parts, *fields.extra), lead=fields.lead.agencies, partners=fields.partners.agencies,
                schedule=fields.schedule[0] if fields.schedule else None, deliverables=deliverables,
                funding=fields.funding, evidence=evidence,
            )
        )  # fmt: skip
        return name

    def _deliverables(
        self, kind: ItemKind, body: Body, fields: Fields
    ) -> tuple[tuple[Deliverable, ...], Evidence | None]:
        """Counts in the task's words, its product and its time; each once."""
        if kind not in {"task", "duty"}:
            return (), None
        found, evidence = ([fields.counted[0]], fields.counted[1]) if fields.counted else ([], None)
        keys = {(d.quantity, d.unit.casefold(), d.per) for d in found}
        for block, text, start in self._counted(body, fields):
            for deliverable, (low, high) in deliverables_in(text):
                key = (deliverable.quantity, deliverable.unit.casefold(), deliverable.per)
                if key in keys:
                    continue
                keys.add(key)
                found.append(deliverable)
                if evidence is None and self.draft.blocks[block - 1].text[start + low : start + high] == text[low:high]:
                    evidence = Evidence(block=block, span=(start + low, start + high), step="counted-products")
        return tuple(found), evidence

    def _counted(self, body: Body, fields: Fields) -> list[tuple[int, str, int]]:
        """Stretches that may count products, each with its block and where it starts there."""
        places: list[tuple[int, str, int]] = []
        words = [body.text, *(p.text for p in body.parts)]
        for n in dict.fromkeys(body.blocks):
            block = self.draft.blocks[n - 1]
            if block.cells is None:
                own = marker(block.text)
                start = own.end if own else 0
                first = body.text.split("\n")[0]
                if any(block.text[start:][-40:].rstrip() in w for w in words):
                    places.append((n, block.text, 0))
                elif first and (at := block.text.find(first, start)) >= 0:  # labels follow on the same line
                    places.append((n, first, at))
                continue
            seen: set[str] = set()
            for index, cell in enumerate(block.cells):
                if cell and cell not in seen and any(cell in w for w in words):
                    places.append((n, cell, block.cell_offset(index)))
                seen.add(cell)
        if fields.product:
            places.append((fields.product[1], fields.product[0], fields.product[2]))
        if fields.schedule:
            schedule, where = fields.schedule
            start, end = where.span
            places.append((where.block, self.draft.blocks[where.block - 1].text[start:end] or schedule.text, start))
        return places

    def extend(self, name: str, *, parts: tuple[Part, ...] = (), blocks: tuple[int, ...] = ()) -> None:
        """Add parts and blocks to an item that is already there."""
        for index in range(len(self.items) - 1, -1, -1):
            item = self.items[index]
            if item.id == name:
                merged = tuple(dict.fromkeys((*item.blocks, *blocks)))
                self.items[index] = replace(item, parts=(*item.parts, *parts), blocks=merged)
                return

    def add_agencies(self, name: str, *, lead: tuple[Agency, ...], partners: tuple[Agency, ...]) -> None:
        """Add agencies of a further row beside the same task, each once."""
        for index in range(len(self.items) - 1, -1, -1):
            item = self.items[index]
            if item.id == name:
                leads = tuple(dict.fromkeys((*item.lead, *lead)))
                others = tuple(a for a in dict.fromkeys((*item.partners, *partners)) if a not in leads)
                self.items[index] = replace(item, lead=leads, partners=others)
                return


def own_text(entry: Entry) -> str:
    return entry.text.strip()


def body_of(entries: tuple[Entry, ...], index: int, *, labels: bool = False) -> Body:
    """An entry with all that stands inside it: its words, each child a part. Labelled lines give no words."""
    entry = entries[index]
    parts: list[Part] = []
    blocks = list(entry.blocks)
    for child in children(entries, index):
        inner = body_of(entries, child)
        blocks += inner.blocks
        if entries[child].label and not labels:
            continue
        parts.append(Part(text=inner.text, blocks=inner.blocks))
    text = "\n".join([own_text(entry).rstrip(" "), *(p.text for p in parts)])
    return Body(text=text.strip(), blocks=tuple(blocks), parts=tuple(parts))


def heading_text(entry: Entry) -> str:
    if not entry.words.strip():  # "Phần I" with its title on the next line
        return " ".join([entry.block.text.strip(), *(b.text for b in entry.more)])
    return re.sub(r"[\s:*]+$", "", own_text(entry))
