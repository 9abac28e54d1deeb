"""Sitemaps (sitemaps.org) and news sitemaps: pages with the time each appeared, or else last changed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree

from ttdn.engine.press.feeds.dates import parse_date
from ttdn.engine.press.feeds.links import absolute
from ttdn.engine.press.feeds.opening import MOST_ENTRIES, hostile, not_a_feed, too_large
from ttdn.engine.press.feeds.plain import TITLE, language_code, plain
from ttdn.engine.press.model import Feed, FeedEntry

_MOST_TAGS = 2_000_000  # a tree of so many takes a quarter of a gigabyte
_HEAD = 4096
_ROOT = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)[\s>]")
_BARE_AMPERSAND = re.compile(rb"&(?!#?\w{1,31};)")
_NEWS = "http://www.google.com/schemas/sitemap-news/"
_FIELDS = ("loc", "lastmod")
_NEWS_FIELDS = ("title", "publication_date", "language")


def is_sitemap(document: bytes) -> bool:
    return bool(_ROOT.search(document, 0, _HEAD))


def read_sitemap(document: bytes, url: str) -> Feed:
    """A sitemap, also one whose addresses hold bare ampersands; what is behind damage is not read."""
    found = _ROOT.search(document, 0, _HEAD)
    assert found is not None
    if document.count(b"<") > _MOST_TAGS:
        raise too_large()
    if b"&" in document:
        document = _BARE_AMPERSAND.sub(b"&amp;", document)
    try:
        said = list(_said(document))
    except etree.XMLSyntaxError as wrong:
        raise not_a_feed() from wrong
    index = found[1] == b"sitemapindex"
    news = any("publication_date" in each or "title" in each for each in said)
    return Feed(
        kind="sitemap-index" if index else "news-sitemap" if news else "sitemap",
        entries=tuple(_entry(each, url) for each in said if each.get("loc")),
        reader="sitemap",
    )


def read_list(document: bytes) -> Feed:
    """A sitemap that is a plain list of addresses, one a line."""
    lines = document.decode("utf-8", "replace").split()
    if not all(line.startswith(("http://", "https://")) for line in lines):
        raise not_a_feed()
    if len(lines) > MOST_ENTRIES:
        raise too_large()
    return Feed(kind="sitemap", entries=tuple(FeedEntry(url=absolute(line, "")) for line in lines), reader="sitemap")


def _said(document: bytes) -> Iterator[dict[str, str]]:
    """What each page says of itself, one after the other, so that memory does not grow with the sitemap."""
    steps = etree.iterparse(
        io.BytesIO(document),
        events=("end",),
        tag=("{*}url", "{*}sitemap"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        recover=True,
    )
    for number, (_, element) in enumerate(steps):
        if number == MOST_ENTRIES:
            raise too_large()
        yield dict(_fields(element))
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    if any("depth" in error.message for error in steps.error_log):
        raise hostile()


def _fields(element: etree._Element) -> Iterator[tuple[str, str]]:
    for inner in element.iter():
        space, _, name = str(inner.tag).removeprefix("{").rpartition("}")
        if name in (_NEWS_FIELDS if space.startswith(_NEWS) else _FIELDS) and inner.text:
            yield name, inner.text.strip()


def _entry(said: dict[str, str], base: str) -> FeedEntry:
    return FeedEntry(
        url=absolute(said["loc"], base),
        title=plain(said.get("title"), TITLE),
        published=parse_date(said.get("publication_date", "")) or parse_date(said.get("lastmod", "")),
        language=language_code(said.get("language")),
    )
