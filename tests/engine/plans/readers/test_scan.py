"""Scans: pages as pictures become the blocks their text would give."""

from __future__ import annotations

import io
import struct
import time
import zlib
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from tests.engine.plans.readers import paper
from tests.engine.plans.readers.drawn import DPI, Sheet, local_tools, needs_tesseract, saved
from ttdn.engine.errors import UnreadableDocument
from ttdn.engine.gate.classification import find_mark
from ttdn.engine.plans.directory import Directory
from ttdn.engine.plans.model import Document
from ttdn.engine.plans.parse import CHECKING, read_bytes
from ttdn.engine.plans.pipeline import compile_plan
from ttdn.engine.plans.readers import Limits, read_document
from ttdn.engine.plans.readers.scan.ink import skew_of, turned
from ttdn.engine.plans.readers.scan.roman import mended_number, mended_quarter
from ttdn.engine.plans.readers.scan.rules import take_rules
from ttdn.engine.tools import NoTools

PLANS = Path(__file__).parents[5] / "shared" / "plans"
SAMPLES = sorted(path.name.removesuffix(".scan.pdf") for path in PLANS.glob("*.scan.pdf"))
ROWS = [
    ["TT", "Nội dung nhiệm vụ", "Thời gian"],
    ["1", "Tổ chức hội nghị giới thiệu tỉnh\nAn Sơn với báo chí nước ngoài.", "Quý II/2031"],
    ["2", "Xuất bản bản tin đối ngoại.", "Hằng năm"],
]
WIDTHS = [14.0, 100.0, 46.0]


def plan_sheet() -> Sheet:
    sheet = Sheet().centred("KẾ HOẠCH").centred("Thông tin đối ngoại tỉnh An Sơn năm 2031")
    sheet.line("Thực hiện chương trình công tác năm, Ủy ban nhân dân tỉnh ban hành kế")
    sheet.line("hoạch với các nội dung sau:", gap=10)
    sheet.line("II. NHIỆM VỤ", bold=True, gap=10)
    return sheet.table(ROWS, WIDTHS)


def scan(data: bytes, limits: Limits | None = None) -> Document:
    return read_document(data, name="ban-chup", limits=limits or Limits(), tools=local_tools())


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


PLAN_TEXTS = [
    "KẾ HOẠCH",
    "Thông tin đối ngoại tỉnh An Sơn năm 2031",
    "Thực hiện chương trình công tác năm, Ủy ban nhân dân tỉnh ban hành kế hoạch với các nội dung sau:",
    "II. NHIỆM VỤ",
    "TT\tNội dung nhiệm vụ\tThời gian",
    "1\tTổ chức hội nghị giới thiệu tỉnh An Sơn với báo chí nước ngoài.\tQuý II/2031",
    "2\tXuất bản bản tin đối ngoại.\tHằng năm",
]


def plain(document: Document) -> list[str]:
    """Lines inside cells are a matter of the column's width."""
    return [text.replace("\n", " ") for text in texts(document)]


@needs_tesseract()
@pytest.mark.parametrize("degrees", [0.0, 1.3, -2.0])
def test_a_page_lying_askew_gives_its_paragraphs_and_table(degrees: float) -> None:
    document = scan(saved(plan_sheet().scanned(degrees=degrees)))

    assert plain(document) == PLAN_TEXTS
    assert document.source.format == "scan"
    assert [finding.code for finding in document.findings] == ["scan"]


@needs_tesseract()
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_the_wrong_way_up_is_turned(quarters: int) -> None:
    image = plan_sheet().scanned().rotate(90 * quarters, expand=True)

    assert plain(scan(saved(image))) == PLAN_TEXTS


@needs_tesseract()
@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PDF"])
def test_kinds_of_files_give_the_same(kind: str) -> None:
    assert plain(scan(saved(plan_sheet().scanned(), kind=kind))) == PLAN_TEXTS


@needs_tesseract()
def test_bold_lines_are_told_by_the_width_of_their_strokes() -> None:
    document = scan(saved(plan_sheet().scanned()))

    assert [block.text for block in document.blocks if block.bold] == [
        "KẾ HOẠCH",
        "Thông tin đối ngoại tỉnh An Sơn năm 2031",
        "II. NHIỆM VỤ",
    ]


def mixed_pdf() -> bytes:
    """A page of text and behind it one that is a picture."""
    typed = paper.Sheet()
    typed.paragraph("Ủy ban nhân dân tỉnh An Sơn ban hành Kế hoạch thông tin đối ngoại với các nội dung sau đây.")
    whole = pypdfium2.PdfDocument(paper.pdf(typed))
    whole.import_pages(pypdfium2.PdfDocument(saved(plan_sheet().scanned(), kind="PDF")))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


@needs_tesseract()
def test_a_page_that_is_a_picture_among_pages_of_text_is_read_too() -> None:
    document = scan(mixed_pdf())

    assert document.source.format == "pdf"
    assert plain(document)[0].endswith("với các nội dung sau đây.")
    assert plain(document)[1:] == PLAN_TEXTS
    assert [block.page for block in document.blocks] == [1] + [2] * len(PLAN_TEXTS)
    assert [finding.code for finding in document.findings] == ["picture-pages"]
    assert "nhận dạng từ ảnh" in document.findings[0].message


def test_a_page_that_is_a_picture_is_named_where_nothing_can_read_it() -> None:
    document = read_document(mixed_pdf(), name="a.pdf", limits=Limits(), tools=NoTools())

    assert [finding.message for finding in document.findings if finding.code == "picture-pages"] == [
        "Trang 2 chỉ là ảnh chụp nên chưa đọc được; hãy đối chiếu với bản gốc."
    ]


@needs_tesseract()
def test_struck_letters_are_read_and_told() -> None:
    sheet = plan_sheet().struck("1387/KH-UBND", of="1387", before="Số: ").line("Số: 1387/KH-UBND")

    blocks = [block for block in scan(saved(sheet.scanned())).blocks if "KH-UBND" in block.text]
    assert [block.text for block in blocks] == ["Số: 1387/KH-UBND"] * len(blocks)
    assert [[block.text[slice(*span)] for span in block.struck] for block in blocks] == [["1387"], []]


@needs_tesseract()
def test_pages_are_counted_as_they_are_read_and_tables_go_on_over_them() -> None:
    first = Sheet().centred("KẾ HOẠCH").table(ROWS[:2], WIDTHS).scanned()
    second = Sheet().table(ROWS[:1] + ROWS[2:], WIDTHS).scanned(degrees=0.7)
    heard: list[str] = []

    document = read_bytes(saved(first, second, kind="TIFF"), "a.tif", Limits(), on_progress=heard.append)

    rows = [block for block in document["blocks"] if block["kind"] == "table-row"]
    assert [row["cells"][0] for row in rows] == ["TT", "1", "2"]
    assert [row["table"] for row in rows] == [1, 1, 1]
    assert heard == ["reading", "reading 1/2", "reading 2/2", CHECKING]


@needs_tesseract()
def test_a_seal_over_words_does_not_hide_them() -> None:
    sheet = Sheet().line("KT. CHỦ TỊCH", bold=True, x=110).line("PHÓ CHỦ TỊCH", bold=True, x=110)
    sheet.line("", gap=10).line("Trần Văn Bình", x=112, bold=True).seal(x=120, y=45)

    assert texts(scan(saved(sheet.scanned())))[-1:] == ["Trần Văn Bình"]


@needs_tesseract()
def test_a_red_stamp_is_read_apart_so_that_the_gate_sees_it() -> None:
    sheet = plan_sheet().stamp("TỐI MẬT", x=30, y=8)

    document = scan(saved(sheet.scanned()))

    assert [block.text for block in document.blocks if block.kind == "stamp"] == ["TỐI MẬT"]
    assert find_mark(document.blocks) == "TỐI MẬT"


@needs_tesseract()
def test_an_empty_page_is_said_to_be_empty() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        scan(saved(Sheet().scanned()))

    assert refusal.value.code == "empty"


def test_without_tesseract_the_packages_are_named() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read_document(saved(Sheet().image), name="a.png", limits=Limits(), tools=NoTools())

    assert refusal.value.code == "tool-missing"
    assert "apt-get install tesseract-ocr tesseract-ocr-vie" in refusal.value.message


@needs_tesseract()
@pytest.mark.skipif(not SAMPLES, reason="the sample plans (../shared/plans) are not beside the checkout")
@pytest.mark.parametrize("stem", SAMPLES)
def test_a_published_plan_gives_the_tasks_of_its_word_file(stem: str) -> None:
    scanned, typed = (
        compile_plan(
            read_document((PLANS / name).read_bytes(), name=name, limits=Limits(), tools=local_tools()),
            directory=Directory.shipped(),
        )
        for name in (f"{stem}.scan.pdf", f"{stem}.docx")
    )

    kinds = [[item.kind for item in plan.items] for plan in (scanned, typed)]
    assert kinds[0] == kinds[1]
    times = [
        [item.schedule and (item.schedule.start, item.schedule.end) for item in plan.items if item.kind == "task"]
        for plan in (scanned, typed)
    ]
    assert times[0] == times[1]


# --- hostile pictures ------------------------------------------------------------------------------------------------


def png_header(width: int, height: int) -> bytes:
    """A picture that claims a size and holds nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def pdf_of(width: float, height: float, pages: int = 1) -> bytes:
    """Empty pages of one size."""
    kids = " ".join(f"{n + 3} 0 R" for n in range(pages))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>"]
    objects += [f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] >>"] * pages
    body = "".join(f"{n + 1} 0 obj {text} endobj\n" for n, text in enumerate(objects))
    return f"%PDF-1.4\n{body}trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n".encode()


@pytest.mark.parametrize(
    ("data", "bounds", "code"),
    [
        pytest.param(png_header(60_000, 60_000), {}, "image-bomb", id="a bomb"),
        pytest.param(png_header(2_000, 2_000), {"image_pixels": 1_000_000}, "image-bomb", id="past the limit"),
        pytest.param(saved(Sheet().image)[:600], {}, "damaged", id="cut off"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 100, {}, "damaged", id="no picture"),
        pytest.param(pdf_of(595, 842, pages=9), {"scan_pages": 8}, "too-large", id="too many pages"),
    ],
)
def test_hostile_pictures_are_refused(data: bytes, bounds: dict[str, int], code: str) -> None:
    began = time.monotonic()
    with pytest.raises(UnreadableDocument) as refusal:
        scan(data, Limits(**bounds))  # type: ignore[arg-type]

    assert refusal.value.code == code
    assert time.monotonic() - began < 5


@needs_tesseract()
def test_a_sheet_of_kilometres_is_drawn_small() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        scan(pdf_of(14_400, 14_400))

    assert refusal.value.code == "empty"


# --- the parts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("degrees", [-3.1, -0.4, 0.0, 0.55, 2.0])
def test_skew_is_measured_to_a_tenth_of_a_degree(degrees: float) -> None:
    grey = np.asarray(plan_sheet().image.convert("L").rotate(-degrees, fillcolor=255))

    assert abs(skew_of(grey) - degrees) < 0.1
    assert abs(skew_of(turned(grey, skew_of(grey)))) < 0.1


def test_rules_of_a_table_are_found_and_bars_of_letters_are_not() -> None:
    sheet = Sheet().line("Thông tư số 22/2031/TT-BTTTT", bold=True).table(ROWS, WIDTHS)
    grey = np.asarray(sheet.image.convert("L"))

    ruled = take_rules(grey, DPI)

    level = [rule for rule in ruled.rules if rule.level]
    assert (len(level), len(ruled.rules) - len(level)) == (4, 4)
    words = np.asarray(Sheet().line("Thông tư số 22/2031/TT-BTTTT", bold=True).image.convert("L"))
    height = 245  # above the table
    assert np.array_equal(ruled.grey[:height] < 128, words[:height] < 128)


@pytest.mark.parametrize(
    ("seen", "stems", "meant"),
    [
        ("H", (2, 0), "II"),
        ("lÍ", (1, 0), "I"),
        ("II.", (3, 2), "III."),
        ("VỊ", (2, 1), "VI"),
        ("VIH", (4, 3), "VIII"),
        ("IV.", (1, 0), "IV."),
        ("11.", (2, 0), "11."),
        ("1.", (1, 0), "1."),
        ("Là", (1, 0), "Là"),
        ("a)", (0, 0), "a)"),
        ("Hội", (2, 0), "Hội"),
    ],
)
def test_roman_marks_follow_the_strokes_counted(seen: str, stems: tuple[int, int], meant: str) -> None:
    assert mended_number(seen, stems) == meant


@pytest.mark.parametrize(
    ("seen", "stems", "meant"),
    [
        ("H/2017.", (2, 0), "II/2017."),
        ("11/2017", (2, 0), "II/2017"),
        ("II/⁄2017", (3, 0), "III/2017"),
        ("Ill", (3, 0), "III"),
        ("1/2017", (1, 0), "1/2017"),
        ("lV/2017", (1, 0), "IV/2017"),
        ("năm", (2, 0), "năm"),
    ],
)
def test_quarters_follow_the_strokes_counted(seen: str, stems: tuple[int, int], meant: str) -> None:
    assert mended_quarter(seen, stems) == meant


def test_grey_pictures_of_other_depths_are_taken() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read_document(saved(Image.new("1", (400, 600), 1)), name="a.png", limits=Limits(), tools=NoTools())

    assert refusal.value.code == "tool-missing"
