"""The bracket that ends an item: "(Sở Y tế chủ trì, phối hợp với Sở Tài chính; hoàn thành trong quý II/2026)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ttdn.engine.plans.model import Block, Evidence
from ttdn.engine.plans.steps.agencies import joined, lead_and_partners, listed
from ttdn.engine.plans.steps.agency_names import whole_list
from ttdn.engine.plans.steps.assignment import read_labels
from ttdn.engine.plans.steps.draft import Draft
from ttdn.engine.plans.steps.labels import BARE_TIME, labelled
from ttdn.engine.plans.steps.register import Fields
from ttdn.engine.plans.steps.schedules import schedule_of
from ttdn.engine.text.normal import fold, lower

_BRACKET = re.compile(r"\(([^()]+)\)[\s.;]*$")
_ASSIGNS = re.compile(r"chủ trì|thực hiện|phụ trách")
# "… thực hiện", "… chủ trì; … phối hợp": the verb ends the line or its first piece
_LINE = re.compile(r"^[^;:.]{4,160}(?:chủ trì|thực hiện|phụ trách)(?:\s*[;,][^:]{4,200}phối hợp(?: thực hiện)?)?$")
_GIVEN = re.compile(r"\s*(?:giao|do|phân công)\s+")
_HAS_LED = re.compile(r"(?:chủ trì|thực hiện|phụ trách)$")
# "Trường Cao đẳng nghề phối hợp"
_HELPS = re.compile(r"\s*(?:cùng )?phối hợp(?: thực hiện)?\s*$")
# "Sở Xây dựng theo chức năng", "Sở Y tế thực hiện"
_BESIDE = re.compile(
    r"\s*(?:,?\s*theo (?:chức năng|nhiệm vụ|thẩm quyền|phân cấp)[^;]*"
    r"|(?:chịu trách nhiệm )?thực hiện|phụ trách)\s*$"
)


def bracketed(draft: Draft, block: Block, start: int) -> Fields | None:
    """Lead, partners and time in the bracket at the end of an item; None where it assigns nothing.

    Without a verb of assigning a bracket of mere names counts only where a time stands beside them.
    """
    low = lower(block.text)
    hit = _BRACKET.search(low, start)
    if not hit:
        return None
    found = [f for f in labelled(block.text, draft.profile) if f.at >= hit.start()]
    if found:
        return read_labels(draft, Fields(), block, found, step="bracket")
    return _assigned(draft, block, hit.start(1), hit.end(1))


def assigning_line(draft: Draft, block: Block, start: int) -> Fields | None:
    """A line of its own that says no more than a bracket: "- Chi cục A thực hiện; Báo B phối hợp."."""
    end = len(block.text.rstrip(" .;"))
    return _assigned(draft, block, start, end) if _LINE.search(lower(block.text[start:end])) else None


def _assigned(draft: Draft, block: Block, start: int, end: int) -> Fields | None:
    fields = Fields()
    for low_end, high_end in _pieces(block.text, start, end):
        fields = _read_piece(draft, fields, block, low_end, high_end)
    named = fields.lead.agencies and all(whole_list(a.as_written, draft.directory) for a in fields.lead.agencies)
    return fields if named and (fields.schedule or _ASSIGNS.search(lower(block.text), start, end)) else None


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between semicolons; a comma ends one too where a time follows or another's part."""
    folded, low = fold(text), lower(text)
    cuts = [
        m.start()
        for m in re.finditer(r"[;,]", text[:end])
        if m.start() >= start
        and (m.group(0) == ";" or BARE_TIME.match(folded, m.end() + 1) or _others_part(low, m.start(), end))
    ]
    yield from zip([start, *(c + 1 for c in cuts)], [*cuts, end], strict=True)


def _others_part(low: str, at: int, end: int) -> bool:
    """ "Sở Y tế chủ trì, | các trường học phối hợp": behind the comma others help."""
    piece = low[at + 1 : end].split(";")[0]
    return bool(_HAS_LED.search(low, 0, at) and _HELPS.search(piece) and not _HELPS.match(piece))


def _read_piece(draft: Draft, fields: Fields, block: Block, start: int, end: int) -> Fields:
    start += len(block.text[start:end]) - len(block.text[start:end].lstrip())
    words = lower(block.text[start:end])
    if BARE_TIME.match(fold(words)):
        schedule = schedule_of(draft, block.text[start:end])
        where = Evidence(block=block.n, span=(start, end), step="bracket")
        return replace(fields, schedule=fields.schedule or ((schedule, where) if schedule else None))
    if helps := _HELPS.search(words):
        more = listed(draft, block, start, start + helps.start(), step="bracket")
        return replace(fields, partners=joined(fields.partners, more))
    given = _GIVEN.match(words)
    beside = _BESIDE.search(words)
    end = start + beside.start() if beside else end
    start = start + given.end() if given else start
    lead, partners = lead_and_partners(draft, block, start, end, step="bracket")
    return replace(fields, lead=joined(fields.lead, lead), partners=joined(fields.partners, partners))
