"""What a time phrase means: "Quý III/2017", "trước 30/11 hằng năm", "Tháng 3-5/2026", "hằng quý đến 2030".

A phrase is read as a list of stretches (date, month, quarter, half-year, year), each with its preposition, and a
recurrence beside them. What cannot be read gives nothing; the words stay with whoever asked.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Literal

from ttdn.engine.text.dates import DATE, day_of, month_end
from ttdn.engine.text.normal import fold
from ttdn.engine.text.rhythms import Repeats, recurrence_in, without_rhythm

Span = tuple[dt.date | None, dt.date | None]
Mode = Literal["in", "until", "before", "from", "deadline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One stretch of time in a phrase; ``yearless`` where the year is not written and none could be supplied."""

    first: dt.date | None
    last: dt.date | None
    at: tuple[int, int]
    mode: Mode = "in"
    yearless: tuple[int, int] | None = None  # month and day of a last day without a year


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMeaning:
    start: dt.date | None = None
    end: dt.date | None = None
    due: str | None = None
    recurrence: Repeats | None = None
    duration: str | None = None
    approximate: bool = False
    stretches: tuple[tuple[str, Span], ...] = ()  # where there are several apart: words and span of each
    impossible: bool = False  # a date that no calendar has


_QUARTER = r"(?:iv|i{1,3}|ill|[1-4])"
_AND = r"\s*(?:,|;|-|&|\+|va|den|den het)\s*"
_YEAR = r"(?:\s*(?:/|-|,|\(|)\s*(?:cua\s+)?(?:nam\s*)?(20\d\d)(?!\d))?"
# "Quý IV/2026", "Quý I-II/2026", "Quý I, II và III năm 2026"
_QUARTERS = re.compile(rf"\b(?:quy\s*|q(?=[1-4]\b))({_QUARTER}(?:{_AND}(?:quy\s*)?{_QUARTER}\b)*)(?![a-z]){_YEAR}")
# "Tháng 3-5/2026", "Tháng 6 năm 2025", "tháng 9, 10"; in "mỗi tháng 02 lần" the number counts something
_MONTHS = re.compile(
    r"(?<!moi )(?<!hang )(?<!tung )\b(?:thang\s*|t\.?(?=\d))"
    rf"((?:0?[1-9]|1[0-2])(?!\d)(?:{_AND}(?:thang\s*|t\.?)?(?:0?[1-9]|1[0-2])(?!\d))*){_YEAR}"
)
# "Tháng Ba/2026", "tháng mười hai năm 2026"
_NAMED_MONTH = re.compile(
    r"\bthang (hai|ba|tu|nam|sau|bay|tam|chin|muoi mot|muoi hai|muoi)\s*(?:/|\bnam )\s*(20\d\d)(?!\d)"
)
_MONTH_NAMES = ("hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai")  # from February
# "6/2025", "3-5/2026", "12.2026"
_MONTH_YEAR = re.compile(r"(?<![\d/.])(?:(0?[1-9]|1[0-2])\s?-\s?)?(0?[1-9]|1[0-2])\s?[/.-]\s?(20\d\d)(?!\d)")
# "6 tháng đầu năm", "6 tháng cuối năm 2026", "02 tháng cuối năm"
_HALF = re.compile(rf"\b(?:(1[01]|0?[1-9])|sau|nua) (?:thang )?(dau|cuoi) nam\b{_YEAR}")
# "10-15/11/2026", "từ ngày 10 đến ngày 15/11", "Ngày 05 và 06/9/2026", "20, 21/3/2026", "10 đến 15 tháng 11 năm 2026"
_DAYS = re.compile(
    r"(?<![\d/.,-])(\d{1,2})\s*(?:-|,|va|den|den het|toi)\s*(?:ngay\s*)?(\d{1,2})"
    r"(?:\s?[/.]\s?|\s+thang\s+)(\d{1,2})(?:(?:\s?[/.-]\s?|\s*,?\s*nam\s*)(20\d\d))?(?![\d/])"
)
# "2018-2020", "từ năm 2026 đến hết năm 2030"
_YEARS = re.compile(r"(?<![\d/])(20\d\d)\s*(?:-|den|den het|toi)\s*(?:nam\s*)?(20\d\d)(?!\d)")
_ONE_YEAR = re.compile(r"(?<![\d/])(20\d\d)(?!\d)")
_WHOLE_YEAR = re.compile(r"\b(?:ca nam|trong nam|quanh nam|nam ke hoach)\b")
_SCHOOL_YEAR = re.compile(r"\bnam hoc\s*(?:20\d\d)?(?:\s*-\s*20\d\d)?")
# "02 ngày trong Quý III/2017", "trong 03 tuần"
_DURATION = re.compile(r"(?<![/\d])(\d{1,3})\s*(ngay|tuan|thang)\b(?!\s*(?:dau|cuoi|/|mot lan|\d))")
# "Hằng năm (trước 30/11)", "hằng năm (quý IV)": the bracket says when in the year
_DAY_OF_RHYTHM = re.compile(r"^[^()]*\bnam\s*\(\s*(?:(?:truoc|vao|cham nhat)\s+)?(?:ngay|thang|quy|\d)[^()]*\)[^()]*$")
_RELATIVE = re.compile(r"sau khi|ke tu|tu khi|tu ngay (?:ban hanh|ky|co|nhan)")
_APPROXIMATE = re.compile(r"du kien|khoang|phan dau|tam thoi|\b(?:dau|giua|cuoi|trung tuan|thuong tuan|ha tuan)\b")
_UNTIL = re.compile(r"(?:\bden|\bhet|\bden het|\btoi|\bcham nhat|\bmuon nhat|\bkhong qua|\bhoan thanh|\bxong|\bhan)"
                    r"(?:\s*(?:la|vao|trong|den|het|ngay|thang|quy|nam|truoc))*\s*$")  # fmt: skip
_BEFORE = re.compile(r"\btruoc(?:\s*(?:het|ngay|thang|quy|nam))*\s*$")
_FROM = re.compile(r"(?:\btu|\bbat dau|\bke tu)(?:\s*(?:ngay|thang|quy|dau|nam))*\s*$")
_AFTER = re.compile(r"^\s*(?:tro di|va (?:cac|nhung) nam tiep theo|va hang nam)")
_RANGE = re.compile(r"\s*(?:-|den|den het|toi)?\s*(?:ngay|thang|quy|nam)?\s*")


class _Reading:
    """The phrase while it is read: what is taken is blanked, so that "2026" is not read twice."""

    def __init__(self, phrase: str, *, year: int | None, deadline: bool) -> None:
        self.folded = fold(phrase)
        self.rest = self.folded
        self.year = year
        self.deadline = deadline
        self.found: list[Stretch] = []
        self.impossible = False

    def take(self, match: re.Match[str]) -> tuple[int, int]:
        start, end = match.span()
        self.rest = self.rest[:start] + "\x00" * (end - start) + self.rest[end:]
        return start, end

    def mode(self, start: int, end: int) -> Mode:
        before = self.folded[:start]
        if _BEFORE.search(before):
            return "before"
        if _UNTIL.search(before):
            return "until"
        if _FROM.search(before) or _AFTER.match(self.folded[end:]):
            return "from"
        return "in"

    def add(self, first: dt.date | None, last: dt.date | None, match: re.Match[str], *, point: bool = False) -> None:
        at = self.take(match)
        mode = self.mode(*at)
        if mode == "in" and (point or (self.deadline and first and last and (last - first).days <= 31)):
            mode = "deadline"
        self.found.append(Stretch(first=first, last=last, at=at, mode=mode))


# "15/11 đến 20/11/2024", "15/11 - 20/11/2024"
_RANGE_END = re.compile(r"\s*(?:-|den|den het|toi)\s*(?:ngay\s*)?\d{1,2}\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(20\d\d)")


def _year_of_range(reading: _Reading, end: int, month: int) -> int | None:
    """The year written once, behind the second of two dates ("25/12 đến 05/01/2027"), else the plan's."""
    later = _RANGE_END.match(reading.folded, end)
    if later is None:
        return reading.year
    return int(later.group(2)) - (month > int(later.group(1)))


def _ordinals(words: str, values: dict[str, int]) -> list[int]:
    return [values[w] for w in re.findall(r"[a-z]+|\d+", re.sub(r"quy|thang|\bt\.?(?=\d)", " ", words)) if w in values]


_QUARTER_VALUES = {"i": 1, "ii": 2, "iii": 3, "ill": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTH_VALUES = {str(n): n for n in range(1, 13)} | {f"{n:02}": n for n in range(1, 10)}


# "tháng 3/2026" is a month, "tuần thứ 2 tháng 5" a week
_NO_DAY = re.compile(r"\b(?:thang|tuan(?: thu)?)\s*$")


def _read_school_years(reading: _Reading) -> None:
    for match in _SCHOOL_YEAR.finditer(reading.rest):
        reading.take(match)  # a school year has no dates here; its words stay


def _read_days(reading: _Reading) -> None:
    """Days of one month whose month is written once."""
    for match in _DAYS.finditer(reading.rest):
        first, last, month = (int(match.group(n)) for n in (1, 2, 3))
        year = int(match.group(4)) if match.group(4) else reading.year
        valid = first < last and day_of(2024, month, last) is not None
        if not valid or _NO_DAY.search(reading.rest[: match.start()]):
            continue
        span = None if year is None else (day_of(year, month, first), day_of(year, month, last))
        reading.add(*(span or (None, None)), match)
        reading.found[-1] = replace(reading.found[-1], mode="in", yearless=None if match.group(4) else (month, last))


def _read_dates(reading: _Reading) -> None:
    for match in DATE.finditer(reading.rest):
        form = next(n for n in "123" if match.group(f"d{n}"))
        day, month = int(match.group(f"d{form}")), int(match.group(f"m{form}"))
        written = match.group(f"y{form}") if form != "3" else None
        if not (1 <= day <= 31 and 1 <= month <= 12) or _NO_DAY.search(reading.rest[: match.start()]):
            continue
        year = (
            _year_of_range(reading, match.end(), month)
            if written is None
            else int(written) + (2000 if len(written) == 2 else 0)
        )
        if day_of(2024, month, day) is None or (year is not None and day_of(year, month, day) is None):
            reading.impossible = True
            reading.take(match)
            continue
        value = None if year is None else day_of(year, month, day)
        named = bool(re.search(r"\b(?:ngay|sang|chieu|toi|hom)\s*$", reading.folded[: match.start()]))
        reading.add(value, value, match, point=not named or reading.deadline)
        if written is None:
            reading.found[-1] = replace(reading.found[-1], yearless=(month, day))


def _units(reading: _Reading, pattern: re.Pattern[str], values: dict[str, int], months: int) -> None:
    """Quarters and months: "Quý I-II/2026", "tháng 9, 10"."""
    for match in pattern.finditer(reading.rest):
        ordinals = _ordinals(match.group(1), values)
        year = int(match.group(2)) if match.group(2) else _year_after(reading, match.end())
        if not ordinals:
            continue
        ranged = bool(re.search(r"-|den", match.group(1)))
        runs = [(ordinals[0], ordinals[-1])] if ranged else _runs(ordinals)
        for index, (low, high) in enumerate(runs):
            first = None if year is None else dt.date(year, (low - 1) * months + 1, 1)
            last = None if year is None else month_end(year, high * months)
            if index == 0:
                reading.add(first, last, match)
                if ranged and reading.found[-1].mode == "from":  # "Từ tháng 3 đến tháng 5/2026"
                    reading.found[-1] = replace(reading.found[-1], mode="in")
            else:
                reading.found.append(Stretch(first=first, last=last, at=match.span()))
            last_month = high * months
            if not match.group(2):
                reading.found[-1] = replace(reading.found[-1], yearless=(last_month, month_end(2023, last_month).day))


def _year_after(reading: _Reading, end: int) -> int | None:
    """The year written once for two stretches ("Từ tháng 3 đến tháng 5/2026"), else the plan's."""
    later = re.match(r"[^\x00;.\n]{0,24}?(20\d\d)(?!\d)", reading.folded[end:])
    connected = later and re.match(r"\s*(?:-|,|den|va)\s", reading.folded[end:])
    return int(later.group(1)) if later and connected else reading.year


def _runs(ordinals: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for value in ordinals:
        if runs and value == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], value)
        else:
            runs.append((value, value))
    return runs


def _read_month_years(reading: _Reading) -> None:
    for match in _NAMED_MONTH.finditer(reading.rest):
        year, month = int(match.group(2)), _MONTH_NAMES.index(match.group(1)) + 2
        reading.add(dt.date(year, month, 1), month_end(year, month), match)
    for match in _MONTH_YEAR.finditer(reading.rest):
        year, month = int(match.group(3)), int(match.group(2))
        first = dt.date(year, int(match.group(1) or month), 1)
        reading.add(first, month_end(year, month), match, point=match.group(1) is None)


def _read_halves(reading: _Reading) -> None:
    for match in _HALF.finditer(reading.rest):
        year = int(match.group(3)) if match.group(3) else reading.year
        months = int(match.group(1) or 6)
        low, high = (1, months) if match.group(2) == "dau" else (13 - months, 12)
        if year is None:
            reading.add(None, None, match)
        else:
            reading.add(dt.date(year, low, 1), month_end(year, high), match)


def _read_years(reading: _Reading) -> None:
    for match in _YEARS.finditer(reading.rest):
        reading.add(dt.date(int(match.group(1)), 1, 1), dt.date(int(match.group(2)), 12, 31), match)
        reading.found[-1] = replace(reading.found[-1], mode="in")
    for match in _ONE_YEAR.finditer(reading.rest):
        reading.add(dt.date(int(match.group(1)), 1, 1), dt.date(int(match.group(1)), 12, 31), match)
    for match in _WHOLE_YEAR.finditer(reading.rest):
        if not reading.found and reading.year is not None:
            reading.add(dt.date(reading.year, 1, 1), dt.date(reading.year, 12, 31), match)


def _span(stretch: Stretch) -> Span:
    if stretch.mode == "in":
        return stretch.first, stretch.last
    if stretch.mode == "from":
        return stretch.first, None
    if stretch.mode == "before" and stretch.first and stretch.last and stretch.first != stretch.last:
        return None, stretch.first - dt.timedelta(days=1)
    return None, stretch.last


def _joined(reading: _Reading) -> list[tuple[str, Span]]:
    """Stretches in order; "từ A đến B" and "A - B" become one."""
    spans: list[tuple[str, Span]] = []
    previous: Stretch | None = None
    for stretch in sorted(reading.found, key=lambda s: s.at):
        between = reading.folded[previous.at[1] : stretch.at[0]] if previous else ""
        ranged = previous and (
            (previous.mode == "from" and stretch.mode == "until")
            or (re.search(r"-|den|toi", between) and _RANGE.fullmatch(between))
        )
        if ranged and previous:
            spans[-1] = (reading.folded[previous.at[0] : stretch.at[1]], (previous.first, stretch.last))
        else:
            spans.append((reading.folded[slice(*stretch.at)], _span(stretch)))
        previous = stretch
    return spans


def _duration(reading: _Reading) -> str | None:
    rest = without_rhythm(reading.rest)
    match = _DURATION.search(rest)
    if not match or _RELATIVE.search(reading.folded) or re.search(r"\bngay\s*$", rest[: match.start()]):
        return None
    unit = {"ngay": "D", "tuan": "W", "thang": "M"}[match.group(2)]
    return f"P{int(match.group(1))}{unit}"


def single_year(period: Span | None) -> int | None:
    """The year of a one-year plan: the only case in which a missing year may be supplied."""
    if period and period[0] and period[1] and period[0].year == period[1].year:
        return period[0].year
    return None


def meaning(phrase: str, *, period: Span | None = None, deadline: bool = False) -> TimeMeaning:
    """What the phrase says; ``period`` is the plan's, ``deadline`` where label or column says "hoàn thành"."""
    outside = re.sub(r"\([^()]*\)", lambda m: " " * len(m.group(0)), phrase)
    if outside != phrase and recurrence_in(fold(outside)) and not _DAY_OF_RHYTHM.search(fold(phrase)):
        phrase = outside  # "Thường xuyên (báo cáo trước 30/9)": the rhythm counts
    reading = _Reading(phrase, year=single_year(period), deadline=deadline)
    _read_school_years(reading)
    # order: a date would be read as a month, a month as a year
    _units(reading, _QUARTERS, _QUARTER_VALUES, 3)
    _read_days(reading)
    _read_dates(reading)
    _units(reading, _MONTHS, _MONTH_VALUES, 1)
    _read_month_years(reading)
    _read_halves(reading)
    _read_years(reading)
    recurrence = recurrence_in(reading.folded)
    return _weighed(reading, recurrence, period)


def _weighed(reading: _Reading, recurrence: Repeats | None, period: Span | None) -> TimeMeaning:
    due = None
    stretches = reading.found
    if recurrence == "yearly" and len(stretches) == 1 and stretches[0].yearless:
        month, day = stretches[0].yearless
        due = f"--{month:02}-{day:02}"
        reading.found = []
    spans = _joined(reading)
    starts = [s for _, (s, _) in spans if s]
    ends = [e for _, (_, e) in spans if e]
    start, end = (min(starts) if starts else None), (max(ends) if ends else None)
    if spans and any(s is None and e for _, (s, e) in spans) and len(spans) > 1 and starts and min(starts) == max(ends):
        start = None
    if recurrence and period:
        start = start or period[0]
        end = end or (period[1] if not spans or not start or not period[1] or period[1] >= start else None)
    return TimeMeaning(
        start=start,
        end=end,
        due=due,
        recurrence=recurrence,
        duration=_duration(reading),
        approximate=bool(_APPROXIMATE.search(reading.rest)),
        stretches=tuple(spans) if len(spans) > 1 else (),
        impossible=reading.impossible,
    )
