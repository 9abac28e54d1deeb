"""What the spoiling begins with: small documents of every format, made here, and our own set of plans."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

from docx import Document
from PIL import Image, ImageDraw

from tests.engine.plans.readers.paper import Sheet, pdf
from tests.engine.plans.readers.word import docx, numbered, p, part, tbl, tc

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "eval" / "plans" / "documents"
LARGE = 6_000  # bytes of a plan of our set; longer ones cost time and reach no other code

PLAN = """ỦY BAN NHÂN DÂN
TỈNH LAM VÂN
Số: 15/KH-UBND
Lam Vân, ngày 05 tháng 02 năm 2026
KẾ HOẠCH
Thông tin đối ngoại năm 2026
Căn cứ Quyết định số 12/QĐ-UBND ngày 03/01/2026 của UBND tỉnh;
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Giới thiệu hình ảnh của tỉnh.
II. NHIỆM VỤ
1. Sản xuất 02 phóng sự về tỉnh
- Cơ quan chủ trì: Sở Ngoại vụ.
- Cơ quan phối hợp: Công an tỉnh; các sở, ban, ngành.
- Thời gian: Quý II/2026.
III. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính: bố trí kinh phí.
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Một
"""
ROWS = [
    ("TT", "Nội dung", "Chủ trì", "Thời gian"),
    ("I", "Báo chí", "", ""),
    ("1", "Họp báo", "Sở Ngoại vụ", "Tháng 5"),
]
MARKDOWN = (
    "# KẾ HOẠCH\n\n**I. NHIỆM VỤ**\n\n| TT | Việc | Chủ trì |\n|---|---|---|\n| 1 | Họp báo | Sở Ngoại vụ |\n"
    "\n- a\n  - b\n"
)
HTML = (
    "<html><body><h1>KẾ HOẠCH</h1><p><b>I. NHIỆM VỤ</b><ol><li>Một<li>Hai</ol><table><tr><td rowspan=2>TT<td>Việc</tr>"
    "<tr><td>Họp báo<br>Tháng 5</tr></table><del>cũ</del></body></html>"
)


def _sections() -> list[str]:
    """The plan's head, body and tail alone: as good for finding things, and cheaper."""
    lines = PLAN.splitlines(keepends=True)
    return ["".join(lines[start:stop]) for start, stop in ((0, 9), (7, 15), (10, 17), (15, 23))]


def _word() -> bytes:
    body = "".join(p(line) for line in PLAN.splitlines()) + numbered("Một", 1)
    rows = ["".join(tc(p(cell)) for cell in row) for row in ROWS]
    merged = tc(p("A"), '<w:gridSpan w:val="2"/>') + tc(p("B"), '<w:vMerge w:val="restart"/>') + tc(p("C"))
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    parts = {
        "styles": part("styles", '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/></w:style>'),
        "numbering": part(
            "numbering",
            f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        ),
    }
    return docx(body + tbl(*rows, merged), parts=parts)


def _pages() -> bytes:
    first, second = Sheet(), Sheet()
    for line in PLAN.splitlines():
        first.paragraph(line)
    edges, heights = [85.0, 120.0, 330.0, 450.0, 553.0], [100.0, 130.0, 160.0, 190.0]
    second.grid(edges, heights)
    for row, y in zip(ROWS, heights, strict=False):
        for cell, left, right in zip(row, edges, edges[1:], strict=False):
            second.cell(left, right, y + 18, cell)
    return pdf(first, second, objects={3: _few_letters()})


def _few_letters() -> str:
    """The letters' table with four rows instead of 256, which take most of the time."""
    rows = "\n".join(f"<{high}00> <{high}ff> <{high}00>" for high in ("00", "01", "1e", "20"))
    body = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n4 beginbfrange\n{rows}\nendbfrange\nendcmap end end"
    )
    return f"<< /Length {len(body)} >>\nstream\n{body}\nendstream"


def _code_pages() -> list[bytes]:
    """The plan as old machines wrote it: Windows' page, UTF-16 with and without its mark, TCVN3's and VNI's letters."""
    tcvn3 = (
        "KÕ ho¹ch th«ng tin ®èi ngo¹i tØnh n¨m 2026\nI. Môc ®Ých\n1. Së Ngo¹i vô chñ tr×, phèi hîp víi C«ng an tØnh\n"
    )
    vni = "KEÁ HOAÏCH thoâng tin ñoái ngoaïi tænh naêm 2026\nI. Muïc ñích\n1. Sôû Ngoaïi vuï chuû trì, phoái hôïp\n"
    wide = [PLAN.encode(name) for name in ("utf-16", "utf-16-le", "utf-32", "utf-8-sig")]
    return [*wide, tcvn3.encode("latin-1"), vni.encode("latin-1"), PLAN.encode("cp1258", "replace")]


def _pictures() -> list[bytes]:
    """A page as .png, which knows by its sums that it was changed, and as three kinds that do not."""
    image = Image.new("L", (300, 120), 255)
    ImageDraw.Draw(image).multiline_text((20, 20), "KE HOACH\nI. NHIEM VU\n1. Hop bao", fill=0)
    pictures = []
    for kind in ("PNG", "JPEG", "BMP", "TIFF"):
        out = io.BytesIO()
        image.save(out, kind, dpi=(150, 150))
        pictures.append(out.getvalue())
    return pictures


def _old_word() -> bytes:
    """LibreOffice's .doc of the plan and its table; without LibreOffice only the first bytes of one."""
    from ttdn.engine.tool_runs import is_installed, run_tool
    from ttdn.engine.tools import OFFICE, TOOLS, Tool

    if not is_installed(OFFICE):
        return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\0" * 5000
    office = TOOLS[OFFICE]
    TOOLS["make-doc"] = Tool(
        command=tuple(part.replace("docx:MS Word 2007 XML", "doc:MS Word 97") for part in office.command),
        package=office.package,
        purpose="",
        seconds=office.seconds,
        memory_mb=office.memory_mb,
        written_mb=office.written_mb,
        files=office.files,
        result="out/input.doc",
    )
    made = Document()
    for line in PLAN.splitlines():
        made.add_paragraph(line)
    table = made.add_table(rows=0, cols=len(ROWS[0]))
    for row in ROWS:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    made.add_paragraph("Hết.")
    out = io.BytesIO()
    made.save(out)
    return run_tool("make-doc", out.getvalue())


class Seeds:
    """``pick(kind, random)`` is one whole input of the kind: small ones mostly, one in thirty a plan of ours."""

    def __init__(self) -> None:
        old = _old_word()
        self._small = {
            "txt": [part.encode() for part in (PLAN, *_sections())],
            "code-page": _code_pages(),
            "md": [MARKDOWN.encode(), *[f"# A\n\n**B**\n{part}".encode() for part in _sections()]],
            "html": [HTML.encode(), *[f"<p>{'<p>'.join(part.splitlines())}".encode() for part in _sections()]],
            "docx": [_word()],
            "pdf": [_pages()],
            "doc": [old],
            "doc-office": [old],
            "scan": _pictures(),
        }
        self._plans = {
            kind: [f.read_bytes() for f in sorted(PLANS.glob(f"*.{kind}")) if f.stat().st_size < LARGE]
            for kind in ("txt", "md", "html")
        }

    def pick(self, kind: str, random: Random) -> bytes:
        plans = self._plans.get(kind)
        return random.choice(plans if plans and random.random() < 0.03 else self._small[kind])
