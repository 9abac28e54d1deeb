"""Word documents: what stands on the paper is what is read, in its order."""

from __future__ import annotations

import io

from docx import Document as WordDocument

from tests.engine.plans.readers.reading import blocks, codes, read, texts
from tests.engine.plans.readers.word import docx, numbered, p, part, relation, tbl, tc

LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'


def numbering(*levels: str, extra: str = "") -> dict[str, str]:
    xml = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    num = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return {"numbering": part("numbering", xml + num + extra)}


def test_paragraphs_made_by_python_docx_keep_order_heading_and_emphasis() -> None:
    word = WordDocument()
    word.add_heading("I. MỤC TIÊU", level=1)
    word.add_paragraph().add_run("Quảng bá hình ảnh tỉnh An Sơn.").bold = True
    stream = io.BytesIO()
    word.save(stream)

    first, second = blocks(stream.getvalue())

    assert (first.kind, first.level, first.text) == ("heading", 1, "I. MỤC TIÊU")
    assert (second.kind, second.bold, second.text) == ("paragraph", True, "Quảng bá hình ảnh tỉnh An Sơn.")


def test_numbering_outside_the_text_is_put_in_front() -> None:
    levels = numbering(
        LEVEL.format(0, "upperRoman", "%1."), LEVEL.format(1, "decimal", "%2."), LEVEL.format(2, "lowerLetter", "%3)")
    )
    body = (
        numbered("NHIỆM VỤ", 1, 0)
        + numbered("Tuyên truyền", 1, 1)
        + numbered("Bản tin", 1, 2)
        + numbered("Phóng sự", 1, 2)
        + numbered("Tập huấn", 1, 1)
        + numbered("Tài liệu", 1, 2)
        + numbered("KINH PHÍ", 1, 0)
        + numbered("Ngân sách", 1, 1)
    )

    assert texts(docx(body, parts=levels)) == [
        "I. NHIỆM VỤ",
        "1. Tuyên truyền",
        "a) Bản tin",
        "b) Phóng sự",
        "2. Tập huấn",
        "a) Tài liệu",
        "II. KINH PHÍ",
        "1. Ngân sách",
    ]


def test_numbering_of_several_levels_bullets_and_a_restart() -> None:
    restart = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    levels = numbering(
        LEVEL.format(0, "decimal", "%1."),
        LEVEL.format(1, "decimal", "%1.%2."),
        LEVEL.format(2, "bullet", "\uf0b7"),
        LEVEL.format(3, "bullet", "+"),
        extra=restart,
    )
    body = (
        numbered("A", 1, 0)
        + numbered("B", 1, 1)
        + numbered("C", 1, 2)
        + numbered("D", 1, 3)
        + numbered("E", 2, 0)
        + numbered("F", 1, 0)
    )

    assert texts(docx(body, parts=levels)) == ["1. A", "1.1. B", "- C", "+ D", "5. E", "6. F"]


def test_numbering_in_a_written_series_knows_the_vietnamese_alphabet() -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="4"/>'
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="a, b, c, d, đ, e, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="lowerLetter"/></mc:Fallback></mc:AlternateContent>'
        '<w:lvlText w:val="%1)"/></w:lvl>'
    )

    body = numbered("Bốn", 1) + numbered("Năm", 1) + numbered("Sáu", 1)

    assert texts(docx(body, parts=numbering(level))) == ["d) Bốn", "đ) Năm", "e) Sáu"]


def test_numbering_and_heading_level_come_through_styles() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="Goc"><w:name w:val="Gốc"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Goc"/></w:style>',
    )
    parts = {"styles": styles, **numbering(LEVEL.format(0, "decimal", "Điều %1."))}
    body = p("Phạm vi", properties='<w:pStyle w:val="Con"/>')
    body += p("Không số", properties='<w:pStyle w:val="Con"/><w:numPr><w:numId w:val="0"/></w:numPr>')

    first, second = blocks(docx(body, parts=parts))

    assert (first.text, first.kind, first.level, first.bold) == ("Điều 1. Phạm vi", "heading", 2, True)
    assert second.text == "Không số"


def test_a_circle_of_styles_ends() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>',
    )

    (block,) = blocks(docx(p("Nội dung", properties='<w:pStyle w:val="B"/>'), parts={"styles": styles}))

    assert block.bold


def test_merged_cells_repeat_their_text_and_say_so() -> None:
    table = tbl(
        tc(p("TT")) + tc(p("Nội dung")) + tc(p("Chủ trì")),
        tc(p("I")) + tc(p("SỞ NGOẠI VỤ"), '<w:gridSpan w:val="2"/>'),
        tc(p("1")) + tc(p("Bản tin")) + tc(p("Sở A"), '<w:vMerge w:val="restart"/>'),
        tc(p("2")) + tc(p("Phóng sự")) + tc(p(), "<w:vMerge/>"),
    )

    rows = blocks(docx(table))

    assert [row.cells for row in rows] == [
        ("TT", "Nội dung", "Chủ trì"),
        ("I", "SỞ NGOẠI VỤ", "SỞ NGOẠI VỤ"),
        ("1", "Bản tin", "Sở A"),
        ("2", "Phóng sự", "Sở A"),
    ]
    assert [row.merged for row in rows] == [("", "", ""), ("", "", "h"), ("", "", ""), ("", "", "v")]
    assert {row.table for row in rows} == {1}


def test_skipped_grid_columns_are_empty_cells() -> None:
    row = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc(p("Nội dung")) + tc(p("Quý II"))

    last = blocks(docx(tbl(tc(p("1")) + tc(p("Việc")) + tc(p("Quý I")), row)))[-1]

    assert last.cells == ("", "Nội dung", "Quý II")


def test_a_cell_keeps_its_lines_and_numbers_that_stand_alone() -> None:
    auto = numbered("", 1)
    body = tbl(
        tc(auto) + tc(p("Chủ trì: Sở A (việc 1); Sở B.") + p("- Phối hợp: Sở C")),
        tc(auto) + tc("<w:p><w:r><w:t>Dòng một</w:t><w:br/><w:t>Dòng hai</w:t></w:r></w:p>"),
    )

    rows = blocks(docx(body, parts=numbering(LEVEL.format(0, "decimal", "%1"))))

    assert [row.cells for row in rows] == [
        ("1", "Chủ trì: Sở A (việc 1); Sở B.\n- Phối hợp: Sở C"),
        ("2", "Dòng một\nDòng hai"),
    ]


def test_a_table_in_a_cell_follows_its_row() -> None:
    inner = tbl(tc(p("a")) + tc(p("b")))

    rows = blocks(docx(tbl(tc(p("ngoài")) + tc(inner + p("trong")), tc(p("dưới")) + tc(p("cuối")))))

    assert [(row.table, row.text) for row in rows] == [(1, "ngoài\ttrong"), (2, "a\tb"), (1, "dưới\tcuối")]


def test_a_one_cell_table_is_a_box() -> None:
    first, second = blocks(docx(tbl(tc(p("Công văn đến") + p("Số: 12")))))

    assert [(b.kind, b.boxed, b.text) for b in (first, second)] == [
        ("paragraph", True, "Công văn đến"),
        ("paragraph", True, "Số: 12"),
    ]


def test_text_box_is_read_once_though_it_stands_twice() -> None:
    box = f"<w:txbxContent>{p('Đóng khung')}</w:txbxContent>"
    drawing = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Ngoài khung</w:t></w:r></w:p>"
    )

    assert [(block.text, block.boxed) for block in blocks(docx(drawing))] == [
        ("Ngoài khung", False),
        ("Đóng khung", True),
    ]


def test_footnotes_follow_the_body_and_do_not_stick_to_the_word() -> None:
    notes = part(
        "footnotes",
        f'<w:footnote w:id="0" w:type="separator">{p("---")}</w:footnote>'
        f'<w:footnote w:id="2">{p("Theo báo cáo.")}</w:footnote>',
    )
    body = (
        '<w:p><w:r><w:t>khoáng sản</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r></w:p>'
    )

    assert texts(docx(body + p("Nơi nhận:"), parts={"footnotes": notes})) == [
        "khoáng sản.",
        "Nơi nhận:",
        "[1] Theo báo cáo.",
    ]


def test_header_and_footer_are_read_once_each() -> None:
    links = relation(7, "header", "header1.xml") + relation(8, "footer", "footer1.xml")
    files = {
        "word/header1.xml": part("hdr", p("UBND TỈNH AN SƠN")).encode(),
        "word/footer1.xml": part("ftr", p("Trang 1")).encode(),
    }
    section = '<w:sectPr><w:headerReference r:id="rId7"/><w:footerReference r:id="rId8"/></w:sectPr>'
    body = f"<w:p><w:pPr>{section}</w:pPr><w:r><w:t>Thân</w:t></w:r></w:p>{section}"

    found = [(block.kind, block.text) for block in blocks(docx(body, relations=links, files=files))]

    assert found == [("header", "UBND TỈNH AN SƠN"), ("paragraph", "Thân"), ("footer", "Trang 1")]


def test_struck_text_is_kept_with_its_span() -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>Số: </w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>12</w:t></w:r>"
        "<w:r><w:t>/KH-UBND</w:t></w:r></w:p>"
    )

    document = read(docx(body))

    assert (document.blocks[0].text, document.blocks[0].struck) == ("Số: 12/KH-UBND", ((4, 6),))
    assert codes(document) == ["struck-text"]


def test_struck_spans_in_a_row_count_in_the_rows_text() -> None:
    table = tbl(tc(p("1")) + tc(p("bỏ", run="<w:dstrike/>")), tc(p("2")) + tc(p("giữ")))

    row = blocks(docx(table))[0]

    ((start, end),) = row.struck
    assert row.text[start:end] == "bỏ"


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>Giao </w:t></w:r><w:del><w:r><w:delText>Sở A</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>Sở B</w:t></w:r></w:ins></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>Hai đoạn </w:t></w:r></w:p>"
        + p("thành một")
        + "<w:moveFrom><w:p><w:r><w:t>chuyển đi</w:t></w:r></w:p></w:moveFrom>"
        + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>"
        + tc(p("hàng bỏ"))
        + tc(p("x"))
        + "</w:tr><w:tr>"
        + tc(p("hàng giữ"))
        + tc(p("y"))
        + "</w:tr></w:tbl>"
    )

    document = read(docx(body))

    assert [block.text for block in document.blocks] == ["Giao Sở B", "Hai đoạn thành một", "hàng giữ\ty"]
    assert codes(document) == ["tracked-changes"]


def test_hidden_text_is_dropped_and_reported() -> None:
    document = read(docx(p("ẩn", run="<w:vanish/>") + p("hiện")))

    assert [block.text for block in document.blocks] == ["hiện"]
    assert codes(document) == ["hidden-text"]


def test_what_is_embedded_is_reported() -> None:
    document = read(docx(p("Bảng kèm theo") + '<w:altChunk r:id="rId4"/>'))

    assert codes(document) == ["embedded-object"]


def test_fields_give_only_their_result() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText><w:t>mã</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>mục 3</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )

    assert texts(docx(body)) == ["mục 3"]


def test_a_field_that_never_ends_does_not_swallow_the_rest() -> None:
    broken = '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r></w:p>'

    assert texts(docx(broken + p("Nội dung còn lại"))) == ["Nội dung còn lại"]


def test_content_controls_links_and_symbols_are_read_through() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{p('Trong ô nhập')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink r:id='rId1'><w:r><w:t>liên kết</w:t></w:r></w:hyperlink></w:p>"
        "<w:p><w:r><w:sym w:font='Wingdings' w:char='F0B7'/><w:tab/><w:t>gạch</w:t></w:r></w:p>"
    )

    assert texts(docx(body)) == ["Trong ô nhập", "liên kết", "• gạch"]


def test_a_deliberate_break_starts_a_new_block() -> None:
    body = "<w:p><w:r><w:t>KT. CHỦ TỊCH</w:t><w:br/><w:t>PHÓ CHỦ TỊCH</w:t></w:r></w:p>"

    assert texts(docx(body)) == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_page_is_known_only_where_word_left_its_breaks() -> None:
    broken = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>trang hai</w:t></w:r></w:p>"

    with_breaks = [block.page for block in blocks(docx(p("một") + broken + p("vẫn hai")))]
    without = [block.page for block in blocks(docx(p("một") + p("hai")))]

    assert (with_breaks, without) == ([1, 2, 2], [None, None])


def test_centered_and_italic_are_hints() -> None:
    (block,) = blocks(docx(p("Độc lập - Tự do", properties='<w:jc w:val="center"/>', run="<w:i/>")))

    assert (block.centered, block.italic, block.bold) == (True, True, False)


def test_text_is_composed_and_spaces_are_plain() -> None:
    body = p("Tha\u0300nh\u00a0\u00a0phố\u200b An\u00ad Sơn \ufeff")

    assert texts(docx(body)) == ["Thành phố An Sơn"]


def test_the_strict_form_of_the_format_is_read_too() -> None:
    xml = part("document", f"<w:body>{p('Nội dung')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )

    assert texts(docx("", document=xml)) == ["Nội dung"]
