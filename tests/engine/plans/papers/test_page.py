import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import ttdn
from tests.engine.plans.compiling import table
from tests.engine.plans.papers.plans import HOSTILE, plan, with_every_text
from ttdn.engine.plans.papers.page import plan_page
from ttdn.engine.plans.to_json import plan_to_json

SHIPPED = Path(ttdn.__file__).parent
TAGS = """a article b body code dd div dl dt footer h1 h2 h3 head header html li main mark meta nav ol p rect
section small span style svg table tbody td title tr ul"""
ATTRIBUTES = """aria-hidden aria-label charset class colspan content height href http-equiv id lang name
preserveaspectratio tabindex title viewbox width x y"""


class Page(HTMLParser):
    """Every tag of a page with its attributes, and its text as a person sees it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.words, self.open = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open += [tag] if tag not in ("meta",) else []

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def of(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("text", HOSTILE)
def test_page_shows_a_hostile_text_and_nothing_of_it_acts(text):
    page = Page(plan_page(with_every_text(plan(), text)))

    assert {tag for tag, _ in page.tags} <= set(TAGS.split())
    assert {name for _, attributes in page.tags for name in attributes} <= set(ATTRIBUTES.split())
    assert page.open == []
    assert "".join(page.words).count(text) > 10


@pytest.mark.parametrize("made", [plan(), with_every_text(plan(), HOSTILE[0])])
def test_page_links_only_to_places_it_has(made):
    page = Page(plan_page(made))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]

    assert len(ids) == len(set(ids))
    assert {attributes["href"] for attributes in page.of("a")} <= {f"#{each}" for each in ids}


def test_page_asks_for_nothing_else():
    page = plan_page(plan())

    assert not re.search(r"(?i)\b(src|srcset|action|data)=|url\(|@import|https?:", page)
    assert "default-src &#x27;none&#x27;; style-src &#x27;sha256-" in page


def test_page_marks_the_words_of_each_field():
    page = plan_page(plan())

    for field, words in [("lead", "Sở Ngoại vụ"), ("schedule", "Quý III/2026"), ("deliverables", "02 phóng sự")]:
        assert re.search(rf'<mark class="{field}" title="[^"]* · II\.1">{words}</mark>', page)


def test_page_marks_a_cell_of_a_row():
    made = table("TT | Nội dung | Chủ trì | Thời gian", "1 | Mở chuyên trang | Sở Ngoại vụ | Quý II/2026")
    page = plan_page(plan_to_json(made))

    assert re.search(r'<td><mark class="lead" title="[^"]*">Sở Ngoại vụ</mark></td>', page)


def test_page_shows_a_merged_cell_once():
    made = plan()
    cells = ["I. CÔNG TÁC CHỈ ĐẠO"] * 3 + ["x", "x"]
    made["blocks"] = [{"n": 1, "kind": "table-row", "text": "\t".join(cells), "cells": cells, "page": 1, "line": 1}]
    page = plan_page(made)

    assert '<td colspan="3">I. CÔNG TÁC CHỈ ĐẠO</td><td>x</td><td>x</td>' in page


def test_page_says_of_a_task_that_it_has_no_time():
    page = plan_page(plan())

    assert page.count('<span class="missing">không ghi</span>') == 1


def test_page_shows_unread_paragraphs_and_warnings():
    made = plan()
    made["warnings"] = [
        {"code": "unread-blocks", "item": None, "field": None, "message": "1 đoạn chưa đọc được.", "blocks": [2]}
    ]
    page = plan_page(made)

    assert '<div class="block paragraph unread" id="d-2">' in page
    assert '<li id="x-1"><span>1 đoạn chưa đọc được.</span>' in page


def test_page_of_a_document_without_items_says_so():
    assert "Chưa nhận ra mục nào" in plan_page({**plan(), "items": [], "warnings": []})


def tokens(style: str) -> list[dict[str, str]]:
    """The tokens of each block that sets a colour scheme: light, dark."""
    blocks = re.findall(r"\{[^{}]*color-scheme:[^{}]*\}", style)
    return [dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block)) for block in blocks]


def test_page_has_the_colours_of_the_product():
    own = tokens((SHIPPED / "engine/plans/papers/page.css").read_text(encoding="utf-8"))
    product = tokens((SHIPPED / "static/css/tokens.css").read_text(encoding="utf-8"))
    fields = re.compile(r"--(lead|partners|schedule|deliverables)(-wash)?|--sans|--serif")

    assert len(own) == 2
    for mine, theirs in zip(own, product[:2], strict=True):
        assert {name: value for name, value in mine.items() if not fields.fullmatch(name)}.items() <= theirs.items()
