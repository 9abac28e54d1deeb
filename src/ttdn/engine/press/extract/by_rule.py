"""Reading by the rules of a page's outlet, where it has any."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from ttdn.engine.press.extract.density import Reading, text_of
from ttdn.engine.press.outlets import Outlets, Rule, rules_for
from ttdn.engine.press.page.blocks import read_blocks
from ttdn.engine.press.written_day import written_day


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a rule found; title "" and day None where it names none."""

    outlet: str
    reading: Reading
    title: str
    day: dt.date | None


def read_by_rule(tree: LexborHTMLParser, url: str, day: dt.date | None, outlets: Outlets) -> Ruled | None:
    """The reading of the first rule that holds on that day and finds text; it takes from the tree what it drops."""
    for rule in rules_for(url, day, outlets):
        if tree.css_first(rule.text) is not None:
            found = _apply(tree, rule)
            if found.reading.blocks:
                return found
    return None


def _apply(tree: LexborHTMLParser, rule: Rule) -> Ruled:
    title = _words(tree, rule.title)
    day = written_day(_words(tree, rule.day), day_first=True)
    for node in tree.css(rule.drop) if rule.drop else ():
        node.decompose()
    blocks = [block for node in tree.css(rule.text) for block in read_blocks(node)[1]]
    return Ruled(rule.outlet, Reading(tuple(blocks), text_of(blocks), of_prose=1.0, of_text=1.0), title, day)


def _words(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector) if selector else None
    return " ".join((node.text(separator=" ") or "").split()) if node is not None else ""
