"""Page numbers and running heads leave the text, so that they cut no sentence; nothing of them is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ttdn.engine.plans.model import BlockKind
from ttdn.engine.plans.readers.builder import Paragraph
from ttdn.engine.plans.readers.pdf.grid import Grid
from ttdn.engine.plans.readers.pdf.layout import Page, TextLine, runs_of

_ZONE = 0.1  # of the page's height
_LINES = 2  # looked at on each edge
_NUMBER = re.compile(r"(?:[Tt]rang\s*)?[-–—|.]?\s*\d{1,4}\s*(?:[/|]\s*\d{1,4})?\s*[-–—|.]?$")


@dataclass(slots=True)
class Sheet:
    """A page while it is being read: its free lines and its tables, from the top down."""

    page: Page
    lines: list[TextLine]
    grids: list[Grid]
    margins: list[Paragraph] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.page.number


def set_margins_aside(sheets: Sequence[Sheet]) -> None:
    """Move page numbers and lines that stand at the edge of page after page to the sheets' ``margins``."""
    places = [(sheet, kind, line) for sheet in sheets for kind, line in _outer(sheet)]
    seen = Counter((kind, _without_number(line, sheet)) for sheet, kind, line in places)
    needed = max(3, round(0.3 * len(sheets))) if len(sheets) > 2 else 2
    for sheet, kind, line in places:
        if _NUMBER.match(line.text) or seen[kind, _without_number(line, sheet)] >= needed:
            sheet.lines.remove(line)
            sheet.margins.append(Paragraph(runs=runs_of([line]), kind=kind, page=sheet.number))


def _outer(sheet: Sheet) -> Iterator[tuple[BlockKind, TextLine]]:
    """The lines at the very top and foot of a page, above and below everything else."""
    height = sheet.page.height
    top = min((grid.top for grid in sheet.grids), default=height)
    foot = max((grid.bottom for grid in sheet.grids), default=0.0)
    heads = [line for line in sheet.lines[:_LINES] if line.base < min(top, _ZONE * height)]
    feet = [line for line in sheet.lines[-_LINES:] if line.top > max(foot, (1 - _ZONE) * height)]
    yield from (("header", line) for line in heads if _alone(line, sheet, heads))
    yield from (("footer", line) for line in feet if line not in heads)


def _alone(line: TextLine, sheet: Sheet, heads: Sequence[TextLine]) -> bool:
    """A figure on the first lines of a page is no page number where the text goes on right below at its edge."""
    return len(sheet.lines) > len(heads) or bool(sheet.grids) or len(heads) == 1 or line is heads[0]


def _without_number(line: TextLine, sheet: Sheet) -> str:
    return re.sub(rf"(?<!\d){sheet.number}(?!\d)", "#", line.text)
