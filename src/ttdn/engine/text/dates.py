"""Calendar dates as documents write them: "ngày 05 tháng 11 năm 2016", "16/12/2016", "31/12 /2018", "17/3/17"."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from ttdn.engine.text.normal import fold

# day and month in words or figures, the year often left out; matched on folded text
DATE = re.compile(
    # 05 tháng 11 năm 2016
    r"(?<![\d/.,])(?P<d1>\d{1,2})\s*thang\s*(?P<m1>\d{1,2})(?:\s*,?\s*nam\s*(?P<y1>\d{4}))?(?!\d)"
    r"|(?<![\d/.,])(?P<d2>\d{1,2})\s?[/.-]\s?(?P<m2>\d{1,2})\s?[/.-]\s?(?P<y2>\d{4}|\d{2})(?![\d/])"  # 16/12/2016
    r"|(?<![\d/.,-])(?P<d3>\d{1,2})\s?/\s?(?P<m3>\d{1,2})(?![\d/.]*\d)"  # 30/11
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateHit:
    """A date found; ``day`` is None for one that does not exist (30/02/2026), ``year`` None where none is written."""

    start: int
    end: int
    month: int
    of_month: int
    year: int | None

    @property
    def day(self) -> dt.date | None:
        return None if self.year is None else day_of(self.year, self.month, self.of_month)

    def in_year(self, year: int) -> dt.date | None:
        return day_of(self.year or year, self.month, self.of_month)


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None where the calendar has none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def dates(text: str) -> list[DateHit]:
    """Every date in the text, in order."""
    return [hit for match in DATE.finditer(fold(text)) if (hit := _hit(match))]


def _hit(match: re.Match[str]) -> DateHit | None:
    form = next(n for n in "123" if match.group(f"d{n}"))
    day, month = int(match.group(f"d{form}")), int(match.group(f"m{form}"))
    written = match.group(f"y{form}") if form != "3" else None
    year = None if written is None else int(written) + (2000 if len(written) == 2 else 0)
    if not (1 <= day <= 31 and 1 <= month <= 12) or (year is not None and not 1900 <= year <= 2200):
        return None
    return DateHit(start=match.start(), end=match.end(), month=month, of_month=day, year=year)
