"""Archives of press pages by one worker and by two: what the second one adds, in processes and in a Dask cluster.

Runs the product's own ingest. A rate is taken by the clock from the first tenth of the parts to the last one, for a
worker's start (1.5 s: imports, names) says nothing of a day's archives. The runs come in turn and the best of each
counts, since whoever else uses the machine takes from the second worker first; how busy it was stands beside it. Needs
two cores and ``../shared/data/extraction``. The last line is JSON.
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
from ttdn.engine.press.ingest.run import Progress, ingest

LEAST = {"efficiency_processes": 0.85, "efficiency_cluster": 0.8}
ROUNDS = 6
TIMES = 10  # the archive over and over: about 12,000 pages; short runs, to find quiet moments
PART_BYTES = 4 << 20


def rate(path: Path, **how) -> float:
    """Pages a second of one run, once it is under way."""
    out = ARCHIVES / "out"
    shutil.rmtree(out, ignore_errors=True)
    told: list[tuple[float, Progress]] = []
    ingest(
        [path] * TIMES,
        Reading(names=NAMES),
        out,
        part_bytes=PART_BYTES,
        on_progress=lambda now: told.append((time.perf_counter(), now)),
        **how,
    )
    shutil.rmtree(out)
    (started, first), (ended, last) = told[len(told) // 10], told[-1]
    return (last.pages - first.pages) / (ended - started)


def on_cluster(path: Path, workers: int) -> float:
    with cluster(workers) as (address, _):
        return rate(path, scheduler=address)


def main(words: list[str]) -> None:
    path = archive()
    if path is None or len(os.sched_getaffinity(0)) < 2:
        print("skipped: ../shared/data/extraction is not there" if path is None else "skipped: there is one core only")
        return
    runs: dict[str, Callable[[], float]] = {
        "processes_1": lambda: rate(path, workers=1),
        "processes_2": lambda: rate(path, workers=2),
        "cluster_1": lambda: on_cluster(path, 1),
        "cluster_2": lambda: on_cluster(path, 2),
    }
    best = dict.fromkeys(runs, 0.0)
    for _ in range(int(words[0]) if words else ROUNDS):
        for name, run in runs.items():
            load = os.getloadavg()[0]
            now = run()
            best[name] = max(best[name], now)
            print(f"{name:<12} {now:6.0f} pages a second   (load before {load:.1f})", flush=True)
    told = {
        "efficiency_processes": round(best["processes_2"] / best["processes_1"] / 2, 3),
        "efficiency_cluster": round(best["cluster_2"] / best["cluster_1"] / 2, 3),
        "pages_per_s": {name: round(each) for name, each in best.items()},
        "cores": len(os.sched_getaffinity(0)),
        "load": round(os.getloadavg()[0], 1),
    }
    for name, floor in LEAST.items():
        print(f"{name:<24} {told[name]}  (at least {floor})")
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
