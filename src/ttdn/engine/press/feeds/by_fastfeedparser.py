"""The reading of feeds as most sites write them: fastfeedparser's, with a doubt for whatever is out of the ordinary.

A doubt means that feedparser, which knows the oddities of twenty years but takes forty times as long, reads the feed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

import fastfeedparser

from ttdn.engine.press.feeds.dates import parse_date
from ttdn.engine.press.feeds.links import absolute
from ttdn.engine.press.feeds.opening import MOST_ENTRIES, too_large
from ttdn.engine.press.feeds.plain import SUMMARY, TITLE, language_code, plain, shortened
from ttdn.engine.press.model import Feed, FeedEntry

_HEAD = 4096
_ROOT = re.compile(rb"<(?:\w+:)?((?i:rss|feed|rdf))[\s>]")
_KINDS = {b"rss": "rss", b"feed": "atom", b"rdf": "rdf"}
_DOCTYPE = re.compile(rb"<!(?i:doctype)")
# Ends of entries; one written in another way makes the count differ, which is a doubt.
_ITEMS, _ENTRIES = (b"</item>", b":item>"), (b"</entry>", b":entry>")
_ENDS = {"rss": _ITEMS, "rdf": _ITEMS, "atom": _ENTRIES}
_DATE = re.compile(
    rb"<(?:pubDate|published|updated|dc:date|issued|modified|created|dcterms:(?:issued|modified|created))"
    rb"(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[)?([^<\]]+)"
)
_SAID_LANGUAGE = re.compile(rb"<(?:dc:)?language>\s*([\w-]+)")
_OWN_LANGUAGE = re.compile(rb"xml:lang=[\"']([^\"']*)")
# That of a summary or of contents concerns the links within, which are not read.
_BASE = re.compile(rb"<(?:(feed)|content|summary)\s(?:[^<>]*?\s)?xml:base=[\"']([^\"'&]*)[\"']")
_LEFT_OUT = {"include_tags": False, "include_media": False, "include_enclosures": False}
_HEAD_DATES = 2  # a feed's own dates, beside those of its entries


def read_common(document: bytes, url: str) -> tuple[Feed | None, tuple[str, ...]]:
    """The feed, None where it cannot be read, and what is in doubt about it."""
    root = _ROOT.search(document, 0, _HEAD)
    if not root or _DOCTYPE.search(document, 0, _HEAD):
        return None, ("is of another kind or declares a document type",)
    kind = _KINDS[root[1].lower()]
    count = sum(map(document.count, _ENDS[kind]))
    try:
        read = _parse(document)
    except Exception:  # it raises errors of many kinds on what is malformed; feedparser is asked next
        return None, ("is not well formed",)
    bases = _BASE.findall(document) if kind == "atom" and b"xml:base" in document else []
    base = next((absolute(written.decode("utf-8", "replace"), url) for feed, written in bases if feed), url)
    site = absolute(_said(read.feed, "link"), base)
    if len(read.entries) > MOST_ENTRIES:
        raise too_large()
    said = _SAID_LANGUAGE.search(document, 0, _HEAD)
    language = language_code(said[1].decode() if said else _said(read.feed, "language"))
    dates = {date.decode("utf-8", "replace") for date in _DATE.findall(document)}
    times = list(map(parse_date, dates))
    written = _in_utc(time for time in times if time)
    feed = Feed(
        kind=kind,
        title=plain(_said(read.feed, "title"), TITLE),
        url=site,
        language=language,
        entries=tuple(_entry(entry, base=base or site, language=language, written=written) for entry in read.entries),
        reader="fast",
    )
    doubts = list(_doubts(document, feed, count))
    if kind == "atom" and document.count(b"xml:base") != len(bases):
        doubts.append("addresses change within the feed")
    if None in times or (len(times) > _HEAD_DATES and not all(entry.published for entry in feed.entries)):
        doubts.append("a date is written in another way")
    return feed, tuple(doubts)


def _parse(document: bytes) -> Any:
    """Without contents where summaries do, as they are most of a feed."""
    brief = fastfeedparser.parse(document, include_content=False, **_LEFT_OUT)
    if b"<content" in document and not all(map(_summary, brief.entries)):
        return fastfeedparser.parse(document, include_content=True, **_LEFT_OUT)
    return brief


def _entry(entry: dict[str, Any], *, base: str, language: str, written: dict[dt.datetime, dt.datetime]) -> FeedEntry:
    published = _said(entry, "published") or _said(entry, "updated")
    return FeedEntry(
        url=absolute(_said(entry, "link"), base),
        id=shortened(_said(entry, "id"), TITLE),
        title=plain(_said(entry, "title"), TITLE),
        summary=plain(_summary(entry), SUMMARY),
        published=written.get(dt.datetime.fromisoformat(published)) if published else None,
        language=language,
    )


def _doubts(document: bytes, feed: Feed, count: int) -> Iterator[str]:
    if not feed.title:
        yield "the feed has no title"
    if count != len(feed.entries) or not count:
        yield "other entries are written than were found"
    if not all(entry.url and (entry.title or entry.summary) for entry in feed.entries):
        yield "an entry has no link, or neither title nor summary"
    if feed.kind != "atom":
        return
    if b"base64" in document:
        yield "contents are encoded"
    if b"enclosure" in document:  # it may take the enclosure for the page
        yield "entries have links to other things than their page"
    if len(set(_OWN_LANGUAGE.findall(document))) > 1:
        yield "languages change within the feed"


def _in_utc(times: Iterable[dt.datetime]) -> dict[dt.datetime, dt.datetime]:
    """Times as written by themselves in UTC, all that fastfeedparser keeps; it takes those of no zone so."""
    return {time.astimezone(dt.UTC) if time.tzinfo else time.replace(tzinfo=dt.UTC): time for time in times}


def _summary(entry: dict[str, Any]) -> str:
    return _said(entry, "description") or next((each["value"] or "" for each in entry.get("content") or ()), "")


def _said(of: dict[str, Any], name: str) -> str:
    value = of.get(name)
    return value if isinstance(value, str) else ""
