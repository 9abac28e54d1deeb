"""Tasks in running text: items with labelled lines (layout D), a line for all above it (E), and directions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ttdn.engine.plans.model import Block, Part
from ttdn.engine.plans.steps.actors import visit_actor
from ttdn.engine.plans.steps.agency_names import whole_list
from ttdn.engine.plans.steps.assignment import from_sentence, inline_labels, read_labels, subject
from ttdn.engine.plans.steps.brackets import assigned_at_end, assigning_line
from ttdn.engine.plans.steps.labels import Labelled, labelled
from ttdn.engine.plans.steps.outline import ASIDE, children
from ttdn.engine.plans.steps.register import Body, Fields, body_of, own_text
from ttdn.engine.plans.steps.schedules import deadline_in, time_behind_colon
from ttdn.engine.text.normal import fold

if TYPE_CHECKING:
    from ttdn.engine.plans.steps.body import Place, Walk

_NESTED_SECTIONS = {"funding", "organisation", "report", "scope", "objective", "requirement", "target", "background"}


def read_tasks(walk: Walk, index: int, place: Place) -> None:
    """The items of a section of tasks."""
    kids = list(children(walk.entries, index))
    labels = [k for k in kids if walk.entries[k].label]
    others = [k for k in kids if k not in labels]
    if runs := _unnumbered_items(walk, kids):
        for position, (words, own) in enumerate(runs, start=1):
            _emit(walk, words[0], place, position, own, more=words[1:])
        return
    plain = all(not walk.entries[k].numbered and not walk.entries[k].rows for k in others)
    if labels and plain and not any(_assigned(walk, k) for k in others):
        _section_as_task(walk, index, place)
        return
    shared = labels or _line_for_all(walk, others)
    asides = [k for k in others if ASIDE.match(fold(walk.entries[k].text))]
    for kid in asides:
        part = Part(text=own_text(walk.entries[kid]), blocks=walk.entries[kid].blocks)
        walk.register.extend(place.parent or "", parts=(part,), blocks=part.blocks)
    for position, kid in enumerate((k for k in others if k not in asides), start=1):
        read_task(walk, kid, place, position, shared=shared)


def _unnumbered_items(walk: Walk, kids: list[int]) -> list[tuple[list[int], list[int]]]:
    """Paragraphs without numbers, each with its labelled lines (numbers lost in pasting); [] where it is otherwise."""
    runs: list[tuple[list[int], list[int]]] = []
    for kid in kids:
        entry = walk.entries[kid]
        if entry.label and not runs:
            return []
        if entry.label:
            runs[-1][1].append(kid)
        elif entry.marker or entry.rows:
            return []
        elif not runs or runs[-1][1]:
            runs.append(([kid], []))
        else:
            runs[-1][0].append(kid)
    return runs if len(runs) > 1 and all(own for _, own in runs) else []


def _section_as_task(walk: Walk, index: int, place: Place) -> None:
    """Layout E on a whole section: heading, bullets, one labelled line. The group already stands; the task is in it."""
    body = body_of(walk.entries, index)
    fields = _label_fields(walk, [k for k in children(walk.entries, index) if walk.entries[k].label])
    walk.register.add("task", ref=".".join(place.path), body=body, parent=place.parent, fields=fields)


def _line_for_all(walk: Walk, kids: list[int]) -> list[int]:
    """Layout E: one line with lead and partners behind the last of several items, none behind the others."""
    if len(kids) < 2:
        return []
    own = [[c for c in children(walk.entries, k) if walk.entries[c].label] for k in kids]
    last = own[-1]
    if any(own[:-1]) or len(last) != 1 or walk.entries[last[0]].marker:
        return []
    several = len(labelled(walk.entries[last[0]].block.text, walk.draft.profile)) >= 2
    return last if several and not any(_names_its_own(walk, k) for k in kids[:-1]) else []


def _names_its_own(walk: Walk, index: int) -> bool:
    block, start = walk.entries[index].block, _start(walk, index)
    return bool(inline_labels(walk.draft, block, start) or assigned_at_end(walk.draft, block, start))


def read_task(walk: Walk, index: int, place: Place, position: int, *, shared: list[int] | None = None) -> None:
    """An entry among tasks: a task, a heading over tasks, or a direction."""
    entry = walk.entries[index]
    kids = list(children(walk.entries, index))
    own = [k for k in kids if walk.entries[k].label]
    section = walk.named_section(entry, place)
    if entry.rows:
        walk.table(index, place)
    elif section in _NESTED_SECTIONS and not own:
        walk.section(index, section, place, position)
    elif section == "task" and not own and entry.marker and entry.marker.kind == "roman":
        walk.section(index, section, place, position)  # "I. NHIỆM VỤ CHUNG" inside a part
    elif _only_says_when_or_where(walk, index):
        walk.narrative(index, walk.group(entry, place.down(entry, position), place))
    elif own or inline_labels(walk.draft, entry.block, _start(walk, index)):
        _emit(walk, index, place, position, own or shared or [])
    elif _is_actor(walk, index):
        visit_actor(walk, index, replace(place, kind="task"), position)
    elif _holds_tasks(walk, index):
        path = place.down(entry, position)
        inside = replace(place, parent=walk.group(entry, path, place), path=path)
        read_tasks(walk, index, inside)
    elif shared or _assigned(walk, index):
        _emit(walk, index, place, position, shared or [])
    else:
        body = body_of(walk.entries, index)
        walk.register.add("direction", ref=".".join(place.down(entry, position)), body=body, parent=place.parent)


# "1. Thời gian: từ ngày …", "2. Địa điểm: …" beside the tasks
_WHEN_OR_WHERE = re.compile(
    r"\W*(?:thoi gian|dia diem|doi tuong|thanh phan|quy mo|hinh thuc|noi dung)(?: [a-z ]{2,30})?:"
)


def _only_says_when_or_where(walk: Walk, index: int) -> bool:
    entry = walk.entries[index]
    return entry.numbered and bool(_WHEN_OR_WHERE.match(fold(entry.words)))


def _start(walk: Walk, index: int) -> int:
    entry = walk.entries[index]
    return entry.marker.end if entry.marker else 0


def _is_actor(walk: Walk, index: int) -> bool:
    """ "1. Sở Y tế" over bullets: layout F among the tasks."""
    entry = walk.entries[index]
    head = entry.words.split(":")[0]
    return whole_list(head, walk.draft.directory) is not None and (entry.until > index + 1 or ":" in entry.words)


def _holds_tasks(walk: Walk, index: int) -> bool:
    """Whether what stands inside are tasks or directions of their own: numbered, labelled, a table, or assigned."""
    inner = range(index + 1, walk.entries[index].until)
    if any(walk.entries[i].rows or walk.entries[i].label for i in inner):
        return True
    kids = list(children(walk.entries, index))
    if any(walk.entries[k].numbered for k in kids):
        return True
    return any(_assigned(walk, k) for k in kids)


def _assigned(walk: Walk, index: int) -> bool:
    """The sentence itself names who does it or until when."""
    entry, draft = walk.entries[index], walk.draft
    start = _start(walk, index)
    if inline_labels(draft, entry.block, start) or assigned_at_end(draft, entry.block, start):
        return True
    if subject(draft, entry.block, start, step="subject")[0].agencies and not entry.heading:
        return True
    if time_behind_colon(draft, entry.block, start, len(entry.block.text)):
        return True
    return deadline_in(draft, entry.block, start, len(entry.block.text)) is not None


def _emit(walk: Walk, index: int, place: Place, position: int, labels: list[int], *, more: Sequence[int] = ()) -> None:
    entry, draft = walk.entries[index], walk.draft
    start = _start(walk, index)
    fields = _label_fields(walk, labels)
    inline = inline_labels(draft, entry.block, start)
    body = body_of(walk.entries, index)
    if inline:
        fields = read_labels(draft, fields, entry.block, inline, step="labels-in-line")
        body = _without_labels(body, entry.block, start, inline)
    elif not fields.lead.agencies and (
        found := assigned_at_end(draft, entry.block, start) or _line_inside(walk, index)
    ):
        fields = replace(fields, lead=found.lead, partners=found.partners, schedule=fields.schedule or found.schedule)
    if not fields.lead.agencies and not labels and not inline:
        fields = replace(fields, lead=subject(draft, entry.block, start, step="subject")[0])
    if not labels and not inline:
        fields = from_sentence(draft, fields, entry.block, start)
    below = [body_of(walk.entries, k) for k in more]
    body = replace(body, parts=(*body.parts, *(Part(text=b.text, blocks=b.blocks) for b in below)))
    extra_blocks = (*(n for b in below for n in b.blocks), *(walk.entries[k].block.n for k in labels))
    body = replace(body, blocks=(*body.blocks, *extra_blocks))
    walk.register.add("task", ref=".".join(place.down(entry, position)), body=body, parent=place.parent, fields=fields)


def _line_inside(walk: Walk, index: int) -> Fields | None:
    """What a bullet of the item assigns that is nothing but names with their verb."""
    for kid in children(walk.entries, index):
        found = assigning_line(walk.draft, walk.entries[kid].block, _start(walk, kid))
        if found:
            return found
    return None


def _without_labels(body: Body, block: Block, start: int, inline: list[Labelled]) -> Body:
    """The item's words up to its first label."""
    words = block.text[start : inline[0].at].strip(" -–(;,")
    rest = body.text[len(block.text[start:].strip()) :]
    return replace(body, text=(words + rest).strip() or body.text)


def _label_fields(walk: Walk, labels: list[int]) -> Fields:
    """Fields from labelled lines; a label without a value takes the lines inside it."""
    fields = Fields()
    for index in labels:
        entry = walk.entries[index]
        found = labelled(entry.block.text, walk.draft.profile)
        fields = read_labels(walk.draft, fields, entry.block, found)
        if found and found[-1].start >= found[-1].end:
            for inner in range(index + 1, entry.until):
                block = walk.entries[inner].block
                value = replace(found[-1], at=0, start=_start(walk, inner), end=len(block.text.rstrip(" .;,")))
                fields = read_labels(walk.draft, fields, block, [value])
    return fields
