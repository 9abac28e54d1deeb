"""The day a press page was published: how often right, how often wrong, how many pages a CPU second.

Measured on pages of our own whose day is known (``eval/press/day``), parsing included. Where ``../shared`` is there,
also: how many of its real pages get a day, how many a second, and how often htmldate, asked for the same pages, agrees
where both name one. The last line is JSON.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import date

from selectolax.lexbor import LexborHTMLParser

from bench.press_extract import SHARED, load_sets
from bench.timing import side_by_side
from eval.press.day.pages import pages
from ttdn.engine.press.day import published_on
from ttdn.engine.press.page.decode import to_utf8

PEERS: list[str] = []  # htmldate stands in our environment: trafilatura needs it
LEAST = {"right": 0.97, "per_cpu_s": 2_000}
MOST = {"wrong": 0.01}


def day_of(url: str, page: bytes) -> date | None:
    return published_on(LexborHTMLParser(page), url)


def score() -> dict[str, float]:
    """Shares: right of the pages that have a day; wrong of all pages, an invented day counted."""
    own = list(pages())
    got = [day_of(each.url, each.html.encode()) for each in own]
    dated = [(each.day, found) for each, found in zip(own, got, strict=True) if each.day is not None]
    wrong = sum(found not in (None, each.day) for each, found in zip(own, got, strict=True))
    return {
        "pages": len(own),
        "right": round(sum(day == found for day, found in dated) / len(dated), 4),
        "wrong": round(wrong / len(own), 4),
    }


def per_second(asked: Sequence[tuple[str, bytes]]) -> int:
    seconds = side_by_side({"ours": lambda: [day_of(url, page) for url, page in asked]}, rounds=5)
    return round(len(asked) / seconds["ours"])


def on_real_pages() -> dict[str, float]:
    from htmldate import find_date

    asked = [(url, to_utf8(page)) for each in load_sets().values() for url, page in each.pages.values()]
    ours = [day_of(url, page) for url, page in asked]
    sample = range(0, len(asked), 8)  # the peer takes its time
    theirs = {n: find_date(asked[n][1].decode("utf-8", "replace"), url=asked[n][0], original_date=True) for n in sample}
    both = [(str(ours[n]), theirs[n]) for n in sample if ours[n] and theirs[n]]
    return {
        "real_pages": len(asked),
        "real_dated": round(sum(day is not None for day in ours) / len(asked), 4),
        "real_per_cpu_s": per_second(asked),
        "real_agrees_with_htmldate": round(sum(a == b for a, b in both) / len(both), 4),
    }


def main() -> None:
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    figures = score()
    figures["per_cpu_s"] = per_second([(each.url, each.html.encode()) for each in pages()])
    if SHARED.exists():
        figures |= on_real_pages()
    else:
        print("../shared/data/extraction is not beside the checkout; real pages left out")
    for name, least in LEAST.items():
        print(f"{name:<12} {figures[name]:<8} (at least {least:g})")
    for name, most in MOST.items():
        print(f"{name:<12} {figures[name]:<8} (at most {most:g})")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
