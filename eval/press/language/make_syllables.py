"""Makes ``src/ttdn/data/press/syllables.txt`` anew: log-odds of Vietnamese syllables without accents.

    python eval/press/language/make_syllables.py FOLDER

FOLDER is the unpacked ``../shared/data/langid`` (see ``bench/press_language.py``). Counted are its even lines
(0, 2, ...); the odd ones are left for measuring. Our own Vietnamese pages and the gazetteer are added.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ttdn.engine.gazetteer import units
from ttdn.engine.press.vietnamese import is_syllable, words
from ttdn.engine.text.normal import fold

ROOT = Path(__file__).parents[3]
OUT = ROOT / "src" / "ttdn" / "data" / "press" / "syllables.txt"
HEAD = """\
# Log-odds (tenths of a nat) that a text with this word is Vietnamese written without accents.
# Made by eval/press/language/make_syllables.py from counts over: the language identification test data of lingua
# (github.com/pemistahl/lingua, Apache-2.0), our own pages, and the gazetteer in data/gazetteer (MIT).
"""
OTHERS = (
    "af az bs ca cs cy da de en eo es et eu fi fr ga hr hu id is it la lg lt lv mi ms nb nl nn om pl pt ro sk sl sn so"
    " sq st sv sw tl tn tr ts xh yo zu"
)
NEAR = {"en": 5, "fr": 5, "id": 5, "ms": 5, "tl": 5}  # what a Vietnamese desk meets most counts for more
PLACES = 0.03  # a name stands once in the gazetteer; in the press most are rare
MOST = 40  # tenths


def lines(folder: Path, language: str) -> Iterator[str]:
    """The half that may be counted, of sentences and of pairs of words."""
    for kind in ("sentences", "word-pairs"):
        for file in folder.rglob(f"{kind}/{language}.txt"):
            yield from file.read_text("utf-8").splitlines()[::2]


def own_pages() -> Iterator[str]:
    for pattern in ("docs/guide/vi/*.md", "eval/plans/documents/*.txt", "eval/plans/documents/*.md"):
        for file in sorted(ROOT.glob(pattern)):
            yield file.read_text("utf-8")


def vietnamese(folder: Path) -> Counter[str]:
    """How often each word stands in Vietnamese, accents taken away."""
    counts: Counter[str] = Counter()
    for text in (*lines(folder, "vi"), *own_pages()):
        counts.update(words(fold(text)))
    names = Counter(word for vintage in ("2024", "2026") for unit in units(vintage) for word in words(fold(unit.name)))
    for word, count in names.items():
        counts[word] += PLACES * count
    return counts


def others(folder: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    for language in OTHERS.split():
        for line in lines(folder, language):
            for word in words(line.lower()):
                counts[word] += NEAR.get(language, 1)
    return counts


def table(here: Counter[str], there: Counter[str]) -> dict[str, int]:
    """Tenths of log-odds of syllables, and of what else Vietnamese texts often have ("website", "email")."""
    all_here, all_there = sum(here.values()), sum(there.values())
    told = {word for word in here | there if is_syllable(word)} | {word for word in here if here[word] >= 3}
    odds = {
        word: math.log((here[word] + 0.2) / (all_here + 400) * (all_there + 400) / (there[word] + 0.3))
        for word in sorted(told)
    }
    return {word: max(-MOST, min(MOST, round(10 * value))) for word, value in odds.items()}


def main(folder: Path) -> None:
    rows = table(vietnamese(folder), others(folder))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(HEAD + "".join(f"{word}\t{tenths}\n" for word, tenths in rows.items()), "utf-8")
    print(f"{len(rows)} words")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
