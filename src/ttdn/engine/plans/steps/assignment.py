"""Who does it and until when: read from labelled lines and from the sentence itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ttdn.engine.plans.model import Block, Evidence, Part, Schedule
from ttdn.engine.plans.steps.agencies import (
    NOBODY,
    Named,
    cooperating,
    joined,
    lead_and_partners,
    listed,
    mixed_cell,
    named,
)
from ttdn.engine.plans.steps.agency_mentions import Mention, mentions_at
from ttdn.engine.plans.steps.agency_words import HEAD, PLACE_LEVEL, STOP
from ttdn.engine.plans.steps.draft import Draft
from ttdn.engine.plans.steps.labels import Labelled, labelled
from ttdn.engine.plans.steps.register import Fields
from ttdn.engine.plans.steps.schedules import (
    deadline_in,
    regular_in,
    rhythm_in,
    schedule_of,
    term_in,
    time_behind_colon,
)
from ttdn.engine.text.normal import LOWER, UPPER, fold, lower

_STEP = "labelled-lines"
# "Giao Sở Y tế chủ trì", "Đề nghị Ủy ban Mặt trận …", "Yêu cầu các sở …"
_ASKS = re.compile(r"\s*(?:ubnd tỉnh |ủy ban nhân dân tỉnh )?(?:giao|đề nghị|yêu cầu|phân công|trách nhiệm của|"
                   r"đối với|nhiệm vụ của|giao cho)(?: cho)?\s+(?:đồng chí\s+)?")  # fmt: skip
# "Căn cứ Kế hoạch này, các sở …"
_GROUNDS = re.compile(
    r"\s*(?:căn cứ|trên cơ sở|theo|để|hằng năm|hàng năm|định kỳ|trước)\b[^,;.]{0,160},\s*(?:yêu cầu |đề nghị |giao )?"
)
# "Về truyền thông: Trung tâm … sản xuất"
_TOPIC = re.compile(r"\s*(?:về|đối với|công tác|lĩnh vực)\b[^:.;]{2,80}:\s*")
_GOES_ON = re.compile(r"\s*(?::|,|và)?\s*(?:\(|có trách nhiệm|có nhiệm vụ|chịu trách nhiệm|cùng)?")
# "Công an xã", "Tổ công nghệ số cộng đồng các thôn"
_LEVELLED = re.compile(rf" {PLACE_LEVEL}$")
# "Sở Y tế mời …"; but "Sở Y tế và", "Sở Y tế tại …"
_SOME_VERB = re.compile(
    rf"\s+(?!(?:và|hoặc|hay|với|cùng|tại|ở|trong|ngoài|của|thuộc|đến|về|theo|do|bằng|cho|từ|trên|dưới|giữa|nêu|này|đó|"
    rf"nói|nơi|mà|thì|khi|sau|trước|đã|đang|vẫn|còn|chưa)(?!\w))[{LOWER}]"
)
# "…, giao Sở Xây dựng khảo sát"
_GIVES = re.compile(r"(?<=[,;:.])\s*(?:đồng thời |và )?giao(?: cho)?\s+(?=\w)")
# where a later clause begins, and the verbs by which its subject takes the work on
_CLAUSE = re.compile(r"(?<=[.;])\s+(?=\w)")
_TAKES_ON = re.compile(
    r"\s+(?:là đơn vị |là cơ quan )?(?:chủ trì|tham mưu|tổng hợp|thực hiện|chịu trách nhiệm(?! trước)|"
    r"có trách nhiệm|đầu mối|làm đầu mối|phụ trách|triển khai|tổ chức|hướng dẫn|theo dõi|đôn đốc|đảm nhiệm)(?!\w)"
)
_DUE_LABEL = re.compile(r"hoan thanh|thoi han|han |trinh|xong")


def read_labels(draft: Draft, fields: Fields, block: Block, found: Iterable[Labelled], *, step: str = _STEP) -> Fields:
    """Fields filled from the labels of a line or cell."""
    for label in found:
        fields = _read_label(draft, fields, block, label, step)
    return fields


def _read_label(draft: Draft, fields: Fields, block: Block, label: Labelled, step: str) -> Fields:
    words = block.text[label.start : label.end]
    if not words.strip():
        return fields
    if label.label == "lead":
        lead, partners = lead_and_partners(draft, block, label.start, label.end, step=step)
        return replace(fields, lead=joined(fields.lead, lead), partners=joined(fields.partners, partners))
    if label.label == "lead-and-partners":
        lead, partners = mixed_cell(draft, block, label.start, label.end, step=step)
        return replace(fields, lead=joined(fields.lead, lead), partners=joined(fields.partners, partners))
    if label.label == "partners":
        more = listed(draft, block, label.start, label.end, step=step)
        return replace(fields, partners=joined(fields.partners, more))
    if label.label == "time":
        return replace(fields, schedule=_timed(draft, fields, block, label, step))
    if label.label == "product":
        return replace(fields, product=(words, block.n, label.start), extra=(*fields.extra, _part(block, label)))
    if label.label == "funding":
        return replace(fields, funding=f"{fields.funding}; {words}" if fields.funding else words)
    return replace(fields, extra=(*fields.extra, _part(block, label)))


def _part(block: Block, label: Labelled) -> Part:
    return Part(text=block.text[label.at : label.end].strip(" -+•"), blocks=(block.n,))


def _timed(draft: Draft, fields: Fields, block: Block, label: Labelled, step: str) -> tuple[Schedule, Evidence] | None:
    if fields.schedule:
        return fields.schedule
    head = fold(block.text[label.at : label.start])
    schedule = schedule_of(draft, block.text[label.start : label.end], deadline=bool(_DUE_LABEL.search(head)))
    return (schedule, Evidence(block=block.n, span=(label.start, label.end), step=step)) if schedule else None


def inline_labels(draft: Draft, block: Block, start: int) -> list[Labelled]:
    """Labels in the middle of an item's own line: "… Chủ trì: Sở Y tế. Thời gian: Quý I."."""
    return [found for found in labelled(block.text, draft.profile) if found.at >= start]


def subject(draft: Draft, block: Block, start: int, *, step: str) -> tuple[Named, int]:
    """The agencies a sentence begins with, and where it goes on: "Sở Y tế chủ trì …", "Giao Sở Y tế …"."""
    low = lower(block.text)
    for opening in (_ASKS.match(low, start), _GROUNDS.match(low, start), _TOPIC.match(low, start)):
        at = opening.end() if opening else start
        asked = _ASKS.match(low, at)
        at = asked.end() if asked else at
        mentions = mentions_at(block.text, at, draft.directory)
        if not mentions:
            continue
        end = mentions[-1].end
        after = _GOES_ON.match(low, end)
        follows = after.end() if after else end
        if (
            STOP.match(low, follows)
            or block.text[end : end + 1] in {":", ""}
            or follows > end + 2
            or _acts(block.text, mentions[-1], draft)
        ):
            return named(draft, block, mentions, step=step), end
    return _given_inside(draft, block, start, step)


def _acts(text: str, name: Mention, draft: Draft) -> bool:
    """A proper name goes on in small letters with what is no joining word: some verb that no list knows."""
    words = name.spelled(text)
    several = len(re.findall(rf"(?<!\w)[{UPPER}]", words)) > 1
    proper = several or draft.directory.find(words) is not None or _LEVELLED.search(lower(words)) is not None
    return proper and bool(HEAD.match(words) and _SOME_VERB.match(text, name.end))


def _given_inside(draft: Draft, block: Block, start: int, step: str) -> tuple[Named, int]:
    """The agency a later clause gives the work to: "…: đồng ý, giao Sở X khảo sát", "…; Văn phòng tổng hợp, trình"."""
    low = lower(block.text)
    for hit in _GIVES.finditer(low, start):
        mentions = mentions_at(block.text, hit.end(), draft.directory)
        if mentions and (STOP.match(low, mentions[-1].end + 1) or _acts(block.text, mentions[-1], draft)):
            return named(draft, block, mentions, step=step), mentions[-1].end
    passed = start  # the end of a list that takes nothing on: nor do the names in it
    for hit in _CLAUSE.finditer(block.text, start + 1):
        if hit.end() < passed or not HEAD.match(block.text, hit.end()):
            continue
        mentions = mentions_at(block.text, hit.end(), draft.directory)
        if mentions and _TAKES_ON.match(low, mentions[-1].end):
            return named(draft, block, mentions, step=step), mentions[-1].end
        passed = mentions[-1].end if mentions else passed
    return NOBODY, start


def from_sentence(draft: Draft, fields: Fields, block: Block, start: int, end: int | None = None) -> Fields:
    """Partners and a deadline that the words of the task itself name, where nothing else names them."""
    end = len(block.text) if end is None else end
    if not fields.partners.agencies:
        partners = cooperating(draft, block, start, end, step="cooperation", besides=fields.lead.agencies)
        fields = replace(fields, partners=partners)
    if fields.schedule is None:
        readers = (
            regular_in,
            deadline_in,
            time_behind_colon,
            rhythm_in,
            term_in,
        )  # "hằng năm, trước ngày 5/12" is a rhythm
        found = (read(draft, block, start, end) for read in readers)
        fields = replace(fields, schedule=next((schedule for schedule in found if schedule), None))
    return fields
