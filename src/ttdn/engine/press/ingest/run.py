"""A run from archives to its report: read the parts, see that they meet, put them together."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from ttdn.engine.press.ingest.cluster import on_cluster
from ttdn.engine.press.ingest.journal import ARTICLES, SET_ASIDE, Journal
from ttdn.engine.press.ingest.keepers import Done, Reading, in_processes
from ttdn.engine.press.ingest.parts import PART_BYTES, Part, meet, split, whole
from ttdn.engine.press.near_duplicates import Seen
from ttdn.engine.press.pipeline import SAMPLE, Tally, fold_one
from ttdn.engine.press.to_json import verdict_from_json, verdict_to_json

FORMAT = "ttdn.press-run/1"
_ENDS = 1 << 16  # bytes by which an archive is told from another one of its name


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is: parts done, those there are, pages and naming articles in them."""

    done: int
    parts: int
    pages: int
    found: int


def ingest(
    archives: Sequence[Path],
    reading: Reading,
    out: Path,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    part_bytes: int = PART_BYTES,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> dict[str, Any]:
    """Read archives into the folder ``out`` and return the report; a run that was cut off goes on where it was.

    By ``workers`` processes of this machine, or by the Dask cluster of ``scheduler``; the result is the same bytes.
    Raises IngestFailed, OtherRun, OSError.
    """
    parts = list(split([str(path.resolve()) for path in archives], part_bytes=part_bytes))

    def read(these: Iterable[Part]) -> Iterator[Done]:
        if scheduler:
            return on_cluster(these, reading, scheduler=scheduler)
        return in_processes(these, reading, workers=workers)

    with Journal.open(out, _identity(archives, reading, part_bytes)) as journal:
        report = journal.report()
        if report is None:
            _read_missing(journal, parts, read, on_progress)
            parts = _met(journal, parts)
            _read_missing(journal, parts, read, on_progress)
            report = _put_together(journal, parts)
            journal.finish(report)
        return report


def _identity(archives: Sequence[Path], reading: Reading, part_bytes: int) -> dict[str, Any]:
    """What the result depends on."""
    return {
        "format": FORMAT,
        "archives": [_of_archive(path) for path in archives],
        "names": hashlib.sha256(reading.names.encode()).hexdigest(),
        "mode": reading.mode,
        "limits": asdict(reading.limits),
        "part_bytes": part_bytes,
    }


def _of_archive(path: Path) -> dict[str, Any]:
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        ends = file.read(_ENDS) + os.pread(file.fileno(), _ENDS, max(0, size - _ENDS))
    return {"name": path.name, "bytes": size, "ends": hashlib.sha256(ends).hexdigest()}


def _read_missing(
    journal: Journal,
    parts: Sequence[Part],
    read: Callable[[Iterable[Part]], Iterator[Done]],
    on_progress: Callable[[Progress], None],
) -> None:
    missing = [part for part in parts if not journal.has(part)]
    if not missing:
        return
    tally, done = Tally(), len(parts) - len(missing)
    for part, given in read(missing):
        journal.keep(part, given)
        tally.take(_last(given.splitlines()[-1])["tally"])
        done += 1
        found = tally.found + tally.missed
        on_progress(Progress(done=done, parts=len(parts), pages=tally.pages, found=found))


def _met(journal: Journal, parts: Sequence[Part]) -> list[Part]:
    """The parts, where those of an archive meet; else the archive in one piece, which has no seams to go wrong."""
    settled: list[Part] = []
    for _, group in groupby(parts, key=lambda part: part.number):
        these = list(group)
        lasts = [(part, _last(list(journal.rows(part))[-1])) for part in these]
        ends = [(part, last["first"], last["next"], last["gave_up"]) for part, last in lasts]
        settled += these if meet(ends) else [whole(these[0], these[-1].end)]
    return settled


def _put_together(journal: Journal, parts: Sequence[Part]) -> dict[str, Any]:
    """The result's files and the report: rows in the order of the run, near-duplicates of earlier ones marked."""
    tally, before = Tally(), 0
    seen: Seen[int] = Seen()
    with journal.writing(ARTICLES) as articles, journal.writing(SET_ASIDE) as set_aside:
        for part in parts:
            for line in journal.rows(part):
                row = json.loads(line)
                if "tally" in row:
                    tally.take(row["tally"])
                    before = tally.pages
                    continue
                place = before + row["place"]
                verdict = verdict_from_json(row)
                folded = fold_one(verdict, place, seen)
                if folded is not verdict:
                    tally.move(verdict, folded)
                file = articles if folded.article else set_aside
                file.write(_line(place, Path(part.archive).name, row["at"], verdict_to_json(folded)))
    return {"format": FORMAT, "pages": tally.pages, **tally.to_json(), "recall": tally.recall(), "sample": SAMPLE}


def _line(place: int, archive: str, at: int, row: dict[str, Any]) -> bytes:
    return json.dumps({"page": place, "archive": archive, "at": at, **row}).encode() + b"\n"


def _last(line: str | bytes) -> dict[str, Any]:
    last: dict[str, Any] = json.loads(line)
    return last
