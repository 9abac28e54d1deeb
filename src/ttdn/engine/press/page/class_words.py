"""What the class and id of an element say of its content. Outlets differ; these words recur over all of them."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache


class Sign(IntEnum):
    """What a name says of its box: LEAD may open the text, ABOUT tells of it (date, tags), ASIDE stands beside it."""

    NONE = 0
    BODY = 1
    LEAD = 2
    ABOUT = 3
    ASIDE = 4


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives))


# A whole word of a name: "nav", not "navy"; written before (?:…).
_START, _END = r"(?:^|[-_ ])", r"(?:$|[-_ ])"

_BODY = _words(
    r"(?:article|story|post|entry|news|detail|main|content|text|page)[-_]{0,2}(?:body|content|text|detail|copy)",
    r"bodytext|articletext|fck|singular-content|cms-body|wysiwyg|rich-?text|prose",
)
_LEAD = _words(r"teaser")
_ABOUT = _words(
    r"by-?line|author|timestamp|dateline|published|disclosure|licen[cs]e",
    _START
    + r"(?:date|time|meta|info|tags?|keywords?|categor(?:y|ies)|labels?|kicker|credits?|sources?|caption|legend)"
    + _END,
    r"(?:post|entry|article)-?(?:meta|info|utility)",
    r"(?:img|image|photo|picture|figure)[-_]?(?:cap|desc|annotation|subtitle|legend|credit|copyright|title|info)|wp-caption-text",
    r"tac-?gia|nguon-?tin|auteur|autor(?!ow)",  # author, source, in languages of the neighbours and of visitors
)
_ASIDE = _words(
    r"comment(?!ary|ed)|disqus|respond|kommentar(?!e?n?text)|binh-?luan",
    r"related|relate\b|recommend|read-?more|more-?(?:news|stories|articles|from)|also-?like|yarpp|see-?also|next-?(?:story|post|prev)",
    r"tin-?(?:lien-?quan|khac|moi|noi-?bat)|(?:bai|xem|doc)-?(?:lien-?quan|them|nhieu)|lien-?quan",
    r"most-?(?:read|popular|viewed)|popular|trending|viral|prev-?(?:next|post)|post-?nav|you-?may|read-?(?:also|next)|keep-?reading",
    r"teilen|verwandt|empfehl|weiterlesen|mehr-?zum|anzeige|werbung|partage|lire-aussi|publicite|compart|relacionad|suscri|publicidad",
    r"share|sharing|social|follow-?us|syndicat|jp-post-flair|sidebar|side-bar|side-?col|breadcrumb|navigation|navbar|menu|footer|masthead",
    r"cookie|consent|gdpr|privacy|paywall|news-?letter|subscri|sign-?up|promo|advert|sponsor|outbrain|taboola|quang-?cao",
    r"(?<!elementor-)widget|banner|toolbar|pagination|pager|login|popup|modal|overlay|flyout|copyright|skip-?link",
    r"author-?(?:bio|box|info|desc)|about-?author|bio\b|profile|saboxplugin|rating|disclaimer|no-?print|carousel|slider|gallery",
    _START + r"(?:nav|ads?|aside|cta|rss)" + _END,
    r"(?:^| )(?:is-)?hidden(?:$| )",
)


_FIGURES = re.compile(r"[0-9]+")  # "post-48213": no word above has one, and each page brings new ones
_KEPT = 65_536


@lru_cache(maxsize=_KEPT)
def sign_of(name: str) -> Sign:
    """The sign of a class and id, joined by a space."""
    return _sign_of(_FIGURES.sub("0", name.lower()))


@lru_cache(maxsize=_KEPT)
def _sign_of(low: str) -> Sign:
    for sign, words in ((Sign.ASIDE, _ASIDE), (Sign.ABOUT, _ABOUT), (Sign.LEAD, _LEAD), (Sign.BODY, _BODY)):
        if words.search(low):
            return sign
    return Sign.NONE
