"""Sections, labelled tasks, actors, directions."""

import pytest

from tests.engine.plans.compiling import codes, compiled, names, of
from ttdn.engine.plans.profiles import PROFILES
from ttdn.engine.plans.steps.labels import labelled
from ttdn.engine.plans.steps.sections import section_of


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("MỤC ĐÍCH, YÊU CẦU", "purpose-and-requirement"),
        ("Mục tiêu cụ thể đến năm 2030", "target"),
        ("Yêu cầu", "requirement"),
        ("NHIỆM VỤ, GIẢI PHÁP CHỦ YẾU", "task"),
        ("Nội dung và phân công thực hiện", "task"),
        ("KINH PHÍ THỰC HIỆN", "funding"),
        ("TỔ CHỨC THỰC HIỆN", "organisation"),
        ("PHÂN CÔNG TRÁCH NHIỆM", "organisation"),
        ("CHẾ ĐỘ BÁO CÁO", "report"),
        ("THỰC TRẠNG", "background"),
        ("Sở Y tế", None),
    ],
)
def test_section_of_headings(heading, section):
    assert section_of(heading, PROFILES[0]) == section


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("- Cơ quan chủ trì: Sở Y tế.", [("lead", "Sở Y tế")]),
        ("Đơn vị thực hiện: Sở Y tế", [("lead", "Sở Y tế")]),
        ("+ Thời gian hoàn thành: Quý II/2026;", [("time", "Quý II/2026")]),
        (
            "Chủ trì: Sở A; Phối hợp: Sở B. Thời gian: Quý I.",
            [("lead", "Sở A"), ("partners", "Sở B"), ("time", "Quý I")],
        ),
        ("Sản phẩm: 02 phóng sự", [("product", "02 phóng sự")]),
        ("Chủ trì, phối hợp với Sở B tổ chức hội nghị", []),
    ],
)
def test_labels_and_their_values(line, labels):
    assert [(f.label, line[f.start : f.end]) for f in labelled(line, PROFILES[0])] == labels


def test_purposes_and_requirements_are_counted_by_their_lines():
    plan = compiled("""\
    I. MỤC ĐÍCH, YÊU CẦU
    1. Mục đích
    - Một ý.
    - Hai ý.
    2. Yêu cầu: Làm đúng, làm đủ theo kế hoạch.
    """)
    assert (len(of(plan, "objective")), len(of(plan, "requirement"))) == (2, 1)


def test_an_indicator_with_a_value_is_a_target():
    plan = compiled("I. MỤC TIÊU\n1. Nâng cao nhận thức.\n2. 100% xã có thư viện.\n")
    assert [i.kind for i in plan.items if i.kind != "group"] == ["objective", "target"]


def test_layout_d_is_one_task_with_bullets_as_parts():
    plan = compiled("""\
    II. NHIỆM VỤ
    1. Truyền thông phòng bệnh
    - In 2.000 tờ rơi.
    - Phát 03 phóng sự.
    - Đơn vị chủ trì: Sở Y tế.
    - Đơn vị phối hợp: Báo An Sơn, Công an tỉnh.
    - Thời gian: Quý II.
    2. Chú trọng chất lượng.
    """)
    (task,) = of(plan, "task")
    assert (task.ref, names(task.lead), names(task.partners)) == ("II.1", ["Sở Y tế"], ["Báo An Sơn", "Công an tỉnh"])
    assert [p.text for p in task.parts] == ["In 2.000 tờ rơi.", "Phát 03 phóng sự."]
    assert [(d.quantity, d.unit) for d in task.deliverables] == [(2000, "tờ rơi"), (3, "phóng sự")]
    assert str(task.schedule.end) == "2026-06-30"
    assert [i.ref for i in of(plan, "direction")] == ["II.2"]
    evidence = task.evidence["lead"]
    assert plan.blocks[evidence.block - 1].text[slice(*evidence.span)] == "Sở Y tế"


def test_a_task_takes_no_lead_and_no_time_from_its_neighbour():
    plan = compiled(
        "II. NHIỆM VỤ\n1. Việc một\n- Chủ trì: Sở Y tế.\n- Thời gian: Quý I.\n2. Việc hai\n- Phối hợp: Sở Nội vụ.\n"
    )
    second = of(plan, "task")[1]
    assert (second.lead, second.schedule, names(second.partners)) == ((), None, ["Sở Nội vụ"])
    assert {"task-without-lead", "task-without-time"} <= codes(plan)


def test_layout_e_one_line_is_for_all_bullets_above():
    plan = compiled("""\
    II. NHIỆM VỤ
    1. Sản xuất sản phẩm
    - Làm phim.
    - Viết bài.
    Lãnh đạo phụ trách: Phó Chủ tịch; Đơn vị chủ trì: Sở Y tế; Đơn vị phối hợp: Công an tỉnh.
    """)
    (task,) = of(plan, "task")
    assert (task.ref, names(task.lead), len(task.parts)) == ("II.1", ["Sở Y tế"], 3)


def test_the_sentence_itself_may_assign():
    plan = compiled("""\
    II. NHIỆM VỤ
    1. Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra, hoàn thành trước ngày 30/6/2026.
    2. Tổ chức hội thi (Chủ trì: Sở Nội vụ; phối hợp: Tỉnh đoàn; thời gian: tháng 9/2026).
    3. Mở lớp học (giao Sở Tài chính chủ trì).
    """)
    first, second, third = of(plan, "task")
    assert (names(first.lead), names(first.partners), str(first.schedule.end)) == (
        ["Sở Y tế"],
        ["Công an tỉnh"],
        "2026-06-30",
    )
    assert (names(second.lead), names(second.partners), str(second.schedule.start)) == (
        ["Sở Nội vụ"],
        ["Tỉnh đoàn"],
        "2026-09-01",
    )
    assert names(third.lead) == ["Sở Tài chính"]


def test_duties_stand_under_their_agency():
    plan = compiled("""\
    IV. TỔ CHỨC THỰC HIỆN
    1. Sở Y tế
    - Chủ trì, phối hợp với Công an tỉnh theo dõi.
    - Báo cáo trước ngày 15/12/2026.
    2. Sở Tài chính: bố trí kinh phí.
    3. Báo An Sơn, Đài Phát thanh và Truyền hình tỉnh:
    - Báo An Sơn mở chuyên mục.
    - Đài Phát thanh và Truyền hình tỉnh phát phóng sự.
    4. Giao Sở Nội vụ đề xuất khen thưởng.
    """)
    duties = of(plan, "duty")
    assert [names(d.lead) for d in duties] == [
        ["Sở Y tế"], ["Sở Y tế"], ["Sở Tài chính"], ["Báo An Sơn"],
        ["Đài Phát thanh và Truyền hình tỉnh"], ["Sở Nội vụ"],
    ]  # fmt: skip
    assert names(duties[0].partners) == ["Công an tỉnh"]
    assert of(plan, "task") == []


def test_in_a_directive_what_an_actor_is_told_is_a_task():
    head = (
        "ỦY BAN NHÂN DÂN\nTỈNH AN SƠN\n\n"
        "Số: 2/CT-UBND\nAn Sơn, ngày 5 tháng 1 năm 2026\n\nCHỈ THỊ\nVề đọc sách năm 2026\n\n"
    )
    plan = compiled(
        "1. Sở Y tế\na) Rà soát tủ sách.\nb) Báo cáo hằng quý.\n2. Sở Nội vụ: kiểm tra công vụ.\n", head=head
    )
    assert [(t.ref, names(t.lead)) for t in of(plan, "task")] == [
        ("1.a", ["Sở Y tế"]),
        ("1.b", ["Sở Y tế"]),
        ("2", ["Sở Nội vụ"]),
    ]
    assert of(plan, "task")[1].schedule.recurrence == "quarterly"


def test_a_sentence_cut_over_a_page_is_joined_and_told():
    plan = compiled("I. MỤC ĐÍCH\n- Giới thiệu quê hương với các tỉnh,\n\nthành phố trong nước.\n")
    (goal,) = of(plan, "objective")
    assert goal.text == "Giới thiệu quê hương với các tỉnh, thành phố trong nước."
    assert "sentence-cut" in codes(plan)


def test_a_slip_of_numbering_is_put_right_and_told():
    plan = compiled("I. MỤC ĐÍCH\n- Ý.\nII. NHIỆM VỤ\n1. Việc.\nIll. KINH PHÍ\n- Ngân sách tỉnh.\n")
    assert [i.ref for i in of(plan, "funding")] == ["III.1"]
    assert "outline-slip" in codes(plan)


def test_other_doubts():
    plan = compiled("""\
    II. NHIỆM VỤ
    1. Giới thiệu biển, đảo. trong năm theo Quyết định 36/2026/QĐ-ngày 29/7/2026 (có Phụ lục kèm theo)
    - Chủ trì: Sở Y tế.
    - Phối hợp: Sở Y tế.
    - Thời gian: ngày 31/02/2026.
    """)
    wanted = {
        "stop-inside-sentence",
        "citation-without-issuer",
        "appendix-missing",
        "lead-also-partner",
        "impossible-date",
    }
    assert wanted <= codes(plan)


def test_under_several_agencies_a_line_is_for_the_one_it_begins_with():
    plan = compiled("""\
    IV. TỔ CHỨC THỰC HIỆN
    1. Báo An Sơn, Cổng thông tin điện tử tỉnh An Sơn:
    - Cổng Thông tin điện tử tỉnh An Sơn tăng cường tin tiếng Anh.
    2. Các sở, ban, ngành liên quan; Ủy ban nhân dân các xã
    Căn cứ nội dung Kế hoạch, các cơ quan đơn vị xây dựng kế hoạch của mình.
    """)
    assert [names(d.lead) for d in of(plan, "duty")] == [
        ["Cổng Thông tin điện tử tỉnh"],
        ["Các sở, ban, ngành liên quan", "Ủy ban nhân dân các xã"],
    ]


def _when(item):
    found = item.schedule
    return found and (found.start and str(found.start), found.end and str(found.end), found.due, found.recurrence)


def test_a_time_without_colon_behind_labels_is_no_partner():
    plan = compiled("""\
    II. NHIỆM VỤ
    1. Mở lớp cho phóng viên. Chủ trì: Sở Nội vụ; phối hợp: Sở Y tế, UBND các xã; hoàn thành trong Quý III/2026.
    """)
    task = of(plan, "task")[0]
    assert names(task.partners) == ["Sở Y tế", "UBND các xã"]
    assert _when(task) == (None, "2026-09-30", None, None)


@pytest.mark.parametrize(
    ("bracket", "lead", "partners", "when"),
    [
        ("Sở Y tế chủ trì, phối hợp với Công an tỉnh; hoàn thành trong quý II/2026", ["Sở Y tế"], ["Công an tỉnh"],
         (None, "2026-06-30", None, None)),
        ("Sở Y tế, Sở Xây dựng theo chức năng; thực hiện 2026 - 2027", ["Sở Y tế", "Sở Xây dựng"], [],
         ("2026-01-01", "2027-12-31", None, None)),
        ("Sở Nội vụ chủ trì; Trường Cao đẳng nghề phối hợp", ["Sở Nội vụ"], ["Trường Cao đẳng nghề"], None),
        ("Sở Nội vụ, quý IV/2026", ["Sở Nội vụ"], [], ("2026-10-01", "2026-12-31", None, None)),
    ],
)  # fmt: skip
def test_a_bracket_at_the_end_assigns(bracket, lead, partners, when):
    plan = compiled(f"II. NHIỆM VỤ\n1. Dựng 03 biển chỉ dẫn ({bracket}).\n")
    task = of(plan, "task")[0]
    assert (names(task.lead), names(task.partners), _when(task)) == (lead, partners, when)


def test_a_bracket_of_mere_names_assigns_nothing():
    plan = compiled("II. NHIỆM VỤ\n1. Học tập cách làm của đơn vị bạn (Sở Y tế, Sở Nội vụ).\n")
    assert [i.kind for i in plan.items if i.ref == "II.1"] == ["direction"]


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("Định kỳ hằng quý (trước ngày 15 của tháng cuối quý), báo cáo.",
         ("2026-01-01", "2026-12-31", None, "quarterly")),
        ("Báo cáo định kỳ 6 tháng, năm về Sở Y tế.", ("2026-01-01", "2026-12-31", None, "half-yearly")),
        ("Định kỳ 6 tháng (trước ngày 20/6), hằng năm (trước ngày 15/12) báo cáo.",
         ("2026-01-01", "2026-12-31", None, "half-yearly")),
        ("Hằng năm, trước ngày 05/12, báo cáo kết quả.", ("2026-01-01", "2026-12-31", "--12-05", "yearly")),
        ("Tổ chức hội thi trong tháng 10/2026 tại chợ.", ("2026-10-01", "2026-10-31", None, None)),
        ("Khai trương vào quý IV/2026.", ("2026-10-01", "2026-12-31", None, None)),
        ("Giải quyết hồ sơ trong năm.", None),
    ],
)  # fmt: skip
def test_times_inside_a_duty(words, when):
    plan = compiled(f"V. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- {words}\n- Kiểm tra.\n")
    assert _when(of(plan, "duty")[0]) == when


def test_a_term_in_working_days_is_a_duration():
    plan = compiled("V. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Trả lời trong thời hạn 05 ngày làm việc.\n- Kiểm tra.\n")
    assert of(plan, "duty")[0].schedule.duration == "P5D"


def test_people_named_by_their_posts_lead():
    plan = compiled("""\
    V. TỔ CHỨC THỰC HIỆN
    - Tổng phụ trách Đội: chủ trì buổi lễ.
    - Kế toán: dự trù kinh phí.
    - Mọi việc: làm theo lịch chung.
    """)
    assert [names(d.lead) for d in of(plan, "duty")] == [["Tổng phụ trách Đội"], ["Kế toán"], []]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Phấn đấu năm 2026 đón 180.000 lượt khách.", "target"),
        ("Có ít nhất 10 điểm được công nhận.", "target"),
        ("Đạt 90% hộ dân.", "target"),
        ("Quảng bá hình ảnh tỉnh đến năm 2030 với 5 châu lục.", "objective"),
    ],
)
def test_a_number_to_reach_makes_a_target(line, kind):
    plan = compiled(f"I. MỤC TIÊU\n1. {line}\n2. Nâng cao hiểu biết.\n")
    assert next(i.kind for i in plan.items if i.ref == "I.1") == kind


def test_counts_are_read_before_labels_on_the_same_line():
    plan = compiled("II. NHIỆM VỤ\n1. Mở 03 lớp cho phóng viên. Chủ trì: Sở Nội vụ; thời gian: Quý I.\n")
    assert [(d.quantity, d.unit) for d in of(plan, "task")[0].deliverables] == [(3, "lớp")]


def test_a_heading_that_points_to_its_appendix_asks_nothing():
    plan = compiled(
        "II. NHIỆM VỤ CỤ THỂ (chi tiết tại Phụ lục kèm theo).\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: đôn đốc.\n"
    )
    assert [i.kind for i in plan.items if i.ref == "II"] == ["group"]
