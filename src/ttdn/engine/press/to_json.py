"""Values of the listening engine as JSON, and back where somebody must read them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ttdn.engine.press.model import Article, Entry, EntryKind, Feed, How, Mention, Needs, Outcome, Spelling
from ttdn.engine.press.names.entries import entries_from_gazetteer, shipped_entries
from ttdn.engine.press.pipeline import Verdict


def article_to_json(article: Article) -> dict[str, Any]:
    published = article.published.isoformat() if article.published else None
    return {**asdict(article), "published": published, "links": list(article.links)}


def article_from_json(row: Mapping[str, Any]) -> Article:
    published = dt.date.fromisoformat(row["published"]) if row["published"] else None
    return Article(**{**row, "published": published, "links": tuple(row["links"])})


def mention_to_json(mention: Mention) -> dict[str, Any]:
    return asdict(mention)


def mention_from_json(row: Mapping[str, Any]) -> Mention:
    return Mention(**{**row, "how": How(row["how"])})


def verdict_to_json(verdict: Verdict) -> dict[str, Any]:
    """Without what says nothing, to keep lines short."""
    row: dict[str, Any] = {"url": verdict.url, "outcome": verdict.outcome.value}
    if verdict.reason:
        row["reason"] = verdict.reason
    if verdict.article:
        row["article"] = article_to_json(verdict.article)
        row["mentions"] = [mention_to_json(mention) for mention in verdict.mentions]
        row["title_mentions"] = [mention_to_json(mention) for mention in verdict.title_mentions]
    if verdict.sampled:
        row["sampled"] = True
    if verdict.same_as is not None:
        row["same_as"], row["similarity"] = verdict.same_as, verdict.similarity
    return row


def verdict_from_json(row: Mapping[str, Any]) -> Verdict:
    sampled = row.get("sampled", False)
    return Verdict(
        url=row["url"],
        outcome=Outcome(row["outcome"]),
        reason=row.get("reason", ""),
        article=article_from_json(row["article"]) if "article" in row else None,
        mentions=tuple(map(mention_from_json, row.get("mentions", ()))),
        title_mentions=tuple(map(mention_from_json, row.get("title_mentions", ()))),
        dropped=sampled,
        sampled=sampled,
        same_as=row.get("same_as"),
        similarity=row.get("similarity"),
    )


def feed_to_json(feed: Feed) -> dict[str, Any]:
    entries = [
        {**asdict(entry), "published": entry.published.isoformat() if entry.published else None}
        for entry in feed.entries
    ]
    return {**asdict(feed), "entries": entries}


def entries_from_json(data: Any) -> tuple[Entry, ...]:
    """The watched names of a file: ``{"provinces": ["08"], "entries": [{"name": …, "spellings": [{"text": …}]}]}``.

    ``provinces`` (codes of 2026) stands for their units now and before, and for what they are known for; a list alone
    is ``entries``; a string alone is an entry's name. What an entry does not say is as in ``Entry``, the kind a place,
    the key the name. Raises ValueError for what is no such list, or an empty one.
    """
    try:
        given = data if isinstance(data, Mapping) else {"entries": data}
        provinces = list(given.get("provinces", ()))
        entries = tuple(map(_entry, given.get("entries", ())))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no list of names") from error
    if provinces:
        entries += (*entries_from_gazetteer(provinces), *shipped_entries(provinces))
    if not entries:
        raise ValueError("an empty list of names")
    return entries


def _entry(row: Mapping[str, Any] | str) -> Entry:
    if isinstance(row, str):
        row = {"name": row}
    name = row["name"].strip()
    if not name:
        raise ValueError("a name without letters")
    given = {
        **row,
        "name": name,
        "key": row.get("key") or name,
        "kind": EntryKind(row.get("kind", "place")),
        "spellings": tuple(Spelling(**spelling) for spelling in row.get("spellings", ())),
        "words": tuple(row.get("words", ())),
        "needs": Needs(row.get("needs", "nothing")),
        "near": tuple(row.get("near", ())),
        "valid_from": _day(row.get("valid_from")),
        "valid_to": _day(row.get("valid_to")),
    }
    return Entry(**given)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
