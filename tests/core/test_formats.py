"""Dates, numbers and money as Vietnamese papers write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from ttdn.core.templatetags import formats

TODAY = date(2026, 9, 14)


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


def test_day_of_a_date_and_of_a_moment_in_the_local_zone():
    assert formats.day(date(2026, 3, 5)) == "05/03/2026"
    assert formats.day(datetime(2026, 3, 5, 18, 0, tzinfo=UTC)) == "06/03/2026"  # 01:00 in Vietnam
    assert formats.day(None) == ""


def test_moment_is_in_the_local_zone():
    assert formats.moment(datetime(2026, 3, 5, 18, 5, tzinfo=UTC)) == "01:05 06/03/2026"
    assert formats.moment(None) == ""


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (1234567, None, "1.234.567"),
        (1234567.8, None, "1.234.567,8"),
        (Decimal("0.50"), None, "0,50"),
        (-1234.5, None, "-1.234,5"),
        (2.345, 2, "2,35"),
        (0, None, "0"),
        (1e21, None, "1.000.000.000.000.000.000.000"),
        (None, None, ""),
    ],
)
def test_number_has_points_between_thousands_and_a_comma_before_tenths(value, places, written):
    assert formats.number(value, places) == written


def test_money_is_in_whole_dong():
    assert formats.money(1234567) == "1.234.567 đồng"
    assert formats.money(Decimal("0.5")) == "1 đồng"
    assert formats.money(None) == ""


@pytest.mark.parametrize(
    ("size", "written"),
    [(0, "0 B"), (1023, "1.023 B"), (1536, "1,5 kB"), (52428800, "50,0 MB"), (3 * 1024**3, "3,0 GB")],
)
def test_file_size_takes_the_largest_fitting_unit(size, written):
    assert formats.file_size(size) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2026, 9, 14), "hôm nay"),
        (date(2026, 9, 13), "hôm qua"),
        (date(2026, 9, 15), "ngày mai"),
        (date(2026, 9, 26), "còn 12 ngày"),
        (date(2026, 9, 11), "3 ngày trước"),
        (None, ""),
    ],
)
def test_relative_day_counts_from_today(value, written):
    assert formats.relative_day(value, TODAY) == written
