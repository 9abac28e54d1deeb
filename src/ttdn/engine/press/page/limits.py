"""What a page may cost before it is parsed: counted on its bytes, since the parser itself can be made to burn.

lexbor takes time quadratic in the depth of nesting, and copies every unclosed formatting element into each paragraph
that follows: 46 kB of ``<font a=1><p>`` become 1.6 GB. Real pages stay far below these bounds (1,171 measured: 19,629
tags at most, depth 60, 20 unclosed formatting elements).
"""

from __future__ import annotations

import re
from collections import Counter

MAX_BYTES = 8_000_000
MAX_TAGS = 40_000
MAX_DEPTH = 2_000
MAX_OPEN_FORMATTING = 250
MAX_ATTRIBUTES = 4_000  # of one tag: the parser compares each with each

_TAGS_BEFORE_LOOKING = 8_000
_FORMATTING_BEFORE_LOOKING = 300
# An opening with attributes; bare ones cannot pile up, for the parser keeps at most three alike.
_FORMATTING = re.compile(rb"<[fFbBiIeEsSuUcCtTnN](?i:ont|ig|m|trong|mall|trike|ode|t|obr)?[\s/]")
_FORMATTING_TAG = re.compile(rb"<(/?)(?:font|b|i|em|strong|u|s|small|big|code|tt|nobr|strike)[\s/>]", re.I)
_TAG = re.compile(rb"<(/?)([a-z][a-z0-9]*)", re.I)
_NEVER_DEEP = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th tbody a".split()
)
_LONG_TAG = 2 * MAX_ATTRIBUTES  # bytes; a shorter tag has no room for so many
_NAME = re.compile(rb"<[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(rb"""[\s/]+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?""")


def too_costly(page: bytes) -> str:
    """Why the parser must not see this page, "" where it may."""
    tags = page.count(b"<")
    if tags > MAX_TAGS:
        return "more tags than an article has"
    if (
        tags > 2 * _FORMATTING_BEFORE_LOOKING
        and len(_FORMATTING.findall(page)) > _FORMATTING_BEFORE_LOOKING
        and _most_open(page) > MAX_OPEN_FORMATTING
    ):
        return "formatting elements left open"
    if tags > _TAGS_BEFORE_LOOKING and _depth(page) > MAX_DEPTH:
        return "nested deeper than an article is"
    if _has_crowded_tag(page):
        return "a tag with too many attributes"
    return ""


def _has_crowded_tag(page: bytes) -> bool:
    """Jumps to the last "<" within the reach of a tag that has no room for so many: most bytes are not read."""
    start = page.find(b"<")
    while 0 <= start < len(page) - _LONG_TAG:
        ahead = page.rfind(b"<", start + 1, start + _LONG_TAG)
        if ahead < 0:
            ahead = page.find(b"<", start + _LONG_TAG)
            if _is_crowded(page, start):
                return True
        start = ahead
    return False


def _is_crowded(page: bytes, start: int) -> bool:
    name = _NAME.match(page, start)
    at = name.end() if name else -1
    for _ in range(MAX_ATTRIBUTES):
        attribute = _ATTRIBUTE.match(page, at) if at > 0 else None
        if attribute is None:
            return False
        at = attribute.end()
    return True


def _most_open(page: bytes) -> int:
    most = now = 0
    for tag in _FORMATTING_TAG.finditer(page):
        now = max(0, now - 1) if tag[1] else now + 1
        most = max(most, now)
    return most


def _depth(page: bytes) -> int:
    """An upper bound of how deep elements stand; names are told apart, so that a stray end closes nothing else."""
    open_now: Counter[bytes] = Counter()
    most = now = 0
    for tag in _TAG.finditer(page):
        name = tag[2].lower()
        if name in _NEVER_DEEP:
            continue
        if not tag[1]:
            open_now[name] += 1
            now += 1
            most = max(most, now)
        elif open_now[name]:
            open_now[name] -= 1
            now -= 1
    return most
