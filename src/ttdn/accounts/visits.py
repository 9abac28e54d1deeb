"""From where a request comes, as the list of sessions shows it."""

from __future__ import annotations

import ipaddress

from django.conf import settings

# The first that matches: every browser also names the ones it descends from.
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
]
SYSTEMS = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
]


def browser_of(request) -> str:
    """``Firefox, Windows`` from the header; empty when it names nothing known."""
    header = request.headers.get("User-Agent", "")
    found = [next((name for mark, name in known if mark in header), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found))


def address_of(request) -> str | None:
    """The visitor's address: as seen, or as the last of ``settings.PROXIES`` trusted proxies saw it."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        if len(forwarded) >= settings.PROXIES:
            address = forwarded[-settings.PROXIES]
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return None
