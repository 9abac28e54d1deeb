"""Pages made to burn time or memory are refused before the parser sees them; the walk is bounded in depth."""

from __future__ import annotations

import resource

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.engine.press.extract.pages import PARAGRAPHS, page
from ttdn.engine.press.extract import extract
from ttdn.engine.press.model import Article, Discarded, Outcome
from ttdn.engine.press.page.blocks import read_blocks
from ttdn.engine.press.page.limits import MAX_DEPTH, too_costly

FONTS = b"".join(b'<font a="%d"><p>' % n for n in range(2_000))


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (b"<html><body>" + b"<br>" * 100_000, "more tags than an article has"),
        (b"<html><body>" + b"<div>" * 9_000, "nested deeper than an article is"),
        (b"<html><body>" + b"<div>" * 9_000 + b"</div>" * 9_000, "nested deeper than an article is"),
        (b"<html><body>" + b"<div>" * 5_000 + b"</span>" * 5_000, "nested deeper than an article is"),
        (b"<html><body>" + FONTS, "formatting elements left open"),
        (b"<html><body>" + FONTS + b"</font>" * 2_000, "formatting elements left open"),
        (b"<html><p " + b" ".join(b"a%d=1" % n for n in range(20_000)) + b">", "a tag with too many attributes"),
        (b"<html><p " + b" ".join(b'a%d=">"' % n for n in range(20_000)) + b">", "a tag with too many attributes"),
    ],
    ids=[
        "tags",
        "deep",
        "deep-and-closed",
        "closed-by-others",
        "formatting",
        "formatting-closed",
        "attributes",
        "quotes",
    ],
)
def test_page_made_to_burn_is_refused(html: bytes, reason: str) -> None:
    assert extract(html) == Discarded(outcome=Outcome.TOO_LARGE, reason=reason)


@pytest.mark.parametrize(
    "odd",
    [
        '<p a="' + "x" * 3_000_000 + '"></p>',
        "\0" * 1_000_000,
        "<!--" + "x" * 1_000_000 + "-->",
        "<script>" + "<p>" * 10_000 + "</script>",
        "<b>" * 1_000 + "</b>" * 1_000,
        "<table>" * 1_000,
        "<ul><li>" * 500,
        "&nbsp;" * 100_000,
        f"<p>{'một lời ' * 20_000}</p>",
    ],
    ids=["attribute", "nul", "comment", "script", "bold", "tables", "lists", "spaces", "words"],
)
def test_odd_page_is_still_read(odd: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    got = extract(page().replace("</h1>", f"</h1>{odd}").encode(), mode="fast")
    assert isinstance(got, Article)
    assert PARAGRAPHS[0] in got.text
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kilobytes


def test_real_shapes_cost_nothing() -> None:
    assert too_costly((page() * 40).encode()) == ""
    assert too_costly(b"<p><font color=red>a</font> <b class=x>b</b></p>" * 2_000) == ""


def test_walk_goes_no_deeper_than_its_bound() -> None:
    tree = LexborHTMLParser("<div>" * (MAX_DEPTH + 50) + "<p>below</p>")
    assert tree.body is not None
    boxes, blocks = read_blocks(tree.body)
    assert (len(boxes.parents), blocks) == (MAX_DEPTH + 1, [])
