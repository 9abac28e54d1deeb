"""Our own reading: which blocks of a page are its article.

Every block gets a worth in characters, above zero where it reads like prose, below where it reads like a menu. The
article is the box whose blocks are worth most together: what belongs to the text adds, what stands beside it takes
away. Within it, what is beside the text is left out; the lead between the headline and the box is taken along.

The values were moved on the tuning half of two public sets until both stopped gaining (bench/press_extract.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ttdn.engine.press.extract.notes import is_note
from ttdn.engine.press.page.blocks import HEADINGS, ITEMS, PARAGRAPHS, Block, Boxes
from ttdn.engine.press.page.class_words import Sign

_BODY, _ABOUT, _LEAST_BESIDE = Sign.BODY, Sign.ABOUT, Sign.LEAD  # at hand: looked up for every box of every page
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\0]")  # soft hyphens and such break names in two

_LONG = 100  # characters; a shorter block outside a paragraph may be a label
_SHORT = 25  # characters; a shorter paragraph says nothing for or against
_HARDLY = 200  # characters of text
_LABEL = 60  # most characters of "Read more:"

_BODY_BONUS = 1.6  # for a box named like a text
_DIV_RATE = 0.5  # text outside paragraphs is worth half
_LINKED_RATE = 1.5  # what a linked character in prose takes away
_LABEL_COST = 10.0
_LINK_COST, _LINK_RATE, _LINK_MOST = 20.0, 0.3, 100  # a block of links; each character of it, up to so many
_ASIDE_RATE, _ASIDE_MOST = 0.4, 50  # each character beside the article, up to so many of a block

_LINKED, _LINKED_PROSE = 0.5, 0.7  # share of a block, of a long paragraph, that may be links
_LEAD, _NAMED_LEAD = 70, 40  # least characters of a lead, of one that is named or marked as such
_ASIDE_SHARE, _ABOUT_SHARE = 0.5, 0.1  # of a page's prose: a box with more is the article, whatever its name


@dataclass(frozen=True, slots=True)
class Reading:
    """The chosen blocks in their order and their text; what share they are of the page's prose and of all its text.

    ``linked`` is the share of all its text that is links, ``headlines`` counts the headings among the chosen that are
    links and were left out: a list of articles has many.
    """

    blocks: tuple[Block, ...] = ()
    text: str = ""
    of_prose: float = 0.0
    of_text: float = 0.0
    linked: float = 0.0
    headlines: int = 0


def text_of(blocks: Iterable[Block]) -> str:
    """The text of blocks, one a line, without the characters that no reader sees."""
    return _UNSEEN.sub("", "\n".join([block.text for block in blocks]))


def read_by_density(boxes: Boxes, blocks: list[Block]) -> Reading:
    """The article among the blocks of a page, as read_blocks gives them."""
    reading = _read(boxes, blocks, _beside(boxes, blocks))
    if len(reading.text) < _HARDLY:  # names misled: the page is read once more without them
        return _read(boxes, blocks, [Sign.NONE] * len(boxes.signs))
    return reading


def _read(boxes: Boxes, blocks: list[Block], beside: list[Sign]) -> Reading:
    worths = [_worth(block, beside[block.box]) for block in blocks]
    _forget_before_headline(blocks, worths)
    inside = _inside(boxes, _best(boxes, blocks, worths))
    kept = [inside[block.box] and not beside[block.box] and _is_text(block) for block in blocks]
    _take_lead(boxes, blocks, kept, beside)
    _drop_labels(blocks, kept)
    return _reading(blocks, kept)


def _beside(boxes: Boxes, blocks: list[Block]) -> list[Sign]:
    """What sets each box beside the article, by its own or an outer name; NONE where most of the prose is inside."""
    parents = boxes.parents
    prose = [0] * len(parents)
    for block in blocks:
        if len(block.text) >= _LONG and block.linked * 2 < len(block.text):
            prose[block.box] += len(block.text)
    for place in range(len(parents) - 1, 0, -1):  # children stand after their parents
        prose[parents[place]] += prose[place]
    most_aside, most_about = prose[0] * _ASIDE_SHARE, prose[0] * _ABOUT_SHARE
    beside = [Sign.NONE] * len(parents)
    for place, sign in enumerate(boxes.signs):
        outer = beside[parents[place]] if place else Sign.NONE
        if sign > outer and sign >= _LEAST_BESIDE and prose[place] < (most_about if sign is _ABOUT else most_aside):
            beside[place] = sign
        else:
            beside[place] = outer
    return beside


def _worth(block: Block, beside: Sign) -> float:
    size = len(block.text)
    if beside:
        return -_ASIDE_RATE * min(size, _ASIDE_MOST)
    if block.linked * 2 > size:
        return -_LINK_COST - _LINK_RATE * min(block.linked, _LINK_MOST)
    if block.tag in HEADINGS:
        return 0.0
    if block.tag in PARAGRAPHS:
        return size - block.linked * _LINKED_RATE if size >= _SHORT else 0.0
    if size < _LONG:
        return 0.0 if block.tag in ITEMS else -_LABEL_COST
    return (size - block.linked) * _DIV_RATE


def _forget_before_headline(blocks: list[Block], worths: list[float]) -> None:
    """Prose above the only h1 is a ticker or a note about cookies, unless most of the page stands there."""
    headlines = [place for place, block in enumerate(blocks) if block.tag == "h1"]
    if len(headlines) != 1:
        return
    at = headlines[0]
    if sum(worth for worth in worths[:at] if worth > 0) < sum(worth for worth in worths[at:] if worth > 0):
        worths[:at] = [min(worth, 0.0) for worth in worths[:at]]


def _best(boxes: Boxes, blocks: list[Block], worths: list[float]) -> int:
    parents = boxes.parents
    sums = [0.0] * len(parents)
    for block, worth in zip(blocks, worths, strict=True):
        sums[block.box] += worth
    for place in range(len(parents) - 1, 0, -1):
        sums[parents[place]] += sums[place]
    sums = [worth * _BODY_BONUS if sign is _BODY else worth for worth, sign in zip(sums, boxes.signs, strict=True)]
    return len(sums) - 1 - sums[::-1].index(max(sums))  # of equals the inner one


def _inside(boxes: Boxes, best: int) -> list[bool]:
    inside = [False] * len(boxes.parents)
    inside[best] = True
    for place in range(best + 1, len(inside)):
        inside[place] = inside[boxes.parents[place]]
    return inside


def _is_text(block: Block) -> bool:
    size = len(block.text)
    if size < _LONG and is_note(block.text):
        return False
    return block.linked <= size * (_LINKED_PROSE if block.tag in PARAGRAPHS and size > _LONG else _LINKED)


def _take_lead(boxes: Boxes, blocks: list[Block], kept: list[bool], beside: list[Sign]) -> None:
    """The lead often stands outside the box of the text, below the headline."""
    first = kept.index(True) if any(kept) else 0
    headline = max((place for place in range(first) if blocks[place].tag == "h1"), default=first)
    for place in range(headline + 1, first):
        block = blocks[place]
        named = block.tag in HEADINGS or boxes.signs[block.box] is Sign.LEAD
        kept[place] = (
            len(block.text) >= (_NAMED_LEAD if named else _LEAD)
            and block.linked * 3 < len(block.text)
            and beside[block.box] <= Sign.LEAD
            and block.tag not in ITEMS
        )


def _drop_labels(blocks: list[Block], kept: list[bool]) -> None:
    """A heading or a label whose own content was left out goes too: "Read more", "Xem thêm:"."""
    followed = False
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        is_label = block.tag in HEADINGS or (len(block.text) < _LABEL and block.text.endswith(":"))
        kept[place] = followed = kept[place] and (followed or not is_label)


def _reading(blocks: list[Block], kept: list[bool]) -> Reading:
    chosen = tuple(block for block, keep in zip(blocks, kept, strict=True) if keep)
    prose = sum(len(block.text) for block in blocks if _is_prose(block))
    text = sum(len(block.text) for block in blocks)
    return Reading(
        chosen,
        text_of(chosen),
        of_prose=sum(len(block.text) for block in chosen if _is_prose(block)) / max(prose, 1),
        of_text=sum(len(block.text) for block in chosen) / max(text, 1),
        linked=sum(block.linked for block in blocks) / max(text, 1),
        headlines=sum(block.tag in HEADINGS and not _is_text(block) for block in _between(blocks, kept)),
    )


def _between(blocks: list[Block], kept: list[bool]) -> list[Block]:
    if True not in kept:
        return []
    return blocks[kept.index(True) : len(kept) - kept[::-1].index(True)]


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _LABEL and block.linked * 3 < len(block.text)
