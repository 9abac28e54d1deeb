"""Citations of official documents: kind, số ký hiệu, day: "Quyết định số 686a/QĐ-UBND ngày 16/12/2016"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from ttdn.engine.text.dates import dates
from ttdn.engine.text.normal import LOWER, UPPER, lower

# "72/2015/NĐ-CP", "57-NQ/TW", "686a/QĐ-UBND", "126/2025/QH15", "3616/BTTTT-TTĐN"
NUMBER = re.compile(
    r"(?<![\w/])(?P<number>\d{1,5}[a-zđA-ZĐ]?(?:\s?[/–-]\s?(?:\d{4}(?!\d)|[A-ZĐƯÔ][A-Za-zĐđÀ-ỹ0-9.&]*))+)"
)
_KINDS = (
    "thông tư liên tịch", "chương trình hành động", "chương trình phối hợp", "nghị quyết liên tịch", "quy chế",
    "bộ luật", "luật", "pháp lệnh", "hiến pháp", "nghị định", "nghị quyết", "quyết định", "thông tư", "chỉ thị",
    "kế hoạch", "công văn", "kết luận", "chương trình", "đề án", "thông báo", "hướng dẫn", "quy định", "tờ trình",
    "công điện", "văn bản", "báo cáo", "chiến lược", "thông tri",
)  # fmt: skip
_KIND = re.compile(rf"\b({'|'.join(_KINDS)})\b")
# "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015": the name ends before the day, the year or the clause
_LAW = re.compile(rf"\b(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp)(?= [{UPPER}]| sửa đổi| nước)")
_LAW_NAME_END = re.compile(r"[;.,]|\bngày \d|\bnăm \d{4}|\bsố \d|\bđược\b|\bvề việc\b|$")
# "Luật sửa đổi, bổ sung một số điều của Luật A và Luật B ngày …": commas and other laws are in the name
_AMENDING_END = re.compile(r";|\bngày \d|\bnăm \d{4}|\bsố \d|\bvề việc\b|$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """``kind`` in lower case; ``number`` None for a law cited by its name; ``start`` where the kind's word stands."""

    kind: str
    number: str | None
    issued_on: dt.date | None
    start: int
    end: int
    impossible_date: bool = False
    issuer_missing: bool = False  # "36/2016/QĐ-ngày 29/7/2016"


def clean_number(number: str) -> str:
    """ "22 /2016/ TT-BTTTT" > "22/2016/TT-BTTTT"."""
    return re.sub(r"\s*([/–-])\s*", r"\1", number).strip(" .-–/")


def citations(text: str) -> list[Citation]:
    """Every document cited in the text, in order of place."""
    found = [*_numbered(text), *_laws(text)]
    return sorted(found, key=lambda c: c.start)


def _numbered(text: str) -> list[Citation]:
    low = lower(text)
    found = []
    for match in NUMBER.finditer(text):
        number = clean_number(match.group("number"))
        if not re.search(r"[A-ZĐƯÔ]", number):
            continue
        kind = _kind_before(low, match.start())
        if kind is None:
            continue
        name, start = kind
        day, end, impossible = _day_after(text, match.end())
        found.append(
            Citation(
                kind=name, number=number, issued_on=day, start=start, end=end, impossible_date=impossible,
                issuer_missing=bool(re.match(r"\s?-\s?(?:ngày|$)|\s?/\s?ngày", low[match.end() :]))
                or (re.fullmatch(r"\d+[a-z]?/\d{4}/[A-ZĐ]+", number) is not None and "QH" not in number),
            )
        )  # fmt: skip
    return found


def _kind_before(low: str, start: int) -> tuple[str, int] | None:
    window = low[max(0, start - 90) : start]
    if not re.search(rf"(?:\bsố\s*:?\s*|[{LOWER}]\s*)$", window):
        return None
    hits = list(_KIND.finditer(window))
    if not hits:
        return None
    # the word just before the number, a law's name between them allowed: "Luật Báo chí số 126/2025/QH15"
    hit = next((h for h in reversed(hits) if re.fullmatch(r"\s*(?:số\s*:?\s*)?", window[h.end() :])), None)
    if hit is None:
        laws = [h for h in hits if h.group(1) in {"luật", "bộ luật", "pháp lệnh", "nghị quyết"}]
        hit = next((h for h in laws if not re.search(r"[;,]|\bngày\b", window[h.end() :])), None)
    return (hit.group(1), max(0, start - 90) + hit.start()) if hit else None


def _day_after(text: str, end: int) -> tuple[dt.date | None, int, bool]:
    """The day behind a number: ", ngày 05/5/2015", or after the issuer: "của Bộ Chính trị ngày 22/12/2024"."""
    window = lower(text[end : end + 90])
    stop = re.search(r";|\bvề\b|\bban hành\b|\bv/v\b|\bquyết định\b|\bnghị quyết\b|\bsố\b", window)
    window = window[: stop.start()] if stop else window
    told = re.search(r"\bngày\s*(?=\d)|^\s*[,(-]?\s*(?=\d{1,2}/\d{1,2}/\d{4})", window)
    if not told:
        return None, end, False
    hit = next((d for d in dates(window[told.end() :]) if d.start == 0), None)
    if hit is None or hit.year is None:
        return None, end, False
    return hit.day, end + told.end() + hit.end, hit.day is None


def _laws(text: str) -> list[Citation]:
    found: list[Citation] = []
    for match in _LAW.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        rest = text[match.end() :]
        name_end = (_AMENDING_END if rest.startswith(" sửa đổi") else _LAW_NAME_END).search(rest)
        assert name_end is not None
        if name_end.start() > 200 or re.match(r"số \d", rest[name_end.start() :]):
            continue  # it has a number and is among the numbered
        day, end, impossible = _day_after(text, match.end() + name_end.start())
        found.append(
            Citation(kind=lower(match.group(0)), number=None, issued_on=day, start=match.start(),
                     end=max(end, match.end() + name_end.start()), impossible_date=impossible)
        )  # fmt: skip
    return found
