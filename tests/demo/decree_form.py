"""The layout that Decree 30/2020 asks of a plan, made with python-docx: head, body, signature, appendix table."""

from __future__ import annotations

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

CENTRE, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def new_document():
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    _number_pages(section)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    normal.paragraph_format.space_after = Pt(6)
    properties = document.core_properties
    properties.author = properties.comments = ""
    properties.language = "vi-VN"
    return document


def _number_pages(section) -> None:
    """Centred in the top margin, not on the first page."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTRE
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def write(paragraph, text: str, *, bold=False, italic=False, size: int | None = None, align=None):
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    if size:
        run.font.size = Pt(size)
    if align is not None:
        paragraph.alignment = align
    return paragraph


def head(document, *, issuer: tuple[str, str], number: str, date: str) -> None:
    table = document.add_table(rows=2, cols=2)
    left, right = table.rows[0].cells
    for at, line in enumerate(issuer):
        write(_line(left, at), line, bold=True, size=13, align=CENTRE)
    for at, line in enumerate(MOTTO):
        write(_line(right, at), line, bold=True, size=12 + at, align=CENTRE)
    left, right = table.rows[1].cells
    write(left.paragraphs[0], f"Số: {number}", size=13, align=CENTRE)
    write(right.paragraphs[0], date, italic=True, align=CENTRE)


def _line(cell, at: int):
    return cell.paragraphs[0] if at == 0 else cell.add_paragraph()


def title(document, kind: str, subject: str) -> None:
    document.add_paragraph()
    write(document.add_paragraph(), kind, bold=True, align=CENTRE)
    write(document.add_paragraph(), subject, bold=True, align=CENTRE)


def body(document, text: str) -> None:
    """One paragraph a line: a base is italic, a numbered heading bold, a bullet a list item of Word's own."""
    for line in text.strip().splitlines():
        if not line.strip():
            continue
        if line.startswith("* "):
            document.add_paragraph(line[2:], style="List Bullet")
            continue
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
        bold = line.startswith("# ")
        italic = line.startswith(("Căn cứ ", "Thực hiện Kế", "Thực hiện Quyết", "Theo đề nghị"))
        write(paragraph, line.removeprefix("# "), bold=bold, italic=italic, align=BOTH)


def signature(document, *, recipients: list[str], signatory: list[str], name: str) -> None:
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    write(left.paragraphs[0], "Nơi nhận:", bold=True, italic=True, size=12)
    for line in recipients:
        write(left.add_paragraph(), f"- {line}", size=11)
    for at, line in enumerate(signatory):
        write(_line(right, at), line, bold=True, align=CENTRE)
    for _ in range(3):
        right.add_paragraph()
    write(right.add_paragraph(), name, bold=True, align=CENTRE)


def appendix(document, *, name: str, subject: str, goes_with: str) -> None:
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    write(document.add_paragraph(), name, bold=True, align=CENTRE)
    write(document.add_paragraph(), subject, bold=True, align=CENTRE)
    write(document.add_paragraph(), goes_with, italic=True, align=CENTRE)


def task_table(document, *, columns: list[tuple[str, float]], rows: list[tuple[str, ...]]) -> None:
    """A table with its head, the row (1) (2) ... below it, and group rows that span it (rows of two cells)."""
    table = document.add_table(rows=2, cols=len(columns), style="Table Grid")
    table.autofit = False
    for at, (label, _width) in enumerate(columns):
        write(table.rows[0].cells[at].paragraphs[0], label, bold=True, size=12, align=CENTRE)
        write(table.rows[1].cells[at].paragraphs[0], f"({at + 1})", italic=True, size=11, align=CENTRE)
    _repeat_head(table)
    for row in rows:
        cells = table.add_row().cells
        group = len(row) == 2
        if group:
            cells[1].merge(cells[-1])
        for cell, text in zip(cells, row, strict=False):
            for at, line in enumerate(text.split("\n")):
                write(_line(cell, at), line, bold=group, size=12)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, (_label, width) in zip(row.cells, columns, strict=True):
            cell.width = Cm(width)


def _repeat_head(table) -> None:
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
