import pytest

from tests.engine.plans.papers.plans import plan, with_every_text
from ttdn.engine.plans.papers.terminal import width_of
from ttdn.engine.plans.papers.text_table import plan_table


def line_with(table: str, *words: str) -> str:
    return next(line for line in table.splitlines() if all(word in line for word in words))


def test_table_head_tells_number_day_issuer_title_and_period():
    lines = plan_table(plan(), width=120).splitlines()

    assert lines[:6] == [
        "Kế hoạch truyền thông tỉnh An Sơn năm 2026",
        "",
        "Số        12/KH-UBND",
        "Ngày      05/01/2026",
        "Cơ quan   Ủy ban nhân dân tỉnh An Sơn",
        "Thời kỳ   01/01/2026 – 31/12/2026",
    ]
    assert "2 nhiệm vụ" in lines[6]


def test_table_puts_the_fields_of_a_task_in_one_row():
    table = plan_table(plan(), width=200)

    row = line_with(table, "Sản xuất 02 phóng sự")
    head = line_with(table, "Mục", "Chủ trì")
    for name, value in [("Chủ trì", "Sở Ngoại vụ"), ("Phối hợp", "Sở Tài"), ("Thời gian", "Quý III/2026")]:
        assert row.index(value) == head.index(name)


def test_table_points_from_a_task_to_its_warning():
    made = plan()
    number = next(n for n, w in enumerate(made["warnings"], start=1) if w["code"] == "task-without-time")
    table = plan_table(made, width=160)

    assert line_with(table, "Mở chuyên trang").split()[-1] == str(number)
    assert f"{number} Nhiệm vụ" in line_with(table, "không ghi thời gian").strip()


@pytest.mark.parametrize("width", [40, 60, 99, 100, 140, 300])
def test_table_is_never_wider_than_the_terminal(width):
    made = with_every_text(plan(), "Thông tin đối ngoại 外事办公室 " * 9 + "x" * 200)

    assert max(map(width_of, plan_table(made, width=width).splitlines())) <= width


@pytest.mark.parametrize("width", [60, 160])
def test_table_holds_nothing_that_moves_the_cursor(width):
    made = with_every_text(plan(), "a\x1b[2J\x1b]0;x\x07\x9b31m\rb\u202ec\ud800")
    table = plan_table(made, width=width)

    assert not set("\x1b\x07\x9b\r\u202e\ud800\t") & set(table)
    assert "\N{REPLACEMENT CHARACTER}[2J" in table


def test_table_of_a_document_without_items_says_so():
    made = {**plan(), "items": [], "warnings": []}

    assert plan_table(made, width=80).endswith("Chưa nhận ra mục nào.\n")
