"""From an archive of press pages to mentions: our pipeline against trafilatura (fast) on every page.

Processor time of one pinned core, both in one run and in turn; gunzip is counted on both sides (the peer's by
fastwarc). Needs ``../shared/data/extraction``, of whose pages about 1 % are made to name a watched province. The last
line is JSON.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bench._press_archive import NAMES, archive
from ttdn.engine.press.archive import ArchivePart
from ttdn.engine.press.limits import PageLimits
from ttdn.engine.press.names import Names
from ttdn.engine.press.pipeline import Stages, Tally, pipeline, stages
from ttdn.engine.press.responses import page_of
from ttdn.engine.press.watch_list import entries_from_json

LEAST = {"ratio_to_trafilatura_fast_everything": 30, "pages_per_cpu_s": 2_500}
ROUNDS = 3
LIMITS = PageLimits()


def ours(path: Path, given: Stages) -> Tally:
    tally = Tally()
    with path.open("rb") as file:
        for verdict in pipeline((page_of(record, LIMITS) for record in ArchivePart(file, limits=LIMITS)), given):
            tally.add(verdict)
    return tally


def peer(path: Path) -> Counter[str]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    from trafilatura import extract

    counts: Counter[str] = Counter()
    for record in ArchiveIterator(str(path), record_types=WarcRecordType.response, fsspec_args=False):
        text = extract(record.reader.read(), fast=True, include_comments=False) or ""
        counts["pages"] += 1
        counts["naming"] += "Tuyên Quang" in text
    return counts


def seconds(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


def main() -> None:
    path = archive()
    if path is None:
        print("skipped: ../shared/data/extraction is not there")
        return
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    given = stages(Names.compile(entries_from_json(json.loads(NAMES))), limits=LIMITS)
    tally = ours(path, given)
    theirs = peer(path)
    assert tally.pages == theirs["pages"]
    least = [float("inf"), float("inf")]
    for _ in range(ROUNDS):
        least[0] = min(least[0], *(seconds(lambda: ours(path, given)) for _ in range(3)))
        least[1] = min(least[1], seconds(lambda: peer(path)))
    passing = 1 - (tally.dropped - tally.sampled) / tally.pages
    print(f"{tally.pages} pages, {passing:.1%} read whole, {tally.found} named the province by our reading,")
    print(f"{theirs['naming']} by the peer's; outcomes {tally.to_json()['outcomes']}")
    told = {
        "ratio_to_trafilatura_fast_everything": round(least[1] / least[0], 1),
        "pages_per_cpu_s": round(tally.pages / least[0]),
        "peer_pages_per_cpu_s": round(tally.pages / least[1], 1),
        "passing": round(passing, 4),
        "megabytes_gz": round(path.stat().st_size / 1e6, 1),
    }
    for name, floor in LEAST.items():
        print(f"{name:<40} {told[name]}  (at least {floor})")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
