"""Text of press pages: our two modes against trafilatura, in F1 by each set's own scorer and in pages a CPU second.

Needs ``../shared/data/extraction`` (saeb: 181 pages, F1 of 4-word shingles; trafi: 990 pages, F1 of segments). Rules
and values were made on the pages of the tuning half; the held half was only scored. The last line is JSON. Runs alone.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import lzma
import os
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench._extract_scores import segment_f1, shingle_f1
from bench.timing import side_by_side
from ttdn.engine.press.extract import extract
from ttdn.engine.press.model import Article

PEERS: list[str] = []  # trafilatura is the product's own judge and stands in its environment
SHARED = Path(__file__).parents[2] / "shared" / "data" / "extraction"
LEAST = {
    "saeb_f1": 0.962,
    "trafi_f1": 0.926,
    "ratio_to_trafilatura": 3.0,
    "fast_saeb_f1": 0.95,
    "fast_trafi_f1": 0.90,
    "fast_ratio_to_trafilatura": 8.0,
}
ROUNDS = 2
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSet:
    """Pages by name with their address and bytes, the truth of each, and the set's own scorer."""

    pages: Mapping[str, tuple[str, bytes]]
    truth: Mapping[str, Any]
    score: Callable[[Mapping[str, Any], Texts], float]

    def f1(self, texts: Texts, *, half: str = "") -> float:
        return self.score({name: item for name, item in self.truth.items() if half in ("", half_of(name))}, texts)


def half_of(name: str) -> str:
    """The half of a page, by the hash of its name: "held" if the SHA-256 is odd, else "tuning"."""
    return "held" if hashlib.sha256(name.encode()).digest()[-1] % 2 else "tuning"


def load_sets() -> dict[str, PageSet]:
    """The two published sets, read out of their archives."""
    return {"saeb": _saeb(), "trafi": _trafi()}


def _members(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as packed:
        return {member.name: file.read() for member in packed if (file := packed.extractfile(member)) is not None}


def _saeb() -> PageSet:
    truth = json.loads(lzma.decompress((SHARED / "saeb" / "ground-truth.json.xz").read_bytes()))
    files = {Path(name).name: data for name, data in _members(SHARED / "saeb" / "html.tar").items()}
    pages = {name: (item["url"], gzip.decompress(files[f"{name}.html.gz"])) for name, item in truth.items()}
    return PageSet(pages=pages, truth={name: item["articleBody"] for name, item in truth.items()}, score=shingle_f1)


def _trafi() -> PageSet:
    files = _members(SHARED / "trafilatura" / "eval-990.tar.xz")
    truth = json.loads(next(data for name, data in files.items() if Path(name).name == "evaldata.json"))
    by_place = {tuple(Path(name).parts[-2:]): data for name, data in files.items()}
    pages = {}
    for url, item in truth.items():
        found = (by_place.get((folder, item["file"])) for folder in ("cache", "eval"))
        pages[url] = (url, next(data for data in found if data is not None))
    return PageSet(pages=pages, truth=truth, score=segment_f1)


def ours(mode: Any) -> Callable[[str, bytes], str]:
    def text(url: str, page: bytes) -> str:
        article = extract(page, url=url, mode=mode)
        return article.text if isinstance(article, Article) else ""

    return text


def trafilatura() -> Callable[[str, bytes], str]:
    from trafilatura import extract as peer

    return lambda url, page: peer(page, include_comments=False, include_tables=True) or ""


def measure(sets: Mapping[str, PageSet]) -> dict[str, float]:
    """Every figure; seconds are processor time of the three in turn over all pages, after one round to warm up."""
    sides = {"trafilatura": trafilatura(), "": ours("quality"), "fast": ours("fast")}
    texts: dict[str, dict[str, dict[str, str]]] = {side: {} for side in sides}

    def run(side: str) -> Callable[[], None]:
        def over_all() -> None:
            for name, each in sets.items():
                texts[side][name] = {key: sides[side](*page) for key, page in each.pages.items()}

        return over_all

    seconds = side_by_side({side: run(side) for side in sides}, rounds=ROUNDS)
    figures: dict[str, float] = {}
    for side in sides:
        prefix = f"{side}_" if side else ""
        for name, each in sets.items():
            figures[f"{prefix}{name}_f1"] = each.f1(texts[side][name])
            figures[f"{prefix}{name}_f1_held"] = each.f1(texts[side][name], half="held")
        figures[f"{prefix}pages_per_cpu_s"] = round(sum(len(each.pages) for each in sets.values()) / seconds[side], 1)
        if side != "trafilatura":
            figures[f"{prefix}ratio_to_trafilatura"] = round(seconds["trafilatura"] / seconds[side], 2)
    return figures


def main() -> None:
    if not SHARED.exists():
        print("../shared/data/extraction is not beside the checkout; nothing to measure")
        print(json.dumps({"skipped": "no ../shared/data/extraction"}))
        return
    logging.disable(logging.CRITICAL)
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    figures = measure(load_sets())
    for name, least in LEAST.items():
        print(f"{name:<28} {figures[name]:<8} (at least {least:g})")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
