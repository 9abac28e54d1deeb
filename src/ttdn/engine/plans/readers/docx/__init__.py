"""Word documents."""

from __future__ import annotations

from ttdn.engine.plans.readers.docx.reader import read_docx

__all__ = ["read_docx"]
