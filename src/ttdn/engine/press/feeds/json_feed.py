"""JSON Feed (jsonfeed.org), versions 1 and 1.1."""

from __future__ import annotations

import json
from typing import Any

from ttdn.engine.press.feeds.dates import parse_date
from ttdn.engine.press.feeds.links import absolute
from ttdn.engine.press.feeds.opening import MOST_ENTRIES, hostile, not_a_feed, too_large
from ttdn.engine.press.feeds.plain import SUMMARY, TITLE, language_code, plain, shortened
from ttdn.engine.press.model import Feed, FeedEntry

_MOST_BYTES = 16 << 20  # a tree of Python objects takes many times as much


def read_json(document: bytes, url: str) -> Feed:
    if len(document) > _MOST_BYTES:
        raise too_large()
    try:
        feed = json.loads(document)
    except RecursionError as wrong:
        raise hostile() from wrong
    except ValueError as wrong:
        raise not_a_feed() from wrong
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise not_a_feed()
    if len(feed["items"]) > MOST_ENTRIES:
        raise too_large()
    site = absolute(_said(feed, "home_page_url"), url)
    language = language_code(_said(feed, "language"))
    items = [item for item in feed["items"] if isinstance(item, dict)]
    return Feed(
        kind="json",
        title=plain(_said(feed, "title"), TITLE),
        url=site,
        language=language,
        entries=tuple(_entry(item, base=url or site, language=language) for item in items),
        reader="json",
    )


def _entry(item: dict[str, Any], *, base: str, language: str) -> FeedEntry:
    identity = _said(item, "id")
    link = _said(item, "url") or _said(item, "external_url") or (identity if identity.startswith("http") else "")
    return FeedEntry(
        url=absolute(link, base),
        id=shortened(identity, TITLE),
        title=plain(_said(item, "title"), TITLE),
        summary=_summary(item),
        published=parse_date(_said(item, "date_published")) or parse_date(_said(item, "date_modified")),
        language=language_code(_said(item, "language")) or language,
    )


def _summary(item: dict[str, Any]) -> str:
    text = _said(item, "summary") or _said(item, "content_text")
    return (
        shortened(" ".join(text[: 10 * SUMMARY].split()), SUMMARY)
        if text
        else plain(_said(item, "content_html"), SUMMARY)
    )


def _said(of: dict[str, Any], name: str) -> str:
    value = of.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).encode("utf-8", "replace").decode()
