"""The time of a task as written and as meant."""

from __future__ import annotations

import re

from ttdn.engine.plans.model import Block, Evidence, Milestone, Schedule
from ttdn.engine.plans.steps.draft import Draft
from ttdn.engine.text.normal import fold
from ttdn.engine.text.periods import meaning

# "hoàn thành trước ngày 30/6/2026", "chậm nhất ngày 15/12/2026", "xong trong Quý II/2026" inside a sentence
_DEADLINE = re.compile(
    r"(?:hoan thanh|xong|truoc|cham nhat|thoi han|han cuoi|muon nhat)[^.;:\n]{0,40}?"
    r"(?:\d{1,2}/\d{1,2}(?:/\d{4})?|ngay \d{1,2} thang \d{1,2}(?: nam \d{4})?|thang \d{1,2}\s?(?:/|"
    r"nam )\s?\d{4}|quy [iv]+\s?(?:/|nam )\s?\d{4}|nam 20\d\d)"
    r"(?:\s*(?:hang nam|hang quy|hang thang))?"
)


def schedule_of(draft: Draft, text: str, *, deadline: bool = False) -> Schedule | None:
    """The schedule in a time cell or behind "Thời gian:"; None for an empty one."""
    words = " ".join(text.split()).strip(" .;/")
    if not words or not any(c.isalnum() for c in words):
        return None
    period = draft.plan.period
    span = (period.start, period.end) if period else None
    lines = [line.strip(" -+•.;") for line in text.split("\n") if line.strip(" -+•.;")]
    whole = meaning(" ".join(text.split()), period=span, deadline=deadline)
    milestones = _milestones(lines, draft, deadline) or tuple(
        Milestone(text=t, start=s, end=e) for t, (s, e) in whole.stretches
    )
    starts = [m.start for m in milestones if m.start]
    ends = [m.end for m in milestones if m.end]
    return Schedule(
        text=words,
        start=min(starts, default=whole.start) if milestones else whole.start,
        end=max(ends, default=whole.end) if milestones else whole.end,
        due=whole.due,
        recurrence=whole.recurrence,
        duration=whole.duration,
        approximate=whole.approximate,
        milestones=milestones,
    )


def _milestones(lines: list[str], draft: Draft, deadline: bool) -> tuple[Milestone, ...]:
    """One milestone a line where at least two lines have a time of their own."""
    if len(lines) < 2:
        return ()
    period = draft.plan.period
    span = (period.start, period.end) if period else None
    read = [(line, meaning(line, period=span, deadline=deadline)) for line in lines]
    timed = [(line, m) for line, m in read if (m.start or m.end) and not m.recurrence]
    if len(timed) < 2 or len(timed) < len(lines):
        return ()
    return tuple(Milestone(text=line, start=m.start, end=m.end) for line, m in timed)


# "…, báo cáo Chủ tịch hằng quý.", "định kỳ hằng tháng"
_RHYTHM = re.compile(r"(?:dinh ky\s+)?\b(?:hang|moi)\s+(?:ngay|tuan|thang|quy|nam)\W*$")
# "mỗi tuần 01 số", "mỗi tháng ít nhất 02 lần", "02 lần/tháng", "hai tháng một lần"
_TIMES = re.compile(
    r"\bmoi (?:ngay|tuan|thang|quy|nam)(?: (?!thang|quy|nam)[a-z]+){0,2}?(?: it nhat| toi thieu)? "
    r"(?:\d{1,2}|mot|hai) (?!nguoi|hoc|trieu|ty|dong|ha\b|ho\b|luot|em\b|can bo|chau|don|suat)[a-z]+\b"
    r"(?:, (?:bai|anh|clip)| (?!tai|cho|ve|va|o|cua|trong|tren|de|vao|tieng|tu|den)[a-z]+\b)?"
    r"|\b(?:\d{1,2}|mot|hai) (?:lan|ky|buoi) ?(?:/|mot |moi ) ?(?:tuan|thang|quy|nam)\b"
    r"|\b(?:\d{1,2}|hai|ba|sau) (?:thang|tuan|quy|nam) ?(?:/|mot |01 ) ?lan\b"
)
# "Định kỳ hằng quý (trước ngày 15 của tháng cuối quý), …", "định kỳ 6 tháng, năm"
_REGULAR = re.compile(
    r"\bdinh ky,?\s+(?:(?:hang|moi)\s+)?(?:ngay|tuan|thang|quy|nam|0?6 thang|sau thang)\b(?:\s*\([^()]{1,60}\))?"
    r"(?:\s*,?\s*(?:va )?(?:(?:hang|01|1|mot)\s+)?(?:quy|nam)\b(?! 20)(?:\s*\([^()]{1,60}\))?)*"
)
# "Hằng năm, trước ngày 05/12, …", "trước ngày 20 hằng tháng"
_EACH = re.compile(
    r"(?:^|(?<=[;.:] )|(?<=- )|(?<=\) ))(?:hang (?:ngay|tuan|thang|quy|nam)\b|moi (?:tuan|thang|quy|nam)(?=[,(]))"
    r"(?:\s*[,(]\s*(?:cham nhat |truoc |vao )?(?:ngay )?\d{1,2}/\d{1,2}\)?)?"
    r"|(?:truoc|vao|cham nhat)(?: la)? (?:ngay|thu|\d{1,2} gio|\d{1,2}h)\b[^,;.]{0,24} (?:hang|moi) "
    r"(?:ngay|tuan|thang|quy|nam)\b"
    r"|(?:truoc|vao|cham nhat)(?: la)? ngay \d{1,2} (?:cua )?thang (?:cuoi|dau) (?:cua )?(?:moi )?quy\b"
)
# "trong tháng 10/2026", "vào quý IV/2026", "từ tháng 3 đến tháng 5/2026"
_WITHIN = re.compile(
    r"\b(?:tu )?(?:ngay )?\d{1,2}/\d{1,2}(?:/20\d\d)? ?(?:-|den)(?: het)? ?(?:ngay )?\d{1,2}/\d{1,2}/20\d\d"
    r"|\b(?:dip|vao|sang|chieu|toi) (?:ngay )?\d{1,2}/\d{1,2}/20\d\d"
    r"|\b(?:trong|vao|tu)\s+(?:(?:thang|quy)\s+[\divx]+\s*(?:,|-|va|den)\s*)?"
    r"(?:thang|quy)?\s*[\divx]+\s*(?:/|nam )\s?20\d\d"
)
# "trong thời hạn 05 ngày làm việc"
_TERM = re.compile(r"\btrong (?:thoi han|vong)\s+\d{1,3} (?:ngay|tuan|thang)(?: lam viec)?")


def regular_in(draft: Draft, block: Block, start: int, end: int) -> tuple[Schedule, Evidence] | None:
    """A rhythm that governs the sentence: "định kỳ …" anywhere, "hằng năm, trước ngày …" where a clause begins."""
    folded = fold(block.text)
    hit = _REGULAR.search(folded, start, end) or _EACH.search(folded, start, end)
    return _found(draft, block, hit, "rhythm-in-sentence")


def rhythm_in(draft: Draft, block: Block, start: int, end: int) -> tuple[Schedule, Evidence] | None:
    """A rhythm that ends the sentence, or one in counted times."""
    folded = fold(block.text)
    hit = _RHYTHM.search(folded, start, end) or _TIMES.search(folded, start, end)
    return _found(draft, block, hit, "rhythm-in-sentence")


def deadline_in(draft: Draft, block: Block, start: int, end: int) -> tuple[Schedule, Evidence] | None:
    """A deadline, a month or a quarter that stands inside the sentence."""
    folded = fold(block.text)
    for pattern in (_DEADLINE, _WITHIN):
        found = _found(draft, block, pattern.search(folded, start, end), "deadline-in-sentence")
        if found and (found[0].end or found[0].due):
            return found
    return None


# "Lễ khai mạc: 19h30 ngày 10/9/2026", "Hội nghị: sáng 11/9/2026, mời 40 doanh nghiệp"
_BEHIND_COLON = re.compile(
    r":\s*(?:luc )?(?:(?:\d{1,2}(?:h|g| gio)\s?\d{0,2}(?: phut)?|sang|chieu|toi|tu|ngay|truoc|trong|xong|du kien)"
    r"[\s,]*)+(?:ngay |thang |quy )*[\divx]+(?:\s?[/.-]\s?\d{1,4}){0,2}"
    r"(?: (?:-|den)(?: het)?(?: ngay)? \d{1,2}/\d{1,2}(?:/20\d\d)?)?"
)


def time_behind_colon(draft: Draft, block: Block, start: int, end: int) -> tuple[Schedule, Evidence] | None:
    """The time that is all, or the first, that stands behind the item's name."""
    hit = _BEHIND_COLON.search(fold(block.text), start, end)
    found = _found(draft, block, hit, "time-behind-colon", skip=1) if hit else None
    return found if found and (found[0].start or found[0].end) else None


def term_in(draft: Draft, block: Block, start: int, end: int) -> tuple[Schedule, Evidence] | None:
    """A term that runs from an event: a duration without days of the calendar."""
    found = _found(draft, block, _TERM.search(fold(block.text), start, end), "term-in-sentence")
    return found if found and found[0].duration else None


def _found(
    draft: Draft, block: Block, hit: re.Match[str] | None, step: str, *, skip: int = 0
) -> tuple[Schedule, Evidence] | None:
    """The schedule in what was hit, without its first ``skip`` letters and the spaces behind them."""
    if hit is None:
        return None
    start = hit.start() + skip
    start += len(block.text[start:]) - len(block.text[start:].lstrip())
    words = block.text[start : hit.end()].rstrip(" .;,/")
    schedule = schedule_of(draft, words)
    return (schedule, Evidence(block=block.n, span=(start, start + len(words)), step=step)) if schedule else None
