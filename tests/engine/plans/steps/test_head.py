"""Letterhead, title, preamble, period, place, appendix number."""

import datetime as dt

import pytest

from tests.engine.plans.compiling import codes, compiled, of, read
from ttdn.engine.plans.model import Period
from ttdn.engine.plans.pipeline import compile_plan
from ttdn.engine.plans.steps.period import period_in
from ttdn.engine.plans.steps.preamble import top_citations

BODY = "I. MỤC ĐÍCH\n- Một ý.\n"


def test_head_of_a_province():
    plan = compiled(BODY)
    assert (plan.number, plan.issued_on, plan.place) == ("12/KH-UBND", dt.date(2026, 1, 5), "An Sơn")
    assert (plan.issuer, plan.title) == ("Ủy ban nhân dân tỉnh An Sơn", "Kế hoạch truyền thông tỉnh An Sơn năm 2026")


def test_of_parent_and_issuer_the_lower_one_issues():
    head = (
        "UBND TỈNH AN SƠN\nSỞ Y TẾ\n\n"
        "Số: 9/KH-SYT\nAn Sơn, ngày 5 tháng 2 năm 2026\n\nKẾ HOẠCH\nTiêm chủng năm 2026\n\n"
    )
    assert compiled(BODY, head=head).issuer == "Sở Y tế"


def test_a_blank_number_and_day_stay_empty_and_are_told():
    head = (
        "ỦY BAN NHÂN DÂN\nTỈNH AN SƠN\n\n"
        "Số:     /KH-UBND\nAn Sơn, ngày     tháng 3 năm 2026\n\nKẾ HOẠCH\nDu lịch 2026\n\n"
    )
    plan = compiled(BODY, head=head)
    assert (plan.number, plan.issued_on) == (None, None)
    assert {"number-blank", "date-blank"} <= codes(plan)


def test_the_number_of_an_incoming_stamp_is_not_the_documents():
    head = (
        "CV ĐẾN Số: 777\nNgày: 17/3/26\n\nSố: 12/KH-UBND\nAn Sơn, ngày 5 tháng 1 năm 2026\n\nKẾ HOẠCH\nDu lịch 2026\n\n"
    )
    plan = compiled(BODY, head=head)
    assert plan.number == "12/KH-UBND"
    assert plan.coverage.set_aside["incoming-stamp"] == 2
    assert "incoming-stamp" in codes(plan)


def test_a_struck_number_is_kept_and_told():
    plan = compile_plan(
        read("Số: ~~12~~/KH-UBND\n\n# KẾ HOẠCH\n\n**Du lịch năm 2026**\n\n## I. MỤC ĐÍCH\n\n- Một ý.\n", "a.md")
    )
    assert plan.number == "12/KH-UBND"
    assert "number-struck-out" in codes(plan)


def test_number_and_day_from_the_appendix_where_the_head_has_none():
    text = """\
    KẾ HOẠCH
    Du lịch tỉnh An Sơn năm 2026

    I. MỤC ĐÍCH
    - Một ý.
    Nơi nhận:
    - Lưu: VT.

    PHỤ LỤC
    NHIỆM VỤ
    (Kèm theo Kế hoạch số 45/KH-UBND ngày 31/12 /2025)
    """
    plan = compiled(text, head="")
    assert (plan.number, plan.issued_on) == ("45/KH-UBND", dt.date(2025, 12, 31))
    assert "number-only-in-appendix" in codes(plan)


def test_bases_in_lines_and_the_proposal_is_none():
    plan = compiled("""\
    Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;
    Căn cứ Kế hoạch số 3/KH-TU ngày 02/01/2026 của Tỉnh ủy về việc thực hiện Nghị quyết số 8-NQ/TU ngày 01/01/2025;
    Xét đề nghị của Giám đốc Sở Y tế tại Tờ trình số 4/TTr-SYT ngày 03/01/2026;
    Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
    I. MỤC ĐÍCH
    - Một ý.
    """)
    assert [(b.number, str(b.issued_on)) for b in plan.legal_bases] == [(None, "2019-11-21"), ("3/KH-TU", "2026-01-02")]


def test_bases_in_one_sentence_with_the_issue_behind():
    text = (
        "Thực hiện Quyết định số 5/QĐ-TTg ngày 06/01/2025 của Thủ tướng Chính phủ; "
        "Thông tư số 6/2025/TT-BYT ngày 19/02/2025, "
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:"
    )
    assert [c.number for c in top_citations(text)] == ["5/QĐ-TTg", "6/2025/TT-BYT"]


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("Kế hoạch thông tin giai đoạn 2026 - 2030", "2026-01-01", "2030-12-31"),
        ("Thực hiện Đề án “Thông tin giai đoạn 2013-2020” trong năm 2017", "2017-01-01", "2017-12-31"),
        ("Kế hoạch truyền thông 6 tháng cuối năm 2026", "2026-07-01", "2026-12-31"),
        ("Kế hoạch truyền thông năm 2026 và năm 2027", "2026-01-01", "2027-12-31"),
        ("Kế hoạch quý II năm 2026", "2026-04-01", "2026-06-30"),
        ("Chương trình đến năm 2030, tầm nhìn 2045", None, "2030-12-31"),
        ("Kế hoạch năm 2026 thực hiện Chương trình giai đoạn 2026-2030", "2026-01-01", "2026-12-31"),
    ],
)
def test_period_of_a_title(title, start, end):
    found = period_in(title)
    assert (found.start and str(found.start), found.end and str(found.end)) == (start, end)


def test_a_title_that_names_no_time_has_no_period():
    assert period_in("Kế hoạch triển khai Luật Mẫu năm 2024") is None
    assert period_in("Kế hoạch thực hiện Nghị quyết số 8-NQ/TU ngày 01/01/2025") is None


def test_a_decision_brings_the_plan_behind_its_signature():
    head = "ỦY BAN NHÂN DÂN\nTỈNH AN SƠN\n\nSố: 3/QĐ-UBND\nAn Sơn, ngày 5 tháng 1 năm 2026\n\n"
    plan = compiled(
        """\
    QUYẾT ĐỊNH
    Về việc ban hành Kế hoạch đọc sách năm 2026

    Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;
    QUYẾT ĐỊNH:
    Điều 1. Ban hành kèm theo Quyết định này Kế hoạch đọc sách năm 2026.
    Điều 2. Quyết định có hiệu lực từ ngày ký.
    Nơi nhận:
    - Như Điều 2;
    - Lưu: VT.
    CHỦ TỊCH
    Lò Văn Pản

    KẾ HOẠCH
    Đọc sách năm 2026

    I. NHIỆM VỤ
    1. Mở thư viện lưu động
    - Chủ trì: Sở Văn hóa, Thể thao và Du lịch.
    """,
        head=head,
    )
    assert [t.ref for t in of(plan, "task")] == ["I.1"]
    assert plan.period == Period(start=dt.date(2026, 1, 1), end=dt.date(2026, 12, 31))
    assert plan.signatory.name == "Lò Văn Pản"


@pytest.mark.parametrize("kind", ["BÁO CÁO", "TỜ TRÌNH", "QUY CHẾ", "GIẤY MỜI"])
def test_kinds_that_are_no_plan_give_their_sections_and_no_task(kind):
    text = f"{kind}\nVề truyền thông\n\nI. NHIỆM VỤ\n1. Sở Y tế: tổ chức hội nghị.\n- Chủ trì: Sở Y tế.\n"
    plan = compiled(text, head="")
    assert [(i.kind, i.ref, i.text.split("\n")[0]) for i in plan.items] == [
        ("group", "I", "NHIỆM VỤ"),
        ("group", "I.1", "Sở Y tế: tổ chức hội nghị."),
        ("group", "", "Chủ trì: Sở Y tế."),
    ]
    assert plan.coverage.unread == 0
    message = next(w.message for w in plan.warnings if w.code == "not-a-plan")
    assert message.startswith(f"Văn bản là {kind.lower()}, không phải kế hoạch")


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH\nSUỐI MƠ", "Ủy ban nhân dân tỉnh Suối Mơ"),
        ("SỞ Y TẾ TỈNH SUỐI MƠ", "Sở Y tế tỉnh Suối Mơ"),
        ("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG THCS ÁNH SAO", "Trường THCS Ánh Sao"),
    ],
)
def test_issuers_in_capitals(head, issuer):
    text = (
        f"{head}\nSố: 8/KH-XX\nSuối Mơ, ngày 02 tháng 02 năm 2026\n\nKẾ HOẠCH\nTruyền thông năm 2026\n\nI. MỤC ĐÍCH\n"
    )
    assert compiled(text + "1. Nâng cao hiểu biết.\n", head="").issuer == issuer
