"""Near-duplicates among press texts: ours against datasketch, in texts a second and against brute force.

The corpus is 181 real article texts of ``../shared/data/extraction/saeb`` with fifteen copies of each, edited from a
word in fifty to a word in four; without them, texts drawn from an invented vocabulary. The figures are of every second
original and its copies. They are no figures of unseen data: what decides on pairs was chosen on the other originals,
but the size of chunks and other settings of speed were tried on these. Datasketch takes the same words, answers
candidates (128 permutations, threshold 0.8) and leaves them unchecked. The last line is JSON. Runs alone on one core.
"""

from __future__ import annotations

import json
import lzma
import os
import random
import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from bench.timing import side_by_side
from ttdn.engine.press.near_duplicates import THRESHOLD, Seen, near_duplicates

PEERS = ["datasketch==2.0.0"]
TRUTH = Path(__file__).parents[2] / "shared" / "data" / "extraction" / "saeb" / "ground-truth.json.xz"
LEAST = {"ratio_to_datasketch": 6.0, "recall": 0.99, "precision": 0.99}
COPIES = 15
EDITS = (0.0, 0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.06, 0.08)  # shares of the words of a copy that are edited

Pairs = set[tuple[int, int]]


def originals() -> tuple[list[str], str]:
    if TRUTH.exists():
        pages = json.loads(lzma.decompress(TRUTH.read_bytes()))
        return [pages[name]["articleBody"] for name in sorted(pages)][1::2], "saeb, odd half"
    chance = random.Random(7)
    words = ["".join(chance.choices("aeioubdghklmnrstv", k=chance.randint(2, 6))) for _ in range(6000)]
    common = [0.1 / (rank + 5) for rank in range(len(words))]
    return [" ".join(chance.choices(words, common, k=chance.randint(80, 1500))) for _ in range(90)], "invented"


def edited(text: str, share: float, chance: random.Random) -> str:
    """A copy with words left out, exchanged and put in."""
    words = text.split()
    out: list[str] = []
    for word in words:
        act = chance.random() / share if share else 1.0
        if act >= 1 / 3:
            out.append(chance.choice(words) if act < 2 / 3 else word)
        if 2 / 3 <= act < 1:
            out.append(chance.choice(words))
    return " ".join(out)


def corpus(texts: Sequence[str]) -> list[str]:
    chance = random.Random(2026)
    made = [edited(text, chance.choice(EDITS), chance) for text in texts for _ in range(COPIES)]
    mixed = [*texts, *made]
    chance.shuffle(mixed)
    return mixed


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def brute_force(texts: Sequence[str]) -> Pairs:
    """Every pair at the threshold, by comparing all."""
    sets = [shingles(text) for text in texts]

    def alike(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> bool:
        smaller, larger = sorted((len(one), len(other)))
        if smaller < THRESHOLD * larger or not smaller:
            return False
        shared = len(one & other)
        return shared >= THRESHOLD * (smaller + larger - shared)

    return {(i, j) for i, j in combinations(range(len(sets)), 2) if alike(sets[i], sets[j])}


def datasketch(texts: Sequence[str]) -> Pairs:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=128)
    found: Pairs = set()
    encoded = ([" ".join(gram).encode() for gram in shingles(text)] for text in texts)
    for place, sketch in enumerate(MinHash.generator(encoded, num_perm=128)):
        found.update((earlier, place) for earlier in index.query(sketch))
        index.insert(place, sketch)
    return found


def one_by_one(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    seen: Seen[int] = Seen()
    for place, text in enumerate(texts):
        yield from ((earlier, place) for earlier, _ in seen.add(place, text))


def shares(found: Pairs, true: Pairs) -> tuple[float, float]:
    """Recall and precision."""
    both = len(found & true)
    return round(both / len(true), 4), round(both / max(len(found), 1), 4)


def main() -> None:
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    chosen, name = originals()
    texts = corpus(chosen)
    true = brute_force(texts)
    times = side_by_side(
        {
            "ours": lambda: near_duplicates(texts),
            "ours, one by one": lambda: list(one_by_one(texts)),
            "datasketch": lambda: datasketch(texts),
        },
        rounds=3,
    )
    recall, precision = shares({(i, j) for i, j, _ in near_duplicates(texts)}, true)
    peer_recall, peer_precision = shares(datasketch(texts), true)
    told = {
        "ratio_to_datasketch": round(times["datasketch"] / times["ours"], 2),
        "recall": recall,
        "precision": precision,
        "recall_one_by_one": shares(set(one_by_one(texts)), true)[0],
        "texts_per_s": {name: round(len(texts) / seconds) for name, seconds in times.items()},
        "datasketch_recall": peer_recall,
        "datasketch_precision": peer_precision,
        "texts": len(texts),
        "true_pairs": len(true),
        "corpus": name,
    }
    for figure, least in LEAST.items():
        print(f"{figure:<20} {told[figure]}  (at least {least:g})")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
