"""How well articles are grouped into stories, on our own labelled set about the invented province Lam Vân.

    python eval/press/stories/measure.py

``articles.tsv``: event, language, day, watched entries, title, text. Events are numbered in the order of their names'
first appearance; the even ones were used for choosing weights, the odd ones for measuring. One choice saw both: what is
enough (``_WHOLE``) was raised after a trap of one half was taken for an event of the other. The floors stand in
``floors.json``; a test holds them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from ttdn.engine.press.stories import StoryArticle, stories

HERE = Path(__file__).parent


def labelled() -> list[tuple[str, StoryArticle]]:
    rows = [line.split("\t") for line in (HERE / "articles.tsv").read_text("utf-8").splitlines()]
    return [
        (
            event,
            StoryArticle(
                text=text,
                title=title,
                published=dt.date.fromisoformat(day),
                language=language.removesuffix("-plain"),
                keys=frozenset(keys.split(",")),
            ),
        )
        for event, language, day, keys, title, text in rows
    ]


def halves() -> dict[str, list[tuple[str, StoryArticle]]]:
    rows = labelled()
    number = {event: place for place, event in enumerate(dict.fromkeys(event for event, _ in rows))}
    return {
        "all": rows,
        "chosen_on": [row for row in rows if number[row[0]] % 2 == 0],
        "unseen": [row for row in rows if number[row[0]] % 2],
    }


def figures(rows: Sequence[tuple[str, StoryArticle]]) -> dict[str, float]:
    """Pairwise and B-cubed precision, recall and F1."""
    found = [{each.article for each in story.articles} for story in stories([article for _, article in rows])]
    group_of = {place: group for group in found for place in group}
    events = [event for event, _ in rows]
    true_of = [{place for place, event in enumerate(events) if event == own} for own in events]
    true = {pair for pair in combinations(range(len(rows)), 2) if events[pair[0]] == events[pair[1]]}
    got = {pair for group in found for pair in combinations(sorted(group), 2)}
    places = range(len(rows))
    return {
        **_scored("pairs", len(true & got) / max(len(got), 1), len(true & got) / len(true)),
        **_scored(
            "b3",
            sum(len(group_of[p] & true_of[p]) / len(group_of[p]) for p in places) / len(rows),
            sum(len(group_of[p] & true_of[p]) / len(true_of[p]) for p in places) / len(rows),
        ),
    }


def _scored(name: str, precision: float, recall: float) -> dict[str, float]:
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    parts = (("precision", precision), ("recall", recall), ("f1", f1))
    return {f"{name}.{part}": round(value, 4) for part, value in parts}


if __name__ == "__main__":
    print(json.dumps({name: figures(rows) for name, rows in halves().items()}, indent=1))
