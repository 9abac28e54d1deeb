"""Rules for single outlets whose pages the general reading gets wrong: one file an outlet, rules with their dates.

docs/add-an-outlet.md shows how one is added.
"""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

_NOTHING = LexborHTMLParser("")
_FIELDS = frozenset(["since", "until", "text", "drop", "title", "day"])


class OutletFault(ValueError):
    """A file of rules that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How an outlet's pages are read from ``since`` to ``until``, both included; None leaves that side open.

    ``text`` selects (CSS) what holds the text, ``drop`` what is left out of it, ``title`` and ``day`` the headline and
    the line with the day; "" leaves them to the general reading.
    """

    outlet: str
    text: str
    drop: str = ""
    title: str = ""
    day: str = ""
    since: dt.date | None = None
    until: dt.date | None = None

    def holds(self, day: dt.date | None) -> bool:
        """Whether it may be tried on a page of that day; a page without a day may be of any."""
        return day is None or ((self.since or day) <= day <= (self.until or day))


Outlets = Mapping[str, tuple[Rule, ...]]


@functools.cache
def shipped() -> Outlets:
    """The rules that come with the engine, by host."""
    return load(files(__package__))


def load(folder: Traversable) -> Outlets:
    """The rules of every ``*.toml`` in a folder, by host, newest first. Raises OutletFault."""
    found: dict[str, tuple[Rule, ...]] = {}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            hosts, rules = _outlet(file)
            for host in hosts:
                if host in found:
                    raise OutletFault(f"{file.name}: {host} has rules already")
                found[host] = rules
    return found


def rules_for(url: str, day: dt.date | None, outlets: Outlets) -> Iterator[Rule]:
    """The rules to try on a page, newest first; a host's rules hold for the hosts under it (m., www., amp.)."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return
    while host:
        if host in outlets:
            yield from (rule for rule in outlets[host] if rule.holds(day))
            return
        host = host.partition(".")[2]


def _outlet(file: Traversable) -> tuple[list[str], tuple[Rule, ...]]:
    try:
        given = tomllib.loads(file.read_text("utf-8"))
        hosts, entries = given["hosts"], given["rule"]
        rules = tuple(_rule(file.name.removesuffix(".toml"), entry) for entry in entries)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise OutletFault(f"{file.name}: {error}") from error
    return hosts, tuple(sorted(rules, key=lambda rule: rule.since or dt.date.min, reverse=True))


def _rule(outlet: str, entry: dict[str, str]) -> Rule:
    unknown = sorted(set(entry) - _FIELDS)
    if unknown:
        raise OutletFault(f"{outlet}.toml: no rule has {', '.join(unknown)}")
    for name in ("text", "drop", "title", "day"):
        _check(outlet, entry.get(name, ""))
    return Rule(outlet=outlet, **entry)  # type: ignore[arg-type]  # TOML has dates of its own; _FIELDS names the rest


def _check(outlet: str, selector: str) -> None:
    try:
        if selector:
            _NOTHING.css(selector)
    except SelectolaxError as error:
        raise OutletFault(f"{outlet}.toml: {selector!r} selects nothing that CSS knows") from error
