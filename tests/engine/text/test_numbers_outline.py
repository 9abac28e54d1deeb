import pytest

from ttdn.engine.text.numbers import number, roman, roman_with_slips, to_roman
from ttdn.engine.text.outline import marker, row_marker


@pytest.mark.parametrize(
    ("text", "value"), [("02", 2), ("10.000", 10000), ("1,5", 1.5), ("hai", 2), ("Mười", 10), ("x", None)]
)
def test_number_reads_figures_and_words(text, value):
    assert number(text) == value


@pytest.mark.parametrize(("text", "value"), [("IV", 4), ("XIX", 19), ("IIII", None), ("", None), ("C1", None)])
def test_roman_reads_only_well_formed_numerals(text, value):
    assert roman(text) == value


@pytest.mark.parametrize(("text", "value"), [("Ill", (3, True)), ("lV", (4, True)), ("III", (3, False)), ("11", None)])
def test_roman_slips_of_the_eye_are_read_and_told(text, value):
    assert roman_with_slips(text) == value


def test_to_roman_is_the_inverse_of_roman():
    assert [roman(to_roman(n)) for n in range(1, 60)] == list(range(1, 60))


@pytest.mark.parametrize(
    ("line", "kind", "label", "words"),
    [
        ("I. MỤC ĐÍCH, YÊU CẦU", "roman", "I", "MỤC ĐÍCH, YÊU CẦU"),
        ("Ill. KINH PHÍ", "roman", "III", "KINH PHÍ"),
        ("II- NỘI DUNG", "roman", "II", "NỘI DUNG"),
        ("A. KẾT QUẢ", "upper", "A", "KẾT QUẢ"),
        ("Phần thứ hai", "part", "II", ""),
        ("Điều 3. Tổ chức thực hiện", "article", "3", "Tổ chức thực hiện"),
        ("10. Xây dựng bộ dữ liệu", "arabic", "10", "Xây dựng bộ dữ liệu"),
        ("1.2. Rà soát văn bản", "dotted", "1.2", "Rà soát văn bản"),
        ("đ) In ấn phẩm", "letter", "đ", "In ấn phẩm"),
        ("(2) Tập huấn", "number-paren", "2", "Tập huấn"),
        ("- Cơ quan chủ trì: Sở Y tế", "dash", "", "Cơ quan chủ trì: Sở Y tế"),
        ("+ Phối hợp", "plus", "", "Phối hợp"),
        ("• Một ý", "bullet", "", "Một ý"),
    ],
)
def test_marker_tells_kind_label_and_where_the_words_begin(line, kind, label, words):
    found = marker(line)
    assert (found.kind, found.label, line[found.end :]) == (kind, label, words)


@pytest.mark.parametrize(
    "line", ["2.000 tờ rơi", "Sở Y tế", "30/11/2026", "15,5 triệu đồng", "f) không có", "1.000.000 đồng"]
)
def test_marker_is_none_for_lines_that_only_look_numbered(line):
    assert marker(line) is None


def test_row_marker_reads_the_whole_cell_only():
    cells = ("I", "1", "1.1", "a", "Ill", "01.", "-", "Sở", "")
    labels = [m.label if (m := row_marker(c)) else None for c in cells]
    assert labels == ["I", "1", "1.1", "a", "III", "1", "", None, None]


def test_a_letter_outside_the_alphabet_of_points_is_no_number():
    assert [marker(f"{letter}. NHIỆM VỤ") is None for letter in "EFG"] == [False, True, False]


def test_endless_figures_are_no_number_and_number_no_part():
    assert number("9" * 400) is None
    assert [marker(f"Phần {figures}. NHIỆM VỤ") for figures in ("9" * 400, "9999999", "0")] == [None, None, None]
