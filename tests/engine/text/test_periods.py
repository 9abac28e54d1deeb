import datetime as dt

import pytest

from ttdn.engine.text.periods import meaning, single_year

YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
STAGE = (dt.date(2018, 1, 1), dt.date(2020, 12, 31))
LONG = (dt.date(2026, 1, 1), dt.date(2030, 12, 31))


def read(phrase, period, **more):
    found = meaning(phrase, period=period, **more)
    return (
        str(found.start) if found.start else None,
        str(found.end) if found.end else None,
        found.recurrence,
        found.due,
    )


@pytest.mark.parametrize(
    ("phrase", "period", "wanted"),
    [
        ("Hằng năm", STAGE, ("2018-01-01", "2020-12-31", "yearly", None)),
        ("Hàng năm", STAGE, ("2018-01-01", "2020-12-31", "yearly", None)),
        ("Thường xuyên", YEAR, ("2026-01-01", "2026-12-31", "continuous", None)),
        ("Giai đoạn\n2018 - 2020", STAGE, ("2018-01-01", "2020-12-31", None, None)),
        ("Quý IV/2026", YEAR, ("2026-10-01", "2026-12-31", None, None)),
        ("Quý III", YEAR, ("2026-07-01", "2026-09-30", None, None)),
        ("Quý III", STAGE, (None, None, None, None)),
        ("Quý I-II/2026", YEAR, ("2026-01-01", "2026-06-30", None, None)),
        ("6 tháng đầu năm", YEAR, ("2026-01-01", "2026-06-30", None, None)),
        ("Trước ngày 30/11", YEAR, (None, "2026-11-30", None, None)),
        ("Trước ngày 30/11", STAGE, (None, None, None, None)),
        ("trước 30/11 hằng năm", STAGE, ("2018-01-01", "2020-12-31", "yearly", "--11-30")),
        ("Tháng 3-5/2026", YEAR, ("2026-03-01", "2026-05-31", None, None)),
        ("Tháng 6 năm 2025", YEAR, ("2025-06-01", "2025-06-30", None, None)),
        ("năm 2027 (phấn đấu)", LONG, ("2027-01-01", "2027-12-31", None, None)),
        ("hằng quý đến 2030", LONG, ("2026-01-01", "2030-12-31", "quarterly", None)),
        ("theo lịch sự kiện", YEAR, (None, None, None, None)),
        ("Ngay sau khi Kế hoạch được ban hành", YEAR, (None, None, None, None)),
        ("cả năm 2017", None, ("2017-01-01", "2017-12-31", None, None)),
        ("dự kiến 02 ngày trong Quý III/2017", None, ("2017-07-01", "2017-09-30", None, None)),
        ("01 số/quý/năm 2017", None, ("2017-01-01", "2017-12-31", "quarterly", None)),
        ("2018-2020", None, ("2018-01-01", "2020-12-31", None, None)),
        ("Năm 2018", None, ("2018-01-01", "2018-12-31", None, None)),
        ("6/2025", None, (None, "2025-06-30", None, None)),
        ("trước 30/11/2017", None, (None, "2017-11-30", None, None)),
        ("Từ tháng 3 đến tháng 5/2026", None, ("2026-03-01", "2026-05-31", None, None)),
        ("Quý IV/2025 - Quý I/2026", None, ("2025-10-01", "2026-03-31", None, None)),
        ("Từ ngày 01/3 đến 30/4/2026", YEAR, ("2026-03-01", "2026-04-30", None, None)),
        ("Đến hết năm 2027", LONG, (None, "2027-12-31", None, None)),
        ("2026 và các năm tiếp theo", None, ("2026-01-01", None, None, None)),
        ("Định kỳ 6 tháng", YEAR, ("2026-01-01", "2026-12-31", "half-yearly", None)),
        ("Năm học 2025-2026", YEAR, (None, None, None, None)),
        ("Ngày 20/6/2026", YEAR, ("2026-06-20", "2026-06-20", None, None)),
        ("Từ 15/11 đến 20/11/2026", None, ("2026-11-15", "2026-11-20", None, None)),
        ("07h30 - 10h00", YEAR, (None, None, None, None)),
    ],
)
def test_meaning_of_time_phrases(phrase, period, wanted):
    assert read(phrase, period) == wanted


def test_a_month_under_a_deadline_heading_is_a_deadline():
    assert read("Tháng 6/2026", YEAR, deadline=True) == (None, "2026-06-30", None, None)


def test_duration_is_kept_apart_and_the_plan_is_approximate():
    found = meaning("dự kiến 02 ngày trong Quý III/2017")
    assert (found.duration, found.approximate) == ("P2D", True)


def test_quarters_apart_are_stretches_of_their_own():
    found = meaning("Quý I và Quý III/2026")
    assert [span[0].month for _, span in found.stretches] == [1, 7]


def test_a_day_no_calendar_has_is_told():
    found = meaning("ngày 31/02/2026")
    assert (found.end, found.impossible) == (None, True)


def test_single_year_is_none_for_a_stage():
    assert (single_year(YEAR), single_year(STAGE), single_year(None)) == (2026, None, None)
