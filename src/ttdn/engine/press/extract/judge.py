"""The judge: trafilatura, asked where our own reading doubts itself."""

from __future__ import annotations

from trafilatura import extract as trafilatura_extract


def judged_text(page: bytes) -> str:
    """What trafilatura takes for the text, "" where it finds none."""
    return trafilatura_extract(page, fast=True, include_comments=False, include_tables=True) or ""
