"""The pages for people keep up with the product: no dead link, no picture that nobody takes, no word that is gone.

Rule for words of the screen: a guide sets them in bold with quotes, **“Đưa kế hoạch vào”**; whatever varies in them is
written as …. Such a quote must be a text of the interface, or a whole sentence of one: a Vietnamese one a string of
``src/ttdn`` (templates or Python), an English one a translation in the catalogue. Space, the first letter's case and a
full stop at the end do not count.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "ttdn"
IMAGES = ROOT / "docs" / "images"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
GUIDES = sorted((ROOT / "docs" / "guide").rglob("*.md"))
MOST_BYTES = 300_000

FENCED = re.compile(r"^```.*?^```|^ {4,}```.*?^ {4,}```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^()\s]+(?:\([^()\s]*\))?)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
QUOTED = re.compile(r"\*\*“(.+?)”\*\*", re.DOTALL)
TRANSLATE = re.compile(r"""{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""")
BLOCK = re.compile(r"{%\s*blocktranslate.*?%}(.*?)(?:{%\s*plural\s*%}.*?)?{%\s*endblocktranslate\s*%}", re.DOTALL)
VARIABLE = re.compile(r"{{.*?}}|%\(\w+\)[sd]|{\w*}")
SENTENCE_END = re.compile(r"(?<=[.?!:]) ")


def plain(words: str) -> str:
    """Two spellings of the same words are equal after this."""
    words = " ".join(VARIABLE.sub("…", words).split()).rstrip(".").rstrip()
    return words[:1].lower() + words[1:]


def with_sentences(texts) -> frozenset[str]:
    return frozenset(plain(part) for text in texts for part in (text, *SENTENCE_END.split(text)))


def python_texts(source: str):
    """Each string of a module; what an f-string puts in is …."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)


def template_texts(source: str):
    for double, single in TRANSLATE.findall(source):
        yield double or single
    yield from BLOCK.findall(source)


@lru_cache
def vietnamese() -> frozenset[str]:
    python = [text for path in SOURCES.rglob("*.py") for text in python_texts(path.read_text(encoding="utf-8"))]
    pages = [text for path in SOURCES.rglob("*.html") for text in template_texts(path.read_text(encoding="utf-8"))]
    return with_sentences(python + pages)


@lru_cache
def english() -> frozenset[str]:
    with (SOURCES / "locale" / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
        strings = [message.string for message in read_po(file) if message.id]
    return with_sentences(text for each in strings for text in (each if isinstance(each, tuple) else (each,)))


def unknown_words(page: str, known: frozenset[str]) -> list[str]:
    return [words for words in QUOTED.findall(page) if plain(words) not in known]


def anchor(heading: str) -> str:
    """As the forges make it."""
    kept = "".join(letter for letter in heading.strip().lower() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")


def dead_links(path: Path, text: str) -> list[str]:
    dead = []
    for link in LINK.findall(FENCED.sub("", text)):
        parts = urlsplit(link)
        if parts.scheme:
            continue
        target = path if not parts.path else path.parent / unquote(parts.path)
        if not target.exists():
            dead.append(link)
        elif parts.fragment and target.suffix == ".md":
            anchors = map(anchor, HEADING.findall(target.read_text(encoding="utf-8")))
            dead += [link] if unquote(parts.fragment) not in anchors else []
    return dead


def pictures_in(pages) -> set[Path]:
    found = set()
    for page in pages:
        links = LINK.findall(page.read_text(encoding="utf-8"))
        found |= {(page.parent / link).resolve() for link in links if link.endswith((".png", ".svg"))}
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_pictures_of_page_exist(page):
    assert dead_links(page, page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: str(page.relative_to(ROOT)))
def test_words_of_the_screen_are_on_the_screen(page):
    known = english() if page.parent.name == "en" else vietnamese()
    assert unknown_words(page.read_text(encoding="utf-8"), known) == []


def test_main_page_of_the_guide_quotes_the_screen():
    page = (ROOT / "docs/guide/vi/dua-ke-hoach-vao-he-thong.md").read_text(encoding="utf-8")
    assert len(QUOTED.findall(page)) > 60


def test_pictures_are_those_that_are_taken_and_shown_and_are_small():
    walk = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "quality").glob("shots_*.py"))
    taken = {(IMAGES / f"{name}.png").resolve() for name in re.findall(r'take\(\w+, "([\w/-]+)"', walk)}
    there = {path.resolve() for path in IMAGES.rglob("*.png")}
    shown = {path for path in pictures_in(PAGES) if path.suffix == ".png"}
    assert there == taken
    assert shown == taken
    assert [path.name for path in there if path.stat().st_size > MOST_BYTES] == []


def test_faults_are_seen(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# Một mục\n[a](gone.md) [b](#mot) [c](#một-mục) [d](page.md)\n`[e](f)`\n", encoding="utf-8")
    assert dead_links(page, page.read_text(encoding="utf-8")) == ["gone.md", "#mot"]
    known = with_sentences([*template_texts('{% translate "Đưa lên" %}'), *python_texts('f"Mục {x} sai. Sửa lại."')])
    said = "**“đưa\nlên”** **“Mục … sai”** **“Sửa lại.”** **“Gửi đi”** **“Sửa”**"
    assert unknown_words(said, known) == ["Gửi đi", "Sửa"]
