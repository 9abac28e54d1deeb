"""The pages of a scan as pictures, one at a time: of a .pdf without text, or of a picture file."""

from __future__ import annotations

import io
import warnings
from contextlib import closing
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageOps

from ttdn.engine.errors import UnreadableDocument
from ttdn.engine.plans.readers.limits import Limits

_LEAST_DPI, _MOST_DPI = 200.0, 300.0
_PAPER = 210 / 25.4  # inches: an A4 page's shorter side, where a picture does not say how large it is
_KINDS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_DAMAGE = (OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, OverflowError, AttributeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One page, in colour where it has any; ``number`` counts from 1."""

    number: int
    image: Image.Image
    dpi: float


class Pages:
    """Pages by number; only one is in memory at a time."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._limits = limits
        self.is_pdf = b"%PDF-" in data[:1024]
        self.count = self._counted()

    def _counted(self) -> int:
        if self.is_pdf:
            with closing(self._document()) as document:
                return len(document)
        with self._picture() as picture:
            return int(getattr(picture, "n_frames", 1))

    def page(self, number: int) -> Picture:
        """Render or decode one page; refused before decoding where it has too many pixels."""
        return self._rendered(number) if self.is_pdf else self._frame(number)

    def _document(self) -> pypdfium2.PdfDocument:
        try:
            return pypdfium2.PdfDocument(self._data)
        except pypdfium2.PdfiumError as error:
            if "assword" in str(error):
                raise UnreadableDocument(
                    "Tệp PDF được đặt mật khẩu nên không đọc được; hãy bỏ mật khẩu rồi tải lên lại.", code="encrypted"
                ) from error
            raise _damaged() from error

    def _rendered(self, number: int) -> Picture:
        with closing(self._document()) as document:
            try:
                page = document[number - 1]
                width, height = page.get_size()
                dpi = self._fitting_dpi(page, width, height)
                bitmap = page.render(scale=dpi / 72.0)
            except pypdfium2.PdfiumError as error:
                raise _damaged() from error
            return Picture(number=number, image=_plain(bitmap.to_pil()), dpi=dpi)

    def _fitting_dpi(self, page: pypdfium2.PdfPage, width: float, height: float) -> float:
        """The scan's own resolution, inside what the reader of letters likes; a huge sheet gets less."""
        if width <= 0 or height <= 0:
            raise _damaged()
        own = _LEAST_DPI
        for found in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
            pixels, lines = found.get_px_size()
            if pixels * lines > self._limits.image_pixels:
                raise _bomb()
            own = max(own, 72.0 * pixels / width)
        dpi = min(own, _MOST_DPI)
        most = self._limits.page_pixels / (width * height / 72.0**2)
        return min(dpi, float(most**0.5))

    def _picture(self) -> Image.Image:
        Image.MAX_IMAGE_PIXELS = self._limits.image_pixels
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                picture = Image.open(io.BytesIO(self._data), formats=_KINDS)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _bomb() from error
        except _DAMAGE as error:
            raise _damaged() from error
        if picture.width * picture.height > self._limits.image_pixels:
            raise _bomb()
        return picture

    def _frame(self, number: int) -> Picture:
        with self._picture() as picture:
            try:
                picture.seek(number - 1)
                if picture.width * picture.height > self._limits.image_pixels:
                    raise _bomb()
                picture.draft("RGB", (3000, 3000))
                image = _plain(ImageOps.exif_transpose(picture))
            except _DAMAGE as error:
                raise _damaged() from error
        image, dpi = _scaled(image)
        return Picture(number=number, image=image, dpi=dpi)


def _plain(image: Image.Image) -> Image.Image:
    """Grey or red-green-blue on white paper."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image.convert("RGBA"))
        image = paper
    return image.convert("L" if image.mode in ("1", "L", "I;16", "I", "F") else "RGB")


def _scaled(image: Image.Image) -> tuple[Image.Image, float]:
    """Taken for an A4 page and brought to a resolution at which letters are read well."""
    dpi = min(image.size) / _PAPER
    wanted = min(max(dpi, _LEAST_DPI), _MOST_DPI)
    if abs(wanted - dpi) > 1 and min(image.size) > 0:
        factor = wanted / dpi
        size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
        image = image.resize(size, Image.Resampling.BICUBIC)
    return image, wanted


def _damaged() -> UnreadableDocument:
    return UnreadableDocument(
        "Tệp ảnh hoặc PDF bị hỏng nên không mở được; hãy chụp lại hoặc tải lên bản .docx.", code="damaged"
    )


def _bomb() -> UnreadableDocument:
    return UnreadableDocument(
        "Ảnh có kích thước bất thường nên không được nhận; hãy chụp lại ở 200–300 dpi rồi tải lên.", code="image-bomb"
    )
