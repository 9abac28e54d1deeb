"""Feeds and sitemaps: every kind read, nothing lost, hostile ones refused in bounded work."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import tarfile
import warnings
from pathlib import Path

import feedparser
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ttdn.engine.press.feeds import UnreadableFeed, read_feed
from ttdn.engine.press.model import FeedEntry

FIXTURES = Path(__file__).parents[5] / "shared" / "data" / "feeds" / "feedparser-tests.tar.xz"
ICT = dt.timezone(dt.timedelta(hours=7))

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>Báo Lam Vân</title><link>https://bao.lamvan.example/</link><language>vi-VN</language>
<pubDate>Tue, 24 Nov 2026 21:00:00 +0700</pubDate>
<item><title><![CDATA[Lễ hội hoa mơ &amp; chè]]></title><link>https://bao.lamvan.example/1.html</link>
<guid isPermaLink="false">bai-1</guid><pubDate>Tue, 24 Nov 2026 20:13:09 +0700</pubDate>
<description><![CDATA[<a href="#"><img src="a.jpg"/></a><script>x()</script><p>Tỉnh <b>Lam Vân</b>,
sáng&nbsp;nay.</p><p>Đông</p>]]>
</description><media:content url="a.jpg"><media:title>Ảnh</media:title></media:content></item>
<item><title>Tin không ngày</title><link>/2.html</link><description>Ngắn</description></item>
</channel></rss>""".encode()

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://gov.lamvan.example/en/">
<title>Lam Van</title><id>tag:lamvan.example,2026:feed</id><link href="."/>
<entry><title type="html">Apricot &lt;i&gt;festival&lt;/i&gt;</title><id>tag:lamvan.example,2026:7</id>
<link rel="enclosure" href="7.mp3"/><link href="7.html"/><updated>2026-11-24T20:13:09Z</updated>
<published>2026-11-23T08:00:00+07:00</published><author><name>N. N.</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Opens on <b>Saturday</b>.</p></div></content></entry>
</feed>"""


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFeed) as caught:
        read_feed(data)
    assert caught.value.message.endswith(".")
    return caught.value.code


def test_rss_is_read_with_its_times_as_written() -> None:
    feed = read_feed(RSS)
    assert (feed.kind, feed.title, feed.url, feed.language) == (
        "rss",
        "Báo Lam Vân",
        "https://bao.lamvan.example/",
        "vi",
    )
    assert feed.reader == "fast"
    assert feed.entries == (
        FeedEntry(
            url="https://bao.lamvan.example/1.html",
            id="bai-1",
            title="Lễ hội hoa mơ & chè",
            summary="Tỉnh Lam Vân, sáng nay. Đông",
            published=dt.datetime(2026, 11, 24, 20, 13, 9, tzinfo=ICT),
            language="vi",
        ),
        FeedEntry(
            url="https://bao.lamvan.example/2.html", id="/2.html", title="Tin không ngày", summary="Ngắn", language="vi"
        ),
    )
    assert feed.entries[0].published is not None
    assert feed.entries[0].published.utcoffset() == dt.timedelta(hours=7)


def test_atom_is_read_with_its_base() -> None:
    feed = read_feed(ATOM)
    (entry,) = feed.entries
    assert (feed.kind, feed.title, feed.url) == ("atom", "Lam Van", "https://gov.lamvan.example/en/")
    assert (entry.url, entry.title) == ("https://gov.lamvan.example/en/7.html", "Apricot festival")
    assert (entry.summary, entry.language) == ("Opens on Saturday.", "en")
    assert entry.published == dt.datetime(2026, 11, 23, 8, tzinfo=ICT)


def test_author_is_not_kept() -> None:
    assert "N. N." not in repr(read_feed(ATOM))


def test_rdf_and_cdf_are_read() -> None:
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://a.example"><title>A</title>
      <link>http://a.example</link></channel><item rdf:about="http://a.example/1"><title>One</title>
      <link>http://a.example/1</link><dc:date>2026-11-24T10:00+07:00</dc:date></item></rdf:RDF>"""
    cdf = b'<CHANNEL HREF="http://a.example/"><TITLE>A</TITLE><ITEM HREF="http://a.example/1"><TITLE>One</TITLE></ITEM></CHANNEL>'
    assert read_feed(rdf).kind == "rdf"
    assert read_feed(rdf).entries[0].published == dt.datetime(2026, 11, 24, 10, tzinfo=ICT)
    assert read_feed(cdf).kind == "cdf"
    assert [(entry.url, entry.title) for entry in read_feed(cdf).entries] == [("http://a.example/1", "One")]


def test_json_feed_is_read() -> None:
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Lam Vân",
        "home_page_url": "https://lamvan.example/",
        "language": "vi",
        "items": [
            {
                "id": 5,
                "url": "/5",
                "title": "Năm",
                "content_html": "<p>Thân bài</p>",
                "date_published": "2026-11-24T08:00:00+07:00",
            },
            {"id": "https://lamvan.example/6", "content_text": "Hai\n dòng", "authors": [{"name": "N. N."}]},
        ],
    }
    feed = read_feed(json.dumps(told).encode())
    assert feed.kind == "json"
    assert feed.entries == (
        FeedEntry(
            url="https://lamvan.example/5",
            id="5",
            title="Năm",
            summary="Thân bài",
            published=dt.datetime(2026, 11, 24, 8, tzinfo=ICT),
            language="vi",
        ),
        FeedEntry(url="https://lamvan.example/6", id="https://lamvan.example/6", summary="Hai dòng", language="vi"),
    )


def test_sitemaps_are_read_plain_packed_and_with_bare_ampersands() -> None:
    sitemap = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>
    <loc>https://a.example/?x=1&y=2</loc><lastmod>2026-11-24</lastmod></url><url><loc>/b</loc></url></urlset>"""
    for data in (sitemap, gzip.compress(sitemap), gzip.compress(sitemap[:50]) + gzip.compress(sitemap[50:])):
        feed = read_feed(data, url="https://a.example/sitemap.xml")
        assert (feed.kind, feed.reader) == ("sitemap", "sitemap")
        assert feed.entries == (
            FeedEntry(url="https://a.example/?x=1&y=2", published=dt.datetime(2026, 11, 24)),
            FeedEntry(url="https://a.example/b"),
        )


def test_news_sitemap_index_and_list_are_read() -> None:
    news = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc>https://a.example/1</loc><lastmod>2026-11-25</lastmod><news:news><news:publication><news:name>Báo</news:name>
    <news:language>vi</news:language></news:publication><news:publication_date>2026-11-24T08:00+07:00</news:publication_date>
    <news:title>Lễ hội &amp; chè</news:title></news:news></url></urlset>""".encode()
    assert read_feed(news).kind == "news-sitemap"
    assert read_feed(news).entries == (
        FeedEntry(
            url="https://a.example/1",
            title="Lễ hội & chè",
            published=dt.datetime(2026, 11, 24, 8, tzinfo=ICT),
            language="vi",
        ),
    )
    index = b"<sitemapindex><sitemap><loc>https://a.example/s1.xml.gz</loc></sitemap></sitemapindex>"
    assert read_feed(index).kind == "sitemap-index"
    assert [entry.url for entry in read_feed(index).entries] == ["https://a.example/s1.xml.gz"]
    assert [entry.url for entry in read_feed(b"https://a.example/1\r\nhttps://a.example/2\n").entries] == [
        "https://a.example/1",
        "https://a.example/2",
    ]


def test_odd_feeds_go_to_feedparser() -> None:
    broken = RSS.replace(b"<rss", b"<rss & ", 1)
    assert read_feed(broken).reader == "feedparser"
    assert [entry.url for entry in read_feed(broken).entries] == [entry.url for entry in read_feed(RSS).entries]
    odd_date = RSS.replace(b"Tue, 24 Nov 2026 20:13:09 +0700", "2004년 05월 28일 01:31:15".encode())
    assert read_feed(odd_date).entries[0].published is not None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_do_not_matter(encoding: str) -> None:
    assert read_feed(RSS.decode().encode(encoding)).entries == read_feed(RSS).entries


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "JaVaScRiPt:x"])
def test_links_that_lead_to_no_page_are_dropped(link: str) -> None:
    data = f"<rss><channel><title>t</title><item><title>a</title><link>{link}</link></item></channel></rss>".encode()
    (entry,) = read_feed(data).entries
    assert entry.url == ""


def test_what_is_no_feed_is_refused_with_its_reason() -> None:
    assert refused(b"") == "feed-empty"
    assert refused(b"\0 \n") == "feed-empty"
    assert refused(b"<!doctype html><html><body><p>404</p></body></html>") == "feed-not-a-feed"
    assert refused(b'{"a": 1}') == "feed-not-a-feed"
    assert refused(b"{") == "feed-not-a-feed"
    assert refused(b"http is a protocol") == "feed-not-a-feed"
    assert refused(b"\x1f\x8babc") == "feed-damaged"
    assert refused(gzip.compress(RSS)[:-20]) == "feed-damaged"


def test_entities_that_blow_up_are_refused() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{laughs}]><rss><channel><title>&a8;</title></channel></rss>'
    assert refused(bomb.encode()) == "feed-hostile"
    assert refused(bomb.encode("utf-16")) == "feed-hostile"
    long = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 100_000}">]><rss><channel><title>{"&a;" * 1000}</title></channel></rss>'
    assert refused(long.encode()) == "feed-hostile"


def test_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do-not-show")
    item = b"<item><title>a &x;</title><link>http://a.example/1</link><description>&x;</description></item>"
    for declared in (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', f'<!ENTITY % x SYSTEM "{secret.as_uri()}"> %x;'):
        data = f"<!DOCTYPE rss [{declared}]><rss><channel><title>t</title>".encode() + item + b"</channel></rss>"
        feed = read_feed(data)
        assert len(feed.entries) == 1
        assert "do-not-show" not in repr(feed)


def test_too_much_is_refused() -> None:
    assert refused(gzip.compress(b" " * (60 << 20))) == "feed-too-large"
    assert refused(b"<rss><channel>" + b"<item/>" * 150_000 + b"</channel></rss>") == "feed-too-large"
    assert refused(b"<urlset>" + b"<a/>" * 2_100_000) == "feed-too-large"
    assert refused(b"<urlset>" + b"<url>" * 10_000) == "feed-hostile"
    assert refused(b"<rss " + b" ".join(b'a%d="1"' % n for n in range(5000)) + b"></rss>") == "feed-hostile"
    assert refused(b"[" * 100_000) == "feed-hostile"
    assert refused(b"https://a.example/\n" * 110_000) == "feed-too-large"


def test_summary_is_bounded_at_the_end_of_a_word() -> None:
    data = RSS.replace(b"Ng\xe1\xba\xafn", "dài lắm ".encode() * 500)
    summary = read_feed(data).entries[1].summary
    assert len(summary) <= 600
    assert summary.endswith(("lắm…", "dài…"))


@given(st.integers(0, len(RSS)), st.integers(0, len(RSS)), st.binary(max_size=30))
@example(30, 21, b"\x00")
@example(30, 21, b"\x00\x80")
def test_damaged_feed_is_read_or_refused(start: int, end: int, put: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # feedparser's, on what is damaged
        try:
            feed = read_feed(RSS[:start] + put + RSS[end:])
        except UnreadableFeed:
            return
    assert all(entry.url.startswith("http") or ":" not in entry.url[:10] for entry in feed.entries)


@pytest.mark.filterwarnings("ignore")  # feedparser's, on its own test files
@pytest.mark.skipif(not FIXTURES.exists(), reason="feedparser's test files (../shared/data/feeds) are not there")
def test_nothing_is_lost_of_feedparsers_test_files() -> None:
    lost = []
    with tarfile.open(FIXTURES) as packed:
        for member in packed:
            file = packed.extractfile(member)
            if file is None:
                continue
            data = file.read()
            theirs = feedparser.parse(io.BytesIO(data)).entries
            try:
                ours = read_feed(data).entries
            except UnreadableFeed:
                ours = ()
            linked = sum(bool(entry.get("link")) for entry in theirs)
            if len(ours) < len(theirs) or sum(bool(entry.url) for entry in ours) < linked:
                lost.append(member.name)
    assert lost == []
