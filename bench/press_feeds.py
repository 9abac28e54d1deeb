"""Feeds: ours against feedparser, in feeds a second, and in entries lost on feedparser's own test files.

Speed is measured on thirty feeds of our own making, 20 to 60 entries each: 18 of RSS 2.0 as Vietnamese papers write it
(HTML in CDATA, pictures, enclosures), 5 of RSS with whole articles, 3 of Atom, 2 of Atom as blogs write it (relative
links, a base, contents without a summary), 2 of RDF. The mix is our estimate, not a count. The test files of
``../shared/data/feeds`` are odd on purpose: there an entry counts as lost where feedparser has one and we have none,
and a link or date where only it has one. Our rules were written while looking at these files, so they are no unseen
data. fastfeedparser, our first reader, stands beside for comparison. The last line is JSON. Runs alone on one core.
"""

from __future__ import annotations

import json
import os
import random
import tarfile
import warnings
from collections import Counter
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path

import fastfeedparser
import feedparser

from bench.timing import side_by_side
from ttdn.engine.press.feeds import UnreadableFeed, read_feed

PEERS: list[str] = []  # both are among our own dependencies
FIXTURES = Path(__file__).parents[2] / "shared" / "data" / "feeds" / "feedparser-tests.tar.xz"
WANTED = {"ratio_to_feedparser": 30.0}
WORDS = (
    "tỉnh Lam Vân khai mạc lễ hội hoa mơ đón khách du lịch quốc tế đường cao tốc nối cửa khẩu với cảng biển"
    " doanh nghiệp xuất khẩu chè Shan tuyết sang châu Âu học sinh vùng cao giao lưu với đoàn nghệ thuật nước bạn"
)


def phrase(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS.split(), k=count)).capitalize()


def when(chance: random.Random) -> tuple[str, str]:
    """One time in both ways of writing it."""
    day, hour, minute = chance.randint(10, 28), chance.randint(10, 23), chance.randint(10, 59)
    return f"Tue, {day} Nov 2026 {hour}:{minute}:07 +0700", f"2026-11-{day}T{hour}:{minute}:07+07:00"


def rss(chance: random.Random) -> bytes:
    items = []
    for number in range(chance.randint(20, 60)):
        link = f"https://bao.lamvan.example/thoi-su/bai-viet-{chance.randrange(10**7)}-{number}.html"
        picture = f"https://anh.lamvan.example/{number}/anh.jpg?w=300&amp;h=200"
        items.append(
            f"<item><title><![CDATA[{phrase(chance, 12)}]]></title><link>{link}</link>"
            f'<description><![CDATA[<a href="{link}"><img src="{picture}" alt="" /></a></br>{phrase(chance, 45)}.]]>'
            f'</description><pubDate>{when(chance)[0]}</pubDate><guid isPermaLink="true">{link}</guid>'
            f'<enclosure url="{picture}" length="1200" type="image/jpeg"/><category>Thời sự</category>'
            f'<media:content url="{picture}" medium="image"><media:title>{phrase(chance, 5)}</media:title>'
            "</media:content>"
            f"<slash:comments>{number}</slash:comments><dc:creator>Tòa soạn</dc:creator></item>"
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"'
        ' xmlns:atom="http://www.w3.org/2005/Atom" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Báo Lam Vân - Thời sự</title>'
        "<link>https://bao.lamvan.example</link><description>Tin mới nhất</description><language>vi-vn</language>"
        '<atom:link rel="self" type="application/rss+xml" href="https://bao.lamvan.example/rss/thoi-su.rss"/>'
        f"<image><url>https://bao.lamvan.example/logo.png</url><title>Báo</title><link>https://bao.lamvan.example</link></image>"
        f"<pubDate>{when(chance)[0]}</pubDate>{''.join(items)}</channel></rss>"
    ).encode()


def atom(chance: random.Random) -> bytes:
    entries = []
    for number in range(chance.randint(20, 60)):
        body = escape("".join(f"<p>{phrase(chance, 60)}.</p>" for _ in range(6)))
        entries.append(
            f"<entry><title>{phrase(chance, 12)}</title><id>tag:lamvan.example,2026:{number}</id>"
            f'<link rel="alternate" type="text/html" href="https://cong.lamvan.example/tin/{number}.html"/>'
            f"<updated>{when(chance)[1]}</updated><published>{when(chance)[1]}</published>"
            f"<author><name>Tòa soạn</name></author>"
            f'<summary type="html">{escape(phrase(chance, 40))}</summary><content type="html">{body}</content></entry>'
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">'
        "<title>Cổng thông tin Lam Vân</title><id>tag:lamvan.example,2026:cong</id>"
        f'<link href="https://cong.lamvan.example/"/><updated>{when(chance)[1]}</updated>{"".join(entries)}</feed>'
    ).encode()


def whole(chance: random.Random) -> bytes:
    """As blog software writes it: the article whole, in HTML."""
    items = []
    for number in range(chance.randint(20, 30)):
        link = f"https://cong.lamvan.example/{number}/"
        paragraphs = "".join(
            f'<p class="noi-dung" style="text-align: justify">{phrase(chance, 50)}, <b>{phrase(chance, 3)}</b>.</p>'
            f'<figure><img src="{link}{n}.jpg" alt="{phrase(chance, 4)}"/>'
            f"<figcaption>{phrase(chance, 8)}</figcaption></figure>"
            for n in range(6)
        )
        items.append(
            f"<item><title>{phrase(chance, 12)}</title><link>{link}</link><dc:creator><![CDATA[Biên tập]]></dc:creator>"
            f"<pubDate>{when(chance)[0]}</pubDate><category><![CDATA[Tin tức]]></category>"
            f'<guid isPermaLink="false">{link}?p={number}</guid>'
            f"<description><![CDATA[<p>{phrase(chance, 40)} [&#8230;]</p>]]></description>"
            f"<content:encoded><![CDATA[{paragraphs}]]></content:encoded></item>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Cổng Lam Vân</title>'
        f"<link>https://cong.lamvan.example</link><language>vi</language>{''.join(items)}</channel></rss>"
    ).encode()


def blog(chance: random.Random) -> bytes:
    """Atom with relative links, which its base completes, and contents alone."""
    entries = []
    for number in range(chance.randint(20, 30)):
        body = escape("".join(f'<p>{phrase(chance, 60)} <a href="bai/{n}.html">tiếp</a>.</p>' for n in range(4)))
        entries.append(
            f'<entry><title type="html">{phrase(chance, 12)}</title><id>tag:blog.lamvan.example,2026:{number}</id>'
            f'<link rel="alternate" type="text/html" href="bai/{number}.html"/><published>{when(chance)[1]}</published>'
            f"<updated>{when(chance)[1]}</updated><author><name>Tòa soạn</name></author>"
            f'<content type="html" xml:base="https://blog.lamvan.example/vi/bai/{number}.html">{body}</content></entry>'
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi"'
        ' xml:base="https://blog.lamvan.example/vi/"><title>Nhật ký Lam Vân</title>'
        f'<id>tag:blog.lamvan.example,2026:blog</id><link href="./"/><updated>{when(chance)[1]}</updated>'
        f"{''.join(entries)}</feed>"
    ).encode()


def rdf(chance: random.Random) -> bytes:
    links = [f"https://tapchi.lamvan.example/bai/{number}" for number in range(chance.randint(20, 40))]
    listed = "".join(f'<rdf:li rdf:resource="{link}"/>' for link in links)
    items = "".join(
        f'<item rdf:about="{link}"><title>{phrase(chance, 12)}</title><link>{link}</link>'
        f"<description>{phrase(chance, 40)}</description><dc:date>{when(chance)[1]}</dc:date></item>"
        for link in links
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="https://tapchi.lamvan.example"><title>Tạp chí Lam Vân</title>'
        "<link>https://tapchi.lamvan.example</link><description>Bài mới</description><dc:language>vi</dc:language>"
        f"<items><rdf:Seq>{listed}</rdf:Seq></items></channel>{items}</rdf:RDF>"
    ).encode()


MIX = {rss: 18, whole: 5, atom: 3, blog: 2, rdf: 2}


def realistic() -> list[bytes]:
    chance = random.Random(2026)
    return [make(chance) for make, count in MIX.items() for _ in range(count)]


def fixtures() -> Iterator[bytes]:
    with tarfile.open(FIXTURES) as packed:
        for member in packed:
            if (file := packed.extractfile(member)) is not None:
                yield file.read()


def losses() -> Counter[str]:
    """What feedparser has and we have not, over its own test files."""
    counts: Counter[str] = Counter(files=0, entries=0, lost_entries=0, lost_links=0, lost_dates=0)
    for data in fixtures():
        theirs = feedparser.parse(BytesIO(data)).entries
        try:
            ours = read_feed(data).entries
        except UnreadableFeed:
            ours = ()
        counts["files"] += 1
        counts["entries"] += len(theirs)
        counts["lost_entries"] += max(0, len(theirs) - len(ours))
        for their, our in zip(theirs, ours, strict=False):
            dated = any(dict.get(their, f"{name}_parsed") for name in ("published", "updated", "created"))
            counts["lost_links"] += bool(their.get("link")) and not our.url
            counts["lost_dates"] += dated and our.published is None
    return counts


def main() -> None:
    warnings.simplefilter("ignore")  # feedparser's, on its own test files
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    feeds = realistic()
    for data in feeds:
        assert len(read_feed(data).entries) == len(feedparser.parse(BytesIO(data)).entries)
        assert read_feed(data).reader == "fast"
    times = side_by_side(
        {
            "ours": lambda: [read_feed(data) for data in feeds],
            "fastfeedparser": lambda: [fastfeedparser.parse(data) for data in feeds],
            "feedparser": lambda: [feedparser.parse(BytesIO(data)) for data in feeds],
        },
        rounds=5,
    )
    told: dict[str, object] = {
        "ratio_to_feedparser": round(times["feedparser"] / times["ours"], 1),
        "feeds_per_s": {name: round(len(feeds) / seconds) for name, seconds in times.items()},
        "feeds": len(feeds),
        "kilobytes": round(sum(map(len, feeds)) / len(feeds) / 1000),
    }
    if FIXTURES.exists():
        lost = losses()
        told["lost_entries"] = lost["lost_entries"]
        told["fixtures"] = dict(lost)
    else:
        print("../shared/data/feeds is not beside the checkout; losses are not measured")
    for figure, least in WANTED.items():
        print(f"{figure:<20} {told[figure]}  (at least {least:g})")
    print(f"{'lost_entries':<20} {told.get('lost_entries')}  (none)")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
