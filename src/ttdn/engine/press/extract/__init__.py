"""A page's bytes to its article: one parse gives text, title, day, address, lead picture, links."""

from __future__ import annotations

import re
from typing import Literal

from selectolax.lexbor import LexborHTMLParser

from ttdn.engine.press.day import published_on
from ttdn.engine.press.extract.by_rule import read_by_rule
from ttdn.engine.press.extract.density import Reading, read_by_density
from ttdn.engine.press.extract.judge import doubts, judged_text
from ttdn.engine.press.extract.verdict import why_no_article
from ttdn.engine.press.language import identify_language
from ttdn.engine.press.model import Article, Discarded, Outcome
from ttdn.engine.press.outlets import Outlets, shipped
from ttdn.engine.press.page.blocks import read_blocks
from ttdn.engine.press.page.decode import to_utf8
from ttdn.engine.press.page.head import absolute, address_of, image_of, is_marked, metas, title_of
from ttdn.engine.press.page.limits import MAX_BYTES, too_costly

Mode = Literal["quality", "fast"]
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|p|table|article|section|h1|title)[\s/>]", re.I)
_LOOK = 200_000  # bytes
_SAMPLE = 600  # characters that tell the language; no menu stands in front of the text any more


def extract(
    html: bytes, *, url: str | None = None, mode: Mode = "quality", outlets: Outlets | None = None
) -> Article | Discarded:
    """The article of a page, or why it has none.

    ``html`` is the page as it came, in whatever encoding; ``url`` where it came from, if known. In mode "quality"
    trafilatura is asked where our own reading doubts itself; mode "fast" never asks. ``outlets`` are rules to read by
    instead of those that come with the engine.
    """
    page = _readable(html)
    if isinstance(page, Discarded):
        return page
    tree = LexborHTMLParser(page)
    if tree.body is None:
        return Discarded(outcome=Outcome.NOT_HTML, reason="no body")
    boxes, blocks = read_blocks(tree.body)
    meta = metas(tree)
    address = address_of(tree, meta, url or "")
    title, day = title_of(tree, meta), published_on(tree, address, meta, blocks)
    ruled = read_by_rule(tree, url or address, day, shipped() if outlets is None else outlets)
    if ruled is not None:
        reading, text, source = ruled.reading, ruled.reading.text, f"rule:{ruled.outlet}"
        title, day = ruled.title or title, ruled.day or day
    else:
        reading = read_by_density(boxes, blocks)
        text, source = _settled(reading, page, mode)
        reason = why_no_article(title, text, reading, is_marked=is_marked(meta))
        if reason:
            return Discarded(outcome=Outcome.NOT_AN_ARTICLE, reason=reason)
    return Article(
        text=text,
        title=title,
        published=day,
        language=identify_language(text[:_SAMPLE]),
        url=address,
        image=image_of(meta, address),
        links=_links(reading, address),
        source=source,
    )


def _readable(html: bytes) -> bytes | Discarded:
    """The page in UTF-8 where the parser may see it."""
    if len(html) > MAX_BYTES:
        return Discarded(outcome=Outcome.TOO_LARGE, reason=f"more than {MAX_BYTES:,} bytes")
    page = to_utf8(html)
    if not _MARKUP.search(page, 0, _LOOK):
        return Discarded(outcome=Outcome.NOT_HTML, reason="no markup of a page")
    cost = too_costly(page)
    return Discarded(outcome=Outcome.TOO_LARGE, reason=cost) if cost else page


def _settled(reading: Reading, page: bytes, mode: Mode) -> tuple[str, str]:
    """The text and its source: the judge's where we doubt and it finds any, else ours."""
    if mode == "quality" and doubts(reading):
        judged = judged_text(page)
        if judged:
            return judged, "trafilatura"
    return reading.text, "density"


def _links(reading: Reading, base: str) -> tuple[str, ...]:
    found = dict.fromkeys(
        absolute(anchor.attributes.get("href") or "", base) for block in reading.blocks for anchor in block.anchors
    )
    return tuple(link for link in found if link)
