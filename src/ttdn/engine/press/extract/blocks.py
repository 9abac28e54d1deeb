"""One walk over a parsed page: its blocks of text in order, and the boxes they stand in.

The walk keeps a stack of its own and goes no deeper than MAX_DEPTH; what lies deeper is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from ttdn.engine.press.extract.class_words import Sign, sign_of
from ttdn.engine.press.extract.limits import MAX_DEPTH

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
_UNSEEN = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff\0")  # soft hyphens and such break names in two


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


def read_blocks(body: LexborNode) -> tuple[list[Box], list[Block]]:
    """The boxes, each after its parent, and the blocks, as they stand in the page."""
    boxes = [Box("body", -1, Sign.NONE)]
    blocks: list[Block] = []
    pieces: list[str] = []
    hrefs: list[str] = []
    linked = links = box = 0  # characters in links so far; links and box that the walk is inside of
    stack: list[tuple[LexborNode | None, int, int]] = []

    def flush() -> None:
        nonlocal linked
        if pieces:
            text = " ".join("".join(pieces).translate(_UNSEEN).split())
            if text:
                blocks.append(Block(text, box, boxes[box].tag, min(linked, len(text)), hrefs.copy()))
                hrefs.clear()
            pieces.clear()
        linked = 0

    node = body.first_child
    while True:
        while node is None:
            if not stack:
                flush()
                return boxes, blocks
            node, outer, links = stack.pop()
            if outer >= 0:
                flush()
                box = outer
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            pieces.append(text)
            if links:
                linked += len(text.strip())
            node = node.next
            continue
        if tag == "br":
            flush()
        child = None if tag in _DROPPED or len(stack) >= MAX_DEPTH else node.first_child
        if child is None:
            node = node.next
            continue
        if tag == "a":
            stack.append((node.next, -1, links))
            links += 1
            hrefs.append(node.attributes.get("href") or "")
        elif tag in _INLINE:
            stack.append((node.next, -1, links))
        else:
            flush()
            stack.append((node.next, box, links))
            boxes.append(_box(tag, box, node.attributes))
            box = len(boxes) - 1
        node = child


def _box(tag: str, parent: int, attributes: dict[str, str | None]) -> Box:
    """A paragraph or heading speaks by its class alone: ids of headings are made of their words."""
    if not attributes:
        return Box(tag, parent, Sign.ASIDE if tag in _ASIDE_TAGS else Sign.NONE)
    name = attributes.get("class") or ""
    if attributes.get("id") and tag not in HEADINGS and tag not in PARAGRAPHS:
        name = f"{name} {attributes['id']}"
    sign = sign_of(name) if name else Sign.NONE
    if tag in _ASIDE_TAGS or _is_hidden(attributes):
        sign = Sign.ASIDE
    elif attributes.get("itemprop") == "articleBody":
        sign = Sign.BODY
    return Box(tag, parent, sign, name)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style and "none" in style and "display:none" in style.replace(" ", ""))
