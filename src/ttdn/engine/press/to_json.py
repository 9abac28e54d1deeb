"""Values of the listening engine as JSON, and back where somebody must read them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ttdn.engine.press.model import Article, Feed, How, Mention, Outcome
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
