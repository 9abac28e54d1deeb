"""PDF with a text layer: the blocks that the document's .docx would give."""

from __future__ import annotations

import textwrap

from tests.engine.plans.readers.paper import LEFT, RIGHT, Sheet, pdf, wide
from tests.engine.plans.readers.reading import blocks, codes, read, texts

LONG = (
    "Thực hiện Chiến lược thông tin đối ngoại, Ủy ban nhân dân tỉnh Lam Vân ban hành Kế hoạch thông tin đối ngoại "
    "năm 2026 với các nội dung như sau, bảo đảm thiết thực và hiệu quả trên toàn địa bàn của tỉnh."
)
OTHER = (
    "Giới thiệu tiềm năng, thế mạnh của tỉnh với bạn bè quốc tế thông qua các hoạt động ngoại giao, văn hóa và xúc "
    "tiến đầu tư; tăng cường hợp tác với các cơ quan báo chí nước ngoài thường trú tại Việt Nam."
)


# --- paragraphs ----------------------------------------------------------------------------------------------------


def test_lines_become_paragraphs_by_their_leading() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG, indent=0)
    sheet.paragraph(OTHER, indent=0)

    assert texts(pdf(sheet)) == [LONG, OTHER]


def test_lines_become_paragraphs_by_their_indent_alone() -> None:
    sheet = Sheet()
    for text in (LONG, OTHER, LONG):
        sheet.paragraph(text, after=0)

    assert texts(pdf(sheet)) == [LONG, OTHER, LONG]


def test_a_short_line_ends_its_paragraph_and_a_dash_begins_one() -> None:
    sheet = Sheet()
    sheet.paragraph("I. MỤC ĐÍCH", after=0)
    sheet.paragraph("- " + OTHER, after=0)
    sheet.paragraph("- Tập huấn cho người phát ngôn.", after=0)

    found = blocks(pdf(sheet))

    assert [block.text for block in found] == ["I. MỤC ĐÍCH", "- " + OTHER, "- Tập huấn cho người phát ngôn."]
    assert [block.kind for block in found] == ["paragraph", "list-item", "list-item"]


def test_a_dash_inside_a_range_of_years_begins_nothing() -> None:
    sheet = Sheet()
    sheet.line("Chương trình hành động thực hiện Chiến lược của tỉnh trong giai đoạn năm 2018".ljust(78))
    sheet.line("- 2020 và những năm tiếp theo, có tính đến nguồn lực của các cơ quan, các cấp".ljust(78))
    sheet.line("và của toàn xã hội.")

    assert len(texts(pdf(sheet))) == 1


def test_a_word_broken_at_its_own_hyphen_is_whole_again() -> None:
    sheet = Sheet()
    first = "Xét đề nghị của Giám đốc Sở Thông tin và Truyền thông của tỉnh tại Tờ trình 216/TTr-"
    sheet.line(first, size=11)
    sheet.line("STTTT ngày 08/3/2026 về việc ban hành Kế hoạch của tỉnh.", size=11)

    assert texts(pdf(sheet)) == [first + "STTTT ngày 08/3/2026 về việc ban hành Kế hoạch của tỉnh."]


def test_dress_and_place_are_told() -> None:
    sheet = Sheet()
    sheet.centred("KẾ HOẠCH")
    sheet.paragraph(LONG, font="italic")
    sheet.paragraph(OTHER)

    title, first, second = blocks(pdf(sheet))

    assert (title.bold, title.italic, title.centered) == (True, False, True)
    assert (first.bold, first.italic, first.centered) == (False, True, False)
    assert (second.bold, second.italic, second.centered) == (False, False, False)


def test_decomposed_letters_and_ligatures_are_put_together() -> None:
    sheet = Sheet()
    sheet.line("Ke\u0302\u0301 hoa\u0323ch ﬁlm")

    assert texts(pdf(sheet)) == ["Kế hoạch film"]


def test_words_drawn_twice_for_bold_stand_once() -> None:
    sheet = Sheet()
    sheet.text(LEFT, 72, "Nội dung kế hoạch")
    sheet.text(LEFT + 0.3, 72, "Nội dung kế hoạch")

    assert texts(pdf(sheet)) == ["Nội dung kế hoạch"]


def test_a_font_from_before_unicode_is_read_as_it_was_meant() -> None:
    sheet = Sheet()
    sheet.line("KÕ ho¹ch th«ng tin ®èi ngo¹i n¨m 2026 cña tØnh, nh\xad sau:")
    sheet.line("Së Ngo¹i vô ®Èy m¹nh xóc tiÕn ®Çu t\xad, më réng hîp t¸c.")

    document = read(pdf(sheet, serif="ABCDEF+.VnTime"))

    assert [block.text for block in document.blocks] == [
        "Kế hoạch thông tin đối ngoại năm 2026 của tỉnh, như sau:",
        "Sở Ngoại vụ đẩy mạnh xúc tiến đầu tư, mở rộng hợp tác.",
    ]
    assert codes(document) == ["old-code-page"]


# --- pages ----------------------------------------------------------------------------------------------------------


def test_a_sentence_over_a_page_break_is_one_block_and_page_numbers_do_not_cut_it() -> None:
    lines = textwrap.wrap(LONG + " " + OTHER, 78)
    first, second = Sheet(), Sheet()
    second.text(316, 40, "2")
    for line in lines[:3]:
        first.line(line)
    for line in lines[3:]:
        second.line(line)

    found = blocks(pdf(first, second))

    assert [(block.kind, block.text, block.page) for block in found] == [
        ("paragraph", LONG + " " + OTHER, 1),
        ("header", "2", 2),
    ]


def test_heads_and_feet_that_run_on_every_page_are_told_apart() -> None:
    sheets = []
    said = ["Đón đoàn.", "Tiễn đoàn.", "Tập huấn.", "Tổng kết."]
    for number, text in enumerate(said, start=1):
        sheet = Sheet()
        sheet.text(LEFT, 40, "Kế hoạch thông tin đối ngoại năm 2026", size=9)
        sheet.text(LEFT, 815, f"Trang {number}/4", size=9)
        sheet.paragraph(text)
        sheets.append(sheet)

    found = blocks(pdf(*sheets))

    assert [block.text for block in found if block.kind == "paragraph"] == said
    assert [block.text for block in found if block.kind == "header"] == ["Kế hoạch thông tin đối ngoại năm 2026"]
    assert [block.text for block in found if block.kind == "footer"] == [f"Trang {n}/4" for n in range(1, 5)]


def test_a_page_laid_sideways_reads_like_one_that_is_not() -> None:
    turned = Sheet(entries="/Rotate 90")
    for number, text in enumerate(("Phụ lục nhiệm vụ", "Sở Ngoại vụ chủ trì")):
        # the page is shown turned to the right, so its text runs upwards in the file
        turned.text(0, 0, text, matrix=f"0 1 -1 0 {100 + 20 * number} 90")

    assert texts(pdf(turned)) == ["Phụ lục nhiệm vụ", "Sở Ngoại vụ chủ trì"]


def test_a_watermark_at_a_slant_stays_out_of_the_sentences() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG)
    sheet.text(0, 0, "DỰ THẢO", size=60, matrix="0.7 0.7 -0.7 0.7 150 650")

    found = blocks(pdf(sheet))

    assert [(block.kind, block.text) for block in found] == [("paragraph", LONG), ("stamp", "DỰ THẢO")]


def test_text_laid_over_a_page_by_a_signing_program_is_read() -> None:
    sheet = Sheet(entries="/Annots [50 0 R]")
    sheet.paragraph(LONG)
    look = "BT /plain 12 Tf 1 0 0 1 2 4 Tm <" + "Số: 15/KH-UBND".encode("utf-16-be").hex() + "> Tj ET"
    objects = {
        50: "<< /Type /Annot /Subtype /FreeText /Rect [85 500 285 520] /F 4 /AP << /N 51 0 R >> >>",
        51: "<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /plain 10 0 R >> >> "
        f"/Length {len(look)} >>\nstream\n{look}\nendstream",
    }

    assert texts(pdf(sheet, objects=objects)) == [LONG, "Số: 15/KH-UBND"]


# --- letterhead and signature ----------------------------------------------------------------------------------------


def letterhead(sheet: Sheet) -> None:
    def both(y: float, left: str, right: str, font: str) -> None:
        for text, middle in ((left, 170), (right, 415)):
            sheet.text(middle - wide(text, 11) / 2, y, text, size=11, font=font)

    both(72, "ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold")
    both(87, "TỈNH LAM VÂN", "Độc lập - Tự do - Hạnh phúc", "bold")
    sheet.rule(140, 92, 200, 92)
    both(112, "Số: 15/KH-UBND", "Lam Vân, ngày 05 tháng 01 năm 2026", "plain")
    sheet.y = 150


def test_a_letterhead_gives_the_rows_of_the_table_it_is() -> None:
    sheet = Sheet()
    letterhead(sheet)
    sheet.centred("KẾ HOẠCH", size=14)
    sheet.paragraph(LONG)

    found = blocks(pdf(sheet))

    assert [block.cells for block in found] == [
        ("ỦY BAN NHÂN DÂN\nTỈNH LAM VÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"),
        ("Số: 15/KH-UBND", "Lam Vân, ngày 05 tháng 01 năm 2026"),
        None,
        None,
    ]
    assert found[0].table == found[1].table
    assert found[0].bold


def test_recipients_and_signature_stand_in_two_cells() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG)
    sheet.text(LEFT, 400, "Nơi nhận:", size=11, font="bold")
    for number, text in enumerate(("- Bộ Ngoại giao;", "- Thường trực Tỉnh ủy;", "- Lưu: VT, VX.")):
        sheet.text(LEFT, 415 + 14 * number, text, size=11)
    for y, text in ((400, "TM. ỦY BAN NHÂN DÂN"), (416, "CHỦ TỊCH"), (500, "Hoàng Văn Lam")):
        sheet.text(430 - wide(text) / 2, y, text, font="bold")

    assert blocks(pdf(sheet))[-1].cells == (
        "Nơi nhận:\n- Bộ Ngoại giao;\n- Thường trực Tỉnh ủy;\n- Lưu: VT, VX.",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nHoàng Văn Lam",
    )


# --- marks ----------------------------------------------------------------------------------------------------------


def test_a_footnote_follows_the_body_and_its_mark_leaves_the_word() -> None:
    sheet = Sheet()
    sheet.line("Tổ chức tuyên truyền về khai thác khoáng sản")
    sheet.text(LEFT + wide("Tổ chức tuyên truyền về khai thác khoáng sản"), 68, "1", size=7)
    sheet.paragraph(OTHER)
    sheet.rule(LEFT, 700, LEFT + 144, 700)
    sheet.text(LEFT, 710, "1", size=6)
    sheet.text(LEFT + 5, 713, "Theo Nghị quyết của Hội đồng nhân dân tỉnh.", size=9)

    assert texts(pdf(sheet)) == [
        "Tổ chức tuyên truyền về khai thác khoáng sản",
        OTHER,
        "[1] Theo Nghị quyết của Hội đồng nhân dân tỉnh.",
    ]


def test_a_raised_digit_without_a_note_stands_apart_from_its_word_but_not_from_its_unit() -> None:
    sheet = Sheet()
    for y, text in ((72, "Khoáng sản"), (100, "Diện tích 200 m")):
        sheet.text(LEFT, y, text)
        sheet.text(LEFT + wide(text), y - 4, "2", size=7)

    assert texts(pdf(sheet)) == ["Khoáng sản [2]", "Diện tích 200 m2"]


def test_a_rule_through_the_middle_strikes_out_and_one_below_does_not() -> None:
    sheet = Sheet()
    sheet.text(LEFT, 72, "Số: ")
    sheet.text(LEFT + 24, 72, "1387")
    sheet.text(LEFT + 48, 72, "/KH-UBND")
    sheet.rule(LEFT + 24, 68.5, LEFT + 48, 68.5)
    sheet.text(LEFT, 120, "Gạch dưới")
    sheet.rule(LEFT, 121.5, LEFT + 54, 121.5)

    document = read(pdf(sheet))

    assert [(block.text, block.struck) for block in document.blocks] == [
        ("Số: 1387/KH-UBND", ((4, 8),)),
        ("Gạch dưới", ()),
    ]
    assert codes(document) == ["struck-text"]


# --- tables ----------------------------------------------------------------------------------------------------------

XS = [85.0, 115.0, 400.0, RIGHT]


def row(sheet: Sheet, y: float, *cells: str) -> None:
    for x0, x1, text in zip(XS, XS[1:], cells, strict=False):
        sheet.cell(x0, x1, y, text)


def test_a_ruled_table_gives_rows_with_merged_cells() -> None:
    sheet = Sheet()
    sheet.grid([XS[0], XS[-1]], [100, 120, 140, 180])
    sheet.rule(XS[1], 100, XS[1], 180)
    sheet.rule(XS[2], 100, XS[2], 120)
    sheet.rule(XS[2], 140, XS[2], 180)
    sheet.rule(XS[1], 160, XS[2], 160)
    row(sheet, 114, "TT", "Nội dung", "Thời gian")
    row(sheet, 134, "I", "SỞ NGOẠI VỤ")
    row(sheet, 154, "1", "Đón đoàn", "Quý II/2026")
    row(sheet, 174, "", "Tiễn đoàn", "")

    found = blocks(pdf(sheet))

    assert [block.cells for block in found] == [
        ("TT", "Nội dung", "Thời gian"),
        ("I", "SỞ NGOẠI VỤ", "SỞ NGOẠI VỤ"),
        ("1", "Đón đoàn", "Quý II/2026"),
        ("1", "Tiễn đoàn", "Quý II/2026"),
    ]
    assert [block.merged for block in found] == [("", "", ""), ("", "", "h"), ("", "", ""), ("v", "", "v")]


def test_lines_of_a_cell_are_joined_and_a_deliberate_break_is_kept() -> None:
    sheet = Sheet()
    sheet.grid(XS, [100, 150])
    sheet.cell(XS[0], XS[1], 114, "1")
    sheet.cell(XS[1], XS[2], 114, "Xây dựng chuyên mục tiếng Anh trên Cổng thông tin điện tử của tỉnh Lam Vân.")
    sheet.text(XS[2] + 40, 114, "Giai đoạn")
    sheet.text(XS[2] + 36, 128, "2026 - 2030")

    assert blocks(pdf(sheet))[0].cells == (
        "1",
        "Xây dựng chuyên mục tiếng Anh trên Cổng thông tin điện tử của tỉnh Lam Vân.",
        "Giai đoạn\n2026 - 2030",
    )


def test_a_row_cut_by_a_page_break_is_one_and_the_head_that_is_printed_again_is_set_aside() -> None:
    first, second = Sheet(), Sheet()
    first.grid(XS, [700, 720, 770])
    row(first, 714, "TT", "Nội dung", "Thời gian")
    row(first, 734, "1", "Chủ trì, phối hợp với các cơ quan thông tấn và", "Hằng năm")
    second.grid(XS, [60, 80, 110, 140])
    row(second, 74, "TT", "Nội dung", "Thời gian")
    row(second, 94, "", "báo chí đưa tin.", "")
    row(second, 124, "2", "Tổng kết.", "2030")

    found = blocks(pdf(first, second))

    assert [(block.kind, block.text, block.page) for block in found] == [
        ("table-row", "TT\tNội dung\tThời gian", 1),
        ("table-row", "1\tChủ trì, phối hợp với các cơ quan thông tấn và báo chí đưa tin.\tHằng năm", 1),
        ("table-row", "2\tTổng kết.\t2030", 2),
        ("header", "TT Nội dung Thời gian", 2),
    ]
    assert {block.table for block in found[:3]} == {1}


def test_a_row_without_a_number_on_the_next_page_is_a_row_of_its_own() -> None:
    first, second = Sheet(), Sheet()
    first.grid(XS, [700, 770])
    row(first, 714, "1", "Đưa tin.", "Hằng năm")
    second.grid(XS, [60, 110])
    row(second, 74, "", "Tổng kết.", "2030")

    assert texts(pdf(first, second)) == ["1\tĐưa tin.\tHằng năm", "\tTổng kết.\t2030"]


def test_a_cut_row_whose_program_draws_no_rule_at_the_break() -> None:
    first, second = Sheet(), Sheet()
    for sheet, ys in ((first, [700, 720]), (second, [110])):
        for y in ys:
            sheet.rule(XS[0], y, XS[-1], y)
    for x in XS:
        first.rule(x, 700, x, 780)
        second.rule(x, 60, x, 110)
    row(first, 714, "1", "Việc một.", "2026")
    row(first, 734, "2", "Việc hai và những việc khác của cơ quan đầu mối", "2027")
    row(second, 74, "", "còn lại.", "")

    assert texts(pdf(first, second)) == [
        "1\tViệc một.\t2026",
        "2\tViệc hai và những việc khác của cơ quan đầu mối còn lại.\t2027",
    ]


def test_a_head_set_upright_is_read_as_its_cell() -> None:
    sheet = Sheet()
    sheet.grid(XS, [100, 200])
    sheet.text(0, 0, "Số thứ tự", matrix=f"0 1 -1 0 103 {842 - 180}")
    row(sheet, 114, "", "Nội dung", "Thời gian")

    assert blocks(pdf(sheet))[0].cells == ("Số thứ tự", "Nội dung", "Thời gian")


def test_a_box_around_one_paragraph_is_no_table() -> None:
    sheet = Sheet()
    sheet.box(85, 60, 400, 90)
    sheet.text(100, 80, "LƯU HÀNH NỘI BỘ")

    (block,) = blocks(pdf(sheet))

    assert (block.kind, block.text, block.boxed) == ("paragraph", "LƯU HÀNH NỘI BỘ", True)
