"""The byte question: does a raw page name a watched place at all? What it loses, and how many pages a second it reads.

Lost pages are counted twice. Planted: names of the gazetteer are put into real pages in every disguise that a page may
give them, whole pages also as UTF-16 and in old code pages. Standing: accented words that the real pages have (hardly
any is Vietnamese) take the part of names; the text that lexbor gives of the decoded page tells where they stand. Speed
is over the real pages as they are, told for pages of 180 kB, for one province's desk, all provinces, the country.
"""

from __future__ import annotations

import json
import os
import random
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser
from trafilatura.utils import decode_file

from bench._name_disguises import DISGUISES, old_pages
from bench._press_pages import PAGE, real_pages
from ttdn.engine.gazetteer import Level
from ttdn.engine.press.model import Entry, EntryKind, Needs
from ttdn.engine.press.names import Names
from ttdn.engine.press.names.entries import entries_from_gazetteer, shipped_entries

PEERS: list[str] = []
LEAST_PAGES_PER_S = 10_000
DESK = ("08",)
PLANTED = 60  # names for each disguise
ROUNDS = 5
# Code pages in which no Vietnamese can stand; their letters are not sought.
_ELSEWHERE = re.compile(rb"charset=.?(?:iso-8859-(?!1\b)|windows-125(?![28]))", re.IGNORECASE)
# data
_STANDING = """
München|Köln|Zürich|Österreich|Düsseldorf|Württemberg|Nürnberg|Bürgermeister|Präsident|Québec|México|Perú|España
São Paulo|Łódź|Kraków|Gdańsk|Malmö|Göteborg|économie|société|également|größte|für die|à la|São|después de|année|été|más
También|può|perché|più di|świat|został|är att|först|größer|über den|können|würde|natürlich|Université|Türkiye
"""
STANDING = _STANDING.strip().replace("\n", "|").split("|")


def planted(names: Names, entries: Sequence[Entry], pages: Sequence[bytes]) -> dict[str, list[int]]:
    """[lost, asked] for each disguise; the pages are real and name nothing by themselves."""
    chance = random.Random(11)
    silent = [page for page in pages if not names.maybe_in(page)]
    plain = [entry.name for entry in entries if entry.needs is Needs.NOTHING and not entry.name.isascii()]
    told: dict[str, list[int]] = {}
    for way, disguise in DISGUISES.items():
        picked = chance.sample(plain, min(PLANTED, len(plain)))
        asked = [_within(chance.choice(silent), disguise(name, chance), chance) for name in picked]
        told[way] = [sum(not names.maybe_in(page) for page in asked), len(asked)]
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        picked = chance.sample(plain, min(PLANTED, len(plain)))
        asked = [_within(_ascii(chance.choice(silent)), name.encode(), chance) for name in picked]
        told[encoding] = [sum(not names.maybe_in(page.decode().encode(encoding)) for page in asked), len(asked)]
    old = [entry.name for entry in entries if entry.valid_from is None and entry.name in plain]
    for name in chance.sample(old, min(PLANTED, len(old))):
        for way, form in old_pages(name).items():
            page = _within(_ascii(chance.choice(silent)), form, chance)
            lost, number = told.get(way, [0, 0])
            told[way] = [lost + (not names.maybe_in(page)), number + 1]
    return told


def _ascii(page: bytes) -> bytes:
    return page.decode("ascii", "ignore").encode()


def _within(page: bytes, name: bytes, chance: random.Random) -> bytes:
    """A paragraph with the name before one of the page's paragraphs, or at its end."""
    places = [found.start() for found in re.finditer(rb"<p[ >]", page)] or [len(page)]
    place = chance.choice(places)
    return page[:place] + b"<p>Tin t\xe1\xbb\xab <b>" + name + b"</b>, h\xc3\xb4m nay.</p>" + page[place:]


def standing(pages: Sequence[bytes], *, engine: str = "auto") -> tuple[int, int, list[str]]:
    """Pages lost, word-and-page pairs asked, and which."""
    pages = [page for page in pages if not _ELSEWHERE.search(page, 0, 5000)]
    texts = [_text(page) for page in pages]
    lost: list[str] = []
    asked = 0
    for word in STANDING:
        names = Names.compile([Entry(key=word, name=word, kind=EntryKind.PLACE)], engine=engine)
        pattern = re.compile(rf"(?<!\w){re.escape(unicodedata.normalize('NFC', word).lower())}(?!\w)")
        for number, text in enumerate(texts):
            if pattern.search(text):
                asked += 1
                if not names.maybe_in(pages[number]):
                    lost.append(f"{word} in page {number}")
    return len(lost), asked, lost


def _text(page: bytes) -> str:
    tree = LexborHTMLParser(decode_file(page))
    for node in tree.css("script,style,noscript,template"):
        node.decompose()
    text = tree.body.text(separator=" ") if tree.body else ""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).lower()


def pages_per_second(names: Names, pages: Sequence[bytes]) -> int:
    """Pages of 180 kB a processor second, the best of several rounds after one to warm up."""
    best = float("inf")
    for number in range(ROUNDS + 1):
        started = time.process_time()
        for page in pages:
            names.maybe_in(page)
        if number:
            best = min(best, time.process_time() - started)
    return round(sum(map(len, pages)) / PAGE / best)


def main() -> None:
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    pages = real_pages()
    if not pages:
        raise SystemExit("the published pages (../shared/data/extraction) are not beside the checkout")
    desk_entries = entries_from_gazetteer(DESK) + shipped_entries(DESK)
    provinces = entries_from_gazetteer(former=(Level.PROVINCE,), present=(Level.PROVINCE,))
    sets = {"desk": desk_entries, "provinces": provinces, "country": entries_from_gazetteer() + shipped_entries()}
    told: dict[str, object] = {}
    compiled: dict[str, Names] = {}
    for label, entries in sets.items():
        started = time.process_time()
        compiled[label] = Names.compile(entries)
        told[f"{label}_compile_cpu_s"] = round(time.process_time() - started, 2)
        told[f"{label}_entries"] = len(entries)
        told[f"{label}_pages_per_cpu_s"] = pages_per_second(compiled[label], pages)
        told[f"{label}_pages_passed"] = sum(map(compiled[label].maybe_in, pages))
    ways: Counter[str] = Counter()
    asked_in_all = 0
    for label in ("desk", "provinces"):
        for way, (lost, asked) in planted(compiled[label], sets[label], pages).items():
            ways[way] += lost
            asked_in_all += asked
    lost_standing, asked_standing, which = standing(pages)
    print(*which[:10], sep="\n")
    for way, lost in ways.items():
        print(f"{way:<40} {lost} lost")
    line = {
        "lost": sum(ways.values()) + lost_standing,
        "planted": asked_in_all,
        "standing": asked_standing,
        "pages_per_cpu_s": told["desk_pages_per_cpu_s"],
        "pages": len(pages),
        **told,
    }
    print(f"pages_per_cpu_s {line['pages_per_cpu_s']} (at least {LEAST_PAGES_PER_S})")
    print(json.dumps(line))


if __name__ == "__main__":
    main()
