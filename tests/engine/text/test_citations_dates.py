import datetime as dt

import pytest

from ttdn.engine.text.citations import citations, clean_number
from ttdn.engine.text.dates import dates


def cited(text):
    return [(c.kind, c.number, str(c.issued_on) if c.issued_on else None) for c in citations(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Quyết định số 86a/QĐ-UBND ngày 16/12/2026 của", [("quyết định", "86a/QĐ-UBND", "2026-12-16")]),
        ("Nghị quyết số 06-NQ/TU ngày 05 tháng 11 năm 2026 về", [("nghị quyết", "06-NQ/TU", "2026-11-05")]),
        ("Kết luận số 57-KL/TU của Ban Thường vụ ngày 15/6/2026 về", [("kết luận", "57-KL/TU", "2026-06-15")]),
        ("Luật Thư viện ngày 21 tháng 11 năm 2019", [("luật", None, "2019-11-21")]),
        ("Luật Mẫu số 99/2030/QH17 ngày 01/7/2030", [("luật", "99/2030/QH17", "2030-07-01")]),
        ("(Kèm theo Kế hoạch số 12/KH-UBND ngày 31/12 /2026)", [("kế hoạch", "12/KH-UBND", "2026-12-31")]),
        ("tổ chức 02/5 lớp, ngày 16/12/2026", []),
    ],
)
def test_citations_give_kind_number_and_day(text, wanted):
    assert cited(text) == wanted


def test_an_amending_law_is_one_citation_with_the_laws_in_its_name():
    text = "Luật sửa đổi, bổ sung một số điều của Luật A và Luật B ngày 22 tháng 11 năm 2029;"
    assert cited(text) == [("luật", None, "2029-11-22")]


def test_a_number_without_its_issuer_is_told():
    assert [c.issuer_missing for c in citations("tại Quyết định 36/2026/QĐ-ngày 29/7/2026 của")] == [True]


def test_clean_number_closes_the_gaps():
    assert clean_number("22 /2026/ TT-BVH") == "22/2026/TT-BVH"


def test_dates_in_every_usual_form():
    text = "05 tháng 11 năm 2026; 16/12/2026; 31/12 /2026; 17/3/27; 30/11"
    found = dates(text)
    assert [d.day for d in found] == [
        dt.date(2026, 11, 5), dt.date(2026, 12, 16), dt.date(2026, 12, 31), dt.date(2027, 3, 17), None,
    ]  # fmt: skip
    assert found[-1].in_year(2026) == dt.date(2026, 11, 30)


def test_a_day_that_does_not_exist_has_no_date():
    assert [(d.year, d.day) for d in dates("ngày 30/02/2026")] == [(2026, None)]
