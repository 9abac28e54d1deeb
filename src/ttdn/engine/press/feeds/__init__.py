"""Feeds and sitemaps, from bytes to entries: RSS, Atom, RDF, CDF, JSON Feed, sitemaps plain and packed."""

from __future__ import annotations

from ttdn.engine.press.feeds.opening import UnreadableFeed
from ttdn.engine.press.feeds.reading import read_feed

__all__ = ["UnreadableFeed", "read_feed"]
