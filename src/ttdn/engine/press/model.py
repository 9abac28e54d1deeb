"""What the listening engine hands over. Frozen values; a day is a ``date``, a span counts characters of the text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How the way of one page ends; every page has exactly one."""

    MENTION = "mention"
    NO_MENTION = "no_mention"
    NOT_AN_ARTICLE = "not_an_article"
    DUPLICATE = "duplicate"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    NOT_HTML = "not_html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published article. There is no author here, on purpose: by-lines are not kept.

    ``language`` is an ISO 639-1 code, "" when unknown; ``url`` the canonical address, "" when neither the page nor the
    caller names one; ``image`` the lead picture's address; ``links`` the absolute addresses in the text, in order;
    ``source`` says which reading gave the text: "density", "rule:NAME" or "trafilatura".
    """

    text: str
    title: str = ""
    published: dt.date | None = None
    language: str = ""
    url: str = ""
    image: str = ""
    links: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discarded:
    """A page that gives no article: ``outcome`` for the count, ``reason`` for a person (English, one clause)."""

    outcome: Outcome
    reason: str


class EntryKind(StrEnum):
    """What a watched name stands for. Offices are posts ("Chủ tịch UBND tỉnh ..."), never private persons."""

    UNIT = "unit"  # province, district (to 30 June 2025), commune, ward, special zone
    PLACE = "place"
    PRODUCT = "product"
    FESTIVAL = "festival"
    OFFICE = "office"
    EVENT = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """One way to write an entry. ``source`` says where it is from; "" is unverified (chưa kiểm chứng)."""

    text: str
    language: str = "vi"
    source: str = ""


class Needs(StrEnum):
    """What must stand beside a name before it counts; most names need nothing, "Tân Phú" is borne by hundreds."""

    NOTHING = "nothing"
    WORD = "word"  # a word of its kind ("xã", "phường") beside it, or what it lies in near it
    PARENT = "parent"  # what it lies in, in the same text: several of its kind bear the name


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A watched name with its spellings. ``key`` is stable ("unit:08"); ``within`` is the key of what it lies in.

    ``words`` are the words of its kind, in small letters ("tỉnh"); ``near`` the names of what it lies in, watched or
    not: with ``needs`` they tell it from others of its name, which the entries alone could not.
    """

    key: str
    name: str
    kind: EntryKind
    spellings: tuple[Spelling, ...] = ()
    within: str = ""
    words: tuple[str, ...] = ()
    needs: Needs = Needs.NOTHING
    near: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class How(StrEnum):
    """How a spelling was matched."""

    EXACT = "exact"  # as spelled, tone placement and letter case aside
    FOLDED = "folded"  # without accents, in a text that has none
    FOREIGN = "foreign"  # a spelling of another language, or without accents in a text of another language
    ADDRESS = "address"  # in a page's address


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where a text names an entry: ``text[start:end]``; ``why`` it counts, for a person (English, one clause)."""

    start: int
    end: int
    key: str
    how: How
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry of a feed or sitemap; no author. ``published`` is what the feed says, time zone kept, else None."""

    url: str
    id: str = ""
    title: str = ""
    summary: str = ""
    published: dt.datetime | None = None
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """``kind`` is rss, atom, rdf, cdf, json, sitemap, news-sitemap or sitemap-index (whose entries are sitemaps)."""

    kind: str
    title: str = ""
    url: str = ""
    language: str = ""
    entries: tuple[FeedEntry, ...] = ()
    reader: str = ""  # which reading gave it: "fast", "feedparser", "sitemap", "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """An article's place in a story and the reason it joined; the first one's reason is ""."""

    article: int  # its place in what was given
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles on one event, over outlets and languages."""

    articles: tuple[Joined, ...]
