"""Wrong, damaged and hostile PDF files: a sentence of their own, and never more than the limits allow."""

from __future__ import annotations

import random

import pytest

from tests.engine.plans.readers.paper import LEFT, Sheet, pdf
from tests.engine.plans.readers.reading import codes, read, texts
from ttdn.engine.child import run_limited
from ttdn.engine.errors import EngineError, UnreadableDocument
from ttdn.engine.plans.readers import Limits
from ttdn.engine.plans.readers.builder import BlockBuilder
from ttdn.engine.plans.readers.pdf import has_text_layer, read_pdf

PLAIN = "Sở Ngoại vụ chủ trì, phối hợp với Công an tỉnh đón đoàn phóng viên nước ngoài."
PICTURE = (
    "<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 64 >>\n"
    "stream\n" + "x" * 64 + "\nendstream"
)


def page(*lines: str) -> Sheet:
    sheet = Sheet()
    for line in lines:
        sheet.line(line)
    return sheet


def pictured(*lines: str) -> Sheet:
    """A page that is a picture all over, with text on it."""
    sheet = page(*lines)
    sheet.ops.insert(0, "q 595 0 0 842 0 0 cm /Im Do Q")
    sheet.entries = "/Resources << /XObject << /Im 50 0 R >> /Font << /plain 10 0 R >> >>"
    return sheet


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableDocument) as refusal:
        read_pdf(data, BlockBuilder(limits or Limits()))
    assert "; hãy " in refusal.value.message
    assert refusal.value.message.endswith(".")
    return refusal.value.code


def locked() -> bytes:
    """A file whose every stream is scrambled under a password that nobody here knows."""
    entries = "<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 "
    entries += f"/O <{'ab' * 32}> /U <{'cd' * 32}> >>"
    data = pdf(page(PLAIN), objects={60: entries})
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 60 0 R /ID [<0102> <0102>]")


# --- refused ---------------------------------------------------------------------------------------------------------


def test_a_locked_file_is_refused() -> None:
    assert refused(locked()) == "encrypted"


def test_half_a_file_is_refused_and_not_read_in_half() -> None:
    whole = pdf(page(PLAIN), page(PLAIN))

    assert refused(whole[: len(whole) * 2 // 3]) == "truncated"


def test_a_file_that_only_claims_to_be_one_is_refused() -> None:
    assert refused(b"%PDF-1.7\nnothing of the kind\n%%EOF\n") == "damaged"


@pytest.mark.parametrize(
    "limits",
    [
        Limits(pages=1),
        Limits(characters=60),
        Limits(drawn_objects=5),
        Limits(cells=3),
        Limits(columns=1),
        Limits(blocks=1),
    ],
    ids=str,
)
def test_every_limit_is_kept(limits: Limits) -> None:
    sheet = page(PLAIN)
    sheet.grid([85, 200, 300], [200, 300, 400])
    for x in (100, 220):
        sheet.text(x, 250, "Việc")
        sheet.text(x, 350, "Việc")

    assert refused(pdf(sheet, page(PLAIN)), limits) == "too-large"


# --- with text or without --------------------------------------------------------------------------------------------


def test_a_page_without_letters_is_a_scan() -> None:
    data = pdf(pictured(), objects={50: PICTURE})

    assert not has_text_layer(data)
    assert refused(data) == "scanned"


def test_letters_without_their_table_are_no_text() -> None:
    sheet = Sheet()
    for n in range(6):
        sheet.line("".join(chr(0x3000 + 7 * k + n) for k in range(60)))

    data = pdf(sheet, mapped=False)

    assert not has_text_layer(data)
    assert refused(data) == "scanned"


def test_what_a_scanner_took_to_be_text_is_not_believed() -> None:
    read_by_scanner = "UY BAN NHAN DAN TINH LAM VAN Ke hoach thong tin doi ngoai nam 2026 cua tinh"
    data = pdf(pictured(read_by_scanner), objects={50: PICTURE})

    assert not has_text_layer(data)


def test_a_picture_behind_good_text_does_no_harm() -> None:
    data = pdf(pictured(PLAIN), objects={50: PICTURE})

    assert has_text_layer(data)
    assert texts(data) == [PLAIN]


def test_a_page_that_is_a_picture_among_others_is_named() -> None:
    document = read(pdf(page(PLAIN), page(PLAIN), pictured(), objects={50: PICTURE}))

    assert codes(document) == ["picture-pages"]
    assert "Trang 3 " in document.findings[0].message


# --- never followed, never run ---------------------------------------------------------------------------------------


def test_scripts_links_and_embedded_files_are_passed_over() -> None:
    sheet = page(PLAIN)
    sheet.entries = "/Annots [52 0 R] /AA << /O 50 0 R >>"
    objects = {
        50: "<< /S /JavaScript /JS (app.launchURL\\('http://203.0.113.7/'\\)) >>",
        51: "<< /Type /EmbeddedFile /Length 12 >>\nstream\nTáp nhúng!!\nendstream",
        52: "<< /Type /Annot /Subtype /Link /Rect [0 0 100 100] /A << /S /Launch /F (/bin/sh) >> >>",
        53: "<< /Names [(a.txt) << /Type /Filespec /F (a.txt) /EF << /F 51 0 R >> >>] >>",
    }

    data = pdf(sheet, objects=objects, catalog="/OpenAction 50 0 R /Names << /EmbeddedFiles 53 0 R >>")

    assert texts(data) == [PLAIN]


def test_forms_that_hold_each_other_end() -> None:
    sheet = page(PLAIN)
    sheet.ops.append("/Fm Do")
    sheet.entries = "/Resources << /XObject << /Fm 50 0 R >> /Font << /plain 10 0 R >> >>"
    form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Fm 50 0 R >> >> /Length 6 >>"

    assert texts(pdf(sheet, objects={50: form + "\nstream\n/Fm Do\nendstream"})) == [PLAIN]


def test_a_bomb_of_forms_ends_in_the_child_by_a_limit() -> None:
    """Ten forms, each drawing the next one ten times: ten thousand million words."""
    objects = {
        50 + n: f"<< /Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /XObject << /Fm {51 + n} 0 R >> "
        "/Font << /plain 10 0 R >> >> /Length 70 >>\nstream\n" + "/Fm Do " * 10 + "\nendstream"
        for n in range(9)
    }
    look = "BT /plain 12 Tf 50 50 Td <00410042> Tj ET"
    objects[59] = (
        "<< /Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /Font << /plain 10 0 R >> >> "
        f"/Length {len(look)} >>\nstream\n{look}\nendstream"
    )
    sheet = page(PLAIN)
    sheet.ops.append("/Fm Do")
    sheet.entries = "/Resources << /XObject << /Fm 50 0 R >> /Font << /plain 10 0 R >> >>"

    with pytest.raises(UnreadableDocument) as refusal:
        run_limited("blocks", pdf(sheet, objects=objects), limits=Limits(seconds=3.0), arguments={"name": "a.pdf"})

    assert refusal.value.code in ("timeout", "memory", "crashed")  # PDFium ends itself where memory ends


# --- damaged at random -----------------------------------------------------------------------------------------------


def rich() -> bytes:
    sheet = page("KẾ HOẠCH", PLAIN, "1. " + PLAIN)
    sheet.grid([85, 115, 400, 553], [300, 330, 360])
    for y, number, text in ((320, "1", "Việc một"), (350, "2", "Việc hai")):
        sheet.text(90, y, number)
        sheet.text(120, y, text)
    sheet.text(LEFT, 500, "Chú thích", font="italic")
    return pdf(sheet, page(PLAIN))


def test_random_damage_gives_blocks_or_a_refusal() -> None:
    """In this very process, so that a crash of the library would end the run and be seen."""
    whole = rich()
    dice = random.Random(20260601)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.choice((1, 3, 10, 40))):
            at = dice.randrange(len(data))
            data[at : at + dice.choice((0, 1, 1, 4))] = dice.randbytes(dice.choice((0, 1, 1, 4)))
        try:
            builder = BlockBuilder(Limits(blocks=2000, characters=200_000))
            read_pdf(bytes(data), builder)
        except EngineError:
            outcomes["refused"] += 1
            continue
        outcomes["read"] += 1
        for block in builder.blocks:
            assert block.text.strip()
            assert block.cells is None or block.text == "\t".join(block.cells)
            assert all(0 <= start < end <= len(block.text) for start, end in block.struck)
    assert min(outcomes.values()) > 20
