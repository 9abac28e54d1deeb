"""How well topics are suggested, on short texts of our own: ``python -m eval.press.topics.measure``.

``texts.tsv`` has a line for each text: known or unseen, its topics ("-" for none), the text. The keywords were written
before the texts; those called unseen were never looked at while either was corrected. They are short and by the author
of the keywords, so the figures tell when something breaks, not how a year of the press would fare. ``learned`` are the
figures of topics learned from the known texts alone, asked of the unseen. No figure may fall below ``floors.json``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ttdn.engine.press.topics import Decision, Topics

HERE = Path(__file__).parent


def decisions(which: str) -> list[Decision]:
    lines = (HERE / "texts.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return [
        Decision(text=text, topics=frozenset(topics.split(",")) - {"-"})
        for group, topics, text in rows
        if group == which
    ]


def scores(topics: Topics, asked: Sequence[Decision]) -> dict[str, float]:
    """Precision, recall and F1 of suggestions, all topics together, and the share of texts about none that get none."""
    counts: Counter[str] = Counter()
    for each in asked:
        suggested = {topic for topic, _ in topics.suggest(each.text)}
        counts["hit"] += len(suggested & each.topics)
        counts["given"] += len(suggested)
        counts["wanted"] += len(each.topics)
        counts["none"] += not each.topics
        counts["left alone"] += not each.topics and not suggested
    return {
        "precision": round(counts["hit"] / max(counts["given"], 1), 4),
        "recall": round(counts["hit"] / counts["wanted"], 4),
        "f1": round(2 * counts["hit"] / (counts["given"] + counts["wanted"]), 4),
        "none": round(counts["left alone"] / counts["none"], 4),
    }


def measure() -> dict[str, float]:
    shipped = Topics.shipped()
    learned = shipped.learn(decisions("known"))
    figures = {
        "keywords.known": scores(shipped, decisions("known")),
        "keywords.unseen": scores(shipped, decisions("unseen")),
        "learned.unseen": scores(learned, decisions("unseen")),
    }
    return {f"{name}.{score}": value for name, each in figures.items() for score, value in each.items()}


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
