"""The day of publication: every shape and trap of our own pages, their floor, and how days are written."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from eval.press.day.pages import DatedPage, pages
from ttdn.engine.press.day import day_in_address, published_on
from ttdn.engine.press.written_day import stamped_day, written_day

FLOORS = json.loads((Path(__file__).parents[3] / "eval" / "press" / "day" / "floors.json").read_text("utf-8"))
OWN = list(pages())
DAY = dt.date(2026, 11, 24)


def found(page: DatedPage) -> dt.date | None:
    return published_on(LexborHTMLParser(page.html), page.url)


def test_own_pages_stay_at_their_floor() -> None:
    got = [found(page) for page in OWN]
    dated = [(page.day, day) for page, day in zip(OWN, got, strict=True) if page.day]
    assert len(OWN) >= 120
    assert sum(want == day for want, day in dated) / len(dated) >= FLOORS["right_at_least"]
    wrong = [(page.shape, day) for page, day in zip(OWN, got, strict=True) if day not in (None, page.day)]
    assert len(wrong) / len(OWN) <= FLOORS["wrong_at_most"], wrong


@pytest.mark.parametrize(
    ("text", "in_vietnam", "day"),
    [
        ("2026-11-24T08:05:00+07:00", True, DAY),
        ("2026-11-23T18:30:00Z", True, DAY),  # half past one in the morning in Vietnam
        ("2026-11-23T18:30:00+00:00", True, DAY),
        ("2026-11-23T18:30:00Z", False, dt.date(2026, 11, 23)),
        ("2026-11-24T23:30:00-05:00", True, DAY),  # the outlet's own day
        ("20261124", True, DAY),
        ("20261124T080500", True, DAY),
        ("24/11/2026 08:05", True, DAY),
        ("11/24/2026 8:05:00 AM", True, DAY),
        ("2/11/2026 8:05:00 AM", True, None),  # a machine that speaks English, on a Vietnamese site
        ("2/11/2026 08:05", True, dt.date(2026, 11, 2)),
        ("2/11/2026 08:05", False, None),
        ("Tue, 24 Nov 2026 08:05:00 +0700", False, DAY),
        ("0001-01-01T00:00:00", False, None),
        ("2026-02-30", False, None),
        ("2026-11-23T25:61:00Z", True, None),
        ("1606179900", False, None),
        ("", False, None),
    ],
)
def test_stamp_is_read(text: str, in_vietnam: bool, day: dt.date | None) -> None:
    assert stamped_day(text, in_vietnam=in_vietnam) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thứ ba, 24/11/2026, 08:05 (GMT+7)", DAY),
        ("24-11-2026 | 08:05", DAY),
        ("Ngày 24 tháng 11 năm 2026", DAY),
        ("24 Tháng 11, 2026", DAY),
        ("24 thg 11, 2026", DAY),
        ("November 24th, 2026", DAY),
        ("24 novembre 2026", DAY),
        ("24 ноября 2026", DAY),
        ("2026年11月24日", DAY),
        ("2026. 11. 24.", DAY),
        ("24.11.2026", DAY),
        ("24/11/2026 (24-11-2026)", DAY),
        ("24/11/2026 – 25/11/2026", None),
        ("3 giờ trước", None),
        ("Hôm qua, 08:05", None),
        ("24/11", None),
        ("10.24.11.2026", None),
        ("31/02/2026", None),
    ],
)
def test_line_is_read(text: str, day: dt.date | None) -> None:
    assert written_day(text, day_first=True) == day


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/2026/11/24/tau-song.html", DAY),
        ("https://a.example/2026-11-24-tau-song", DAY),
        ("https://a.example/20261124/tau-song", DAY),
        ("https://a.example/tau-song-20261124080512345.htm", DAY),
        ("https://a.example/tau-song-188261124080512345.htm", None),
        ("https://a.example/2026/11/tau-song", None),
        ("https://a.example/tau-song-20269945.html", None),
        ("https://a.example/tim?ngay=2026-11-24", None),
        ("http://[broken/2026/11/24/", None),
        ("", None),
    ],
)
def test_address_is_read(address: str, day: dt.date | None) -> None:
    assert day_in_address(address) == day


@pytest.mark.parametrize(
    "script",
    [
        "[" * 5_000,
        '{"@type": "NewsArticle", "datePublished": ["2026-11-24"]}',
        '{"@type": 7, "datePublished": {"@value": "2026-11-24"}}',
        '"datePublished"',
        "",
    ],
)
def test_odd_json_gives_no_day(script: str) -> None:
    opening = '<script type="application/ld+json">'
    html = f'{opening}{script}</script>{opening}"datePublished"</script>'
    assert published_on(LexborHTMLParser(html), "") is None


@given(st.text(max_size=80), st.booleans())
def test_any_text_gives_a_day_or_none(text: str, day_first: bool) -> None:
    for day in (written_day(text, day_first=day_first), stamped_day(text, in_vietnam=day_first)):
        assert day is None or 1990 <= day.year <= 2100


@given(st.dates(dt.date(1995, 1, 1), dt.date(2099, 12, 31)))
def test_day_is_read_back_in_every_form(day: dt.date) -> None:
    assert written_day(f"{day:%d/%m/%Y}", day_first=True) == day
    assert stamped_day(f"{day}T23:59:00+07:00", in_vietnam=True) == day
    assert day_in_address(f"https://a.example/{day:%Y/%m/%d}/a.html") == day
