"""One walk over a parsed page: its blocks of text in order, and the boxes they stand in.

The walk keeps a stack of its own and goes no deeper than MAX_DEPTH; what lies deeper is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from ttdn.engine.press.page.class_words import Sign, sign_of
from ttdn.engine.press.page.limits import MAX_DEPTH

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
PARAGRAPHS = frozenset(["p", "blockquote", "pre"])
ITEMS = frozenset(["li", "td", "th", "dd", "dt"])

# fmt: off
_DROPPED = frozenset(
    [
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas",
        "audio", "video", "map", "select", "option", "datalist", "button", "input", "textarea", "label", "nav",
        "footer", "menu", "dialog", "head", "title", "meta", "link", "rt", "rp",
    ]
)
# fmt: on
# fmt: off
_INLINE = frozenset(
    [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
        "i", "ins", "kbd", "mark", "nobr", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
        "sup", "time", "tt", "u", "var", "wbr", "img", "amp-img", "picture", "source",
    ]
)
# fmt: on
_ASIDE_TAGS = frozenset(["aside", "figcaption"])
_NAME = 300  # characters of class and id that are looked at


@dataclass(slots=True)
class Boxes:
    """The elements that stand as blocks, in page order: of each the place of the one around it, and what its name says.

    The first is the body; its parent is -1. Lists side by side, since a page has hundreds and every one is looked at.
    """

    parents: list[int]
    signs: list[Sign]


@dataclass(slots=True)
class Block:
    """A run of text between two edges of boxes; ``linked`` counts its characters that are links."""

    text: str
    box: int
    tag: str
    linked: int
    anchors: Sequence[LexborNode] = ()


def read_blocks(body: LexborNode) -> tuple[Boxes, list[Block]]:
    """The boxes and the blocks of a page, as they stand in it."""
    parents, signs, tags = [-1], [Sign.NONE], ["body"]
    blocks: list[Block] = []
    pieces: list[str] = []
    anchors: list[LexborNode] = []
    linked = links = box = 0  # characters in links so far; links and box that the walk is inside of
    stack: list[tuple[LexborNode | None, int, int]] = []

    def flush() -> None:
        nonlocal linked, anchors
        text = " ".join("".join(pieces).split())
        if text:
            blocks.append(Block(text, box, tags[box], min(linked, len(text)), anchors or ()))
            anchors = []
        pieces.clear()
        linked = 0

    node = body.first_child
    while True:
        while node is None:
            if not stack:
                flush()
                return Boxes(parents, signs), blocks
            node, outer, links = stack.pop()
            if outer >= 0:
                if pieces:
                    flush()
                box = outer
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if pieces or not text.isspace():
                pieces.append(text)
                if links:
                    linked += len(text.strip())
            node = node.next
            continue
        if tag == "br" and pieces:
            flush()
        child = None if tag in _DROPPED or len(stack) >= MAX_DEPTH else node.first_child
        if child is None:
            node = node.next
            continue
        if tag == "a":
            stack.append((node.next, -1, links))
            links += 1
            anchors.append(node)
        elif tag in _INLINE:
            stack.append((node.next, -1, links))
        else:
            if pieces:
                flush()
            stack.append((node.next, box, links))
            parents.append(box)
            signs.append(_sign(tag, node.attributes))
            tags.append(tag)
            box = len(tags) - 1
        node = child


def _sign(tag: str, attributes: dict[str, str | None]) -> Sign:
    """A paragraph or heading speaks by its class alone: ids of headings are made of their words."""
    if tag in _ASIDE_TAGS:
        return Sign.ASIDE
    if not attributes:
        return Sign.NONE
    if "hidden" in attributes or "aria-hidden" in attributes or "style" in attributes:
        style = attributes.get("style") or ""
        unseen = "none" in style and "display:none" in style.replace(" ", "")
        if unseen or "hidden" in attributes or attributes.get("aria-hidden") == "true":
            return Sign.ASIDE
    if attributes.get("itemprop") == "articleBody":
        return Sign.BODY
    name = attributes.get("class") or ""
    if "id" in attributes and tag not in HEADINGS and tag not in PARAGRAPHS:
        name = f"{name} {attributes['id'] or ''}"
    return sign_of(name[:_NAME]) if name else Sign.NONE
