"""Layout F: what is laid on each agency under "Tổ chức thực hiện", in directives and in notices."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ttdn.engine.plans.model import Agency, Block, Evidence
from ttdn.engine.plans.steps.agencies import NOBODY, Named, listed
from ttdn.engine.plans.steps.agency_mentions import ellipsis_at, mentions_at
from ttdn.engine.plans.steps.agency_names import whole_list
from ttdn.engine.plans.steps.assignment import from_sentence, inline_labels, read_labels, subject
from ttdn.engine.plans.steps.outline import children
from ttdn.engine.plans.steps.register import Body, Fields, body_of
from ttdn.engine.text.normal import lower

if TYPE_CHECKING:
    from ttdn.engine.plans.steps.body import Place, Walk

_BEFORE_NAME = re.compile(r"\s*(?:(?:giao|đề nghị|yêu cầu|trách nhiệm của|đối với|nhiệm vụ của)\s+)?")
_STEP = "actor-heading"
# "Kế toán: dự trù kinh phí", "Tổng phụ trách Đội: …": people by their posts (layout H); the name stands as written
_POST = re.compile(
    r"(?:kế toán|tổng phụ trách|giáo viên|(?:phó )?hiệu trưởng|(?:phó )?trưởng (?:phòng|ban|thôn|khoa|bộ phận|đoàn)|"
    r"(?:phó )?tổ trưởng|(?:phó )?bí thư|văn thư|thủ quỹ|công chức|viên chức|cán bộ|chuyên viên|đồng chí|ông|bà|thầy|"
    r"cô|nhân viên|bảo vệ|ban giám hiệu|thư ký|bác sĩ|điều dưỡng)(?!\w)[^:;.]{0,60}$"
)


def visit_actor(walk: Walk, index: int, place: Place, position: int) -> None:
    """An entry under "Tổ chức thực hiện": a heading that is an agency, a sentence of one, or a line under one."""
    entry = walk.entries[index]
    if entry.rows:
        walk.table(index, place)
        return
    section = walk.named_section(entry, place)
    if section in {"funding", "report", "background", "objective", "requirement"} and section != place.section:
        walk.section(index, section, place, position)
        return
    named, end = _heading(walk, index)
    if named.agencies and not (place.lead and entry.bullet):
        _under_agency(walk, index, place, position, named, end)
        return
    if _only_heading(walk, index):
        _under_heading(walk, index, place, position)
        return
    _line(walk, index, place, position)


def _heading(walk: Walk, index: int) -> tuple[Named, int]:
    """The agencies of "1. Sở Y tế:" and where what they shall do begins."""
    entry, draft = walk.entries[index], walk.draft
    text = entry.block.text
    start = entry.marker.end if entry.marker else 0
    before = _BEFORE_NAME.match(lower(text), start)
    start = before.end() if before else start
    shared = ellipsis_at(text, start)  # the colon in "Các sở: Tài chính, Y tế" is inside the heading
    colon = text.find(":", shared[1] if shared else start)
    end = colon if 0 <= colon < start + 300 else len(text)
    named = mentions_at(text, start, draft.directory) if shared and end == len(text) else []
    goes_on = bool(named) and named[-1].end < len(text.rstrip(" .;"))
    if goes_on or whole_list(text[start:end], draft.directory) is None:
        if colon == end and _POST.match(lower(text[start:end])):
            return _person(entry.block, start, end), end + 1
        return NOBODY, start
    return listed(draft, entry.block, start, end, step=_STEP), min(end + 1, len(text))


def _person(block: Block, start: int, end: int) -> Named:
    words = " ".join(block.text[start:end].split())
    person = Agency(name=words, as_written=words)
    return Named(agencies=(person,), evidence=Evidence(block=block.n, span=(start, end), step=_STEP))


def _under_agency(walk: Walk, index: int, place: Place, position: int, named: Named, end: int) -> None:
    entry = walk.entries[index]
    path = place.down(entry, position)
    tail = entry.block.text[end:].strip()
    if tail and not tail.endswith(":"):
        _tail_item(walk, index, place, path, named, end)
        return
    group = walk.group(entry, path, place)
    inside = replace(place, parent=group, path=path, lead=named)
    for number, child in enumerate(children(walk.entries, index), start=1):
        visit_actor(walk, child, inside, number)


def _tail_item(walk: Walk, index: int, place: Place, path: tuple[str, ...], named: Named, end: int) -> None:
    """ "1. Sở Y tế: chủ trì, phối hợp với Sở Tài chính …": one line; numbered lines under it are more of them."""
    entry, draft = walk.entries[index], walk.draft
    kids = list(children(walk.entries, index))
    fields = from_sentence(draft, Fields(lead=named), entry.block, end)
    body = body_of(walk.entries, index)
    more = [k for k in kids if not walk.entries[k].label]
    if more:
        body = Body(text=entry.text.strip(), blocks=entry.blocks)
    walk.register.add(place.kind, ref=".".join(path), body=body, parent=place.parent, fields=fields)
    inside = replace(place, path=path, lead=named)
    for number, child in enumerate(more, start=1):
        visit_actor(walk, child, inside, number)


def _only_heading(walk: Walk, index: int) -> bool:
    """ "1. Các sở được phân công nhiệm vụ:" with lines under it."""
    entry = walk.entries[index]
    if index + 1 == entry.until or entry.bullet:
        return False
    return entry.text.rstrip().endswith(":") or (entry.heading and not entry.text.rstrip().endswith("."))


def _under_heading(walk: Walk, index: int, place: Place, position: int) -> None:
    entry, draft = walk.entries[index], walk.draft
    path = place.down(entry, position)
    start = entry.marker.end if entry.marker else 0
    named, _ = subject(draft, entry.block, start, step=_STEP)
    group = walk.group(entry, path, place)
    inside = replace(place, parent=group, path=path, lead=named if named.agencies else place.lead)
    for number, child in enumerate(children(walk.entries, index), start=1):
        visit_actor(walk, child, inside, number)


def _line(walk: Walk, index: int, place: Place, position: int) -> None:
    """A line of what an agency shall do; its own subject counts where the heading names several or none."""
    entry, draft = walk.entries[index], walk.draft
    start = entry.marker.end if entry.marker else 0
    lead = place.lead or NOBODY
    own, _ = subject(draft, entry.block, start, step="subject")
    begins = own.evidence is not None and own.evidence.span[0] == start  # not "Căn cứ …, các cơ quan …"
    if own.agencies and (not lead.agencies or (len(lead.agencies) > 1 and begins)):
        lead = own
    fields = Fields(lead=lead)
    kind = place.kind
    inline = inline_labels(draft, entry.block, start)
    if inline and not place.lead:
        fields, kind = read_labels(draft, Fields(), entry.block, inline), "task"
    fields = from_sentence(draft, fields, entry.block, start)
    if kind == "task" and not fields.lead.agencies and fields.schedule is None:
        kind = "direction"
    body = body_of(walk.entries, index)
    walk.register.add(kind, ref=".".join(place.down(entry, position)), body=body, parent=place.parent, fields=fields)
