"""Markdown and HTML."""

from __future__ import annotations

from tests.engine.plans.readers.reading import blocks, codes, read, texts


def test_markdown_in_a_txt_is_known_by_its_signs() -> None:
    document = read("## KẾ HOẠCH\n\nSố: ~~15~~/KH-UBND\n", "a.txt")

    assert document.source.format == "md"
    assert [(b.kind, b.level, b.text, b.struck) for b in document.blocks] == [
        ("heading", 2, "KẾ HOẠCH", ()),
        ("paragraph", None, "Số: 15/KH-UBND", ((4, 6),)),
    ]
    assert codes(document) == ["struck-text"]


def test_written_numbers_and_bullets_stay_in_front() -> None:
    text = "3. Ba\n4. Bốn\n   - con\n   + cháu\n\na) chữ cái\n\n1) ngoặc\n"

    assert texts(text, "a.md") == ["3. Ba", "4. Bốn", "- con", "+ cháu", "a) chữ cái", "1) ngoặc"]


def test_emphasis_becomes_a_hint() -> None:
    first, second, third = blocks("**Nơi nhận:**\n\n*nghiêng*\n\nmột **phần** đậm\n", "a.md")

    assert (first.text, first.bold) == ("Nơi nhận:", True)
    assert (second.text, second.italic) == ("nghiêng", True)
    assert (third.text, third.bold) == ("một phần đậm", False)


def test_table_cells_keep_their_lines() -> None:
    text = "| TT | Phân công |\n|---|---|\n| 1 | Chủ trì: Sở A (việc 1); Sở B.<br>- Phối hợp: ~~Sở C~~ |\n"

    head, row = blocks(text, "a.md")

    assert head.cells == ("TT", "Phân công")
    assert row.cells == ("1", "Chủ trì: Sở A (việc 1); Sở B.\n- Phối hợp: Sở C")
    ((start, end),) = row.struck
    assert row.text[start:end] == "Sở C"
    assert row.line == 3


def test_hard_breaks_and_short_lines_are_lines_of_their_own() -> None:
    assert texts("**KT. CHỦ TỊCH  \nPHÓ CHỦ TỊCH**\n\nCV ĐẾN\tSố: 9\n\tNgày: 1/2/2021\n", "a.md") == [
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "CV ĐẾN Số: 9",
        "Ngày: 1/2/2021",
    ]


def test_an_indented_line_is_no_code_and_a_rule_no_heading() -> None:
    found = blocks("ỦY BAN NHÂN DÂN\n-------\n\n    Căn cứ Luật A;\n", "a.md")

    assert [block.kind for block in found] == ["paragraph", "paragraph", "paragraph"]
    assert found[-1].text == "Căn cứ Luật A;"


def test_a_html_table_inside_markdown_is_a_table() -> None:
    found = blocks("## A\n\n<table><tr><td>1</td><td>Việc</td></tr><tr><td>2</td><td>Hai</td></tr></table>\n", "a.md")

    assert [block.cells for block in found] == [None, ("1", "Việc"), ("2", "Hai")]


def test_html_headings_lists_breaks_and_struck_text() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body>"
        "<h2>I. MỤC TIÊU</h2><script>alert(1)</script>"
        "<ol type='a'><li>một</li><li value='4'>hai <b>đậm</b></li></ol><ul><li>gạch<ul><li>con</li></ul></li></ul>"
        "<p align='center'><b>TM. ỦY BAN<br>CHỦ TỊCH</b></p><p>Số: <s>15</s>/KH</p></body></html>"
    )

    found = blocks(page, "a.html")

    assert [block.text for block in found] == [
        "I. MỤC TIÊU",
        "a. một",
        "d. hai đậm",
        "- gạch",
        "- con",
        "TM. ỦY BAN",
        "CHỦ TỊCH",
        "Số: 15/KH",
    ]
    assert (found[0].kind, found[0].level) == ("heading", 2)
    assert (found[5].bold, found[5].centered) == (True, True)
    assert found[7].struck == ((4, 6),)


def test_html_spans_cover_rows_and_columns() -> None:
    page = (
        "<table><tr><td rowspan=2>A</td><td colspan=2>B</td></tr><tr><td>c</td><td>d</td></tr>"
        "<tr><td>1</td><td>2</td><td>3</td></tr></table>"
    )

    rows = blocks(page, "a.html")

    assert [row.cells for row in rows] == [("A", "B", "B"), ("A", "c", "d"), ("1", "2", "3")]
    assert [row.merged for row in rows] == [("", "", "h"), ("v", "", ""), ("", "", "")]


def test_html_ignores_the_charset_it_declares() -> None:
    assert texts("<html><head><meta charset='latin-1'></head><body><p>Kế hoạch</p></body></html>", "a.html") == [
        "Kế hoạch"
    ]
