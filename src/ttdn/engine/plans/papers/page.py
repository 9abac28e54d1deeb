"""The plan as one page: the document with its items marked, beside what was read in it.

One file that asks for nothing else: no script, no font, no picture; its policy forbids any. Links lead only to
places of the page.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from ttdn.engine.plans.papers.elements import Html, element, joined, text
from ttdn.engine.plans.papers.page_document import document_side
from ttdn.engine.plans.papers.page_reading import reading_side
from ttdn.engine.plans.papers.words import Plan


def plan_page(plan: Plan) -> str:
    """The page as HTML, from its doctype to its last line end."""
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    title = " · ".join(filter(None, [plan["number"], plan["title"] or plan["source"]["name"]]))
    head = element(
        "head",
        Html('<meta charset="utf-8">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{text(_policy(style))}">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">'),
        element("title", title),
        element("style", Html(style)),
    )
    body = element("body", element("main", document_side(plan), reading_side(plan), class_="beside"))
    return joined(Html("<!doctype html>\n"), element("html", head, Html("\n"), body, lang="vi"), Html("\n"))


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
