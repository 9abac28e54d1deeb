"""Which reading a document gets."""

from __future__ import annotations

from ttdn.engine.press.feeds.by_fastfeedparser import read_common
from ttdn.engine.press.feeds.by_feedparser import read_oddity
from ttdn.engine.press.feeds.json_feed import read_json
from ttdn.engine.press.feeds.opening import UnreadableFeed, bounded, not_a_feed, opened
from ttdn.engine.press.feeds.sitemaps import is_sitemap, read_list, read_sitemap
from ttdn.engine.press.model import Feed


def read_feed(data: bytes, *, url: str = "") -> Feed:
    """The feed or sitemap in the bytes; ``url``, where they were fetched, completes relative links.

    A feed in which nothing is in doubt is read by fastfeedparser; any other by feedparser, and the reading that found
    more is taken. Raises UnreadableFeed where it is none, is empty, too large, damaged or hostile.
    """
    document = opened(data)
    if document[:1] in b"{[":
        return read_json(document, url)
    if document[:4].lower() == b"http":
        return read_list(document)
    if is_sitemap(document):
        return read_sitemap(document, url)
    feed, doubts = read_common(bounded(document), url)
    if feed and not doubts:
        return feed
    try:
        odd = read_oddity(document, url)
    except UnreadableFeed:  # more than feedparser can be asked in reasonable time
        if feed and feed.entries:
            return feed
        raise
    if odd and (not feed or len(odd.entries) >= len(feed.entries)):
        return odd
    if not feed:
        raise not_a_feed()
    return feed
