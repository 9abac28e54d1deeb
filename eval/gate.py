"""The floor under the quality of recognition: scores our own set of plans and fails where a figure sinks.

    python eval/gate.py                       measure, compare with baseline.json, raise what has risen
    python eval/gate.py --check               measure and compare only (what the tests do)
    python eval/gate.py --lower NAME --because "…"   let one figure fall, with the reason written down

Figures are shares of what stands in ``eval/plans/gold``; tasks as precision, recall and F1. Documents that
``eval/plans/held-out.txt`` names were never used while rules were written: their figures stand apart ("held-out.…").
So do those of scans and old .doc ("….tools.…"), which tesseract and LibreOffice read: on a machine without the two they
are left out, and their floors are not asked for.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))  # so that it runs as a script

from eval.scoring import FIELDS, field_right, head_checks, matched
from ttdn.engine.errors import UnreadableDocument
from ttdn.engine.plans.pipeline import compile_plan
from ttdn.engine.plans.readers import Limits, read_document
from ttdn.engine.plans.to_json import plan_to_json
from ttdn.engine.tool_runs import LocalTools, is_installed
from ttdn.engine.tools import OFFICE, TESSERACT

HERE = pathlib.Path(__file__).parent
BASELINE = HERE / "baseline.json"
BY_TOOLS = {"doc", "scan"}


def parsed(path: pathlib.Path) -> dict[str, Any]:
    document = read_document(path.read_bytes(), name=path.name, limits=Limits(), tools=LocalTools())
    return plan_to_json(compile_plan(document))


def held_out(plans: pathlib.Path) -> frozenset[str]:
    """Names of the documents that no rule was written on."""
    file = plans / "held-out.txt"
    return frozenset(file.read_text("utf-8").split()) if file.exists() else frozenset()


def pairs(plans: pathlib.Path) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """The name of each gold, the gold, and what the engine makes of its document."""
    for gold in sorted((plans / "gold").glob("*.json")):
        for document in sorted((plans / "documents").glob(f"{gold.stem}.*")):
            try:
                yield gold.stem, json.loads(gold.read_text("utf-8")), parsed(document)
            except UnreadableDocument as refusal:
                if refusal.code != "tool-missing":
                    raise


def measure(plans: pathlib.Path) -> dict[str, float]:
    """The figures of a set of plans; held-out documents and those that tools read have figures of their own."""
    apart = held_out(plans)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, gold, got in pairs(plans):
        group = ("held-out." if name in apart else "") + ("tools." if got["source"]["format"] in BY_TOOLS else "")
        _count(counts[group], gold, got)
    return {f"{group}{name}": value for group in sorted(counts) for name, value in _figures(counts[group]).items()}


def _figures(counts: Counter[str]) -> dict[str, float]:
    found, given, wanted = counts["hit"], counts["given"], counts["wanted"]
    figures = {
        "tasks.precision": found / max(given, 1),
        "tasks.recall": found / max(wanted, 1),
        "tasks.f1": 2 * found / max(given + wanted, 1),
        "blocks.read": 1 - counts["unread"] / max(counts["blocks"], 1),
    }
    for name in sorted(n.removeprefix("asked:") for n, asked in counts.items() if asked and n.startswith("asked:")):
        figures[name] = counts[f"right:{name}"] / counts[f"asked:{name}"]
    return {name: round(value, 4) for name, value in figures.items()}


def _count(counts: Counter[str], gold: dict[str, Any], got: dict[str, Any]) -> None:
    tasks = [i for i in got["items"] if i["kind"] == "task"]
    found = matched(gold["tasks"], tasks)
    counts["hit"] += len(found)
    counts["given"] += len(tasks)
    counts["wanted"] += len(gold["tasks"])
    if gold["tasks"]:
        counts["unread"] += got["coverage"]["unread"]
        counts["blocks"] += got["coverage"]["blocks"]
    for name in FIELDS:
        counts[f"asked:task.{name}"] += len(gold["tasks"])
        counts[f"right:task.{name}"] += sum(field_right(name, g, t, gold) for g, t in found)
    for name, right in head_checks(gold, got).items():
        counts[f"asked:head.{name}"] += 1
        counts[f"right:head.{name}"] += right


def fallen(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Figures below their floor, and floors whose figure is gone, but for the tools' where a tool is missing."""
    equipped = is_installed(TESSERACT) and is_installed(OFFICE)
    asked = {name: floor for name, floor in floors.items() if equipped or "tools." not in name}
    return [name for name, floor in asked.items() if figures.get(name, -1.0) < floor]


def main(
    arguments: list[str] | None = None, *, plans: pathlib.Path = HERE / "plans", file: pathlib.Path = BASELINE
) -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--check", action="store_true", help="compare only, write nothing")
    ask.add_argument("--lower", metavar="NAME", help="the figure that may fall to what is measured now")
    ask.add_argument("--because", metavar="REASON", help="why it may fall; kept in baseline.json")
    given = ask.parse_args(arguments)
    if bool(given.lower) != bool(given.because and given.because.strip()):
        ask.error("--lower and --because go together")
    figures = measure(plans)
    baseline: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {"floors": {}, "lowered": []}
    floors: dict[str, float] = baseline["floors"]
    if given.lower:
        if given.lower not in figures:
            ask.error(f"no figure is called {given.lower}")
        baseline["lowered"].append(
            {"name": given.lower, "from": floors.get(given.lower), "to": figures[given.lower], "because": given.because}
        )
        floors[given.lower] = figures[given.lower]
    low = fallen(figures, floors)
    for name in low:
        print(f"below the floor: {name} is {figures.get(name)}, the floor is {floors[name]}", file=sys.stderr)
    if low:
        return 1
    if not given.check:
        baseline["floors"] = floors | {name: max(value, floors.get(name, 0.0)) for name, value in figures.items()}
        file.write_text(json.dumps(baseline, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{len(figures)} figures at or above their floors; tasks F1 {figures['tasks.f1']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
