"""The reading's side of the page: what the plan is, what to look at, and its items one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ttdn.engine.plans.papers import words
from ttdn.engine.plans.papers.elements import Html, element, joined, link
from ttdn.engine.plans.papers.marks import MARKED
from ttdn.engine.plans.papers.words import Item, Plan

MOST_PLACES = 8  # of one warning
DEEPEST = 4


def reading_side(plan: Plan) -> Html:
    return element(
        "section",
        _head(plan),
        _warnings(plan),
        _items(plan),
        _foot(plan),
        class_="reading",
        id="ket-qua",
        tabindex="0",
        aria_label="Kết quả đọc",
    )


def _head(plan: Plan) -> Html:
    facts = [element("div", element("dt", label), element("dd", value)) for label, value in words.head(plan)]
    counted = [element("li", element("b", number), f" {name}") for name, number in words.counts(plan)]
    title = plan["title"]
    return element(
        "header",
        element("p", "Kết quả đọc kế hoạch", class_="kicker"),
        element("h1", title or plan["source"]["name"]),
        element("dl", *facts, class_="facts"),
        element("ul", *counted, class_="counts") if counted else "",
        _coverage(plan),
        _legend(),
        _ways(plan),
        class_="head",
    )


def _coverage(plan: Plan) -> Html:
    """How much of the document was used, set aside and not understood, as a bar and in words."""
    told = plan["coverage"]
    whole = max(told["blocks"], 1)
    shares = [("used", told["used"]), ("put-aside", sum(told["set_aside"].values())), ("unread", told["unread"])]
    bars, left = [], 0.0
    for name, number in shares:
        width = 100 * number / whole
        bars.append(element("rect", class_=name, x=f"{left:.2f}", y="0", width=f"{width:.2f}", height="4"))
        left += width
    bar = element("svg", *bars, viewBox="0 0 100 4", preserveAspectRatio="none", aria_hidden="true", class_="bar")
    return element("div", bar, element("p", words.coverage(plan)), class_="coverage")


def _legend() -> Html:
    names = [element("mark", words.FIELDS[name], class_=name) for name in MARKED]
    return element("p", element("span", "Đánh dấu trong văn bản: "), *_between(names, " "), class_="legend")


def _between(parts: Sequence[Html], between: str) -> Iterator[object]:
    for number, part in enumerate(parts):
        if number:
            yield between
        yield part


def _ways(plan: Plan) -> Html:
    """For a narrow screen, where both sides stand below each other."""
    return element(
        "nav",
        link("can-xem", f"Cần xem ({len(plan['warnings'])})") if plan["warnings"] else "",
        link("cac-muc", f"Các mục ({len(plan['items'])})"),
        link("van-ban", "Văn bản"),
        class_="ways",
        aria_label="Các phần của trang",
    )


def _warnings(plan: Plan) -> Html:
    if not plan["warnings"]:
        return element("p", "Không có điều gì cần xem lại.", class_="calm")
    refs = words.refs(plan)
    rows = []
    for number, warning in enumerate(plan["warnings"], start=1):
        places = [link(f"m-{warning['item']}", refs[warning["item"]])] if warning["item"] in refs else []
        places += [link(f"d-{n}", f"đoạn {n}") for n in warning["blocks"][:MOST_PLACES]]
        where = element("span", *_between(places, " · "), class_="where") if places else ""
        rows.append(element("li", element("span", warning["message"]), " ", where, id=f"x-{number}"))
    title = element("h2", f"Cần xem ({len(rows)})")
    return element("section", title, element("ol", *rows), class_="warnings", id="can-xem")


def _items(plan: Plan) -> Html:
    title = element("h2", "Các mục", class_="side-title")
    if not plan["items"]:
        nothing = "Chưa nhận ra mục nào: văn bản có thể không phải kế hoạch, hoặc có cách trình bày chưa biết."
        return element("section", title, element("p", nothing, class_="calm"), id="cac-muc")
    doubts = words.doubts_by_item(plan)
    depths: dict[str, int] = {}
    rows = []
    for item in plan["items"]:
        depth = depths[item["id"]] = depths.get(item["parent"] or "", -1) + 1
        messages = {number: plan["warnings"][number - 1]["message"] for number in doubts.get(item["id"], [])}
        make = _group if item["kind"] == "group" else _card
        rows.append(make(item, min(depth, DEEPEST), messages))
    return element("section", title, *rows, id="cac-muc")


def _group(item: Item, depth: int, messages: Mapping[int, str]) -> Html:
    return element(
        "div",
        element("h3", _ref(item), " ", item["text"]),
        *_doubts(messages),
        class_=f"group depth-{depth}",
        id=f"m-{item['id']}",
    )


def _ref(item: Item) -> Html:
    """The printed number, a way to the paragraph where the item begins."""
    name = item["ref"] or "–"
    if not item["blocks"]:
        return element("span", name, class_="ref")
    return link(f"d-{item['blocks'][0]}", name, class_="ref", title="Đến đoạn trong văn bản")


def _card(item: Item, depth: int, messages: Mapping[int, str]) -> Html:
    kind = item["kind"] if item["kind"] in words.KINDS else "other"
    head = element(
        "p", _ref(item), element("span", words.KINDS.get(item["kind"], item["kind"]), class_="kind"), class_="over"
    )
    parts = [part["text"] for part in item["parts"] if part["text"] not in item["text"]]
    return element(
        "article",
        head,
        element("p", item["text"], class_="words"),
        element("ul", *(element("li", part) for part in parts), class_="parts") if parts else "",
        _fields(item),
        *_doubts(messages),
        class_=f"item {kind} depth-{depth}",
        id=f"m-{item['id']}",
    )


def _fields(item: Item) -> Html:
    """The fields that say something; a task says, too, that it has no lead or time."""
    rows = []
    for name, value in [
        ("lead", _agencies(item["lead"])),
        ("partners", _agencies(item["partners"])),
        ("schedule", _schedule(item)),
        ("deliverables", joined(*_between([element("span", text) for text in words.deliverables(item)], "; "))),
        ("funding", joined(item["funding"] or "")),
    ]:
        if not value and item["kind"] == "task" and name in ("lead", "schedule"):
            value = element("span", "không ghi", class_="missing")
        if value:
            rows.append(element("div", element("dt", words.FIELDS[name]), element("dd", value), class_=f"field {name}"))
    return element("dl", *rows, class_="fields") if rows else Html("")


def _agencies(named: Sequence[Mapping[str, str | None]]) -> Html:
    """Each by the directory's name; how the document writes it, where that differs."""
    told = []
    for agency in named:
        written = agency["as_written"]
        differs = written and written.casefold() != (agency["name"] or "").casefold()
        note = element("small", f" viết “{written}”") if differs else ""
        told.append(element("span", words.agency(agency), note))
    return joined(*_between(told, "; "))


def _schedule(item: Item) -> Html:
    written, besides = words.time_as_written(item["schedule"]), words.time_told_besides(item["schedule"])
    if not written:
        return Html("")
    return joined(element("span", written), element("small", f" {besides}") if besides else "")


def _doubts(messages: Mapping[int, str]) -> Iterator[Html]:
    for number, message in messages.items():
        yield element("p", link(f"x-{number}", f"xem {number}", class_="see"), " ", message, class_="doubt")


def _foot(plan: Plan) -> Html:
    source = plan["source"]
    return element(
        "footer",
        element("p", f"Tệp {source['name']} ({source['format']}). Trang này chứa nguyên văn của tệp."),
        element("p", "SHA-256 ", element("code", source["sha256"])),
    )
