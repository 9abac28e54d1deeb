"""A rule through the middle of words strikes them out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from ttdn.engine.plans.readers.pdf.layout import Page

_HIGH, _LOW = 0.48, 0.12  # of the size, above the base line: below is underlining, above is a table's rule
_COVERED = 0.6


def mark_struck(page: Page) -> None:
    """Mark the words that a level rule crosses."""
    words = sorted(page.words, key=lambda word: word.base)
    bases = [word.base for word in words]
    tallest = max((word.size for word in words), default=0.0)
    for rule in page.rules:
        if not rule.level:
            continue
        for word in words[bisect_left(bases, rule.y0) : bisect_right(bases, rule.y0 + tallest)]:
            above = word.base - rule.y0
            covered = min(rule.x1, word.x1) - max(rule.x0, word.x0)
            if _LOW * word.size < above < _HIGH * word.size and covered > _COVERED * (word.x1 - word.x0):
                word.struck = True
