"""PDF with a text layer: glyphs and drawn rules become the blocks that a word processor's file would have given."""

from __future__ import annotations

from ttdn.engine.plans.readers.pdf.reader import read_pdf
from ttdn.engine.plans.readers.pdf.text_layer import has_text_layer

__all__ = ["has_text_layer", "read_pdf"]
