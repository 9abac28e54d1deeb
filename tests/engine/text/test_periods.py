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


@pytest.mark.parametrize(
    ("phrase", "period", "wanted"),
    [
        ("mỗi tuần 01 số", YEAR, ("2026-01-01", "2026-12-31", "weekly", None)),
        ("mỗi tháng 02 lần", YEAR, ("2026-01-01", "2026-12-31", "monthly", None)),
        ("hai tháng một lần", YEAR, (None, None, None, None)),
        ("02 tháng/lần", YEAR, (None, None, None, None)),
        ("định kỳ 6 tháng, hằng năm", YEAR, ("2026-01-01", "2026-12-31", "half-yearly", None)),
        ("định kỳ 06 tháng và hằng năm", YEAR, ("2026-01-01", "2026-12-31", "half-yearly", None)),
        ("6 tháng, 1 năm", YEAR, ("2026-01-01", "2026-12-31", "half-yearly", None)),
        ("6 tháng/lần", YEAR, ("2026-01-01", "2026-12-31", "half-yearly", None)),
        ("6 tháng một lần", YEAR, ("2026-01-01", "2026-12-31", "half-yearly", None)),
        ("mỗi năm 02 lần", YEAR, ("2026-01-01", "2026-12-31", "half-yearly", None)),
        ("02 lần/năm", YEAR, ("2026-01-01", "2026-12-31", "half-yearly", None)),
        ("01 lần/năm", LONG, ("2026-01-01", "2030-12-31", "yearly", None)),
        ("mỗi năm một lần", LONG, ("2026-01-01", "2030-12-31", "yearly", None)),
        ("3 tháng/lần", YEAR, ("2026-01-01", "2026-12-31", "quarterly", None)),
        ("3 tháng một lần", YEAR, ("2026-01-01", "2026-12-31", "quarterly", None)),
        ("ba tháng một lần", YEAR, ("2026-01-01", "2026-12-31", "quarterly", None)),
        ("mỗi quý một lần", YEAR, ("2026-01-01", "2026-12-31", "quarterly", None)),
        ("01 lần/quý", YEAR, ("2026-01-01", "2026-12-31", "quarterly", None)),
        ("hằng quý", YEAR, ("2026-01-01", "2026-12-31", "quarterly", None)),
        ("các quý trong năm", YEAR, ("2026-01-01", "2026-12-31", "quarterly", None)),
        ("các tháng trong năm", YEAR, ("2026-01-01", "2026-12-31", "monthly", None)),
        ("tuần/lần", YEAR, ("2026-01-01", "2026-12-31", "weekly", None)),
        ("01 kỳ/tuần", YEAR, ("2026-01-01", "2026-12-31", "weekly", None)),
        ("hằng tuần", YEAR, ("2026-01-01", "2026-12-31", "weekly", None)),
        ("thứ sáu hằng tuần", YEAR, ("2026-01-01", "2026-12-31", "weekly", None)),
        ("vào ngày 15 hằng tháng", YEAR, ("2026-01-01", "2026-12-31", "monthly", None)),
        ("trước ngày 15 hằng tháng", YEAR, ("2026-01-01", "2026-12-31", "monthly", None)),
        ("ngày 20 tháng cuối quý", YEAR, ("2026-01-01", "2026-12-31", "quarterly", None)),
        ("trước ngày 10 tháng đầu quý sau", YEAR, ("2026-01-01", "2026-12-31", "quarterly", None)),
        ("Hàng ngày", YEAR, ("2026-01-01", "2026-12-31", "daily", None)),
        ("24/24 giờ", YEAR, (None, None, None, None)),
        ("Thường xuyên trong năm", YEAR, ("2026-01-01", "2026-12-31", "continuous", None)),
        ("Liên tục, hằng năm", LONG, ("2026-01-01", "2030-12-31", "continuous", None)),
        ("thường xuyên, theo quý", YEAR, ("2026-01-01", "2026-12-31", "continuous", None)),
        ("Trước 15/12 hàng năm", LONG, ("2026-01-01", "2030-12-31", "yearly", "--12-15")),
        ("Ngày 15 tháng 11 hằng năm", LONG, ("2026-01-01", "2030-12-31", "yearly", "--11-15")),
        ("Tháng 11 hằng năm", LONG, ("2026-01-01", "2030-12-31", "yearly", "--11-30")),
        ("Quý IV hằng năm", LONG, ("2026-01-01", "2030-12-31", "yearly", "--12-31")),
        ("Chậm nhất ngày 20/11/2026", YEAR, (None, "2026-11-20", None, None)),
        ("chậm nhất 30/6", YEAR, (None, "2026-06-30", None, None)),
        ("không quá ngày 15 tháng 7 năm 2026", YEAR, (None, "2026-07-15", None, None)),
        ("Xong trước quý III/2026", YEAR, (None, "2026-06-30", None, None)),
        ("Trước tháng 6/2026", YEAR, (None, "2026-05-31", None, None)),
        ("Hết quý II/2026", YEAR, (None, "2026-06-30", None, None)),
        ("Đến 31/12/2026", YEAR, (None, "2026-12-31", None, None)),
        ("Từ nay đến 30/9/2026", YEAR, (None, "2026-09-30", None, None)),
        ("Từ nay đến hết năm 2026", YEAR, (None, "2026-12-31", None, None)),
        ("Từ tháng 3/2026", YEAR, ("2026-03-01", None, None, None)),
        ("Từ quý II/2026 trở đi", YEAR, ("2026-04-01", None, None, None)),
        ("Từ ngày 01/4/2026 đến hết ngày 30/4/2026", YEAR, ("2026-04-01", "2026-04-30", None, None)),
        ("10-15/11/2026", YEAR, ("2026-11-10", "2026-11-15", None, None)),
        ("ngày 10 - 15/11/2026", YEAR, ("2026-11-10", "2026-11-15", None, None)),
        ("từ ngày 10 đến ngày 15/11", YEAR, ("2026-11-10", "2026-11-15", None, None)),
        ("từ 10 đến 15 tháng 11 năm 2026", YEAR, ("2026-11-10", "2026-11-15", None, None)),
        ("Ngày 05 và 06/9/2026", YEAR, ("2026-09-05", "2026-09-06", None, None)),
        ("02 ngày (20, 21/3/2026)", YEAR, ("2026-03-20", "2026-03-21", None, None)),
        ("Tháng 3, 6, 9, 12/2026", YEAR, ("2026-03-01", "2026-12-31", None, None)),
        ("T3-T5/2026", YEAR, ("2026-03-01", "2026-05-31", None, None)),
        ("Tháng 11/2026 - tháng 02/2027", LONG, ("2026-11-01", "2027-02-28", None, None)),
        ("Tháng 11/2025 đến tháng 3 năm 2026", LONG, ("2025-11-01", "2026-03-31", None, None)),
        ("Quý I và II năm 2026", YEAR, ("2026-01-01", "2026-06-30", None, None)),
        ("Quý 2 - Quý 3/2026", YEAR, ("2026-04-01", "2026-09-30", None, None)),
        ("Q2/2026", YEAR, ("2026-04-01", "2026-06-30", None, None)),
        ("6 tháng cuối năm 2026", YEAR, ("2026-07-01", "2026-12-31", None, None)),
        ("02 tháng cuối năm", YEAR, ("2026-11-01", "2026-12-31", None, None)),
        ("3 tháng đầu năm 2026", YEAR, ("2026-01-01", "2026-03-31", None, None)),
        ("Nửa đầu năm 2026", YEAR, ("2026-01-01", "2026-06-30", None, None)),
        ("nửa cuối tháng 5/2026", YEAR, ("2026-05-01", "2026-05-31", None, None)),
        ("Đầu tháng 5/2026", YEAR, ("2026-05-01", "2026-05-31", None, None)),
        ("đầu năm 2027", LONG, ("2027-01-01", "2027-12-31", None, None)),
        ("cuối quý III/2026", YEAR, ("2026-07-01", "2026-09-30", None, None)),
        ("Trung tuần tháng 8/2026", YEAR, ("2026-08-01", "2026-08-31", None, None)),
        ("Trong năm 2026", YEAR, ("2026-01-01", "2026-12-31", None, None)),
        ("Trong năm", YEAR, ("2026-01-01", "2026-12-31", None, None)),
        ("Cả năm", YEAR, ("2026-01-01", "2026-12-31", None, None)),
        ("Năm 2026, 2027", LONG, ("2026-01-01", "2027-12-31", None, None)),
        ("2026, 2027, 2028", LONG, ("2026-01-01", "2028-12-31", None, None)),
        ("Giai đoạn 2026 - 2030", LONG, ("2026-01-01", "2030-12-31", None, None)),
        ("Giai đoạn 2026-2030, định hướng đến năm 2035", LONG, ("2026-01-01", "2035-12-31", None, None)),
        ("Từ năm 2026", LONG, ("2026-01-01", None, None, None)),
        ("Từ 2026 đến 2028", LONG, ("2026-01-01", "2028-12-31", None, None)),
        ("Năm 2026 và những năm tiếp theo", LONG, ("2026-01-01", None, None, None)),
        ("Hoàn thành trong quý III/2026", YEAR, (None, "2026-09-30", None, None)),
        ("Hoàn thành năm 2027", LONG, (None, "2027-12-31", None, None)),
        ("Theo tiến độ dự án", YEAR, (None, None, None, None)),
        ("Khi có yêu cầu", YEAR, (None, None, None, None)),
        ("Theo kế hoạch của Bộ", YEAR, (None, None, None, None)),
        ("Sau khi được phê duyệt", YEAR, (None, None, None, None)),
        ("Tết Nguyên đán 2026", YEAR, ("2026-01-01", "2026-12-31", None, None)),
        ("30.4.2026", YEAR, (None, "2026-04-30", None, None)),
        ("30-4-2026", YEAR, (None, "2026-04-30", None, None)),
        ("31/12/26", YEAR, (None, "2026-12-31", None, None)),
        ("Tháng 12/2025", YEAR, ("2025-12-01", "2025-12-31", None, None)),
        ("12.2026", YEAR, (None, "2026-12-31", None, None)),
        ("Trước ngày 05 tháng 12 năm 2026", YEAR, (None, "2026-12-05", None, None)),
        ("Ngày 08/3", YEAR, ("2026-03-08", "2026-03-08", None, None)),
        ("sáng ngày 08/3/2026", YEAR, ("2026-03-08", "2026-03-08", None, None)),
        ("07 giờ 30 ngày 20/6/2026", YEAR, ("2026-06-20", "2026-06-20", None, None)),
        ("trong 10 ngày làm việc", YEAR, (None, None, None, None)),
        ("15 ngày kể từ ngày ban hành", YEAR, (None, None, None, None)),
        ("Hằng năm (quý IV)", LONG, ("2026-01-01", "2030-12-31", "yearly", "--12-31")),
        ("hằng năm, từ năm 2027", LONG, ("2027-01-01", "2030-12-31", "yearly", None)),
        ("hàng tháng, từ tháng 3/2026", YEAR, ("2026-03-01", "2026-12-31", "monthly", None)),
        ("định kỳ hàng quý, 6 tháng, năm", YEAR, ("2026-01-01", "2026-12-31", "quarterly", None)),
        ("tháng, quý, 6 tháng, năm", YEAR, ("2026-01-01", "2026-12-31", "monthly", None)),
        ("hai lần một năm", YEAR, ("2026-01-01", "2026-12-31", "half-yearly", None)),
        ("mỗi học kỳ 01 buổi", YEAR, (None, None, None, None)),
        ("hằng tuần, hằng tháng", YEAR, ("2026-01-01", "2026-12-31", "weekly", None)),
        ("Quý II, IV/2026", YEAR, ("2026-04-01", "2026-12-31", None, None)),
        ("Quý I hoặc quý II/2026", YEAR, ("2026-01-01", "2026-06-30", None, None)),
        ("Dịp hè 2026", YEAR, ("2026-01-01", "2026-12-31", None, None)),
        ("Tháng 4/2026 và tháng 10/2026", YEAR, ("2026-04-01", "2026-10-31", None, None)),
        ("Tháng Ba/2026", YEAR, ("2026-03-01", "2026-03-31", None, None)),
        ("tháng tư năm 2026", YEAR, ("2026-04-01", "2026-04-30", None, None)),
        ("hàng quý, trước ngày 25 tháng cuối quý", YEAR, ("2026-01-01", "2026-12-31", "quarterly", None)),
        ("theo định kỳ", YEAR, (None, None, None, None)),
        ("từ ngày ký ban hành đến 31/12/2026", YEAR, (None, "2026-12-31", None, None)),
        ("Ngay từ đầu năm 2026", YEAR, ("2026-01-01", None, None, None)),
        ("Quý III, Quý IV năm 2026", YEAR, ("2026-07-01", "2026-12-31", None, None)),
        ("Từ quý II đến quý IV/2026", YEAR, ("2026-04-01", "2026-12-31", None, None)),
        ("Quý III/2026 đến Quý I/2027", LONG, ("2026-07-01", "2027-03-31", None, None)),
        ("15/3 - 20/3/2026", YEAR, ("2026-03-15", "2026-03-20", None, None)),
        ("từ ngày 25/12/2025 đến ngày 05/01/2026", YEAR, ("2025-12-25", "2026-01-05", None, None)),
        ("từ ngày 25/12 đến ngày 05/01/2027", LONG, ("2026-12-25", "2027-01-05", None, None)),
        ("mỗi tuần một lần", YEAR, ("2026-01-01", "2026-12-31", "weekly", None)),
        ("hằng tháng (trước ngày 25)", YEAR, ("2026-01-01", "2026-12-31", "monthly", None)),
        ("tuần 1 tháng 5/2026", YEAR, ("2026-05-01", "2026-05-31", None, None)),
        ("tuần thứ 2 tháng 5/2026", YEAR, ("2026-05-01", "2026-05-31", None, None)),
    ],
)
def test_meaning_of_the_ways_offices_write_a_time(phrase, period, wanted):
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
