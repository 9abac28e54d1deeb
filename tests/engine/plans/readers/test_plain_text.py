"""Plain text: lines, tables by tabs, encodings."""

from __future__ import annotations

import unicodedata

import pytest

from tests.engine.plans.readers.reading import blocks, codes, read, texts

TABLE = (
    "PHỤ LỤC\n"
    "\tTT\n\tNội dung\n\tThời gian\n\n"
    "\tI\n\tSỞ NGOẠI VỤ\n\tSỞ NGOẠI VỤ\n\n"
    "\t1\n\tTổ chức giao lưu.\n\tGiai đoạn\n\n2021 - 2023\n\n"
    "\t2\n\tXuất bản bản tin\nsong ngữ.\n\tHằng năm\n\n"
    "\t \n\tViệc không số\n\tGiai đoạn\n\n2021 - 2023\n\n\n"
    "Nơi nhận:\n- Như trên;\n"
)


def test_cells_on_their_own_lines_are_a_table() -> None:
    found = blocks(TABLE, "ke-hoach.txt")

    assert [block.cells or block.text for block in found] == [
        "PHỤ LỤC",
        ("TT", "Nội dung", "Thời gian"),
        ("I", "SỞ NGOẠI VỤ", "SỞ NGOẠI VỤ"),
        ("1", "Tổ chức giao lưu.", "Giai đoạn\n2021 - 2023"),
        ("2", "Xuất bản bản tin\nsong ngữ.", "Hằng năm"),
        ("", "Việc không số", "Giai đoạn\n2021 - 2023"),
        "Nơi nhận:",
        "- Như trên;",
    ]
    assert found[2].merged == ("", "", "h")
    assert found[3].line == 10


def test_a_paragraph_between_two_tables_ends_the_first() -> None:
    one = "\t1\n\tViệc một\n\tQuý I\n\n\t2\n\tViệc hai\n\tQuý II\n\n"
    found = blocks(one + "II. PHẦN HAI\n\n" + one, "a.txt")

    assert [block.table for block in found] == [1, 1, None, 2, 2]


def test_a_second_head_begins_a_second_table() -> None:
    one = "\tTT\n\tNội dung\n\n\t1\n\tViệc một\n\n"

    assert [block.table for block in blocks(one + one, "a.txt")] == [1, 1, 2, 2]


def test_indented_paragraphs_are_no_table() -> None:
    text = "\tCăn cứ Luật A;\n\tCăn cứ Nghị định B;\n\tTheo đề nghị của Sở C,\n\n\tBan hành Kế hoạch.\n"

    assert [block.kind for block in blocks(text, "a.txt")] == ["paragraph"] * 4


def test_indented_lines_around_a_table_are_no_rows() -> None:
    table = "\tTT\n\tViệc\n\n\t1\n\tBản tin\n\n\t2\n\tPhóng sự\n\n"
    text = f"\tCụ thể như sau:\n\n{table}\tTrân trọng.\n\n\tNơi nhận:\n\t- A;\n\t- B;\n"

    assert [block.cells or block.text for block in blocks(text, "a.txt")] == [
        "Cụ thể như sau:",
        ("TT", "Việc"),
        ("1", "Bản tin"),
        ("2", "Phóng sự"),
        "Trân trọng.",
        "Nơi nhận:",
        "- A;",
        "- B;",
    ]


def test_many_indented_lines_cost_no_more_than_their_number() -> None:
    assert len(blocks("\tdòng\n" * 30_000, "a.txt")) == 30_000


def test_one_line_a_row_between_tabs() -> None:
    text = "TT\tNội dung\tThời gian\n1\tBản tin\tQuý I\n2\tPhóng sự\t\nHết bảng\n"

    assert [block.cells for block in blocks(text, "a.txt")] == [
        ("TT", "Nội dung", "Thời gian"),
        ("1", "Bản tin", "Quý I"),
        ("2", "Phóng sự", ""),
        None,
    ]


def test_lines_typed_to_a_width_are_joined_and_others_are_not() -> None:
    wrapped = (
        "Ủy ban nhân dân tỉnh An Sơn ban hành Kế hoạch thông tin đối ngoại năm\n"
        "2021 nhằm quảng bá hình ảnh, con người và tiềm năng của địa phương tới\n"
        "bạn bè quốc tế.\n\n"
        "Cơ quan chủ trì: Sở Thông tin và Truyền thông tỉnh An Sơn, miền núi phía Bắc\n"
        "Cơ quan phối hợp: Sở Ngoại vụ\n"
    )

    found = texts(wrapped, "a.txt")

    assert len(found) == 3
    assert found[0].endswith("tới bạn bè quốc tế.")


def test_a_heading_as_long_as_a_line_is_no_part_of_the_paragraph_below() -> None:
    wrapped = (
        "1. Đổi mới nội dung, hình thức tuyên truyền về chủ quyền biển, đảo\n"
        "Tổ chức các hội nghị tại xã ven biển; phát hành tài liệu tới từng hộ\n"
        "ngư dân, trong đó có tài liệu song ngữ cho tàu cá thường xuyên ra\n"
        "khơi xa.\n\n"
        "2. Giới thiệu Cổng thông tin điện tử và các ấn phẩm của Trung tâm\n"
        "Xúc tiến du lịch tỉnh.\n"
    )

    found = texts(wrapped, "a.txt")

    assert [text[:30] for text in found] == [
        "1. Đổi mới nội dung, hình thức",
        "Tổ chức các hội nghị tại xã ve",
        "2. Giới thiệu Cổng thông tin đ",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_known_by_their_bytes(encoding: str) -> None:
    document = read("Kế hoạch thông tin đối ngoại tỉnh An Sơn\n".encode(encoding), "a.txt")

    assert [block.text for block in document.blocks] == ["Kế hoạch thông tin đối ngoại tỉnh An Sơn"]
    assert codes(document) == []


def test_the_old_code_page_is_guessed_and_reported() -> None:
    composed = "Kế hoạch thông tin đối ngoại"
    # The code page holds the vowel with its hat and the tone behind it.
    typed = "".join(_tone_apart(letter) for letter in composed).encode("cp1258")

    document = read(typed, "a.txt")

    assert [block.text for block in document.blocks] == [composed]
    assert codes(document) == ["guessed-encoding"]


def _tone_apart(letter: str) -> str:
    tones = "\u0300\u0301\u0303\u0309\u0323"
    apart = unicodedata.normalize("NFD", letter)
    base = "".join(mark for mark in apart if mark not in tones)
    return unicodedata.normalize("NFC", base) + "".join(mark for mark in apart if mark in tones)


def test_decomposed_text_is_composed() -> None:
    assert texts(unicodedata.normalize("NFD", "Kế hoạch"), "a.txt") == ["Kế hoạch"]
