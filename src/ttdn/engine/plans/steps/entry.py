"""An entry of the outline: an item or paragraph with its number, the blocks it runs over, and how deep it stands."""

from __future__ import annotations

from dataclasses import dataclass

from ttdn.engine.plans.model import Block
from ttdn.engine.text.outline import BULLETS, Marker


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``rank`` orders entries: what follows with a higher rank belongs to it. ``words`` is the text behind the number.

    ``rows`` are the rows of a table that stands there as one entry. ``until`` is the index after the last entry inside.
    """

    block: Block
    marker: Marker | None
    words: str
    rank: int
    more: tuple[Block, ...] = ()  # the sentence goes on in these (cut over a page)
    rows: tuple[Block, ...] = ()
    label: bool = False  # a labelled line: "- Cơ quan chủ trì: …"
    heading: bool = False
    appendix: bool = False  # the heading of an appendix
    until: int = 0

    @property
    def blocks(self) -> tuple[int, ...]:
        return (self.block.n, *(b.n for b in self.more), *(r.n for r in self.rows if r.n != self.block.n))

    @property
    def text(self) -> str:
        return " ".join([self.words, *(b.text for b in self.more)])

    @property
    def bullet(self) -> bool:
        return self.marker is not None and self.marker.kind in BULLETS

    @property
    def numbered(self) -> bool:
        return self.marker is not None and not self.bullet

    @property
    def ref(self) -> str:
        return self.marker.label if self.marker else ""
