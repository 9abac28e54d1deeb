"""Wrong, damaged and hostile files: one sentence each, and never anything but an EngineError."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.plans.readers.reading import read, texts
from tests.engine.plans.readers.word import docx, numbered, p, part, relation, tbl, tc
from ttdn.engine.errors import EngineError, UnreadableDocument
from ttdn.engine.plans.readers import Limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII5s", 13, b"IHDR", 60_000, 60_000, b"\x08\x02\0\0\0")
VALID = docx(p("Kế hoạch") + tbl(tc(p("1")) + tc(p("Việc")), tc(p("2")) + tc(p("Hai"))) + p("Nơi nhận:"))
XXE = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def with_doctype(doctype: str, encoding: str = "utf-8") -> bytes:
    xml = part("document", f"<w:body>{p('x')}</w:body>").split("?>", 1)[1]
    whole = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{xml}'
    package = io.BytesIO(docx(""))
    out = io.BytesIO()
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, whole.encode(encoding) if name == "word/document.xml" else old.read(name))
    return out.getvalue()


def zip_of(**entries: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return stream.getvalue()


def nested_tables(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + p("x") + "</w:tc></w:tr></w:tbl>" * depth


REFUSED = {
    "nothing": (b"", "empty"),
    "only blanks": (b" \r\n\t \n", "empty"),
    "no words": (docx(p("  ")), "empty"),
    "half an image": (PNG, "damaged"),
    "a jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 50, "damaged"),
    "a program": (b"MZ\x90\0\x03\0\0\0" + b"\0" * 90, "executable"),
    "an archive": (zip_of(a=b"text"), "unknown-kind"),
    "a workbook": (
        zip_of(
            **{
                "[Content_Types].xml": b"<Types/>",
                "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                + relation(1, "officeDocument", "xl/workbook.xml").encode()
                + b"</Relationships>",
                "xl/workbook.xml": b"<workbook/>",
            }
        ),
        "unknown-kind",
    ),
    "an old .doc": (OLE + "WordDocument".encode("utf-16-le"), "tool-missing"),
    "an encrypted .docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "another OLE file": (OLE, "unknown-kind"),
    "a pdf that breaks off": (b"%PDF-1.7\n1 0 obj\n", "truncated"),
    "an rtf": (b"{\\rtf1 abc}", "unknown-kind"),
    "half a .docx": (VALID[: len(VALID) // 2], "truncated"),
    "a .docx with cut XML": (docx("", document=part("document", p("x"))[:-20]), "truncated"),
    "an outside entity": (with_doctype(XXE), "doctype"),
    "an outside entity in UTF-16": (with_doctype(XXE, "utf-16"), "doctype"),
    "growing entities": (with_doctype(LAUGHS), "doctype"),
    "a macro": (docx(p("x"), files={"word/vbaProject.bin": b"\0"}), "macro"),
    "a zip bomb": (docx(p("x"), files={"word/media/a.xml": b"\0" * 30_000_000}), "zip-bomb"),
    "an image bomb": (docx(p("x"), files={"word/media/image1.png": PNG}), "image-bomb"),
    "deep nesting": (docx("<w:sdt><w:sdtContent>" * 5_000), "too-deep"),
    "deep tables": (docx(nested_tables(150)), "too-deep"),
    "an .odt": (zip_of(mimetype=b"application/vnd.oasis.opendocument.text"), "unknown-kind"),
    "old XML": (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "unknown-kind"),
    "deep lists": ("".join("  " * n + "- a\n" for n in range(200)).encode() + b"\n## b\n\n## c\n", "too-deep"),
    "deep html": (b"<html><body>" + b"<div>" * 200_000 + b"x", "too-deep"),
    "text with zeros": (b"abc\0def\0\0\0 ghi" * 20, "not-text"),
    "garbage": (zlib.compress(bytes(range(256)) * 40) + bytes(range(1, 32)) * 60, "not-text"),
}


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_refused_with_one_sentence(case: str) -> None:
    data, code = REFUSED[case]

    with pytest.raises(UnreadableDocument) as refusal:
        read(data, "ke-hoach.docx")

    assert refusal.value.code == code
    sentence = refusal.value.message
    assert sentence.endswith(".")
    assert "; hãy " in sentence
    assert "\n" not in sentence


def test_a_macro_enabled_content_type_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(VALID)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(b"application/xml", b"application/vnd.ms-word.document.macroEnabled.main+xml")
            new.writestr(name, data)

    with pytest.raises(UnreadableDocument) as refusal:
        read(stream.getvalue())

    assert refusal.value.code == "macro"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_bytes=100), "too-large"),
        (Limits(entries=2), "zip-bomb"),
        (Limits(unpacked_bytes=500), "zip-bomb"),
        (Limits(part_bytes=100), "zip-bomb"),
        (Limits(blocks=2), "too-large"),
        (Limits(cells=3), "too-large"),
        (Limits(columns=1), "too-large"),
        (Limits(block_characters=5), "too-large"),
        (Limits(characters=12), "too-large"),
    ],
    ids=str,
)
def test_every_limit_is_kept(limits: Limits, code: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read(VALID, limits=limits)

    assert refusal.value.code == code


def test_a_wild_span_is_refused_not_spread_out() -> None:
    cells = "".join(tc(p("x"), '<w:gridSpan w:val="99"/>') for _ in range(3))

    with pytest.raises(UnreadableDocument):
        read(docx(tbl(cells, cells)))


def test_an_image_of_honest_size_is_passed_over() -> None:
    small = PNG.replace(struct.pack(">II", 60_000, 60_000), struct.pack(">II", 600, 400))

    assert texts(docx(p("Có ảnh"), files={"word/media/image1.png": small})) == ["Có ảnh"]


def test_outside_relations_are_never_followed() -> None:
    link = relation(9, "header", "http://203.0.113.7/header.xml", external=True)
    section = '<w:sectPr><w:headerReference r:id="rId9"/></w:sectPr>'

    assert texts(docx(p("Thân") + section, relations=link)) == ["Thân"]


def test_a_relation_cannot_leave_the_package() -> None:
    link = relation(9, "header", "../../../etc/hostname")
    section = '<w:sectPr><w:headerReference r:id="rId9"/></w:sectPr>'

    assert texts(docx(p("Thân") + section, relations=link)) == ["Thân"]


def test_a_picture_named_docx_and_a_text_named_docx() -> None:
    assert texts("Kế hoạch năm 2021", "ke-hoach.docx") == ["Kế hoạch năm 2021"]
    assert texts(VALID, "ke-hoach.txt")[0] == "Kế hoạch"


# --- damaged at random -------------------------------------------------------------------------------------------

ROUND = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
RICH = docx(
    p("Kế hoạch", properties='<w:pStyle w:val="A"/>')
    + numbered("Một", 1)
    + tbl(tc(p("1"), '<w:gridSpan w:val="2"/>') + tc(p("Việc")), tc(p("2"), "<w:vMerge/>") + tc(p("Hai"))),
    parts={
        "styles": part("styles", '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/></w:style>'),
        "numbering": part(
            "numbering",
            '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
            '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        ),
    },
)


def reads_or_refuses(data: bytes, name: str) -> None:
    try:
        document = read(data, name, Limits(blocks=2000, characters=200_000))
    except EngineError:
        return
    assert [block.n for block in document.blocks] == list(range(1, len(document.blocks) + 1))
    for block in document.blocks:
        assert block.text.strip()
        assert all(0 <= start < end <= len(block.text) for start, end in block.struck)
        if block.cells is not None:
            assert block.text == "\t".join(block.cells)
            assert block.merged is not None
            assert len(block.merged) == len(block.cells)


@ROUND
@given(st.binary(max_size=2000), st.sampled_from(["a.txt", "a.md", "a.html", "a.docx"]))
def test_random_bytes(data: bytes, name: str) -> None:
    reads_or_refuses(data, name)


@ROUND
@given(st.text(max_size=600), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_random_text(text: str, name: str) -> None:
    reads_or_refuses(text.encode("utf-8", "surrogatepass"), name)


PIECES = st.sampled_from(
    [
        *("\t", "\n", "\n\n", " ", "TT", "1", "I", "Việc", "Giai đoạn", "2021", "|", "---", "|---|---|\n", "# ", "**"),
        *("~~", "<br>", "<table>", "<tr>", "<td>", "</td>", "<td rowspan=3>", "<li>", "<ol start=9>", "- ", "1. ", "`"),
    ]
)


@ROUND
@given(st.lists(PIECES, max_size=60), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_random_markup(pieces: list[str], name: str) -> None:
    reads_or_refuses("".join(pieces).encode(), name)


@ROUND
@given(st.lists(st.tuples(st.integers(0, len(RICH) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_damaged_package(changes: list[tuple[int, int]]) -> None:
    data = bytearray(RICH)
    for place, byte in changes:
        data[place] = byte

    reads_or_refuses(bytes(data), "a.docx")


TAGS = st.sampled_from(
    [
        *("w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtContent", "w:ins", "w:del", "w:pPr", "w:rPr"),
        *("w:tcPr", "w:trPr", "w:numPr", "w:ilvl", "w:numId", "w:gridSpan", "w:vMerge", "w:strike", "w:br", "w:tab"),
        *("w:fldChar", "w:pict", "w:txbxContent", "mc:AlternateContent", "mc:Choice", "w:footnoteReference", "w:sym"),
    ]
)
VALUES = st.sampled_from(["", "0", "1", "-5", "99999999999", "restart", "x", "F0B7"])
XML = st.recursive(
    st.sampled_from(["", "chữ"]),
    lambda inner: st.builds(
        lambda tag, value, parts: f'<{tag} w:val="{value}" w:char="{value}">{"".join(parts)}</{tag}>',
        TAGS,
        VALUES,
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@ROUND
@given(st.lists(XML, max_size=5))
def test_any_order_of_word_elements(parts: list[str]) -> None:
    reads_or_refuses(docx("".join(parts)), "a.docx")


def test_a_heading_of_a_level_that_is_no_figure_is_a_paragraph():
    html = "<html><body><h²>KẾ HOẠCH</h²><p>Một đoạn.</p></body></html>".encode()
    assert "KẾ HOẠCH" in " ".join(texts(html, "x.html"))
