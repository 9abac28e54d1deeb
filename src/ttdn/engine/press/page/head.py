"""What the head of a page says of the article: title, address, lead picture."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

_WHOLE = re.compile(r"https?://[\w.-]+(?::\d+)?(?:[/?#][^\s\[\]]*)?$", re.I)  # needs no joining: most links are so
_TITLES = ("og:title", "twitter:title", "title")
_IMAGES = ("og:image", "og:image:url", "twitter:image", "twitter:image:src")


def metas(tree: LexborHTMLParser) -> dict[str, str]:
    """Name or property of each meta, in lower case, to its first content."""
    found: dict[str, str] = {}
    for meta in tree.css("meta"):
        attributes = meta.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = attributes.get("content")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def is_marked(meta: dict[str, str]) -> bool:
    """Whether the page calls itself an article."""
    return meta.get("og:type", "").strip().lower() in ("article", "news", "blog") or "article:published_time" in meta


def title_of(tree: LexborHTMLParser, meta: dict[str, str]) -> str:
    """The headline: what the page tells others, else its only h1, else its title."""
    for name in _TITLES:
        if meta.get(name, "").strip():
            return " ".join(meta[name].split())
    headings = [" ".join((node.text() or "").split()) for node in tree.css("h1")]
    headings = [text for text in headings if text]
    if len(headings) == 1:
        return headings[0]
    node = tree.css_first("title")
    return " ".join((node.text() or "").split()) if node else ""


def address_of(tree: LexborHTMLParser, meta: dict[str, str], url: str) -> str:
    """The canonical address; one that leads to another site's front is not believed."""
    node = tree.css_first("link[rel=canonical]")
    for given in ((node.attributes.get("href") or "") if node else "", meta.get("og:url", "")):
        whole = absolute(given, url)
        if whole and urlsplit(whole).path.strip("/"):
            return whole
    return absolute(url, "")


def image_of(meta: dict[str, str], url: str) -> str:
    for name in _IMAGES:
        whole = absolute(meta.get(name, ""), url)
        if whole:
            return whole
    return ""


def absolute(given: str, base: str) -> str:
    """An http address, "" for any other or a broken one."""
    given = given.strip()
    if _WHOLE.match(given):
        return given
    try:
        whole = urljoin(base, given)
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return whole if parts.scheme in ("http", "https") and parts.netloc else ""
