"""Readers: a file as handed in becomes blocks in reading order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from ttdn.engine.errors import UnreadableDocument
from ttdn.engine.plans.model import Document, Source
from ttdn.engine.plans.readers.builder import BlockBuilder
from ttdn.engine.plans.readers.encoding import decode
from ttdn.engine.plans.readers.kinds import Format, binary_format, text_format
from ttdn.engine.plans.readers.limits import Limits
from ttdn.engine.tools import NoTools, Tools

if TYPE_CHECKING:
    from ttdn.engine.plans.readers.scan import SeenPages

OnPage = Callable[[int, int], None]

__all__ = ["Limits", "read_document"]


def read_document(
    data: bytes,
    *,
    name: str,
    limits: Limits,
    tools: Tools | None = None,
    on_page: OnPage | None = None,
) -> Document:
    """The blocks of a .txt, .md, .html, .docx, .doc, .pdf or a picture of pages, told apart by content.

    A .doc and a scan are read by outside ``tools``; ``on_page`` hears the page of a scan read and how many there are.

    Raises ``UnreadableDocument`` with one sentence for whoever handed the file in. Hostile files may cost time and
    memory: outside of tests call it through ``ttdn.engine.child``.
    """
    _check_size(data, limits)
    builder = BlockBuilder(limits)
    kind = _read(data, name, builder, tools or NoTools(), on_page)
    if not builder.blocks:
        raise UnreadableDocument(
            "Tệp không có chữ nào để đọc (có thể chỉ là ảnh chụp); hãy tải lên bản có chữ, dạng .docx.", code="empty"
        )
    source = Source(name=name, sha256=hashlib.sha256(data).hexdigest(), format=kind)
    _report_struck(builder)
    return Document(source=source, blocks=tuple(builder.blocks), findings=tuple(builder.findings))


def _read(data: bytes, name: str, builder: BlockBuilder, tools: Tools, on_page: OnPage | None) -> Format:
    """Into the builder, by the reader of its kind; a .pdf without text is a scan."""
    kind = binary_format(data)
    if kind == "docx":
        from ttdn.engine.plans.readers.docx import read_docx

        read_docx(data, builder)
    elif kind == "doc":
        from ttdn.engine.plans.readers.legacy_doc import read_legacy_doc

        read_legacy_doc(data, builder, tools=tools)
    elif kind == "pdf":
        from ttdn.engine.plans.readers.pdf import has_text_layer, read_pdf

        if has_text_layer(data, builder.limits):
            read_pdf(data, builder, see=partial(_see_pages, data, limits=builder.limits, tools=tools, progress=on_page))
        else:
            kind = "scan"
    elif kind is None:
        kind = _read_text(data, name, builder)
    if kind == "scan":
        from ttdn.engine.plans.readers.scan import read_scan

        read_scan(data, builder, tools=tools, progress=on_page)
    return kind


def _see_pages(
    data: bytes, numbers: Sequence[int], *, limits: Limits, tools: Tools, progress: OnPage | None
) -> SeenPages | None:
    from ttdn.engine.plans.readers.scan import see_pages

    return see_pages(data, numbers, limits=limits, tools=tools, progress=progress)


def _check_size(data: bytes, limits: Limits) -> None:
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xfe\xff"):
        raise UnreadableDocument("Tệp rỗng; hãy kiểm tra và tải lên lại tệp kế hoạch.", code="empty")
    if len(data) > limits.file_bytes:
        megabytes = limits.file_bytes // (1024 * 1024)
        raise UnreadableDocument(
            f"Tệp lớn hơn {megabytes} MB; hãy bỏ bớt ảnh hoặc tách phần kế hoạch ra tệp riêng rồi tải lên lại.",
            code="too-large",
        )


def _read_text(data: bytes, name: str, builder: BlockBuilder) -> Format:
    from ttdn.engine.plans.readers.html import read_html
    from ttdn.engine.plans.readers.markdown import looks_like_markdown, read_markdown
    from ttdn.engine.plans.readers.plain_text import read_plain_text

    decoded = decode(data)
    if decoded.page:
        builder.find_code_page(decoded.page)
    if decoded.guessed:
        builder.find(
            "guessed-encoding",
            "Tệp không ghi rõ bảng mã nên bảng mã được đoán; hãy kiểm tra dấu tiếng Việt trong các đoạn đã đọc.",
        )
    kind = text_format(decoded.text, name)
    if kind == "html":
        read_html(decoded.text, builder)
    elif kind == "md" or looks_like_markdown(decoded.text):
        kind = "md"
        read_markdown(decoded.text, builder)
    else:
        read_plain_text(decoded.text, builder)
    return kind


def _report_struck(builder: BlockBuilder) -> None:
    struck = tuple(block.n for block in builder.blocks if block.struck)
    if struck:
        builder.find(
            "struck-text",
            "Văn bản có chữ bị gạch ngang; hãy kiểm tra chữ đó còn hiệu lực hay không.",
            blocks=struck,
        )
