"""Scans and photographs of pages: letters are read by tesseract, lines and tables found by ourselves."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from ttdn.engine.errors import UnreadableDocument
from ttdn.engine.plans.readers.builder import BlockBuilder, Paragraph, too_long
from ttdn.engine.plans.readers.clean import Run
from ttdn.engine.plans.readers.limits import Limits
from ttdn.engine.plans.readers.pdf.layout import Page, Rule
from ttdn.engine.plans.readers.pdf.reader import emit_pages
from ttdn.engine.plans.readers.scan.cells import passed_over, with_cells
from ttdn.engine.plans.readers.scan.ink import Grey, dark, lies_sideways, part_inks, skew_of, turned
from ttdn.engine.plans.readers.scan.margins import align
from ttdn.engine.plans.readers.scan.pages import Pages, Picture
from ttdn.engine.plans.readers.scan.recognised import (
    SeenWord,
    placed,
    quality,
    runs_backwards,
    seen_words,
    usual_stem,
    with_stems,
)
from ttdn.engine.plans.readers.scan.rules import Box, rule_of, take_rules
from ttdn.engine.plans.readers.scan.strikes import parted, strikes_among, without_strikes
from ttdn.engine.tools import TESSERACT, TESSERACT_BLOCK, ToolFailed, Tools, missing

Progress = Callable[[int, int], None]

_POOR = 55.0  # a page read less surely than this may lie the wrong way up
_UNSURE = 75.0
_STAMP_SURE = 40.0


@dataclass(slots=True, kw_only=True)
class _Prepared:
    """A page on its way: what tesseract is given, and what is known of it already."""

    number: int
    dpi: float
    size: tuple[int, int]  # width, height
    rules: tuple[Rule, ...]
    strikes: tuple[Box, ...]
    grey: Grey
    coloured: bytes | None
    turns: int


@dataclass(slots=True, kw_only=True)
class _ReadPage:
    number: int
    dpi: float
    size: tuple[int, int]
    rules: tuple[Rule, ...]
    words: list[SeenWord]
    stamp: list[SeenWord]
    turns: int  # quarters by which the picture was turned


def read_scan(data: bytes, builder: BlockBuilder, *, tools: Tools, progress: Progress | None = None) -> None:
    """Read a .pdf without text or a picture file into the builder.

    ``progress`` hears the page read and how many there are. Raises ``UnreadableDocument`` where tesseract or its
    Vietnamese data is missing.
    """
    pages = Pages(data, builder.limits)
    if pages.count > builder.limits.scan_pages:
        raise too_long("trang chụp")
    if not tools.has(TESSERACT):
        raise missing(TESSERACT)
    read = _seen(pages, range(1, pages.count + 1), tools, builder.limits, progress)
    emit_pages(align(_laid_out(read)), builder)
    for page in read:
        _emit_stamp(page, builder)
    builder.find(
        "scan",
        "Văn bản là bản chụp nên chữ được nhận dạng từ ảnh; hãy đối chiếu số, ngày tháng và tên cơ quan với bản gốc.",
    )
    _report_unsure(read, builder)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPages:
    """Pages of a document with text that are only pictures, as they were read."""

    pages: tuple[Page, ...]
    read: tuple[_ReadPage, ...]

    def report(self, builder: BlockBuilder) -> None:
        """What is to be put behind the text: stamps, and which pages were hard to read."""
        for page in self.read:
            _emit_stamp(page, builder)
        _report_unsure(self.read, builder)


def see_pages(
    data: bytes, numbers: Sequence[int], *, limits: Limits, tools: Tools, progress: Progress | None = None
) -> SeenPages | None:
    """Read these pages of a .pdf as a scan's; None where tesseract is missing or they are too many."""
    if not tools.has(TESSERACT) or len(numbers) > limits.scan_pages:
        return None
    read = _seen(Pages(data, limits), numbers, tools, limits, progress)
    return SeenPages(pages=tuple(_laid_out(read)), read=tuple(read))


def _seen(
    pages: Pages, numbers: Sequence[int], tools: Tools, limits: Limits, progress: Progress | None
) -> list[_ReadPage]:
    read: list[_ReadPage] = []
    for page in _read_pages(pages, numbers, tools, limits):
        read.append(_best_way_up(page, pages, tools, limits))
        if progress:
            progress(len(read), len(numbers))
    return read


def _read_pages(pages: Pages, numbers: Sequence[int], tools: Tools, limits: Limits) -> Iterator[_ReadPage]:
    """Pages are prepared while others are being read."""
    waiting: list[_Prepared] = []

    def pictures() -> Iterator[bytes]:
        for picture in map(pages.page, numbers):
            prepared, png = _prepared(picture, quarter_turns=None)
            waiting.append(prepared)
            yield png

    for tsv in _outputs(tools, pictures()):
        prepared = waiting.pop(0)
        page = _read(prepared, tsv, tools, limits)
        page.stamp = _stamp(prepared, tools)
        yield page


def _prepared(picture: Picture, *, quarter_turns: int | None) -> tuple[_Prepared, bytes]:
    inks = part_inks(picture.image)
    turns = int(lies_sideways(inks.black)) if quarter_turns is None else quarter_turns
    black = np.rot90(inks.black, turns)
    skew = skew_of(black)
    ruled = take_rules(turned(black, skew), picture.dpi)
    strikes = strikes_among(ruled.grey, ruled.loose, picture.dpi)
    grey = without_strikes(ruled.grey, strikes) if strikes else ruled.grey
    coloured = None if inks.coloured is None else turned(np.rot90(inks.coloured, turns), skew)
    prepared = _Prepared(
        number=picture.number,
        dpi=picture.dpi,
        size=(black.shape[1], black.shape[0]),
        rules=ruled.rules,
        strikes=tuple(strikes),
        grey=grey,
        coloured=None if coloured is None else _png(coloured, picture.dpi),
        turns=turns,
    )
    return prepared, _png(grey, picture.dpi)


def _png(grey: Grey, dpi: float) -> bytes:
    """With the resolution inside, which tesseract would guess otherwise."""
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(grey)).save(out, "PNG", compress_level=1, dpi=(dpi, dpi))
    return out.getvalue()


def _read(prepared: _Prepared, tsv: bytes, tools: Tools, limits: Limits) -> _ReadPage:
    words = seen_words(tsv)
    strip, pieces = passed_over(prepared.grey, prepared.rules, words, prepared.dpi, limits)
    if strip is not None:
        again = seen_words(_one(tools, TESSERACT_BLOCK, _png(strip, prepared.dpi)))
        words = with_cells(words, again, pieces, prepared.dpi)
    return _ReadPage(
        number=prepared.number,
        dpi=prepared.dpi,
        size=prepared.size,
        rules=(*prepared.rules, *(rule_of(box, 72.0 / prepared.dpi) for box in prepared.strikes)),
        words=with_stems(parted(words, prepared.strikes), dark(prepared.grey)),
        stamp=[],
        turns=prepared.turns,
    )


def _stamp(prepared: _Prepared, tools: Tools) -> list[SeenWord]:
    if prepared.coloured is None:
        return []
    return [word for word in seen_words(_one(tools, TESSERACT, prepared.coloured)) if word.sure > _STAMP_SURE]


def _outputs(tools: Tools, pictures: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from tools.map(TESSERACT, pictures)
    except ToolFailed as error:
        raise UnreadableDocument(
            "Không nhận dạng được chữ trong bản chụp; hãy chụp lại rõ hơn, hoặc tải lên bản .docx.", code="scan-failed"
        ) from error


def _one(tools: Tools, name: str, png: bytes) -> bytes:
    """A second look; nothing where it fails."""
    try:
        return next(iter(tools.map(name, [png])))
    except ToolFailed:
        return b""


def _best_way_up(page: _ReadPage, pages: Pages, tools: Tools, limits: Limits) -> _ReadPage:
    """A page that reads poorly, or whose lines run from the right, is turned; half a turn is tried first.

    Only as long as it reads poorly: tesseract reads some lines that stand upright as well, in places of its own.
    """
    if quality(page.words) >= _POOR and not runs_backwards(page.words):
        return page
    picture, best = pages.page(page.number), page
    for quarters in (2, 1, 3):
        prepared, png = _prepared(picture, quarter_turns=(page.turns + quarters) % 4)
        tried = _read(prepared, _one(tools, TESSERACT, png), tools, limits)
        if _merit(tried) > 1.15 * _merit(best) or runs_backwards(best.words):
            tried.stamp = _stamp(prepared, tools)
            best = tried
        if quality(best.words) >= _POOR and not runs_backwards(best.words):
            break
    return best


def _merit(page: _ReadPage) -> float:
    return sum(len(word.text) for word in page.words if word.sure > 60 and len(word.text) > 1)


def _laid_out(read: Sequence[_ReadPage]) -> list[Page]:
    stem = usual_stem([word for page in read for word in page.words])
    return [_page_of(page, stem) for page in read]


def _page_of(page: _ReadPage, stem: float) -> Page:
    scale = 72.0 / page.dpi
    return Page(
        number=page.number,
        width=page.size[0] * scale,
        height=page.size[1] * scale,
        words=placed(page.words, dpi=page.dpi, stem=stem),
        rules=list(page.rules),
    )


def _emit_stamp(page: _ReadPage, builder: BlockBuilder) -> None:
    """Words in coloured ink, line by line: a stamp may say that the document is secret."""
    lines: dict[tuple[int, int, int], list[str]] = {}
    for word in page.stamp:
        lines.setdefault(word.line, []).append(word.text)
    for texts in lines.values():
        text = " ".join(texts)
        if sum(letter.isalpha() for letter in text) > 1:
            builder.paragraph(Paragraph(runs=(Run(text=text),), kind="stamp", page=page.number))


def _report_unsure(read: Sequence[_ReadPage], builder: BlockBuilder) -> None:
    unsure = [page.number for page in read if page.words and quality(page.words) < _UNSURE]
    if unsure:
        numbers = ", ".join(map(str, unsure[:20]))
        builder.find(
            "scan-unsure",
            f"Trang {numbers} khó đọc (mờ, nghiêng hoặc có vết); hãy đối chiếu kỹ hoặc chụp lại ở 300 dpi.",
        )
