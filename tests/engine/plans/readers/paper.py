"""PDF files for tests, written by hand: every glyph is half its size wide, so that lines can be reckoned."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
LEFT, RIGHT = 85, 553
FONTS = {"plain": "Serif", "bold": "Serif-Bold", "italic": "Serif-Italic"}


def wide(text: str, size: float = 12) -> float:
    return len(text) * size / 2


@dataclass
class Sheet:
    """One page; ``y`` is the distance from the top edge to the base line of the next line."""

    y: float = 72
    ops: list[str] = field(default_factory=list)
    entries: str = ""  # of the page's dictionary: /Rotate 90, /Annots [...]
    size: tuple[float, float] = (WIDTH, HEIGHT)

    def text(self, x: float, y: float, text: str, *, size: float = 12, font: str = "plain", matrix: str = "") -> None:
        place = matrix or f"1 0 0 1 {x:g} {self.size[1] - y:g}"
        codes = text.encode("utf-16-be").hex()
        self.ops.append(f"BT /{font} {size:g} Tf {place} Tm <{codes}> Tj ET")

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.ops.append(f"0.5 w {x0:g} {self.size[1] - y0:g} m {x1:g} {self.size[1] - y1:g} l S")

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.ops.append(f"0.5 w {x0:g} {self.size[1] - y1:g} {x1 - x0:g} {y1 - y0:g} re S")

    def line(self, text: str, *, x: float = LEFT, size: float = 12, font: str = "plain", pitch: float = 1.4) -> None:
        self.text(x, self.y, text, size=size, font=font)
        self.y += pitch * size

    def centred(self, text: str, *, size: float = 12, font: str = "bold") -> None:
        self.line(text, x=(LEFT + RIGHT - wide(text, size)) / 2, size=size, font=font)

    def paragraph(self, text: str, *, indent: float = 36, after: float = 6, font: str = "plain") -> None:
        """A paragraph set to the page's width, its first line indented."""
        broad = int((RIGHT - LEFT) / 6)
        lines = textwrap.wrap(" " * int(indent / 6) + text, broad, drop_whitespace=True, break_on_hyphens=False)
        for index, line in enumerate(lines):
            self.line(line.strip(), x=LEFT + (indent if index == 0 else 0), font=font)
        self.y += after

    def cell(self, x0: float, x1: float, y: float, text: str) -> None:
        """Lines of a cell, wrapped to its width, the first at ``y``."""
        for number, line in enumerate(textwrap.wrap(text, int((x1 - x0 - 8 + 6) / 6))):
            self.text(x0 + 4, y + 14 * number, line)

    def grid(self, xs: list[float], ys: list[float]) -> None:
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)


def pdf(
    *sheets: Sheet, objects: dict[int, str] | None = None, catalog: str = "", mapped: bool = True, serif: str = "Serif"
) -> bytes:
    """The sheets as a file; ``objects`` from number 50 on are added as they stand; without ``mapped`` the font lacks
    the table that says which letters its glyphs are."""
    kids = " ".join(f"{100 + 2 * n} 0 R" for n in range(len(sheets)))
    parts: dict[int, str] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: f"<< /Type /Pages /Count {len(sheets)} /Kids [{kids}] >>",
        3: _stream(_letters()),
    }
    fonts = ""
    for n, (name, base) in enumerate((FONTS | {"plain": serif}).items()):
        table = "/ToUnicode 3 0 R" if mapped else ""
        fonts += f"/{name} {10 + n} 0 R "
        parts[10 + n] = (
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /Identity-H {table} "
            f"/DescendantFonts [{20 + n} 0 R] >>"
        )
        parts[20 + n] = (
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{base} /DW 500 /FontDescriptor {30 + n} 0 R "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        )
        parts[30 + n] = (
            f"<< /Type /FontDescriptor /FontName /{base} /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
            "/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
        )
    for n, sheet in enumerate(sheets):
        parts[100 + 2 * n] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.size[0]:g} {sheet.size[1]:g}] "
            f"/Resources << /Font << {fonts}>> >> /Contents {101 + 2 * n} 0 R {sheet.entries} >>"
        )
        parts[101 + 2 * n] = _stream("\n".join(sheet.ops))
    parts |= objects or {}
    return _file(parts)


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _letters() -> str:
    """A table in which every glyph's number is its letter's."""
    rows = [f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256)]
    blocks = [rows[start : start + 100] for start in range(0, 256, 100)]
    body = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{body}\nendcmap end end"
    )


def _file(parts: dict[int, str]) -> bytes:
    out = b"%PDF-1.7\n"
    places: dict[int, int] = {}
    for number, body in sorted(parts.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += f"{number} 1\n{place:010d} 00000 n \n".encode()
    return out + f"trailer\n<< /Size {max(places) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
