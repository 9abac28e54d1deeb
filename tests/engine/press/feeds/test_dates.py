"""The times of feeds, with the zone that is written."""

from __future__ import annotations

import datetime as dt

import pytest

from ttdn.engine.press.feeds.dates import parse_date

UTC, ICT = dt.UTC, dt.timezone(dt.timedelta(hours=7))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Tue, 24 Nov 2026 20:13:09 +0700", dt.datetime(2026, 11, 24, 20, 13, 9, tzinfo=ICT)),
        ("Tue, 24 Nov 2026 20:13:09 GMT", dt.datetime(2026, 11, 24, 20, 13, 9, tzinfo=UTC)),
        ("Tue, 24 Nov 2026 20:13:09 GMT+7", dt.datetime(2026, 11, 24, 20, 13, 9, tzinfo=ICT)),
        ("Tue, 24 Nov 26 20:13:09 +07:00", dt.datetime(2026, 11, 24, 20, 13, 9, tzinfo=ICT)),
        ("24 November 2026 08:00 ICT", dt.datetime(2026, 11, 24, 8, tzinfo=ICT)),
        ("Tue, 24 Nov 2026", dt.datetime(2026, 11, 24)),
        ("2026-11-24T20:13:09Z", dt.datetime(2026, 11, 24, 20, 13, 9, tzinfo=UTC)),
        ("2026-11-24T20:13:09+07:00", dt.datetime(2026, 11, 24, 20, 13, 9, tzinfo=ICT)),
        ("2026-11-24 20:13", dt.datetime(2026, 11, 24, 20, 13)),
        ("2026-11-24T24:00:00+07:00", dt.datetime(2026, 11, 25, tzinfo=ICT)),
        ("2026-11", dt.datetime(2026, 11, 1)),
        ("24/11/2026 20:13", dt.datetime(2026, 11, 24, 20, 13)),
        (
            "Thứ ba, 24/11/2026, 20:13 (GMT+7)".replace("(", "").replace(")", ""),
            dt.datetime(2026, 11, 24, 20, 13, tzinfo=ICT),
        ),
        ("11/24/2026 9:05:00 PM", dt.datetime(2026, 11, 24, 21, 5)),
        ("31 Jun 2026 10:00:00 GMT", None),
        ("Tue, 24 Nov 2026 20:13:09 XYZ", None),
        ("hôm qua", None),
        ("", None),
        ("9" * 10_000, None),
    ],
)
def test_time_is_read_as_written(written: str, meant: dt.datetime | None) -> None:
    got = parse_date(written)
    assert got == meant
    if got and meant:
        assert got.utcoffset() == meant.utcoffset()
