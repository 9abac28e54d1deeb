"""Opens a PDF, refuses what cannot be read, and hands out its pages one by one."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

from ttdn.engine.errors import UnreadableDocument
from ttdn.engine.plans.readers.builder import too_long
from ttdn.engine.plans.readers.limits import Limits
from ttdn.engine.plans.readers.pdf import calls
from ttdn.engine.plans.readers.pdf.drawing import Drawing, read_drawing
from ttdn.engine.plans.readers.pdf.glyphs import read_words
from ttdn.engine.plans.readers.pdf.layout import Page
from ttdn.engine.plans.readers.pdf.turning import Frame


@contextmanager
def opened(data: bytes) -> Iterator[int]:
    """A handle on the document in ``data``. Scripts and embedded files are never looked at."""
    if b"%%EOF" not in data[-4096:] and b"startxref" not in data[-4096:]:
        raise UnreadableDocument("Tệp PDF bị cắt cụt; hãy kiểm tra và tải lên lại tệp đầy đủ.", code="truncated")
    handle = calls.load_document(data, len(data), None)
    if not handle:
        raise _refusal(calls.last_error())
    try:
        yield handle
    finally:
        calls.close_document(handle)


def _refusal(error: int) -> UnreadableDocument:
    if error in (calls.ERROR_PASSWORD, calls.ERROR_SECURITY):
        return UnreadableDocument(
            "Tệp PDF được đặt mật khẩu nên không đọc được; hãy bỏ mật khẩu rồi tải lên lại.", code="encrypted"
        )
    return UnreadableDocument(
        "Tệp PDF bị hỏng nên không mở được; hãy xuất lại từ Word hoặc tải lên bản .docx.", code="damaged"
    )


def page_total(document: int, limits: Limits) -> int:
    """How many pages there are; refused where there are too many."""
    total: int = calls.page_count(document)
    if total > limits.pages:
        raise too_long("trang")
    return total


def pages(document: int, limits: Limits) -> Iterator[Page]:
    """All pages in order, upright; refused where their glyphs or drawings go past the limits."""
    characters, marks = limits.characters, limits.drawn_objects
    for index in range(page_total(document, limits)):
        with opened_page(document, index) as (handle, text):
            characters -= calls.count_characters(text)
            if characters < 0:
                raise too_long("chữ")
            page, drawing = _read(handle, text, number=index + 1, most=marks)
            marks -= drawing.marks
            if marks < 0:
                raise too_long("nét vẽ")
        yield page


@contextmanager
def opened_page(document: int, index: int) -> Iterator[tuple[int, int]]:
    """Handles on a page and its text, with what signing programs laid over the page made part of it."""
    handle = calls.load_page(document, index)
    if not handle:
        raise UnreadableDocument(
            f"Trang {index + 1} của tệp PDF bị hỏng; hãy xuất lại từ Word hoặc tải lên bản .docx.", code="damaged"
        )
    text = 0
    try:
        # The number and the date of issue are often laid over the signed page as a stamp.
        if calls.annotation_count(handle) > 0 and calls.flatten(handle, 0) == 1:
            calls.close_page(handle)
            handle = calls.load_page(document, index)
        text = calls.load_text(handle) or 0
        if not text:
            raise UnreadableDocument(
                f"Trang {index + 1} của tệp PDF không đọc được chữ; hãy tải lên bản .docx.", code="damaged"
            )
        yield handle, text
    finally:
        if text:
            calls.close_text(text)
        if handle:
            calls.close_page(handle)


def page_frame(handle: int) -> Frame:
    """The part of the page that is shown."""
    box = calls.Rect()
    calls.page_box(handle, ctypes.byref(box))
    size = (abs(box.right - box.left), abs(box.top - box.bottom))
    return Frame(left=min(box.left, box.right), bottom=min(box.top, box.bottom), width=size[0], height=size[1])


def _read(handle: int, text: int, *, number: int, most: int) -> tuple[Page, Drawing]:
    frame = page_frame(handle)
    size = (frame.width, frame.height)
    words, slanted, turn = read_words(text, frame)
    drawing = read_drawing(handle, frame, turn, most=most)
    width, height = size if turn % 2 == 0 else (size[1], size[0])
    inside = [w for w in words if 0 <= (w.x0 + w.x1) / 2 <= width and 0 <= w.base <= height + w.size]
    page = Page(
        number=number,
        width=width,
        height=height,
        words=inside,
        rules=drawing.rules,
        slanted=slanted,
        image_share=drawing.image_share,
    )
    return page, drawing
