"""From words in their places on pages to blocks in reading order; shared by text .pdf files and scans."""

from ttdn.engine.plans.readers.layout.flow import emit_pages
from ttdn.engine.plans.readers.layout.model import Page, Stroke, TextLine, Word

__all__ = ["Page", "Stroke", "TextLine", "Word", "emit_pages"]
