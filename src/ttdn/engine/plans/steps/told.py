"""Reports, regulations, letters: their headings with what stands under them, and nothing asked of anyone."""

from __future__ import annotations

from ttdn.engine.plans.model import Item, Part
from ttdn.engine.plans.steps.draft import Draft
from ttdn.engine.plans.steps.entry import Entry
from ttdn.engine.plans.steps.outline import children, tops
from ttdn.engine.plans.steps.register import Body, Register, body_of, heading_text


def read_sections(draft: Draft) -> list[Item]:
    """A group for each entry of the outline; a table is one group with its rows as parts."""
    register = Register(draft=draft)
    for index in tops(draft.entries):
        _read(draft, register, index, None, ())
    return register.items


def _read(draft: Draft, register: Register, index: int, parent: str | None, path: tuple[str, ...]) -> None:
    entry = draft.entries[index]
    path = (*path, entry.ref) if entry.numbered else path
    ref = ".".join(path) if entry.numbered else ""
    kids = list(children(draft.entries, index))
    if entry.rows:
        register.add("group", ref=ref, body=_table(entry), parent=parent)
    elif not kids or entry.bullet:
        register.add("group", ref=ref, body=body_of(draft.entries, index, labels=True), parent=parent)
    else:
        body = Body(text=heading_text(entry), blocks=entry.blocks)
        inside = register.add("group", ref=ref, body=body, parent=parent)
        for child in kids:
            _read(draft, register, child, inside, path)


def _table(entry: Entry) -> Body:
    head, *rows = [Part(text=" | ".join(dict.fromkeys(r.cells or ())), blocks=(r.n,)) for r in entry.rows]
    return Body(text=head.text, blocks=entry.blocks, parts=tuple(rows))
