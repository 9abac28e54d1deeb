"""A page to its article: text, head, links; what is no article and why."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.press.extract.pages import PARAGRAPHS, RELATED, TEXT, page
from ttdn.engine.press.extract import Mode, extract
from ttdn.engine.press.model import Article, Discarded, Outcome

URL = "https://baosong.example/tin/tau-song-2026.html"
HEAD = """<meta charset="utf-8"><meta property="og:title" content="Lam Vân mở tuyến tàu sông">
<meta property="og:image" content="/anh/tau.jpg"><link rel="canonical" href="https://baosong.example/tin/tau-song.html">
<meta property="article:published_time" content="2026-11-24T08:05:00+07:00"><meta name="author" content="Minh Hạ">"""
MODES: tuple[Mode, ...] = ("quality", "fast")


def article(html: str | bytes, **given: str) -> Article:
    got = extract(html.encode() if isinstance(html, str) else html, url=URL, mode="fast", **given)
    assert isinstance(got, Article), got
    return got


def discarded(html: str | bytes, *, mode: Mode = "fast") -> Discarded:
    got = extract(html.encode() if isinstance(html, str) else html, url=URL, mode=mode)
    assert isinstance(got, Discarded), got.text
    return got


def test_article_has_everything_but_an_author() -> None:
    links = '<a href="../bang-gio.html">bảng giờ tàu</a> và <a href="javascript:x()">nơi khác</a>'
    body = f"<p>Tin chi tiết có ở {links} nữa.</p>"
    assert article(page(body, head=HEAD)) == Article(
        text=f"{TEXT}\nTin chi tiết có ở bảng giờ tàu và nơi khác nữa.",
        title="Lam Vân mở tuyến tàu sông",
        published=dt.date(2026, 11, 24),
        language="vi",
        url="https://baosong.example/tin/tau-song.html",
        image="https://baosong.example/anh/tau.jpg",
        links=("https://baosong.example/bang-gio.html",),
        source="density",
    )


def test_both_modes_agree_where_there_is_no_doubt() -> None:
    assert extract(page().encode(), mode="fast") == extract(page().encode(), mode="quality")


def test_judge_is_asked_in_quality_mode_only() -> None:
    """The text stands in a template that a script would show: our reader passes it over, the judge finds it."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS * 2)
    html = f"<html><body><h1>Tàu sông</h1><div><noscript><div>{text}</div></noscript></div></body></html>".encode()
    assert discarded(html) == Discarded(outcome=Outcome.NOT_AN_ARTICLE, reason="hardly any text")
    judged = extract(html, url=URL, mode="quality")
    assert isinstance(judged, Article)
    assert (judged.source, PARAGRAPHS[0] in judged.text) == ("trafilatura", True)


@pytest.mark.parametrize(
    "beside",
    [
        f'<div class="box-lien-quan"><ul>{RELATED}</ul></div>',
        '<div class="comment-list"><p>Tôi đi thử hôm qua, tàu sạch, chạy êm, chỉ tiếc là chưa có chỗ gửi xe.</p></div>',
        '<p class="tac-gia">Minh Hạ</p>',
        '<figure><img src="a.jpg"><figcaption>Con tàu đầu tiên cập bến chợ. Ảnh: toà soạn</figcaption></figure>',
        '<div style="display: none">Bạn cần đăng nhập để đọc tiếp những tin dành riêng cho bạn đọc.</div>',
        "<script>var text = 'Sáng nay, tỉnh Lam Vân khai trương';</script>",
        "<h3>Xem thêm</h3><p><a href='/a'>Chợ nổi Lam Vân mở thêm hai dãy ghe bán hoa</a></p>",
    ],
    ids=["related", "comment", "by-line", "caption", "hidden", "script", "label"],
)
def test_what_stands_beside_the_text_is_left_out(beside: str) -> None:
    assert article(page(beside)).text == TEXT


def test_lead_above_the_box_of_the_text_is_taken() -> None:
    lead = "Tuyến tàu chở khách đầu tiên dọc sông đã chạy, sau ba năm chờ bến."
    html = page().replace('<div class="detail-content">', f'<h2 class="sapo">{lead}</h2><div class="detail-content">')
    assert article(html).text == f"{lead}\n{TEXT}"


def test_text_in_line_breaks_is_read_line_by_line() -> None:
    html = page().replace("<p>", "").replace("</p>", "<br><br>")
    assert article(html).text == TEXT


def test_soft_hyphens_and_ruby_do_not_break_words() -> None:
    html = page("<p>Tỉnh Lam\u00ad Vân và <ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby> trên bảng chỉ đường của bến.</p>")
    assert article(html).text.endswith("Tỉnh Lam Vân và 漢字 trên bảng chỉ đường của bến.")


@pytest.mark.parametrize(
    ("html", "outcome", "reason"),
    [
        (b"", Outcome.NOT_HTML, "no markup of a page"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", Outcome.NOT_HTML, "no markup of a page"),
        (b"\x1f\x8b\x08\x00abc", Outcome.NOT_HTML, "no markup of a page"),
        (b'{"title": "Lam Van"}', Outcome.NOT_HTML, "no markup of a page"),
        ("Chỉ là vài dòng chữ.".encode(), Outcome.NOT_HTML, "no markup of a page"),
        (
            b"<html><head></head><body><div id=app></div><script>run()</script></body></html>",
            Outcome.NOT_AN_ARTICLE,
            "hardly any text",
        ),
        (
            page(
                title="404 - Không tìm thấy trang",
                paragraphs=("Trang bạn tìm không còn ở đây, hãy về trang chủ để tìm tin khác.",),
            ).encode(),
            Outcome.NOT_AN_ARTICLE,
            "an error page",
        ),
        (
            page(
                title="Báo Sông", paragraphs=("Please enable JavaScript and cookies to continue reading this page.",)
            ).encode(),
            Outcome.NOT_AN_ARTICLE,
            "a page that asks for a browser",
        ),
        (b"<p>" + b"x" * 9_000_000, Outcome.TOO_LARGE, "more than 8,000,000 bytes"),
        (b"<div>" * 20_000, Outcome.TOO_LARGE, "nested deeper than an article is"),
    ],
    ids=["empty", "pdf", "gzip", "json", "text", "shell", "error", "javascript", "bytes", "depth"],
)
def test_what_is_no_article_is_discarded_with_a_reason(html: bytes, outcome: Outcome, reason: str) -> None:
    assert discarded(html, mode="quality") == Discarded(outcome=outcome, reason=reason)


def test_list_of_articles_is_none() -> None:
    teasers = "".join(
        f'<div class="story"><h3><a href="/{n}">Tin số {n} của tỉnh Lam Vân</a></h3>'
        f"<p>Đoạn dẫn của tin số {n}, viết đủ dài để đọc như văn xuôi.</p></div>"
        for n in range(12)
    )
    assert discarded(f"<html><body>{teasers}</body></html>").reason == "a list of links"


@pytest.mark.parametrize("mode", MODES)
def test_page_of_links_is_none(mode: Mode) -> None:
    links = "".join(
        f'<p><a href="/{n}">Tin số {n}: tỉnh Lam Vân mở thêm một bến tàu ở thượng nguồn</a></p>' for n in range(30)
    )
    assert discarded(f"<html><body><h1>Báo Sông</h1>{links}</body></html>", mode=mode).outcome is Outcome.NOT_AN_ARTICLE


@pytest.mark.parametrize("mode", MODES)
@given(cut=st.integers(0, 3000), at=st.integers(0, 3000), junk=st.binary(max_size=40))
@settings(max_examples=60, deadline=None)
def test_damaged_page_gives_text_or_a_reason(mode: Mode, cut: int, at: int, junk: bytes) -> None:
    whole = page(head=HEAD).encode()
    got = extract(whole[:at] + junk + whole[at + cut :], url=URL, mode=mode)
    assert got.text.strip() if isinstance(got, Article) else got.reason


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_text_or_a_reason(data: bytes) -> None:
    for got in (extract(data), extract(b"<html><p>" + data, url="http://[x", mode="fast")):
        assert got.text.strip() if isinstance(got, Article) else got.reason
