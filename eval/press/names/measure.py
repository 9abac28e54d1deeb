"""How well names are told from what only looks like them: ``python -m eval.press.names.measure``.

A line of ``texts.tsv`` is a sentence of our own: its group, its language ("" when not told), the text, in which
``[Hà Nội|unit:01]`` is a mention to be found with its key. What is not in brackets must not be found. The groups known
and second (once called unseen) were written together by the author of the rules, who saw the results of both: one
correction of the rules mended a line of each, and a wrong label in a known line was put right. So neither is evidence
of how unseen text would fare; they tell when something breaks. The third group was
written later by someone else, who had read the rules, and labelled before anything was run on it; the rules were not
changed for it, and its floors are its first score. No figure may fall below ``floors.json``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from ttdn.engine.gazetteer import Level
from ttdn.engine.press.names import Names
from ttdn.engine.press.names.entries import entries_from_gazetteer, shipped_entries

HERE = Path(__file__).parent
DESKS = ("08", "51")  # with their communes and districts; of the rest of the country the provinces and districts
_MARKED = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")

Found = frozenset[tuple[int, int, str]]


def sentences() -> list[tuple[str, str, str, Found]]:
    """Group, language, text, and the mentions to be found."""
    lines = (HERE / "texts.tsv").read_text(encoding="utf-8").splitlines()
    return [(group, language, *_unmarked(text)) for group, language, text in (line.split("\t") for line in lines)]


def _unmarked(text: str) -> tuple[str, Found]:
    wanted: set[tuple[int, int, str]] = set()
    plain = ""
    last = 0
    for marked in _MARKED.finditer(text):
        plain += text[last : marked.start()]
        wanted.add((len(plain), len(plain) + len(marked[1]), marked[2]))
        plain += marked[1]
        last = marked.end()
    return plain + text[last:], frozenset(wanted)


def names() -> Names:
    rest = entries_from_gazetteer(former=(Level.PROVINCE, Level.DISTRICT), present=(Level.PROVINCE,))
    entries = {entry.key: entry for entry in (*rest, *entries_from_gazetteer(DESKS), *shipped_entries(DESKS))}
    return Names.compile(entries.values())


def found(watched: Names, text: str, language: str) -> Found:
    return frozenset((each.start, each.end, each.key) for each in watched.mentions(text, language=language))


def measure(watched: Names) -> dict[str, float]:
    """Precision and recall of mentions, with span and key, and the share of sentences that are wholly right."""
    counts: Counter[str] = Counter()
    for group, language, text, wanted in sentences():
        got = found(watched, text, language)
        counts[f"{group}.hit"] += len(got & wanted)
        counts[f"{group}.given"] += len(got)
        counts[f"{group}.wanted"] += len(wanted)
        counts[f"{group}.texts"] += 1
        counts[f"{group}.right"] += got == wanted
    figures = {}
    for group in ("known", "second", "third"):
        figures[f"{group}.precision"] = counts[f"{group}.hit"] / max(counts[f"{group}.given"], 1)
        figures[f"{group}.recall"] = counts[f"{group}.hit"] / counts[f"{group}.wanted"]
        figures[f"{group}.sentences"] = counts[f"{group}.right"] / counts[f"{group}.texts"]
    return {name: round(value, 4) for name, value in figures.items()}


def main() -> None:
    watched = names()
    for group, language, text, wanted in sentences():
        got = found(watched, text, language)
        if got != wanted:
            print(f"{group}: {text}")
            for start, end, key in sorted(got ^ wanted):
                print(f"    {'lost' if (start, end, key) in wanted else 'found'}: {text[start:end]} {key}")
            for each in watched.rejected(text, language=language):
                print(f"    rejected: {text[each.start : each.end]}: {each.why}")
    print(json.dumps(measure(watched)))


if __name__ == "__main__":
    main()
