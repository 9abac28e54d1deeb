"""A page's bytes to its article: one parse gives text, title, day, address, lead picture, links."""

from __future__ import annotations

import re
from typing import Literal

from selectolax.lexbor import LexborHTMLParser

from ttdn.engine.press.extract.blocks import read_blocks
from ttdn.engine.press.extract.decode import to_utf8
from ttdn.engine.press.extract.density import read_by_density
from ttdn.engine.press.extract.head import absolute, address_of, image_of, metas, title_of
from ttdn.engine.press.extract.limits import MAX_BYTES, too_costly
from ttdn.engine.press.language import identify_language
from ttdn.engine.press.model import Article, Discarded, Outcome

Mode = Literal["quality", "fast"]
_LEAST_TEXT = 40  # characters
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|p|table|article|section|h1|title)[\s/>]", re.I)
_LOOK = 200_000  # bytes


def extract(html: bytes, *, url: str | None = None, mode: Mode = "quality") -> Article | Discarded:
    """The article of a page, or why it has none.

    ``html`` is the page as it came, in whatever encoding; ``url`` where it came from, if known. In mode "quality"
    trafilatura is asked where our own reading doubts itself; mode "fast" never asks.
    """
    if len(html) > MAX_BYTES:
        return Discarded(outcome=Outcome.TOO_LARGE, reason=f"more than {MAX_BYTES:,} bytes")
    page = to_utf8(html)
    if not _MARKUP.search(page, 0, _LOOK):
        return Discarded(outcome=Outcome.NOT_HTML, reason="no markup of a page")
    cost = too_costly(page)
    if cost:
        return Discarded(outcome=Outcome.TOO_LARGE, reason=cost)
    tree = LexborHTMLParser(page)
    if tree.body is None:
        return Discarded(outcome=Outcome.NOT_HTML, reason="no body")
    boxes, blocks = read_blocks(tree.body)
    reading = read_by_density(boxes, blocks)
    text = reading.text
    if len(text) < _LEAST_TEXT:
        return Discarded(outcome=Outcome.NOT_AN_ARTICLE, reason="hardly any text")
    meta = metas(tree)
    base = url or ""
    address = address_of(tree, meta, base)
    links = dict.fromkeys(absolute(href, address or base) for block in reading.blocks for href in block.hrefs)
    return Article(
        text=text,
        title=title_of(tree, meta),
        language=identify_language(text),
        url=address,
        image=image_of(meta, address or base),
        links=tuple(link for link in links if link),
        source="density",
    )
