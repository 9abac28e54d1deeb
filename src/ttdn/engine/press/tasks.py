"""What ``reading_child`` does for the press with one file: a page, a text or a feed; each returns JSON as bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ttdn.engine.child import Progress
from ttdn.engine.plans.readers.limits import Limits
from ttdn.engine.press.extract import Mode, extract
from ttdn.engine.press.feeds import read_feed
from ttdn.engine.press.language import identify_language
from ttdn.engine.press.model import Article, Discarded
from ttdn.engine.press.names import Names
from ttdn.engine.press.pipeline import is_markup
from ttdn.engine.press.to_json import article_to_json, feed_to_json, mention_to_json
from ttdn.engine.press.watch_list import entries_from_json
from ttdn.engine.tools import Tools


def extract_task(page: bytes, given: Mapping[str, Any], limits: Limits, progress: Progress, tools: Tools) -> bytes:
    """The article of a page, or ``{"discarded": {"outcome", "reason"}}``."""
    return _json(_article(page, given["url"], given["mode"]))


def match_task(file: bytes, given: Mapping[str, Any], limits: Limits, progress: Progress, tools: Tools) -> bytes:
    """What a page's article, or a plain text, names: ``{"article", "mentions", "title_mentions"}``."""
    names = Names.compile(entries_from_json(json.loads(given["names"])))
    article: Article | Discarded
    if is_markup(file):
        article = extract(file, url=given["url"], mode=given["mode"])
    else:
        text = file.decode("utf-8", "replace")
        article = Article(text=text, language=identify_language(text))
    if isinstance(article, Discarded):
        return _json(_discarded(article))
    mentions, in_title = (
        [mention_to_json(each) for each in names.mentions(text, language=article.language)]
        for text in (article.text, article.title)
    )
    return _json({"article": article_to_json(article), "mentions": mentions, "title_mentions": in_title})


def feed_task(feed: bytes, given: Mapping[str, Any], limits: Limits, progress: Progress, tools: Tools) -> bytes:
    """The feed or sitemap."""
    return _json(feed_to_json(read_feed(feed)))


def _article(page: bytes, url: str | None, mode: Mode) -> dict[str, Any]:
    found = extract(page, url=url, mode=mode)
    return _discarded(found) if isinstance(found, Discarded) else article_to_json(found)


def _discarded(discarded: Discarded) -> dict[str, Any]:
    return {"discarded": {"outcome": discarded.outcome.value, "reason": discarded.reason}}


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value).encode()
