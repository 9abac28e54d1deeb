"""Reads the pages of one part, in a process of its own that may be killed at any moment.

What it has to say goes to its parent (``keeper``) in frames: rows and counts every so often, so that little is lost
with it. A page may take a bounded time of the processor; then the kernel ends the process, whatever C code it is in.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import time
from collections.abc import Mapping
from typing import Any

from ttdn.engine.bounds import die_with, lower
from ttdn.engine.child import EXIT_MEMORY
from ttdn.engine.frames import PROGRESS, RESULT, frame
from ttdn.engine.press.archive import ArchivePart, Record
from ttdn.engine.press.limits import PageLimits
from ttdn.engine.press.model import Outcome
from ttdn.engine.press.pipeline import Stages, Tally, Verdict, judge
from ttdn.engine.press.responses import page_of
from ttdn.engine.press.to_json import verdict_to_json

MOST_ROWS = 256 << 20  # bytes of rows of one part; what is beyond is counted as too large
_FILES = 64
_PAGES, _SECONDS = 256, 1.0  # the parent hears at least so often
_WITH_ROW = {Outcome.UNREADABLE, Outcome.TOO_LARGE, Outcome.TOO_SLOW}


def read_part(order: Mapping[str, Any], stages: Stages, *, out: int, parent: int) -> None:
    """Judge the pages of the part and say so; ``order`` is what ``keeper`` sends."""
    die_with(parent)
    _bound(stages.limits)
    try:
        _Reading(order, stages, out).run()
    except MemoryError:
        os._exit(EXIT_MEMORY)


def row_of(place: int, at: int, verdict: Verdict) -> str | None:
    """The line kept of a page; None where its being counted is enough."""
    if verdict.article is None and verdict.outcome not in _WITH_ROW:
        return None
    row = {"place": place, "at": at, **verdict_to_json(verdict)}
    return json.dumps(row, ensure_ascii=True)  # plain ASCII, for a page's text may hold lone surrogates


def _bound(limits: PageLimits) -> None:
    with open("/proc/self/statm", "rb") as statm:
        mapped = int(statm.read().split()[0]) * resource.getpagesize()
    for kind, most in (
        (resource.RLIMIT_AS, mapped + (limits.memory_mb << 20)),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        lower(kind, most)


class _Reading:
    def __init__(self, order: Mapping[str, Any], stages: Stages, out: int) -> None:
        self._order, self._stages, self._out = order, stages, out
        self._tally = Tally()
        self._rows: list[str] = []
        self._written: int = order["written"]
        self._said = time.monotonic()

    def run(self) -> None:
        order, skip = self._order, self._order["skip"]
        with open(order["archive"], "rb") as file:
            part = ArchivePart(file, start=order["start"], end=order["end"], limits=self._stages.limits)
            place = -1
            for place, record in enumerate(part):
                if place < skip:
                    continue
                if order["careful"]:
                    self._say(place, judging={"url": record.url, "at": record.at})
                self._keep(place, record.at, self._judge(record))
                if (place + 1 - skip) % _PAGES == 0 or time.monotonic() - self._said > _SECONDS:
                    self._say(place + 1)
            self._say(max(skip, place + 1))
            self._send(RESULT, {"first": part.first, "next": part.next})

    def _judge(self, record: Record) -> Verdict:
        signal.setitimer(signal.ITIMER_PROF, self._stages.limits.page_seconds)
        verdict = judge(page_of(record, self._stages.limits), self._stages)
        signal.setitimer(signal.ITIMER_PROF, 0)
        return verdict

    def _keep(self, place: int, at: int, verdict: Verdict) -> None:
        row = row_of(place, at, verdict)
        if row and self._written + len(row) > MOST_ROWS:
            verdict = Verdict(url="", outcome=Outcome.TOO_LARGE, reason="more articles than a part may give")
            row = None
        self._tally.add(verdict)
        if row:
            self._rows.append(row)
            self._written += len(row)

    def _say(self, done: int, *, judging: Mapping[str, Any] | None = None) -> None:
        """``done`` pages are through; what is ``judging`` comes next."""
        self._send(PROGRESS, {"done": done, "judging": judging, "tally": self._tally.to_json(), "rows": self._rows})
        self._rows, self._tally, self._said = [], Tally(), time.monotonic()

    def _send(self, kind: bytes, body: Mapping[str, Any]) -> None:
        data = memoryview(frame(kind, json.dumps(body).encode()))
        while data:
            data = data[os.write(self._out, data) :]
