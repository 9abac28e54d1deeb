"""Days as pages write them, for machines and for readers. No clock: "3 giờ trước" and "yesterday" are no day.

A day that can be read in two ways is none: "03/04/2026" is 3 April only where the page is known to put the day first.
"""

from __future__ import annotations

import datetime as dt
import re

_FIRST, _LAST = 1990, 2100  # a page's day lies between; 1970 and 0001 are what machines say for nothing
_VIETNAM = dt.timezone(dt.timedelta(hours=7))

_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})"  # 2026-11-24T08:05:00+07:00
    r"(?:[T ]\s?(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s?(Z|UTC|GMT|[+-]00:?00)?)?"
)
_PACKED = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?:T?\d{4,6})?(?!\d)")  # 20261124, 20261124080500
_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s?[/.年년]\s?(\d{1,2})\s?[/.月월]\s?(\d{1,2})(?!\d)"
)  # 2026年11月24日
_FIGURES = re.compile(r"(?<![\d/.,-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d{2})(?![\d/])")  # 24/11/2026
_WORDS = re.compile(  # 24 tháng 11, 2026; ngày 24 tháng 11 năm 2026 — data
    r"(?<!\d)(\d{1,2})\s*(?:tháng|thg\.?)\s*(\d{1,2})\s*(?:,|năm|-|/)?\s*((?:19|20)\d{2})(?!\d)", re.I
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero января",
            "feb february februar février febrero февраля",
            "mar march märz mars marzo марта",
            "apr april avril abril апреля",
            "may mai mayo мая",
            "jun june juni juin junio июня",
            "jul july juli juillet julio июля",
            "aug august août agosto августа",
            "sep sept september septembre septiembre сентября",
            "oct october oktober octobre octubre октября",
            "nov november novembre noviembre ноября",
            "dec december dezember décembre diciembre декабря",
        ),
        start=1,
    )
    for name in names.split()
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_MONTH = re.compile(rf"\b(?:{_NAMES})\b|[年月日년월일]", re.I)
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|\.|er)?[\s-]+(?:de\s+)?({_NAMES})\.?,?[\s-]+(?:de\s+)?(\d{{4}})", re.I
)
_MONTH_DAY = re.compile(rf"\b({_NAMES})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)", re.I)


def stamped_day(text: str, *, in_vietnam: bool = False) -> dt.date | None:
    """The day of a value meant for machines; ``in_vietnam`` turns a time in UTC into the day it was in Vietnam."""
    text = text.strip()[:80]
    if found := _ISO.match(text):
        year, month, day, hour, minute, zone = found.groups()
        if zone and in_vietnam:
            return _local(int(year), int(month), int(day), int(hour), int(minute))
        return _day(year, month, day)
    if found := _PACKED.match(text):
        return _day(*found.groups())
    return written_day(text, day_first=in_vietnam and not re.search(r"\d\s?[AP]M\b", text, re.I))


def written_day(text: str, *, day_first: bool) -> dt.date | None:
    """The one day in a text for readers; None where there is none, or where there are two."""
    found = set(_all_days(text, day_first))
    return found.pop() if len(found) == 1 else None


def without_months(text: str) -> str:
    """The text without names of months and the characters that stand for year, month, day."""
    return _MONTH.sub(" ", text)


def _all_days(text: str, day_first: bool) -> list[dt.date | None]:
    found = [_day(*m.groups()[:3]) for m in _ISO.finditer(text)]
    found += [_day(*m.groups()) for m in _YEAR_FIRST.finditer(text)]
    found += [_day(m[3], m[2], m[1]) for m in _WORDS.finditer(text)]
    found += [_in_figures(m, day_first) for m in _FIGURES.finditer(text)]
    found += [_day(m[3], _MONTHS[m[2].lower()], m[1]) for m in _DAY_MONTH.finditer(text)]
    found += [_day(m[3], _MONTHS[m[1].lower()], m[2]) for m in _MONTH_DAY.finditer(text)]
    return found


def _in_figures(match: re.Match[str], day_first: bool) -> dt.date | None:
    """A dot puts the day first everywhere; a stroke does where the page's language does."""
    first, second, year = int(match[1]), int(match[3]), match[4]
    if day_first or match[2] == "." or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _local(year: int, month: int, day: int, hour: int, minute: int) -> dt.date | None:
    if _day(year, month, day) is None:
        return None
    try:
        return dt.datetime(year, month, day, hour, minute, tzinfo=dt.UTC).astimezone(_VIETNAM).date()
    except ValueError:
        return None


def _day(year: str | int, month: str | int, day: str | int) -> dt.date | None:
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if _FIRST <= found.year <= _LAST else None
