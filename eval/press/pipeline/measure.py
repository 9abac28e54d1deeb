"""Whether the way of a page, from archive to outcome, loses a mention: ``python -m eval.press.pipeline.measure``.

Pages of an invented newspaper name an invented province in the ways in which HTML can write a name, in the article (a
mention), in menu, script or footer only (none), or not at all; they go through a WARC file, packed as servers pack.
No figure may fall below ``floors.json``.
"""

from __future__ import annotations

import gzip
import html
import json
import random
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli

from bench._warc import answer, packed, record
from tests.engine.press.newspaper import page, sentences
from ttdn.engine.press.archive import ArchivePart
from ttdn.engine.press.limits import PageLimits
from ttdn.engine.press.model import Outcome
from ttdn.engine.press.names import Names
from ttdn.engine.press.pipeline import judge, stages
from ttdn.engine.press.responses import page_of
from ttdn.engine.press.watch_list import entries_from_json

HERE = Path(__file__).parent
NAME, EACH = "Lam Vân", 6  # pages of each way and place
SENTENCE = "Đoàn khách dừng chân ở tỉnh {} trước khi đi tiếp."
WAYS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "capitals": str.upper,
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "decimal": lambda name: "".join(c if c.isascii() else f"&#{ord(c)};" for c in name),
    "hexadecimal": lambda name: "".join(c if c.isascii() else f"&#x{ord(c):X};" for c in name),
    "named": lambda name: name.replace("â", "&acirc;"),
    "hard space": lambda name: name.replace(" ", "&nbsp;"),
    "broken line": lambda name: name.replace(" ", "\n      "),
    "marked": lambda name: f"<b>{name.split()[0]}</b> {name.split()[1]}",
}
PLACES: dict[str, Callable[[bytes, str], bytes]] = {
    "menu": lambda body, name: body.replace(b"thoi-su", name.encode()),
    "script": lambda body, name: body.replace(b"</head>", f"<script>var x = '{name}'</script></head>".encode()),
    "footer": lambda body, name: body.replace("tòa soạn".encode(), f"tòa soạn tỉnh {name}".encode()),
}
PACKINGS: list[tuple[dict[str, str], Callable[[bytes], bytes]]] = [
    ({}, bytes),
    ({"Content-Encoding": "gzip"}, gzip.compress),
    ({"Content-Encoding": "br"}, brotli.compress),
    ({"Content-Type": "application/octet-stream"}, bytes),
]


def pages() -> Iterator[tuple[str, bytes]]:
    """What each page is for, and its bytes: "article: WAY", "beside: PLACE" or "nothing"."""
    for number in range(EACH):
        chance = random.Random(number)
        for way, write in WAYS.items():
            text = sentences(chance, 18)
            text[9] = SENTENCE.format(write(NAME))
            yield f"article: {way}", page(text, title=html.escape(f"Tin {number}"))
        for place, put in PLACES.items():
            yield f"beside: {place}", put(page(sentences(chance, 18)), NAME)
        yield "nothing", page(sentences(chance, 18))


def measure() -> dict[str, float]:
    """Shares of pages that end as they should, by what they are for."""
    asked = list(pages())
    given = stages(Names.compile(entries_from_json([NAME])))
    right: Counter[str] = Counter()
    for (what, _), outcome in zip(asked, _outcomes(asked, given), strict=True):
        wanted = Outcome.MENTION if what.startswith("article") else Outcome.NO_MENTION
        right[what] += outcome is wanted
    return {what: round(right[what] / number, 4) for what, number in Counter(what for what, _ in asked).items()}


def _outcomes(asked, given) -> Iterator[Outcome]:
    records = []
    for number, (_, body) in enumerate(asked):
        headers, pack = PACKINGS[number % len(PACKINGS)]
        records.append(record(f"http://bao.example/{number}", answer(pack(body), headers=headers)))
    with tempfile.TemporaryFile() as file:
        file.write(packed(records))
        file.flush()
        for each in ArchivePart(file, limits=PageLimits()):
            yield judge(page_of(each, PageLimits()), given).outcome


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
