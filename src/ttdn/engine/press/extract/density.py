"""Our own reading: which blocks of a page are its article.

Every block gets a worth in characters, above zero where it reads like prose, below where it reads like a menu. The
article is the box whose blocks are worth most together: what belongs to the text adds, what stands beside it takes
away. Within it, what is beside the text is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from ttdn.engine.press.extract.blocks import Block, Box
from ttdn.engine.press.extract.class_words import Sign

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_PROSE_TAGS = frozenset("p blockquote pre".split())
_LONG = 80  # characters; a shorter block may be a label
_SHORT = 25


@dataclass(frozen=True, slots=True)
class Reading:
    """The chosen blocks in their order, the box that holds them, and what was worth something outside it."""

    blocks: tuple[Block, ...]
    box: int = 0
    missed: float = 0.0

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)


def read_by_density(boxes: list[Box], blocks: list[Block]) -> Reading:
    if not blocks:
        return Reading(())
    aside = _aside_boxes(boxes, blocks)
    worths = [_worth(block, aside[block.box]) for block in blocks]
    sums = [0.0] * len(boxes)
    for block, worth in zip(blocks, worths, strict=True):
        sums[block.box] += worth
    for place in range(len(boxes) - 1, 0, -1):  # children stand after their parents
        box = boxes[place]
        sums[box.parent] += sums[place]
    best = max(
        range(len(boxes)), key=lambda place: (sums[place] * (1.15 if boxes[place].sign is Sign.BODY else 1.0), place)
    )
    inside = [False] * len(boxes)
    for place, box in enumerate(boxes):
        inside[place] = place == best or (place > best and inside[box.parent])
    chosen = tuple(
        block
        for block, worth in zip(blocks, worths, strict=True)
        if inside[block.box] and not aside[block.box] and _belongs(block, worth)
    )
    return Reading(chosen, best)


def _aside_boxes(boxes: list[Box], blocks: list[Block]) -> list[bool]:
    """Which boxes stand beside the article by their own or an outer name, unless most of the prose is inside."""
    prose = [0] * len(boxes)
    for block in blocks:
        if len(block.text) >= _LONG and block.linked * 2 < len(block.text):
            prose[block.box] += len(block.text)
    for place in range(len(boxes) - 1, 0, -1):
        prose[boxes[place].parent] += prose[place]
    aside = [False] * len(boxes)
    for place, box in enumerate(boxes):
        if place == 0:
            continue
        own = box.sign is Sign.ASIDE and prose[place] * 2 < prose[0]
        own = own or (box.sign is Sign.ABOUT and prose[place] * 4 < prose[0])
        aside[place] = own or aside[box.parent]
    return aside


def _worth(block: Block, aside: bool) -> float:
    size = len(block.text)
    plain = size - block.linked
    if aside:
        return -float(min(size, 50))
    if block.linked * 2 > size:
        return -20.0 - min(block.linked, 100) * 0.3
    if block.tag in _HEADINGS:
        return 0.0
    if block.tag in _PROSE_TAGS:
        return plain - block.linked * 0.5 if size >= _SHORT else 0.0
    if size < _LONG:
        return -5.0
    return plain * 0.8


def _belongs(block: Block, worth: float) -> bool:
    return block.linked * 2 <= len(block.text) or (block.tag in _PROSE_TAGS and len(block.text) > _LONG)
