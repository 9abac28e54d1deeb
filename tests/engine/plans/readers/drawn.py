"""Pages drawn as pictures, as a scanner gives them; the text is our own."""

from __future__ import annotations

import glob
import io
import math

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from ttdn.engine.tool_runs import LocalTools, is_installed
from ttdn.engine.tools import TESSERACT, TOOLS

DPI = 200
_FONTS = (
    "/usr/share/fonts/**/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/**/Tinos-Regular.ttf",
    "/usr/share/fonts/**/NotoSerif-Regular.ttf",
    "/usr/share/fonts/**/DejaVuSerif.ttf",
)


def needs_tesseract() -> pytest.MarkDecorator:
    package = TOOLS[TESSERACT].package
    return pytest.mark.skipif(not is_installed(TESSERACT), reason=f"no tesseract: apt-get install {package}")


def font(points: float = 14, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """A serif font with all Vietnamese letters."""
    for pattern in _FONTS:
        for path in sorted(glob.glob(pattern, recursive=True)):
            name = path.replace("Regular", "Bold").replace("Serif.ttf", "Serif-Bold.ttf") if bold else path
            found = ImageFont.truetype(name, round(points * DPI / 72))
            if found.getmask("ệ").getbbox() != found.getmask("\ue123").getbbox():
                return found
    pytest.skip("no font with Vietnamese letters: apt-get install fonts-liberation2 fonts-dejavu-core")


class Sheet:
    """An A4 page on which things are drawn in millimetres."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (_px(210), _px(297)), "white")
        self._draw = ImageDraw.Draw(self.image)
        self._y = 25.0

    def line(self, text: str, *, x: float = 30, bold: bool = False, gap: float = 7.0, colour: str = "black") -> Sheet:
        self._draw.text((_px(x), _px(self._y)), text, font=font(bold=bold), fill=colour)
        self._y += gap
        return self

    def centred(self, text: str, *, bold: bool = True) -> Sheet:
        width = self._draw.textlength(text, font=font(bold=bold)) * 25.4 / DPI
        return self.line(text, x=(30 + 195 - width) / 2, bold=bold, gap=9)

    def table(self, rows: list[list[str]], widths: list[float]) -> Sheet:
        top = self._y
        edges = [30.0]
        for width in widths:
            edges.append(edges[-1] + width)
        for row in rows:
            self._rule(edges[0], self._y, edges[-1], self._y)
            height = 8.0 * max(len(cell.split("\n")) for cell in row)
            for left, cell in zip(edges, row, strict=False):
                text = (_px(left + 2), _px(self._y + 1))
                self._draw.multiline_text(text, cell, font=font(13), fill="black", spacing=10)
            self._y += height
        self._rule(edges[0], self._y, edges[-1], self._y)
        for edge in edges:
            self._rule(edge, top, edge, self._y)
        self._y += 5
        return self

    def _rule(self, left: float, top: float, right: float, bottom: float) -> None:
        self._draw.line([(_px(left), _px(top)), (_px(right), _px(bottom))], fill="black", width=3)

    def struck(self, text: str, *, of: str, before: str = "", x: float = 30) -> Sheet:
        """A line whose first letters behind ``before``, ``of``, are struck out."""
        start = _px(x) + self._draw.textlength(before, font=font())
        middle = _px(self._y) + round(font().size * 0.66)
        self._draw.line(
            [(start, middle), (start + self._draw.textlength(of, font=font()), middle)], fill="black", width=3
        )
        return self.line(before + text, x=x)

    def stamp(self, text: str, *, x: float, y: float) -> Sheet:
        """A red frame with words, over whatever is there."""
        ink = (205, 25, 30)
        box = [_px(x), _px(y), _px(x) + round(self._draw.textlength(text, font=font(16, bold=True))) + 60, _px(y) + 90]
        self._draw.rectangle(box, outline=ink, width=5)
        self._draw.text((box[0] + 30, box[1] + 12), text, font=font(16, bold=True), fill=ink)
        return self

    def seal(self, *, x: float, y: float, radius: float = 18) -> Sheet:
        """A round red seal; the print below shows through its ink."""
        ink = Image.new("RGB", self.image.size, "white")
        box = [_px(x - radius), _px(y - radius), _px(x + radius), _px(y + radius)]
        ImageDraw.Draw(ink).ellipse(box, outline=(210, 30, 35), width=12)
        self.image.paste(ImageChops.multiply(self.image, ink))
        return self

    def scanned(self, *, degrees: float = 0.0) -> Image.Image:
        """As it comes off the glass: askew, a little soft, on grey paper."""
        turned = self.image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")
        paper = Image.new("RGB", turned.size, (238, 236, 228))
        return Image.blend(turned, paper, 0.12).filter(ImageFilter.GaussianBlur(0.6))


def _px(millimetres: float) -> int:
    return math.floor(millimetres * DPI / 25.4)


def saved(*images: Image.Image, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    more = {"save_all": True, "append_images": list(images[1:])} if len(images) > 1 else {}
    images[0].save(out, kind, resolution=float(DPI), dpi=(DPI, DPI), **more)
    return out.getvalue()


def local_tools() -> LocalTools:
    return LocalTools()
