"""Runs the readers and the compiler on spoiled documents, and counts what became of them.

    nice -n 19 .venv/bin/python -m quality.fuzz                 a million, from where the last run left off
    .venv/bin/python -m quality.fuzz --share 0.001              a thousand, to see that it works
    .venv/bin/python -m quality.fuzz --table                    the counts so far, as a table
    .venv/bin/python -m quality.fuzz --again build/fuzz/FILE    what becomes of a kept input now

Counts stand in ``build/fuzz/counts.json``, failing inputs and their tracebacks beside it. Every input follows from the
seed and its number. Outcomes: read; refused with the code of the sentence a person gets; and the failures: read slowly
(over two seconds of the processor), too slow (over ten), memory, bug (an exception of ours), stuck and died.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from quality.fuzz.seeds import ROOT, Seeds
from quality.fuzz.workers import NAMES, TOOLS, Only, judged, outcomes

FOLDER = ROOT / "build" / "fuzz"
SEED = 20260
WANTED = {
    "txt": 300_000,
    "md": 200_000,
    "html": 200_000,
    "docx": 180_000,
    "code-page": 60_000,
    "pdf": 40_000,
    "doc": 20_000,
    "doc-office": 200,
    "scan": 400,
}
ROUND = 2_000  # inputs of one kind before the next kind has its turn
GOOD = ("read", "refused")

Counts = dict[str, Counter[str]]


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--share", type=float, default=1.0, help="of the million")
    ask.add_argument("--seed", type=int, default=SEED)
    ask.add_argument("--table", action="store_true", help="print the counts so far")
    ask.add_argument("--again", type=Path, metavar="FILE", help="judge one kept input")
    given = ask.parse_args()
    if given.again:
        kind = given.again.stem.rpartition("-")[0]
        tools = Only(TOOLS[kind]) if kind in TOOLS else None
        print(*judged(given.again.read_bytes(), f"plan.{NAMES.get(kind, kind)}", tools), sep="\n")
        return 0
    folder = FOLDER / str(given.seed)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "counts.json"
    counts = _counts(file)
    if not given.table:
        _run(counts, share=given.share, seed=given.seed, file=file)
    print(table(counts))
    return int(any(failures(count) for count in counts.values()))


def _run(counts: Counts, *, share: float, seed: int, file: Path) -> None:
    """In rounds, so that every kind has had its part wherever the run is ended."""
    seeds = Seeds()
    wanted = {kind: max(1, round(number * share)) for kind, number in WANTED.items()}
    while unfinished := [kind for kind in wanted if counts[kind].total() < wanted[kind]]:
        for kind in unfinished:
            start = counts[kind].total()
            step = max(1, round(ROUND * wanted[kind] / max(wanted.values())))
            stop = min(wanted[kind], start + step)
            for _, outcome in outcomes(seeds, kind, seed=seed, start=start, stop=stop, folder=file.parent):
                counts[kind][outcome] += 1
            file.write_text(json.dumps(counts, indent=1), "utf-8")


def _counts(file: Path) -> Counts:
    kept = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return {kind: Counter(kept.get(kind, {})) for kind in WANTED}


def failures(count: Counter[str]) -> int:
    return sum(n for outcome, n in count.items() if not outcome.startswith(GOOD) or outcome == "read slowly")


def table(counts: Counts) -> str:
    rows = ["| format | inputs | read | refused | failures |", "|---|--:|--:|--:|---|"]
    for kind, count in counts.items():
        refused = sum(n for outcome, n in count.items() if outcome.startswith("refused"))
        failed = ", ".join(f"{n} {o}" for o, n in sorted(count.items()) if not o.startswith(GOOD) or o == "read slowly")
        rows.append(f"| {kind} | {count.total():,} | {count['read']:,} | {refused:,} | {failed or 'none'} |")
    total = sum(count.total() for count in counts.values())
    codes: Counter[str] = Counter()
    for count in counts.values():
        codes.update({o.removeprefix("refused: "): n for o, n in count.items() if o.startswith("refused")})
    listed = ", ".join(f"{code} {n:,}" for code, n in codes.most_common())
    return "\n".join([*rows, "", f"{total:,} inputs. Refused with: {listed}."])


if __name__ == "__main__":
    sys.exit(main())
