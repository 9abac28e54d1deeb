"""Archives of press pages by one worker and by two: what the second one adds, in processes and in a Dask cluster.

Runs the product's own ingest, its start and the writing of results included, by the clock; the runs come in turn, the
best of each counts, since whoever else uses the machine takes from the second worker first. How busy the machine was
stands beside it, and the processor time of each page, which hardly depends on that. Needs two cores and
``../shared/data/extraction``. The last line is JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench._cluster import cluster
from bench._press_archive import ARCHIVES, NAMES, archive
from ttdn.engine.press.ingest.keepers import Reading
from ttdn.engine.press.ingest.run import ingest

LEAST = {"efficiency_processes": 0.85, "efficiency_cluster": 0.8}
ROUNDS = 3
TIMES = 20  # the archive over and over: about 23,000 pages


def one(path: Path, **how) -> tuple[float, int]:
    """Seconds by the clock, and pages, of one run."""
    out = ARCHIVES / "out"
    shutil.rmtree(out, ignore_errors=True)
    started = time.perf_counter()
    report = ingest([path] * TIMES, Reading(names=NAMES), out, part_bytes=16 << 20, **how)
    taken = time.perf_counter() - started
    shutil.rmtree(out)
    return taken, report["pages"]


def used() -> float:
    """Seconds of processor time of this process and of all that have ended under it."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def on_cluster(path: Path, workers: int) -> tuple[float, int]:
    with cluster(workers) as (address, _):
        return one(path, scheduler=address)


def main(words: list[str]) -> None:
    path = archive()
    if path is None or len(os.sched_getaffinity(0)) < 2:
        print("skipped: ../shared/data/extraction is not there" if path is None else "skipped: there is one core only")
        return
    runs: dict[str, Callable[[], tuple[float, int]]] = {
        "processes_1": lambda: one(path, workers=1),
        "processes_2": lambda: one(path, workers=2),
        "cluster_1": lambda: on_cluster(path, 1),
        "cluster_2": lambda: on_cluster(path, 2),
    }
    pages = 0
    least, cpu = dict.fromkeys(runs, float("inf")), dict.fromkeys(runs, float("inf"))
    for _ in range(int(words[0]) if words else ROUNDS):
        for name, run in runs.items():
            load = os.getloadavg()[0]
            before = used()
            taken, pages = run()
            least[name] = min(least[name], taken)
            cpu[name] = min(cpu[name], (used() - before) / pages)
            print(
                f"{name:<12} {taken:6.1f} s, {cpu[name] * 1e6:.0f} us of processor a page (load {load:.1f})", flush=True
            )
    told = {
        "efficiency_processes": round(least["processes_1"] / least["processes_2"] / 2, 3),
        "efficiency_cluster": round(least["cluster_1"] / least["cluster_2"] / 2, 3),
        "pages_per_s": {name: round(pages / taken) for name, taken in least.items()},
        "cpu_us_per_page": {name: round(each * 1e6) for name, each in cpu.items()},
        "cores": len(os.sched_getaffinity(0)),
    }
    for name, floor in LEAST.items():
        print(f"{name:<24} {told[name]}  (at least {floor})")
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
