"""Files in old Vietnamese code pages: converted whatever the format, and said so."""

from __future__ import annotations

from tests.engine.plans.readers.reading import codes, read, texts
from tests.engine.plans.readers.word import docx, p
from ttdn.engine.plans.readers import Limits, read_document

# "KẾ HOẠCH", "Tổ chức hội nghị thông tin đối ngoại của tỉnh trong năm tới." and so on, in TCVN3.
TCVN3_LINES = (
    "Tæ chøc héi nghÞ th«ng tin ®èi ngo¹i cña tØnh trong n¨m tíi.",
    "Së Ngo¹i vô chñ tr×, phèi hîp víi c¸c c¬ quan b¸o chÝ.",
    "N­íc ta ®Èy m¹nh tuyªn truyÒn, qu¶ng b¸ h×nh ¶nh.",
)
MEANT = [
    "Tổ chức hội nghị thông tin đối ngoại của tỉnh trong năm tới.",
    "Sở Ngoại vụ chủ trì, phối hợp với các cơ quan báo chí.",
    "Nước ta đẩy mạnh tuyên truyền, quảng bá hình ảnh.",
]


def in_font(text: str, font: str) -> str:
    """A run in its font."""
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
    return f'<w:r>{fonts}<w:t xml:space="preserve">{text}</w:t></w:r>'


def test_bytes_of_a_text_file() -> None:
    document = read("\n\n".join(TCVN3_LINES).encode("latin-1"), "ke-hoach.txt")

    assert [block.text for block in document.blocks] == MEANT
    assert codes(document) == ["old-code-page"]
    assert "TCVN3" in document.findings[0].message


def test_a_text_file_pasted_into_unicode() -> None:
    document = read("\n\n".join(TCVN3_LINES), "ke-hoach.txt")

    assert [block.text for block in document.blocks] == MEANT
    assert codes(document) == ["old-code-page"]


def test_vni_in_a_text_file() -> None:
    kept = "Toå chöùc hoäi nghò thoâng tin ñoái ngoaïi cuûa tænh trong naêm tôùi."

    assert texts(kept.encode("latin-1"), "a.txt") == [MEANT[0]]


def test_a_word_file_without_its_fonts() -> None:
    document = read(docx("".join(p(line) for line in TCVN3_LINES)))

    assert [block.text for block in document.blocks] == MEANT
    assert codes(document) == ["old-code-page"]


def test_fonts_tell_which_runs_are_old_in_a_mixed_word_file() -> None:
    old = "<w:p>" + in_font("C¸c së", ".VnTime") + in_font(" và có bản tin", "Times New Roman") + "</w:p>"
    capitals = "<w:p>" + in_font("kÕ ho¹ch", ".VnTimeH") + in_font(" Keá hoaïch", "VNI-Times") + "</w:p>"

    document = read(docx(old + capitals))

    assert [block.text for block in document.blocks] == ["Các sở và có bản tin", "KẾ HOẠCH Kế hoạch"]
    assert codes(document) == ["old-code-page"]


def test_a_syllable_cut_by_two_runs_is_whole() -> None:
    cut = "<w:p>" + in_font("n­", ".VnTime") + in_font("íc ngo", ".VnTime") + in_font("µi", ".VnTime") + "</w:p>"

    assert texts(docx(cut)) == ["nước ngoài"]


def test_unicode_files_say_nothing_of_code_pages() -> None:
    document = read_document("\n\n".join(MEANT).encode(), name="a.txt", limits=Limits())

    assert (codes(document), [block.text for block in document.blocks]) == ([], MEANT)
