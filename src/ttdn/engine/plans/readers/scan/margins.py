"""Pages of a scan lie as the paper lay; here their margins are brought over each other, as they were when printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ttdn.engine.plans.readers.pdf.layout import Page, Rule, Word

_SAME = 4.0  # points within which line ends are one margin
_MOST_SHIFT = 40.0
_LEAST_LINES = 4

Edges = tuple[float, float]


def align(pages: Sequence[Page]) -> list[Page]:
    """The pages with their text between the same two margins; lines that end near a margin end at it."""
    found = {page.number: _edges(page) for page in pages}
    aligned: list[Page] = []
    for page in pages:
        alike = [own for other in pages if (own := found[other.number]) and _same_paper(page, other)]
        if not alike:
            aligned.append(page)
            continue
        wanted = (median(left for left, _ in alike), median(right for _, right in alike))
        aligned.append(_moved(page, found[page.number] or wanted, wanted))
    return aligned


def _same_paper(one: Page, other: Page) -> bool:
    return abs(one.width - other.width) < 20 and abs(one.height - other.height) < 20


def _lines(page: Page) -> list[list[Word]]:
    """Words by their base line."""
    lines: dict[float, list[Word]] = {}
    for word in page.words:
        lines.setdefault(word.base, []).append(word)
    return list(lines.values())


def _edges(page: Page) -> Edges | None:
    """Where lines outside of tables begin and end; None where too few tell."""
    tabled = [(rule.y0, rule.y1) for rule in page.rules if not rule.level]
    lines = [line for line in _lines(page) if not any(top < line[0].base < bottom + 2 for top, bottom in tabled)]
    if len(lines) < _LEAST_LINES:
        return None
    left = _shared(sorted(min(word.x0 for word in line) for line in lines))
    right = _shared(sorted((max(word.x1 for word in line) for line in lines), reverse=True))
    return None if left is None or right is None or right - left < 0.4 * page.width else (left, right)


def _shared(ordered: Sequence[float]) -> float | None:
    """The outermost place that two lines share."""
    return next((value for value, following in pairwise(ordered) if abs(value - following) < _SAME), None)


def _moved(page: Page, own: Edges, wanted: Edges) -> Page:
    scale = (wanted[1] - wanted[0]) / (own[1] - own[0])
    if abs(own[0] - wanted[0]) > _MOST_SHIFT or abs(own[1] - wanted[1]) > _MOST_SHIFT:
        own, scale = wanted, 1.0

    def place(x: float) -> float:
        return wanted[0] + (x - own[0]) * scale

    def snapped(x: float) -> float:
        return next((edge for edge in wanted if abs(edge - x) < _SAME), x)

    words = [replace(word, x0=snapped(place(word.x0)), x1=snapped(place(word.x1))) for word in page.words]
    rules = [Rule(x0=place(rule.x0), y0=rule.y0, x1=place(rule.x1), y1=rule.y1) for rule in page.rules]
    return replace(page, words=words, rules=rules)
