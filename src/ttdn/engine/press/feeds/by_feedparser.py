"""The reading of feeds that are out of the ordinary: feedparser's, bounded."""

from __future__ import annotations

import datetime as dt
import io
import re
from calendar import timegm
from typing import Any

import feedparser

from ttdn.engine.press.feeds.dates import parse_date
from ttdn.engine.press.feeds.links import absolute
from ttdn.engine.press.feeds.opening import MOST_ENTRIES, hostile, too_large
from ttdn.engine.press.feeds.plain import SUMMARY, TITLE, language_code, plain, shortened
from ttdn.engine.press.model import Feed, FeedEntry

# Its time grows with tags more than with bytes; a hostile feed of this size takes it some five seconds.
_MOST_BYTES, _MOST_TAGS = 4 << 20, 200_000
_HEAD = 4096
_FEEDLIKE = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|channel|item|entry)[\s>]", re.IGNORECASE)
_CDF = re.compile(rb"(?:<\?[^>]*>|<!--(?:(?!-->).)*-->|\s)*<channel[\s>]", re.IGNORECASE | re.DOTALL)
_DATES = ("published", "created", "updated")


def read_oddity(document: bytes, url: str) -> Feed | None:
    """The feed as feedparser understands it, None where it sees none."""
    if not _FEEDLIKE.search(document):
        return None
    if len(document) > _MOST_BYTES or document.count(b"<") > _MOST_TAGS:
        raise too_large()
    headers = {"content-location": url} if url else {}
    try:
        read: Any = feedparser.parse(
            io.BytesIO(document), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except RecursionError as wrong:
        raise hostile() from wrong
    except ValueError:  # a NUL, or letters that are none, in the name of its encoding: it sees no feed in that
        return None
    channels = bool(_CDF.match(document, 0, _HEAD))  # it reads CDF without saying so
    if not read.version and not read.entries and not channels:
        return None
    if len(read.entries) > MOST_ENTRIES:
        raise too_large()
    site = absolute(read.feed.get("link", ""), url)
    language = language_code(read.feed.get("language", ""))
    entries = tuple(_entry(entry, base=url or site, language=language) for entry in read.entries)
    return Feed(
        kind="cdf" if channels else _kind(read.version),
        title=plain(read.feed.get("title"), TITLE),
        url=site,
        language=language,
        entries=entries,
        reader="feedparser",
    )


def _kind(version: str) -> str:
    if version.startswith(("rss090", "rss10")):
        return "rdf"
    return "atom" if version.startswith("atom") else "rss"


def _entry(entry: Any, *, base: str, language: str) -> FeedEntry:
    contents = entry.get("content") or [{}]
    return FeedEntry(
        url=absolute(entry.get("link", ""), base),
        id=shortened(entry.get("id", "").strip(), TITLE),
        title=plain(entry.get("title"), TITLE),
        summary=plain(entry.get("summary") or contents[0].get("value"), SUMMARY),
        published=_published(entry),
        language=language_code(contents[0].get("language")) or language,
    )


def _published(entry: Any) -> dt.datetime | None:
    """The date as written where it is understood, else as feedparser understands it, in UTC."""
    for name in _DATES:
        written = dict.get(entry, name)  # its own get() answers one date for another, with a warning
        if written and (date := parse_date(written)):
            return date
    for name in _DATES:
        parsed = dict.get(entry, f"{name}_parsed")
        if parsed:
            return dt.datetime.fromtimestamp(timegm(parsed), dt.UTC)
    return None
