"""The secrecy gate: stamps stop a document, the words in a sentence do not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ttdn.engine.gate.classification import find_mark
from ttdn.engine.plans.model import Block, BlockKind
from ttdn.engine.plans.readers import Limits, read_document

BODY = tuple(Block(n=n, kind="paragraph", text=f"{n}. Tuyên truyền về tỉnh An Sơn.") for n in range(1, 31))


def line(text: str, kind: BlockKind = "paragraph", *, boxed: bool = False) -> Block:
    return Block(n=1, kind=kind, text=text, boxed=boxed)


def row(*cells: str) -> Block:
    return Block(n=1, kind="table-row", text="\t".join(cells), cells=cells, merged=("",) * len(cells), table=1)


STAMPS = {
    "MẬT": "MẬT",
    "TỐI MẬT": "TỐI MẬT",
    "TUYỆT MẬT": "TUYỆT MẬT",
    "M Ậ T": "MẬT",
    "T Ố I  M Ậ T": "TỐI MẬT",
    "T U Y Ệ T   M Ậ T": "TUYỆT MẬT",
    "[MẬT]": "MẬT",
    "(TỐI MẬT)": "TỐI MẬT",
    "- MẬT -": "MẬT",
    "*** TUYỆT MẬT ***": "TUYỆT MẬT",
    "Độ mật: Mật": "MẬT",
    "Độ mật: Tối mật.": "TỐI MẬT",
    "Mức độ mật: TUYỆT MẬT": "TUYỆT MẬT",
    "MUC DO MAT: TOI MAT": "TỐI MẬT",
    "Cấp độ mật (Mật)": "MẬT",
    "TUYET MAT": "TUYỆT MẬT",
    "TOI MAT": "TỐI MẬT",
    "MẬT (Bản số: 03)": "MẬT",
    "TÀI LIỆU TỐI MẬT": "TỐI MẬT",
    "МẬТ": "MẬT",  # the first and last letter are Cyrillic
}

SENTENCES = (
    "Công tác bảo vệ bí mật nhà nước trong hoạt động thông tin đối ngoại",
    "2. Công tác bảo vệ bí mật Nhà nước trong hoạt động thông tin đối ngoại:",
    "KẾ HOẠCH BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "BẢO MẬT",
    "BÍ MẬT",
    "MẬT ONG RỪNG",
    "GIẢI MẬT",
    "Quản lý tài liệu có độ mật: Mật, Tối mật, Tuyệt mật theo quy định",
    "Không soạn thảo văn bản mật trên máy tính nối mạng.",
    "- Tuyệt mật;",
    "a) Mật",
    "mật",
    "MẮT",
    "Độ mật: Không",
    "Độ mật: Thường",
)


@pytest.mark.parametrize("text", STAMPS)
def test_a_stamp_on_a_line_of_its_own_stops_anywhere(text: str) -> None:
    assert find_mark([line(text), *BODY]) == STAMPS[text]
    assert find_mark([*BODY, line(text)]) == STAMPS[text]
    assert find_mark([*BODY, line(unicodedata.normalize("NFD", text))]) == STAMPS[text]


@pytest.mark.parametrize("text", SENTENCES)
def test_the_words_in_a_sentence_pass(text: str) -> None:
    assert find_mark([line(text), *BODY, line(text), line(text, "heading"), row("1", text, "Quý I")]) is None


@pytest.mark.parametrize("block", [line("Mật", "header"), line("Mật", "footer"), line("Mật", boxed=True)], ids=str)
def test_small_letters_count_in_margins_and_boxes(block: Block) -> None:
    assert find_mark([*BODY, block]) == "MẬT"


def test_small_letters_count_in_the_letterhead_but_not_further_down() -> None:
    assert find_mark([line("Tối mật"), *BODY]) == "TỐI MẬT"
    assert find_mark([*BODY, line("Mật")]) is None


def test_a_line_in_a_letterhead_cell_is_a_stamp() -> None:
    head = row("ỦY BAN NHÂN DÂN\nTỈNH AN SƠN\nMẬT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")

    assert find_mark([head, *BODY]) == "MẬT"


def test_a_stamp_on_two_lines_of_a_box_is_one() -> None:
    assert find_mark([row("TUYỆT\nMẬT", "Số: 01"), *BODY]) == "TUYỆT MẬT"


def test_a_stamp_beside_the_page_number_or_the_document_number() -> None:
    assert find_mark([*BODY, line("MẬT - Trang 2/9", "footer")]) == "MẬT"
    assert find_mark([line("Số: 12/KH-UBND MẬT"), *BODY]) == "MẬT"


def test_a_grade_as_a_value_in_a_list_is_no_stamp() -> None:
    assert find_mark([*BODY, row("3", "Danh mục tài liệu", "Mật", "Sở A")]) is None
    assert find_mark([*BODY, row("Sản phẩm", "Giá trị", "MẬT", "10 lít")]) is None
    assert find_mark([row("TT", "Loại"), row("1", "Mật"), *BODY]) is None


def test_the_highest_grade_is_named() -> None:
    assert find_mark([line("MẬT"), *BODY, line("TUYỆT MẬT", "footer")]) == "TUYỆT MẬT"


@given(st.sampled_from(["bí mật", "BÍ MẬT", "tối mật", "mật ong", "TUYỆT MẬT"]), st.integers(1, 6))
def test_words_around_it_make_it_a_sentence(words: str, count: int) -> None:
    text = "công tác " * count + words + " của tỉnh"

    assert find_mark([line(text), line(text, "header"), *BODY]) is None


@given(st.text(alphabet="[](){}*-_ .“”\"'|", max_size=8), st.sampled_from(["MẬT", "TỐI MẬT", "TUYỆT MẬT"]))
def test_no_frame_of_signs_hides_a_stamp_in_a_box(frame: str, mark: str) -> None:
    assert find_mark([*BODY, line(f"({frame}{mark}{frame})", boxed=True)]) == mark


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("UBND TỈNH AN SƠN\nMẬT\nSố: 1/KH\n\nI. MỤC TIÊU\n", "a.txt"),
        ("UBND TỈNH AN SƠN\n\n**MẬT**\n\n## I. MỤC TIÊU\n", "a.md"),
        ("<table><tr><td>UBND TỈNH AN SƠN<br>MẬT</td><td>CỘNG HÒA</td></tr></table><p>I. MỤC TIÊU</p>", "a.html"),
    ],
)
def test_stamps_are_found_in_documents_as_read(text: str, name: str) -> None:
    assert find_mark(read_document(text.encode(), name=name, limits=Limits()).blocks) == "MẬT"
