"""What the class and id of an element say of its content. Outlets differ; these words recur over all of them."""

from __future__ import annotations

import re
from enum import IntEnum


class Sign(IntEnum):
    """What a name says: ASIDE is beside the article, ABOUT speaks of it (date, tags), BODY is its text."""

    NONE = 0
    BODY = 1
    ABOUT = 2
    ASIDE = 3


# Parts of names, between separators or letter cases: "article__body", "articleBody", "detail-content".
_BODY = re.compile(
    r"(?:article|story|post|entry|news|detail|main|content|text|page)[-_]{0,2}(?:body|content|text|detail|copy)"
    r"|bodytext|articletext|fck|singular-content|cms-body|wysiwyg|richtext|rich-text|prose"
)
_ASIDE = re.compile(
    r"comment(?!ary|ed)|disqus|respond|related|relate\b|lienquan|lien-quan|tin-?khac|share|sharing|social|sidebar|side-bar|side-?col"
    r"|breadcrumb|navigation|navbar|(?:^|[-_ ])nav(?:[-_ ]|$)|menu|footer|masthead|cookie|consent|newsletter|subscri|signup|sign-up|promo"
    r"|advert|(?:^|[-_ ])ads?(?:[-_ ]|$)|sponsor|outbrain|taboola|recommend|read-?more|more-?(?:news|stories|articles|from)|most-?(?:read|popular|viewed)"
    r"|popular|trending|widget|banner|teaser|toolbar|pagination|pager|login|popup|modal|overlay|copyright|skip-?link|print-?only|hidden"
    r"|author-?(?:bio|box|info|desc)|about-?author|bio\b|rating|jp-relatedposts|sharedaddy|yarpp|also-?like|next-?prev|prev-?next|post-?nav"
    r"|(?:^|[-_ ])aside(?:[-_ ]|$)|disclaimer|noprint|no-print|carousel|slider|gallery"
)
_ABOUT = re.compile(
    r"byline|by-line|author|(?:^|[-_ ])(?:date|time|meta|info|tags?|keywords?|categor(?:y|ies)|labels?|kicker|credit|source|caption)(?:[-_ ]|$)"
    r"|timestamp|dateline|published|post-?meta|entry-?meta|article-?meta|post-?info|entry-?utility|img-?cap|image-?cap|wp-caption-text"
)


def sign_of(name: str) -> Sign:
    """The sign of a class and id, joined by a space, in lower case."""
    if _ASIDE.search(name):
        return Sign.ASIDE
    if _ABOUT.search(name):
        return Sign.ABOUT
    if _BODY.search(name):
        return Sign.BODY
    return Sign.NONE
