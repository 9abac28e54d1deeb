"""One walk over a parsed page: its blocks of text in order, and the boxes they stand in.

The walk keeps a stack of its own and goes no deeper than MAX_DEPTH; what lies deeper is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborNode

from ttdn.engine.press.extract.class_words import Sign, sign_of
from ttdn.engine.press.extract.limits import MAX_DEPTH

_DROPPED = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video map select option datalist button input "
    "textarea label nav footer menu dialog head title meta link".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q rp rt ruby s samp small span strike strong "
    "sub sup time tt u var wbr nobr amp-img img picture source".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_ASIDE_TAGS = frozenset(["aside", "figcaption"])
_HIDDEN = ("display:none", "display: none", "visibility:hidden")


@dataclass(slots=True)
class Box:
    """An element that stands as a block; ``parent`` is its place in the list of boxes, -1 for the body."""

    tag: str
    parent: int
    sign: Sign
    name: str = ""


@dataclass(slots=True)
class Block:
    """A run of text between two edges of boxes; ``linked`` counts its characters that are links."""

    text: str
    box: int
    tag: str
    linked: int
    hrefs: list[str] = field(default_factory=list)


@lru_cache(maxsize=20_000)
def _sign(name: str) -> Sign:
    return sign_of(name.lower())


def read_blocks(body: LexborNode) -> tuple[list[Box], list[Block]]:
    boxes = [Box("body", -1, Sign.NONE)]
    blocks: list[Block] = []
    pieces: list[str] = []
    hrefs: list[str] = []
    linked = 0
    links = 0  # links that the walk is inside of
    box = 0
    node = body.first_child
    stack: list[tuple[LexborNode | None, int, int]] = []

    def flush() -> None:
        nonlocal linked
        text = " ".join("".join(pieces).split())
        if text:
            blocks.append(Block(text, box, boxes[box].tag, min(linked, len(text)), hrefs.copy()))
        pieces.clear()
        hrefs.clear()
        linked = 0

    while True:
        while node is None:
            if not stack:
                flush()
                return boxes, blocks
            node, outer, links = stack.pop()
            if outer >= 0:
                flush()
                box = outer
        tag = node.tag
        if tag == "-text":
            text = node.text_content or ""
            pieces.append(text)
            if links:
                linked += len(text.strip())
            node = node.next
            continue
        if tag == "br":
            flush()
            node = node.next
            continue
        child = None if tag is None or tag in _DROPPED or tag[0] == "-" else node.first_child
        if child is None or len(stack) >= MAX_DEPTH:
            node = node.next
            continue
        attributes = node.attributes
        if _is_hidden(attributes):
            node = node.next
            continue
        if tag in _INLINE:
            stack.append((node.next, -1, links))
            if tag == "a":
                links += 1
                if attributes.get("href"):
                    hrefs.append(attributes["href"] or "")
        else:
            flush()
            stack.append((node.next, box, links))
            name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            sign = Sign.ASIDE if tag in _ASIDE_TAGS else _sign(name) if len(name) > 1 else Sign.NONE
            if attributes.get("itemprop") == "articleBody":
                sign = Sign.BODY
            boxes.append(Box(tag, box, sign, name))
            box = len(boxes) - 1
        node = child


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if not attributes:
        return False
    style = attributes.get("style")
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(style and any(way in style for way in _HIDDEN))
    )
