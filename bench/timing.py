"""Candidates in turn, in one process, by processor time; the first round only warms up."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping


def side_by_side(candidates: Mapping[str, Callable[[], object]], *, rounds: int = 7) -> dict[str, float]:
    """Median seconds of processor time of each, taken in turn so that a busy machine bothers all alike."""
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for number in range(rounds + 1):
        for name, run in candidates.items():
            started = time.process_time()
            run()
            if number:
                times[name].append(time.process_time() - started)
    return {name: statistics.median(values) for name, values in times.items()}


def show(medians: Mapping[str, float]) -> None:
    """One line each, against the first."""
    first = next(iter(medians.values()))
    for name, seconds in medians.items():
        print(f"{name:<32} {seconds * 1000:9.1f} ms   {seconds / first:6.2f} x")
