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


def rhythm_in(draft: Draft, block: Block, start: int, end: int) -> tuple[Schedule, Evidence] | None:
    """A rhythm that ends the sentence."""
    hit = _RHYTHM.search(fold(block.text), start, end)
    schedule = schedule_of(draft, block.text[hit.start() : hit.end()]) if hit else None
    if hit is None or schedule is None:
        return None
    at = (hit.start(), hit.start() + len(block.text[hit.start() : hit.end()].rstrip(" .;,/")))
    return schedule, Evidence(block=block.n, span=at, step="rhythm-in-sentence")


def deadline_in(draft: Draft, block: Block, start: int, end: int) -> tuple[Schedule, Evidence] | None:
    """A deadline that stands inside the sentence."""
    hit = _DEADLINE.search(fold(block.text), start, end)
    if not hit:
        return None
    schedule = schedule_of(draft, block.text[hit.start() : hit.end()])
    if schedule is None or not (schedule.end or schedule.due):
        return None
    return schedule, Evidence(block=block.n, span=hit.span(), step="deadline-in-sentence")
