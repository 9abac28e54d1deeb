"""Tables of tasks, targets and people."""

import datetime as dt
import time

from tests.engine.plans.compiling import HEAD, codes, names, of, read, table
from ttdn.engine.plans.model import Block, Document, Source
from ttdn.engine.plans.pipeline import compile_plan


def test_layout_b_with_a_row_of_column_numbers():
    plan = table(
        "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành | Ghi chú",
        "(1) | (2) | (3) | (4) | (5) | (6)",
        "1 | Mở 02 lớp học | Sở Y tế | Sở Nội vụ; Công an tỉnh | 6/2026 | Thuê giảng viên",
    )
    (task,) = of(plan, "task")
    assert (names(task.lead), names(task.partners)) == (["Sở Y tế"], ["Sở Nội vụ", "Công an tỉnh"])
    assert (task.schedule.start, task.schedule.end) == (None, dt.date(2026, 6, 30))
    assert [p.text for p in task.parts] == ["Ghi chú: Thuê giảng viên"]
    assert plan.coverage.set_aside["table-head"] == 2


def test_layout_a_the_group_rows_agency_leads():
    plan = table(
        "TT | Nội dung | Thời gian",
        "I | SỞ Y TẾ | SỞ Y TẾ",
        "1 | Phối hợp với Công an tỉnh kiểm tra. | Hằng năm",
        "Ill | SỞ NỘI VỤ | SỞ NỘI VỤ",
        " | Đề xuất khen thưởng. | Quý IV",
    )
    first, second = of(plan, "task")
    assert (first.ref, names(first.lead), names(first.partners)) == ("II.I.1", ["Sở Y tế"], ["Công an tỉnh"])
    assert (second.ref, names(second.lead)) == ("II.III.1", ["Sở Nội vụ"])
    assert {"outline-slip", "unnumbered-row"} <= codes(plan)


def test_layout_c_roman_groups_and_an_empty_cell_stays_empty():
    plan = table(
        "STT | Nội dung công việc | Đơn vị thực hiện | Tiến độ | Sản phẩm",
        "I | Truyền thông | | |",
        "1 | Viết bài | Sở Y tế | Quý I | 12 bài",
        "2 | Làm phim | | | ",
    )
    first, second = of(plan, "task")
    assert [(d.quantity, d.unit) for d in first.deliverables] == [(12, "bài")]
    assert (second.lead, second.partners, second.schedule) == ((), (), None)
    assert first.parent == of(plan, "group")[1].id


def test_layout_g_one_cell_with_labels_scopes_and_milestones():
    plan = table(
        "TT | Nội dung | Phân công | Thời gian | Kinh phí",
        "1 | Tuần lễ sách | Chủ trì: Sở Y tế (nội dung); Sở Nội vụ (hậu cần).<br>Phối hợp: Tỉnh đoàn "
        "| - Chuẩn bị: Quý I/2026<br>- Tổ chức: Quý II/2026 | 100",
        " | Tổng cộng | | | 100",
    )
    (task,) = of(plan, "task")
    assert [(a.name, a.scope) for a in task.lead] == [("Sở Y tế", "nội dung"), ("Sở Nội vụ", "hậu cần")]
    assert names(task.partners) == ["Tỉnh đoàn"]
    assert [m.text for m in task.schedule.milestones] == ["Chuẩn bị: Quý I/2026", "Tổ chức: Quý II/2026"]
    assert (task.schedule.start, task.schedule.end, task.funding) == (dt.date(2026, 1, 1), dt.date(2026, 6, 30), "100")


def test_layout_h_people_lead():
    plan = table("TT | Công việc | Người thực hiện | Thời gian", "1 | Dẫn chương trình | Bà Mai Lụa | 7h30 - 10h00")
    (task,) = of(plan, "task")
    assert (names(task.lead), task.schedule.text, task.schedule.start) == (["Bà Mai Lụa"], "7h30 - 10h00", None)


def test_layout_i_rows_of_a_target_table_are_targets():
    plan = table("TT | Chỉ tiêu | Đơn vị | Năm 2026 | Chủ trì", "1 | Số xã có thư viện | xã | 20 | Sở Y tế")
    (target,) = of(plan, "target")
    assert (target.text, names(target.lead), of(plan, "task")) == ("Số xã có thư viện", ["Sở Y tế"], [])


def test_columns_in_another_order_and_under_other_names():
    plan = table("Thời hạn | Đơn vị phối hợp | Chủ trì | Nội dung thực hiện", "Quý I | Sở Nội vụ | Sở Y tế | Viết bài")
    (task,) = of(plan, "task")
    assert (task.text, names(task.lead), names(task.partners)) == ("Viết bài", ["Sở Y tế"], ["Sở Nội vụ"])


def test_a_head_in_two_rows():
    plan = table(
        "TT | Nhiệm vụ | Đơn vị thực hiện | | Thời gian",
        " | | Chủ trì | Phối hợp | ",
        "1 | Viết bài | Sở Y tế | Sở Nội vụ | Quý I",
    )
    (task,) = of(plan, "task")
    assert (names(task.lead), names(task.partners)) == (["Sở Y tế"], ["Sở Nội vụ"])


def test_a_head_repeated_on_the_next_page_is_no_task():
    plan = table(
        "TT | Nhiệm vụ | Chủ trì", "1 | Viết bài | Sở Y tế", "TT | Nhiệm vụ | Chủ trì", "2 | Làm phim | Sở Y tế"
    )
    assert [t.text for t in of(plan, "task")] == ["Viết bài", "Làm phim"]


def test_sub_numbered_rows_belong_to_the_row_above():
    plan = table("TT | Nhiệm vụ | Chủ trì", "1 | Hội nghị | ", "1.1 | Cấp tỉnh | Sở Y tế", "1.2 | Cấp xã | Sở Nội vụ")
    assert [(t.ref, t.text) for t in of(plan, "task")] == [("II.1.1", "Cấp tỉnh"), ("II.1.2", "Cấp xã")]


def test_ditto_repeats_the_cell_above_because_it_says_so():
    plan = table("TT | Nhiệm vụ | Chủ trì", "1 | Viết bài | Sở Y tế", "2 | Làm phim | -nt-", "3 | In sách | ")
    assert [names(t.lead) for t in of(plan, "task")] == [["Sở Y tế"], ["Sở Y tế"], []]


def test_a_table_without_a_head_is_read_by_what_stands_in_it():
    plan = table("1 | Viết bài về thư viện lưu động | Sở Y tế | Quý I/2026",
                 "2 | Làm phim về thư viện | Sở Nội vụ | Quý II/2026",
                 "3 | In sách về thư viện | Sở Tài chính | Quý III/2026")  # fmt: skip
    assert [names(t.lead) for t in of(plan, "task")] == [["Sở Y tế"], ["Sở Nội vụ"], ["Sở Tài chính"]]


def test_two_thousand_rows_take_seconds():
    head = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian")
    rows = [
        head,
        *((str(i), f"Tổ chức hội nghị thứ {i}", "Sở Y tế; UBND các xã", "Quý II/2026") for i in range(1, 2001)),
    ]
    blocks = [Block(n=1, kind="paragraph", text="KẾ HOẠCH"), Block(n=2, kind="paragraph", text="Năm 2026")]
    blocks += [
        Block(n=i, kind="table-row", text="\t".join(r), cells=r, table=1, merged=("",) * 4)
        for i, r in enumerate(rows, 3)
    ]
    started = time.process_time()
    plan = compile_plan(Document(source=Source(name="x", sha256="", format="docx"), blocks=tuple(blocks)))
    assert len(of(plan, "task")) == 2000
    assert time.process_time() - started < 8


def _with_total(total):
    return table(
        "TT | Nội dung | Chủ trì | Kinh phí (triệu đồng)",
        "1 | In tờ gấp | Sở Y tế | 1.200",
        "2 | Mở lớp học | Sở Nội vụ | 300,5",
        f" | Tổng cộng | | {total}",
    )


def test_a_total_that_adds_up_is_kept_and_not_told():
    plan = _with_total("1.500,5")
    assert [g.funding for g in of(plan, "group")] == [None, "1.500,5"]
    assert "total-differs" not in codes(plan)


def test_a_total_that_does_not_add_up_is_told():
    (told,) = [w for w in _with_total("1.600").warnings if w.code == "total-differs"]
    assert told.message == "Kinh phí (triệu đồng): cộng các dòng được 1.500,5, dòng tổng ghi 1.600."


def test_a_number_that_does_not_follow_is_told_and_a_fresh_list_is_not():
    head = "TT | Nhiệm vụ | Cơ quan chủ trì"
    jumps = table(head, "7 | In sách | Sở Y tế", "9 | Mở lớp | Sở Y tế")
    fresh = table(head, "7 | In sách | Sở Y tế", "8 | Mở lớp | Sở Y tế", "1 | Thi viết | Sở Y tế")
    assert ("outline-slip" in codes(jumps), "outline-slip" in codes(fresh)) == (True, False)


def test_a_total_of_the_last_group_adds_up_to_that_group():
    plan = table(
        "TT | Nội dung | Chủ trì | Kinh phí",
        "I | In ấn | | ",
        "1 | In sổ tay | Sở Y tế | 100",
        " | Cộng (I) | | 100",
        "II | Tập huấn | | ",
        "1 | Mở lớp | Sở Nội vụ | 50",
        " | Cộng mục II | | 60",
        " | TỔNG CỘNG (I+II) | | 150",
    )
    assert [w.message for w in plan.warnings if w.code == "total-differs"] == [
        "Kinh phí: cộng các dòng được 150, dòng tổng ghi 60."
    ]
    assert [t.ref for t in of(plan, "task")] == ["II.I.1", "II.II.1"]


def test_a_table_parted_by_a_page_break_goes_on_without_its_head():
    head = "| TT | Nội dung | Chủ trì | Thời gian |\n|---|---|---|---|\n"
    first = head + "| I | Truyền thông | | |\n| 1 | Mở lớp | Sở Y tế | Quý I |\n"
    second = "| 2 | In sổ tay | Sở Nội vụ | Quý II |\n|---|---|---|---|\n| 3 | Họp báo | Sở Ngoại vụ | Quý III |\n"
    plan = compile_plan(read(HEAD.replace("\n", "\n\n") + f"II. NHIỆM VỤ\n\n{first}\n\n{second}", "plan.md"))
    assert [(t.ref, t.lead[0].name) for t in of(plan, "task")] == [
        ("II.I.1", "Sở Y tế"),
        ("II.I.2", "Sở Nội vụ"),
        ("II.I.3", "Sở Ngoại vụ"),
    ]


def test_a_table_of_other_things_loses_no_word():
    plan = table("Họ tên | Số điện thoại", "Lò Văn Pản | 0900 000 000")
    assert [(g.text, [p.text for p in g.parts]) for g in of(plan, "group")][-1] == (
        "Họ tên | Số điện thoại",
        ["Lò Văn Pản | 0900 000 000"],
    )
    assert plan.coverage.unread == 0


def test_unit_and_quantity_in_two_columns_are_a_count():
    plan = table(
        "TT | Nội dung | ĐVT | Số lượng | Chủ trì",
        "1 | Tập huấn | Lớp | 08 | Sở Y tế",
        "2 | Trồng cây | ha | 5 | Sở Y tế",
    )
    assert [[(d.quantity, d.unit) for d in t.deliverables] for t in of(plan, "task")] == [[(8.0, "lớp")], []]
    assert of(plan, "task")[0].evidence["deliverables"].step == "quantity-column"


def test_cells_full_of_figures_are_no_row_of_column_numbers():
    endless = "30/02/2026" * 800
    plan = table("TT | Nội dung | Cơ quan chủ trì", f"1 | {endless} | Sở A", f"{endless} | {endless} | {endless}")
    assert [i.ref for i in of(plan, "task")][:1] == ["II.1"]


def test_the_end_may_stand_in_the_column_before_the_beginning():
    plan = table(
        "TT | Nhiệm vụ | Cơ quan chủ trì | Kết thúc | Bắt đầu",
        "1 | Mở 02 lớp học | Sở Y tế | 6/2026 | 3/2026",
    )
    (task,) = of(plan, "task")
    start, end = task.evidence["schedule"].span
    assert (task.schedule.start, task.schedule.end) == (dt.date(2026, 3, 1), dt.date(2026, 6, 30))
    assert plan.blocks[task.evidence["schedule"].block - 1].text[start:end] == "6/2026\t3/2026"
