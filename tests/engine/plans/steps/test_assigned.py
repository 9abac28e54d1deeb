"""Who acts and until when, where a sentence says it in other ways than "chủ trì" and labelled lines."""

import pytest

from tests.engine.plans.compiling import compiled, names, of, table


def task(line, section="II. NHIỆM VỤ"):
    """The first task under a heading, or None."""
    return next(iter(of(compiled(f"{section}\n1. {line}\n2. Nâng cao hiểu biết.\n"), "task")), None)


@pytest.mark.parametrize(
    ("line", "lead"),
    [
        ("Sở Xây dựng liên hệ với các chủ đầu tư về nhà ở.", ["Sở Xây dựng"]),
        ("Công an xã nắm tình hình dư luận.", ["Công an xã"]),
        ("Tổ công nghệ số cộng đồng các thôn giúp người dân cài đặt.", ["Tổ công nghệ số cộng đồng các thôn"]),
        ("Về truyền thông: Trung tâm Xúc tiến Du lịch tỉnh sản xuất tư liệu.", ["Trung tâm Xúc tiến Du lịch"]),
        ("Đối với đèn tín hiệu: đồng ý chủ trương, giao Sở Xây dựng khảo sát.", ["Sở Xây dựng"]),
        ("Tổng kết năm; Văn phòng Sở tổng hợp, trình Giám đốc.", ["Văn phòng Sở"]),
        ("Khảo sát mô hình. Ban Kinh tế hợp tác chịu trách nhiệm.", ["Ban Kinh tế hợp tác"]),
        ("Họp mặt 8/3 (Ban Phong trào tham mưu, Văn phòng Sở phối hợp).", ["Ban Phong trào"]),
        ("Các sở: Tài chính, Công Thương tham mưu cơ chế.", ["Sở Tài chính", "Sở Công Thương"]),
        ("UBND các xã: Phú Mỹ, An Lạc nhân rộng mô hình.", ["UBND xã Phú Mỹ", "UBND xã An Lạc"]),
        ("Các đơn vị được giám sát gửi báo cáo.", ["Các đơn vị được giám sát"]),
    ],
)
def test_the_sentence_says_who_acts(line, lead):
    assert names(task(line).lead) == lead


@pytest.mark.parametrize(
    "line",
    [
        "Sở Y tế và các đơn vị.",  # no verb
        "Trường học an toàn được nhân rộng.",
        "Vận hành bàn giao Sở Xây dựng quản lý.",
        "Đẩy mạnh công tác. Thủ trưởng các phòng chịu trách nhiệm trước Chủ tịch.",
        "Học tập đơn vị bạn (Sở Y tế, Sở Nội vụ).",
        "Mời cán bộ Trung tâm Y tế (Sở Y tế).",
    ],
)
def test_a_sentence_that_names_a_body_gives_it_no_work(line):
    assert task(line) is None


def test_a_single_name_in_the_last_bracket_leads_with_a_doubt():
    found = task("Tổ chức tọa đàm (Đoàn Thanh niên phường).")
    assert names(found.lead) == ["Đoàn Thanh niên phường"]
    assert found.evidence["lead"].doubt == "first-name-taken-as-lead"


def test_a_bullet_of_names_and_verbs_is_a_labelled_line():
    plan = compiled("""\
    II. NHIỆM VỤ
    1. Phát hành bản tin
    - Nội dung: chính sách mới.
    - Chi cục Thủy sản thực hiện; Báo Nhân dân phối hợp.
    - Thời gian: Quý I.
    """)
    found = of(plan, "task")[0]
    assert (names(found.lead), names(found.partners)) == (["Chi cục Thủy sản"], ["Báo Nhân dân"])


@pytest.mark.parametrize(
    ("line", "start", "end", "recurrence"),
    [
        ("Sở Y tế phát tin trên loa, mỗi tuần 02 lần.", "2026-01-01", "2026-12-31", "weekly"),
        ("Sở Y tế báo cáo trước 16 giờ hằng ngày.", "2026-01-01", "2026-12-31", "daily"),
        ("Sở Y tế họp giao ban vào thứ sáu hằng tuần.", "2026-01-01", "2026-12-31", "weekly"),
        ("Sở Y tế ra quân từ ngày 01/3 đến 08/3/2026.", "2026-03-01", "2026-03-08", None),
        ("Lễ khai mạc: 19h30 ngày 10/9/2026", "2026-09-10", "2026-09-10", None),
        ("Hội nghị kết nối: sáng 11/9/2026, mời 40 doanh nghiệp.", "2026-09-11", "2026-09-11", None),
        ("Sở Y tế đào tạo mỗi năm 20 người.", None, None, None),
    ],
)
def test_times_in_sentences(line, start, end, recurrence):
    time = task(line).schedule
    dates = (time.start, time.end, time.recurrence) if time else (None, None, None)
    assert tuple(str(d) if d else None for d in dates) == (start, end, recurrence)


def test_when_and_where_beside_the_tasks_are_none():
    plan = compiled("II. NỘI DUNG\n1. Thời gian: ngày 10/9/2026\n2. Địa điểm: nhà văn hóa\n3. Sở Y tế mở lớp.\n")
    assert [t.ref for t in of(plan, "task")] == ["II.3"]


def test_progress_over_numbered_work_is_a_list_of_tasks_and_over_stages_is_none():
    plan = compiled(
        "III. TIẾN ĐỘ THỰC HIỆN\n1. Lập đoàn: Ban Dân chủ tham mưu, trước 31/3/2026.\n2. Sở Y tế báo cáo.\n"
    )
    assert [names(t.lead) for t in of(plan, "task")] == [["Ban Dân chủ"], ["Sở Y tế"]]
    assert of(compiled("III. TIẾN ĐỘ THỰC HIỆN\n- Tháng 3/2026: ra quân.\n- Tháng 9/2026: tổng kết.\n"), "task") == []


def test_one_line_is_not_for_items_that_name_their_own():
    plan = compiled("""\
    II. NHIỆM VỤ
    1. Phát thanh (Phòng Văn hóa - Xã hội thực hiện, quý II/2026).
    2. Ra quân diệt lăng quăng.
    Chủ trì: Hội Nông dân tỉnh. Thời gian: tháng 5/2026.
    """)
    assert [names(t.lead) for t in of(plan, "task")] == [["Phòng Văn hóa - Xã hội"], ["Hội Nông dân tỉnh"]]


def test_a_paragraph_about_the_whole_is_no_part_of_the_last_item():
    head = "SỞ Y TẾ TỈNH AN SƠN\nSố: 1/CT-SYT\nCHỈ THỊ\nVề phòng dịch\n\n"
    text = "1. Sở Nội vụ mở lớp.\nGiao Sở Tài chính theo dõi việc thực hiện Chỉ thị này.\n"
    assert [names(t.lead) for t in of(compiled(text, head=head), "task")] == [["Sở Nội vụ"], ["Sở Tài chính"]]


def test_begin_and_end_in_two_columns():
    plan = table(
        "TT | Nhiệm vụ | Chủ trì | Thời gian bắt đầu | Thời gian kết thúc",
        "1 | Mở lớp | Sở Y tế | 3/2026 | 6/2026",
        "2 | In sách | Sở Y tế | | Quý III/2026",
    )
    times = [t.schedule for t in of(plan, "task")]
    assert [(str(t.start), str(t.end), t.text) for t in times] == [
        ("2026-03-01", "2026-06-30", "3/2026 - 6/2026"),
        ("None", "2026-09-30", "Quý III/2026"),
    ]


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("Xây dựng 02 ứng dụng tra cứu", [(2, "ứng")]),
        ("Kiểm tra tại 05 chùa", []),
        ("Mời 05 người và 03 xã", []),
        ("Mỗi năm xây dựng ít nhất 04 mô hình", [(4, "mô hình")]),
    ],
)
def test_what_is_counted_with_a_nought(words, counts):
    found = task(f"Sở Y tế chủ trì: {words}.")
    assert [(d.quantity, d.unit) for d in found.deliverables] == counts
