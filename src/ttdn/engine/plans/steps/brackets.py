"""The bracket that ends an item: "(Sở Y tế chủ trì, phối hợp với Sở Tài chính; hoàn thành trong quý II/2026)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ttdn.engine.plans.model import Block, Evidence
from ttdn.engine.plans.steps.agencies import joined, lead_and_partners, listed
from ttdn.engine.plans.steps.agency_names import whole_list
from ttdn.engine.plans.steps.agency_words import HEAD
from ttdn.engine.plans.steps.assignment import read_labels
from ttdn.engine.plans.steps.draft import Draft
from ttdn.engine.plans.steps.labels import BARE_TIME, labelled
from ttdn.engine.plans.steps.register import Fields
from ttdn.engine.plans.steps.schedules import schedule_of
from ttdn.engine.text.normal import fold, lower

# a deadline may follow: "(Ban Phong trào chủ trì), xong trước 25/6"
_BRACKET = re.compile(r"\(([^()]+)\)(?:[\s.;]*|[,;]?\s*(?:xong|hoàn thành|trước|trong|thời gian)[^()]{0,60})$")
_VERB = r"(?:chủ trì|thực hiện|phụ trách|tham mưu|chịu trách nhiệm|đảm nhiệm|làm đầu mối|đầu mối)"
_ASSIGNS = re.compile(_VERB)
# "… thực hiện", "… chủ trì; … phối hợp": the verb ends the line or its first piece
_LINE = re.compile(rf"^[^;:.]{{4,160}}{_VERB}(?: thực hiện)?(?:\s*[;,][^:]{{4,200}}phối hợp(?: thực hiện)?)?$")
_GIVEN = re.compile(r"\s*(?:giao|do|phân công)\s+")
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=\w)")
_HAS_LED = re.compile(rf"{_VERB}$")
# "Trường Cao đẳng nghề phối hợp"
_HELPS = re.compile(r"\s*(?:cùng )?phối hợp(?: thực hiện)?\s*$")
# "Sở Xây dựng theo chức năng", "Sở Y tế thực hiện"
_BESIDE = re.compile(
    r"\s*(?:,?\s*theo (?:chức năng|nhiệm vụ|thẩm quyền|phân cấp)[^;]*"
    rf"|{_VERB}(?: thực hiện| tổ chức)?)\s*$"
)


def assigned_at_end(draft: Draft, block: Block, start: int) -> Fields | None:
    """What the bracket that ends an item says, or its last sentence: "… Ban A chịu trách nhiệm."."""
    if found := bracketed(draft, block, start):
        return found
    sentences = [hit.end() for hit in _SENTENCE.finditer(block.text, start + 1)]
    if found := assigning_line(draft, block, sentences[-1]) if sentences else None:
        return found
    colon = block.text.rfind(": ", start)
    return _assigned(draft, block, colon + 2, len(block.text.rstrip(" .;"))) if colon > 0 else None


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
    return _assigned(draft, block, hit.start(1), hit.end(1)) or _mere_names(draft, block, hit.start(), hit.end())


def _mere_names(draft: Draft, block: Block, start: int, end: int) -> Fields | None:
    """ "… (Đoàn Thanh niên phường)": taken for the lead, with a doubt; behind a name it only says whose that is."""
    names = whole_list(block.text[start + 1 : end].strip(" ).;"), draft.directory)
    if (
        not names
        or len(names) > 1
        or not HEAD.match(block.text, start + 1)
        or HEAD.search(block.text, max(0, start - 40), start)
    ):
        return None
    last = block.text.rindex(")", start, end)
    lead = listed(draft, block, start + 1, last, step="bracket", doubt="first-name-taken-as-lead")
    return Fields(lead=lead)


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
