"""The period the plan is for."""

from __future__ import annotations

import datetime as dt
import re

from ttdn.engine.plans.model import Period
from ttdn.engine.plans.steps.draft import Draft
from ttdn.engine.text.dates import month_end
from ttdn.engine.text.normal import fold

_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_CITED = re.compile(
    r"(?:ngay|thang)\s*\d{1,2}(?:\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}| thang \d{1,2} nam \d{4})|\d+/\d{4}/[\w-]+"
)
_LAW_YEAR = re.compile(
    r"\bluat\b[^,;]{0,80}?nam 20\d\d|nam hoc\s*20\d\d(?:\s*-\s*20\d\d)?|tam nhin (?:den |toi )?(?:nam )?20\d\d"
)
_STAGE = re.compile(
    r"(?:giai doan|thoi ky|cac nam|tu nam|nam|trong)?\s*(20\d\d)\s*(?:-|den|den het|toi)\s*(?:nam )?(20\d\d)"
)
_TWO_YEARS = re.compile(r"\b(?:cac )?nam (20\d\d)\s*(?:va|,|&)\s*(?:nam )?(20\d\d)")  # "năm 2026 và năm 2027"
_MONTH = re.compile(r"\bthang (\d{1,2})\s*(?:/|nam |-)\s*(20\d\d)")
_QUARTER = re.compile(r"\bquy (iv|i{1,3}|[1-4])\s*(?:/|nam |-)\s*(20\d\d)")
_HALF = re.compile(r"\b0?6 thang (dau|cuoi) nam (20\d\d)")
_YEAR = re.compile(r"(?<!den )(?<!den het )\bnam (20\d\d)(?!\s*(?:-|den|toi))")
_UNTIL = re.compile(r"\b(?:den|toi)(?: het)?(?: nam)? (20\d\d)")
# "… tại Hội nghị sơ kết 6 tháng đầu năm 2026"
_LOOKS_BACK = re.compile(r"\b(?:so ket|tong ket|danh gia ket qua|hoi nghi giao ban|phien hop|cuoc hop)\b")
_BARE = re.compile(r"(?<![\d/])(20\d\d)(?![\d/])")


def read_period(draft: Draft) -> Draft:
    """From the title, else from the sentence that issues the plan, else from a section on time. Writes ``period``."""
    title = draft.plan.title or ""
    if draft.kind in draft.profile.actor_kinds:  # a conclusion is not for the half-year its meeting looked back on
        title = title[: hit.start()] if (hit := _LOOKS_BACK.search(fold(title))) else title
    if period := period_in(title):
        return draft.with_plan(period=period)
    for block in draft.blocks[:40]:
        issues = re.search(r"ban hanh.{0,60}(?:ke hoach|chuong trinh)|tren day la", fold(block.text))
        if issues and (period := period_in(block.text)):
            return draft.with_plan(period=period)
    for entry in draft.entries:
        tells = re.match(r"\W*(?:thoi gian(?: thuc hien| trien khai)?|thoi han|giai doan)\s*:", fold(entry.words))
        if tells and (period := period_in(entry.text)):
            return draft.with_plan(period=period)
    return draft


def period_in(title: str) -> Period | None:
    """The period a title names; what it names outside quotation marks comes first, and a year before a stage.

    "… thực hiện Đề án “… giai đoạn 2013-2020” trong năm 2017" is for 2017.
    """
    folded = fold(title)
    for text in (_QUOTED.sub(" ", folded), folded):
        cleaned = _LAW_YEAR.sub(" ", _CITED.sub(" ", text))
        if period := _named(cleaned):
            return period
    return None


def _named(text: str) -> Period | None:
    if hit := _HALF.search(text):
        year, first = int(hit.group(2)), hit.group(1) == "dau"
        return _months(year, 1 if first else 7, 6 if first else 12)
    if hit := _QUARTER.search(text):
        quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(hit.group(1)) or int(hit.group(1))
        return _months(int(hit.group(2)), quarter * 3 - 2, quarter * 3)
    if (hit := _MONTH.search(text)) and 1 <= int(hit.group(1)) <= 12:
        return _months(int(hit.group(2)), int(hit.group(1)), int(hit.group(1)))
    if (hit := _TWO_YEARS.search(text)) and int(hit.group(2)) == int(hit.group(1)) + 1:
        return Period(start=dt.date(int(hit.group(1)), 1, 1), end=dt.date(int(hit.group(2)), 12, 31))
    if hit := _YEAR.search(_STAGE.sub(" ", text)):
        return _months(int(hit.group(1)), 1, 12)
    if (hit := _STAGE.search(text)) and int(hit.group(1)) <= int(hit.group(2)):
        return Period(start=dt.date(int(hit.group(1)), 1, 1), end=dt.date(int(hit.group(2)), 12, 31))
    if hit := _UNTIL.search(text):
        return Period(start=None, end=dt.date(int(hit.group(1)), 12, 31))
    if hit := _BARE.search(text):
        return _months(int(hit.group(1)), 1, 12)
    return None


def _months(year: int, first: int, last: int) -> Period:
    return Period(start=dt.date(year, first, 1), end=month_end(year, last))
