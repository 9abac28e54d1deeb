"""A golden page of an outlet says in a comment what its rule must read from it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from ttdn.engine.press.extract import extract
from ttdn.engine.press.model import Article
from ttdn.engine.press.outlets import Outlets

_GOLDEN = re.compile(r"<!-- golden\s(\{.*?\})\s*-->", re.DOTALL)


def expectation(page: Path) -> dict[str, Any]:
    """The JSON of the page's comment."""
    found = _GOLDEN.search(page.read_text("utf-8"))
    assert found is not None, f"{page.name} has no golden comment"
    return json.loads(found[1])


def faults(page: Path, outlets: Outlets) -> list[str]:
    """What the rules read otherwise than the page says, each with what was read."""
    want = expectation(page)
    article = extract(page.read_bytes(), url=want["url"], outlets=outlets)
    if not isinstance(article, Article):
        return [f"no article: {article.reason}"]
    lines = article.text.split("\n")
    got = {
        "outlet": article.source.removeprefix("rule:"),
        "title": article.title,
        "published": str(article.published),
        "first": lines[0],
        "last": lines[-1],
    }
    wrong = [f"{name}: {value!r}" for name, value in got.items() if value != want[name]]
    return wrong + [f"in the text: {part!r}" for part in want["without"] if part in article.text]
