"""Our own reading: which blocks of a page are its article.

Every block gets a worth in characters, above zero where it reads like prose, below where it reads like a menu. The
article is the box whose blocks are worth most together: what belongs to the text adds, what stands beside it takes
away. Within it, what is beside the text is left out; the lead between the headline and the box is taken along.
"""

from __future__ import annotations

from dataclasses import dataclass

from ttdn.engine.press.extract.blocks import HEADINGS, ITEMS, PARAGRAPHS, Block, Box
from ttdn.engine.press.extract.class_words import Sign

W = dict(long=100, short=25, aside=0.4, asidemax=50, linkbase=20.0, linkrate=0.3, label=10, div=0.5, body=1.6, item=0.0,
  leadmin=70, asideshare=0.5, aboutshare=0.1, keeplink=0.5, proselink=0.7, lone=60, sib=0, inbody=1.0, hlead=40, labellen=60, droph=1, before=0.0, artb=1.0, blockb=1.0, mainb=1.0, climb=0.25)


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
    _doubt_before_headline(blocks, worths)
    bodyin = [False] * len(boxes)
    for place, box in enumerate(boxes):
        bodyin[place] = box.sign is Sign.BODY or (place > 0 and bodyin[box.parent])
    worths = [w * W['blockb'] if w > 0 and bodyin[b.box] else w for w, b in zip(worths, blocks)]
    sums = [0.0] * len(boxes)
    for block, worth in zip(blocks, worths, strict=True):
        sums[block.box] += worth
    for place in range(len(boxes) - 1, 0, -1):  # children stand after their parents
        sums[boxes[place].parent] += sums[place]
    best = max(range(len(boxes)), key=lambda place: (sums[place] * (W['body'] if boxes[place].sign is Sign.BODY else W['artb'] if boxes[place].tag=='article' else W['mainb'] if boxes[place].tag=='main' else 1.0), place))
    chosen = {best}
    if W['sib']:
        chosen |= _siblings(boxes, sums, best)
    inside = [False] * len(boxes)
    for place, box in enumerate(boxes):
        inside[place] = place in chosen or (place > 0 and inside[box.parent])
    kept = [
        inside[block.box] and not aside[block.box] and _belongs(block, worth)
        for block, worth in zip(blocks, worths, strict=True)
    ]
    _take_lead(boxes, blocks, kept, aside)
    if W['droph']: _drop_labels(blocks, kept)
    return Reading(tuple(block for block, keep in zip(blocks, kept, strict=True) if keep), best)

def _doubt_before_headline(blocks, worths):
    places = [n for n, b in enumerate(blocks) if b.tag == "h1"]
    if len(places) != 1: return
    at = places[0]
    before = sum(w for w in worths[:at] if w > 0)
    after = sum(w for w in worths[at:] if w > 0)
    if before < after:
        worths[:at] = [w * W['before'] if w > 0 else w for w in worths[:at]]


def _siblings(boxes, sums, best):
    """Boxes like the chosen one, or like one it stands in, beside it: sections of one text."""
    found = set()
    place = best
    for _ in range(W['sib']+2):
        parent = boxes[place].parent
        if parent < 0:
            break
        like = (boxes[place].tag, boxes[place].name.split(" ")[0])
        if like[1]:
            for other in range(parent + 1, len(boxes)):
                if boxes[other].parent == parent and other != place and sums[other] > W['lone'] and (boxes[other].tag, boxes[other].name.split(" ")[0]) == like:
                    found.add(other)
        if found: break
        place = parent
    return found


def _take_lead(boxes: list[Box], blocks: list[Block], kept: list[bool], aside: list[Sign]) -> None:
    first = kept.index(True) if any(kept) else len(kept)
    headline = max((place for place in range(first) if blocks[place].tag == "h1"), default=first)
    for place in range(headline + 1, first):
        block = blocks[place]
        least = W['hlead'] if block.tag in HEADINGS or boxes[block.box].sign is Sign.LEAD else W['leadmin']
        kept[place] = len(block.text) >= least and block.linked * 3 < len(block.text) and aside[block.box] <= Sign.LEAD and block.tag not in ITEMS


def _drop_labels(blocks: list[Block], kept: list[bool]) -> None:
    """A heading or a label whose own content was left out goes too: "Read more", "Xem thêm:"."""
    followed = False
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if not kept[place]:
            followed = False
            continue
        if not followed and (block.tag in HEADINGS or (len(block.text) < W['labellen'] and block.text.endswith(":"))):
            kept[place] = False
            continue
        followed = True


def _aside_boxes(boxes: list[Box], blocks: list[Block]) -> list[Sign]:
    """Which boxes stand beside the article by their own or an outer name, unless most of the prose is inside."""
    prose = [0] * len(boxes)
    for block in blocks:
        if len(block.text) >= W['long'] and block.linked * 2 < len(block.text):
            prose[block.box] += len(block.text)
    for place in range(len(boxes) - 1, 0, -1):
        prose[boxes[place].parent] += prose[place]
    aside = [Sign.NONE] * len(boxes)
    for place, box in enumerate(boxes):
        if place == 0:
            continue
        share = W['aboutshare'] if box.sign is Sign.ABOUT else W['asideshare']
        own = box.sign if box.sign >= Sign.LEAD and prose[place] < prose[0] * share else Sign.NONE
        aside[place] = max(own, aside[box.parent])
    return aside


def _worth(block: Block, aside: Sign) -> float:
    size = len(block.text)
    plain = size - block.linked
    if aside:
        return -W['aside'] * min(size, W['asidemax'])
    if block.linked * 2 > size:
        return -W['linkbase'] - min(block.linked, 100) * W['linkrate']
    if block.tag in HEADINGS:
        return 0.0
    if block.tag in PARAGRAPHS:
        return plain - block.linked * 0.5 if size >= W['short'] else 0.0
    if size < W['long']:
        return -W['item'] if block.tag in ITEMS else -W['label']
    return plain * W['div']


def _belongs(block: Block, worth: float) -> bool:
    return block.linked <= len(block.text) * W['keeplink'] or (block.tag in PARAGRAPHS and len(block.text) > W['long'] and block.linked <= len(block.text) * W['proselink'])
