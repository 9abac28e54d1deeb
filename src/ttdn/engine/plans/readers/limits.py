"""How much of a document is read before it is refused; the caller may change every figure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one reading; the defaults leave ten times the room of the longest provincial plan seen."""

    file_bytes: int = 30 * 1024 * 1024
    unpacked_bytes: int = 200 * 1024 * 1024  # all entries of a .docx together
    part_bytes: int = 40 * 1024 * 1024  # one XML part; its tree takes about ten times that
    ratio: int = 200  # unpacked to packed, of an entry over one megabyte; text in XML stays under 60
    entries: int = 5_000
    pages: int = 2_000
    drawn_objects: int = 500_000  # lines, shapes and pictures of all pages of a PDF
    image_pixels: int = 100_000_000  # as an image's own header declares; A3 at 600 dpi is 70 million
    scan_pages: int = 60  # pages without text, each read by tesseract in a few seconds
    tool_runs: int = 400  # of outside tools for one document: a page needs one to three, poor ones up to ten
    page_pixels: int = 25_000_000  # of a page as it is read; A3 at 300 dpi is 17 million
    blocks: int = 50_000
    cells: int = 400_000
    columns: int = 100  # grid columns of one table
    block_characters: int = 200_000
    characters: int = 10_000_000
    nesting: int = 150  # elements of a page inside each other; XML has libxml2's own bound of 256
    seconds: float = 60.0  # wall clock of the child
    memory_mb: int = 1024  # address space of the child
    output_bytes: int = 64 * 1024 * 1024
