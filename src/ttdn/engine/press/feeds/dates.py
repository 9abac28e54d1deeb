"""The times that feeds write, with the zone they write; one without a zone stays without."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6}
_MONTHS |= {"jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}
_ZONES = {"gmt": 0, "utc": 0, "ut": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6}
_ZONES |= {"pst": -8, "pdt": -7, "cet": 1, "cest": 2, "bst": 1, "ict": 7, "jst": 9}

_TIME = r"(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?"
_ZONE = r"\s*((?:GMT|UTC)?\s*[+-]\d{1,2}:?(?:\d\d)?|[A-Za-z]{1,4})?"
# "Tue, 24 Nov 2026 20:13:09 +0700", "24 Nov 26 20:13 GMT+7"
_MAIL = re.compile(
    rf"(?:[^\W\d]{{2,9}}\.?,?\s+)?(\d{{1,2}})[ -]([A-Za-z]{{3}})[a-z]*\.?,?[ -](\d{{4}}|\d\d),?(?:\s+{_TIME}{_ZONE})?"
)
# "2026-11-24T20:13:09+07:00", "2026-11-24 20:13", "2026-11"
_ISO = re.compile(rf"(\d{{4}})-(\d\d)(?:-(\d\d)(?:[T ]\s*{_TIME}{_ZONE})?)?")
# "24/11/2026 20:13:09", the day first, as the Vietnamese write
_SLASHES = re.compile(
    rf"(?:[^\d,]{{2,12}},\s*)?(\d{{1,2}})/(\d{{1,2}})/(\d{{4}})(?:[ ,T-]\s*{_TIME}\s*(AM|PM|SA|CH)?{_ZONE})?",
    re.IGNORECASE,
)
_LONGEST = 80


def parse_date(text: str) -> dt.datetime | None:
    """The time a feed writes as RFC 822, RFC 3339, W3C or dd/mm/yyyy, with its zone; None where it is none of them."""
    given = text.strip()
    if not given or len(given) > _LONGEST:
        return None
    try:
        return dt.datetime.fromisoformat(given if given[4] == "-" else _as_iso(given))
    except (ValueError, IndexError, KeyError):
        pass  # not in one of the two forms that most feeds write
    try:
        return _mail(given) or _iso(given) or _slashes(given)
    except (ValueError, OverflowError):  # the 31st of June
        return None


def _as_iso(given: str) -> str:
    """ "Tue, 24 Nov 2026 20:13:09 +0700" by its places, many times faster than by a pattern; or a KeyError."""
    month, zone = _MONTHS[given[8:11].lower()], given[25:]
    if given[3:5] != ", " or len(zone) < 4:
        raise ValueError
    return f"{given[12:16]}-{month:02}-{given[5:7]}T{given[17:25]}{'+0000' if zone in (' GMT', ' UTC') else zone[1:]}"


def _mail(given: str) -> dt.datetime | None:
    found = _MAIL.fullmatch(given)
    if not found or found[2].lower() not in _MONTHS:
        return None
    day, month, year, *time, zone = found.groups()
    century = 0 if len(year) == 4 else 1900 if year > "68" else 2000
    return _moment(century + int(year), _MONTHS[month.lower()], int(day), time, zone)


def _iso(given: str) -> dt.datetime | None:
    found = _ISO.fullmatch(given)
    if not found:
        return None
    year, month, day, *time, zone = found.groups()
    return _moment(int(year), int(month), int(day or 1), time, zone)


def _slashes(given: str) -> dt.datetime | None:
    found = _SLASHES.fullmatch(given)
    if not found:
        return None
    day, month, year, hour, minute, second, half, zone = found.groups()
    if half:
        hour = str(int(hour) % 12 + (12 if half.upper() in ("PM", "CH") else 0))
        if int(month) > 12 >= int(day):  # only the American way reads it
            day, month = month, day
    return _moment(int(year), int(month), int(day), [hour, minute, second], zone)


def _moment(year: int, month: int, day: int, time: list[str | None], zone: str | None) -> dt.datetime | None:
    hour, minute, second = (int(part or 0) for part in time)
    late = hour == 24
    moment = dt.datetime(year, month, day, 0 if late else hour, minute, min(second, 59))
    if late:
        moment += dt.timedelta(days=1)
    if not zone:
        return moment
    offset = _offset(zone)
    return None if offset is None else moment.replace(tzinfo=dt.timezone(offset))


def _offset(zone: str) -> dt.timedelta | None:
    """What a zone is ahead of UTC; None where its name is not known."""
    name = zone.strip().lower()
    if name in _ZONES:
        return dt.timedelta(hours=_ZONES[name])
    found = re.fullmatch(r"(?:gmt|utc)?\s*([+-])(\d{1,2}):?(\d\d)?", name)
    if not found:
        return None
    ahead = dt.timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return -ahead if found[1] == "-" else ahead
