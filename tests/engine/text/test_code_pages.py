"""Old Vietnamese code pages: there and back, told apart, and nothing else mistaken for one."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ttdn.engine.text.code_pages import (
    TCVN3,
    VNI,
    VPS,
    code_pages,
    convert,
    guess,
    is_font_of_capitals,
    page_of_font,
)
from ttdn.engine.text.normal import LOWER

ROOT = Path(__file__).parents[3]
DOCUMENTS = sorted(p for p in (ROOT / "eval" / "plans" / "documents").iterdir() if p.suffix in (".txt", ".md", ".html"))
SENTENCES = (
    "Kế hoạch thông tin đối ngoại của tỉnh An Sơn, giai đoạn hai năm tới; đẩy mạnh tuyên truyền, quảng bá hình ảnh.",
    "Sở Thông tin và Truyền thông chủ trì, phối hợp với Sở Ngoại vụ xuất bản ấn phẩm bằng tiếng nước ngoài hằng quý.",
    "Uỷ ban nhân dân các huyện, thị xã bố trí kinh phí, những cửa khẩu thuỷ, kỹ thuật, mỹ nghệ, ý nghĩa, ỷ lại, kỵ.",
)
PAGES = [TCVN3, VNI, VPS]


def written(text: str, page: str) -> str:
    """The text as a program of that time kept it."""
    codes: dict[str, str] = {}
    for code, letter in code_pages()[page].letters.items():
        if letter not in codes or len(code) < len(codes[letter]) or code[-1:].islower() == letter.islower():
            codes[letter] = code
    return "".join(codes.get(letter) or codes.get(letter.lower(), letter) for letter in text)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_there_and_back(page: str, sentence: str) -> None:
    kept = written(sentence, page)

    assert kept != sentence
    assert guess(kept) == page
    assert convert(kept, page) == sentence


@pytest.mark.parametrize(
    ("page", "kept", "meant"),
    [
        (TCVN3, "KÕ ho¹ch th«ng tin ®èi ngo¹i", "Kế hoạch thông tin đối ngoại"),
        (TCVN3, "Uû ban nh©n d©n tØnh, h÷u nghÞ, n­íc", "Uỷ ban nhân dân tỉnh, hữu nghị, nước"),
        (VNI, "Keá hoaïch thoâng tin ñoái ngoaïi", "Kế hoạch thông tin đối ngoại"),
        (VNI, "ÑAÛNG, Nghò quyeát, höõu nghò, kyù, kyõ thuaät", "ĐẢNG, Nghị quyết, hữu nghị, ký, kỹ thuật"),
        (VPS, "K‰ ho\xe5ch thông tin Ç\xd3i ngo\xe5i", "Kế hoạch thông tin đối ngoại"),
    ],
)
def test_words_as_they_stand_in_old_files(page: str, kept: str, meant: str) -> None:
    assert convert(kept, page) == meant


@pytest.mark.parametrize("page", PAGES)
def test_every_small_letter_survives(page: str) -> None:
    letters = [letter for letter in LOWER if not letter.isascii()]

    assert [convert(written(letter, page), page) for letter in letters] == letters


@pytest.mark.parametrize("page", [VNI, VPS])
def test_a_heading_in_capitals_survives(page: str) -> None:
    heading = "ỦY BAN NHÂN DÂN TỈNH ĐỘC LẬP - TỰ DO - HẠNH PHÚC, BỘ CHỈ HUY QUÂN SỰ"

    assert convert(written(heading, page), page) == heading


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_our_own_documents_are_no_old_code_page(path: Path) -> None:
    text = path.read_text("utf-8")

    assert guess(text) is None
    assert guess(unicodedata.normalize("NFD", text)) is None
    assert [guess(line) for line in text.splitlines() if guess(line)] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
@pytest.mark.parametrize("page", PAGES)
def test_our_own_documents_written_in_the_old_way_come_back(path: Path, page: str) -> None:
    text = unicodedata.normalize("NFC", path.read_text("utf-8"))
    if text.isascii():
        pytest.skip("this document has no Vietnamese letter")
    kept = written(text, page)

    assert guess(kept) == page
    back = "\n".join(convert(line, page) for line in kept.split("\n"))
    assert back.lower() == text.lower()


@pytest.mark.parametrize(
    "text",
    [
        "Le comité d'État français a été créé à l'hôtel près de la forêt; où sont les élèves, déjà très âgés? Même là.",
        "Die Straße führt über die Brücke; schöne Grüße für alle, größere Städte, müde Füße, Bäume und Häuser.",
        "El niño comió mañana; está aquí también según él, año último, canción, corazón, información, público.",
        "Plan of the province, without any mark at all. 100 % of the tasks § 5, ® and © and «quoted».",
        "",
    ],
)
def test_other_languages_are_no_old_code_page(text: str) -> None:
    assert guess(text) is None


@given(st.text(max_size=300))
def test_any_text_is_taken(text: str) -> None:
    page = guess(text)

    assert page is None or page in PAGES
    for name in PAGES:
        convert(text, name)


@given(st.lists(st.sampled_from(" ".join(SENTENCES).split()), min_size=1, max_size=60))
def test_vietnamese_in_any_order_is_not_mistaken(words: list[str]) -> None:
    assert guess(" ".join(words)) is None


def test_fonts_tell_the_code_page() -> None:
    names = [".VnTime", ".VnTimeH", "VNI-Times", "VPS Times", "Times New Roman", ""]

    assert [page_of_font(name) for name in names] == [TCVN3, TCVN3, VNI, VPS, None, None]
    assert [is_font_of_capitals(name) for name in names] == [False, True, False, False, False, False]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("KÕ HO¹CH", "KẾ HOẠCH"),
        ("ñY BAN NH¢N D¢N", "ỦY BAN NHÂN DÂN"),
        ("VÒ VIÖC T¡NG C¦êNG", "VỀ VIỆC TĂNG CƯỜNG"),
        ("THùC HIÖN n¨m 2026", "THỰC HIỆN năm 2026"),
        ("Sè: 12/KH-UBND", "Số: 12/KH-UBND"),
        ("Kho¸ häc", "Khoá học"),
    ],
)
def test_capitals_with_a_tone_for_which_the_page_has_no_code(typed: str, meant: str) -> None:
    assert convert(typed, TCVN3) == meant
