import datetime as dt

import pytest
from django.utils import timezone

from ttdn.core import days


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2026-11-24T16:59:59+00:00", dt.date(2026, 11, 24)), ("2026-11-24T17:00:00+00:00", dt.date(2026, 11, 25))],
)
def test_the_day_turns_at_midnight_in_vietnam(monkeypatch, moment, day):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime.fromisoformat(moment))
    with timezone.override("America/New_York"):
        assert days.today() == day
