"""What one page may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLimits:
    """``page_bytes`` after decompression; ``page_seconds`` of processor time; ``memory_mb`` beyond what is loaded.

    ``text_letters`` is the longest text taken for one article.
    """

    page_bytes: int = 8_000_000
    page_seconds: float = 10.0
    memory_mb: int = 1024
    text_letters: int = 400_000
