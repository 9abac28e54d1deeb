"""The page that ``ttdn plan parse --format html`` makes, opened as a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
PLAN = Path(__file__).parents[2] / "src/ttdn/demo/documents/ke-hoach-thong-tin-doi-ngoai-2026.docx"
WIDE, NARROW = {"width": 1366, "height": 800}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    place = tmp_path_factory.mktemp("paper") / "doi-chieu.html"
    words = ["plan", "parse", str(PLAN), "--format", "html", "--output", str(place)]
    subprocess.run([sys.executable, "-m", "ttdn", *words], check=True)
    return place


@pytest.fixture
def open_paper(browser, paper):
    """``open_paper(viewport, scheme)``; fails the test on a request, or on a style that the page's policy forbids."""
    contexts, told = [], []

    def opened(viewport, scheme="light", place=""):
        context = browser.new_context(viewport=viewport, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: told.append(message.text))
        page.on("request", lambda request: told.append(request.url))
        page.goto(f"{paper.as_uri()}{place}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert {line.partition("#")[0] for line in told} == {paper.as_uri()}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_paper_is_accessible_and_no_wider_than_the_window(open_paper, viewport, scheme):
    page = open_paper(viewport, scheme)

    found = Axe().run(page).response["violations"]

    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]


def test_a_number_beside_a_paragraph_leads_to_its_item_while_the_document_stays(open_paper):
    page = open_paper(WIDE)
    link = page.locator(".use", has_text="II.5").last
    link.click()

    box = page.locator(":target").bounding_box()
    assert 0 <= box["y"] < WIDE["height"]
    assert "04 phóng sự" in page.locator(":target").inner_text()
    assert 0 <= link.bounding_box()["y"] < WIDE["height"]


def test_paper_wears_its_style(open_paper):
    page = open_paper(NARROW)

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 250, 248)"
