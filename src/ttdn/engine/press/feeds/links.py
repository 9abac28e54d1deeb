"""Addresses as feeds write them, made whole."""

from __future__ import annotations

import re
from urllib.parse import urljoin

_LONGEST = 4000
_SPACE = re.compile(r"[\x00-\x20\x7f]+")
_HOST = re.compile(r"https?://[^/?#]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def absolute(written: str, base: str) -> str:
    """The address that a link means on a page at ``base``; "" for what is none, and for javascript: and the like.

    A relative link without a base stays relative.
    """
    link = written.strip()
    if " " in link or not link.isprintable():
        link = _SPACE.sub("", link)
    if len(link) > _LONGEST:
        return ""
    try:
        if link.startswith(("http://", "https://")):
            return link
        host = _HOST.match(base)
        if host and link[:1] == "/" and link[1:2] != "/" and "/." not in link:  # as urljoin() would, ten times faster
            return host[0] + link
        whole = urljoin(base, link) if base else link
    except ValueError:  # "http://[::1"
        return ""
    scheme = _SCHEME.match(whole)
    return "" if scheme and scheme[1].lower() not in ("http", "https") else whole
