"""The document's side of the page: every paragraph in order, its fields marked, each with the items it went into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ttdn.engine.plans.papers import words
from ttdn.engine.plans.papers.elements import Html, element, joined, link
from ttdn.engine.plans.papers.marks import Mark, marks_by_block, stretches
from ttdn.engine.plans.papers.words import Plan

MOST_LINKS = 4  # beside one paragraph
LEAST_MERGED = 3  # letters of two cells side by side that are taken for one merged cell

Block = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """What stands beside paragraphs: items, other uses, warnings; and the marks inside them."""

    items: Mapping[int, Sequence[tuple[str, str]]]  # id and printed number
    others: Mapping[int, Sequence[str]]
    warnings: Mapping[int, Sequence[int]]
    unread: set[int]
    marks: Mapping[int, Sequence[Mark]]
    refs: Mapping[str, str]
    head_ends: int  # the first paragraph with a use of its own; number, day and title stand before it

    def state(self, n: int) -> str:
        if n in self.unread:
            return "unread"
        return "" if n in self.items or n in self.others or n < self.head_ends else "loose"


def document_side(plan: Plan) -> Html:
    margin = _margin(plan)
    runs = [(columns, list(blocks)) for columns, blocks in groupby(plan["blocks"], key=_columns)]
    parts = [_table(blocks, margin) if columns else _paragraphs(blocks, margin) for columns, blocks in runs]
    return element(
        "section",
        element("h2", "Văn bản", class_="side-title"),
        element("div", *parts, class_="sheet"),
        class_="document",
        id="van-ban",
        tabindex="0",
        aria_label="Văn bản gốc",
    )


def _columns(block: Block) -> int:
    """Rows of one table have the same number of grid columns; 0 outside of tables."""
    return len(block["cells"]) if block["cells"] else 0


def _margin(plan: Plan) -> Margin:
    items: dict[int, list[tuple[str, str]]] = defaultdict(list)
    others: dict[int, list[str]] = defaultdict(list)
    warnings: dict[int, list[int]] = defaultdict(list)
    for item in plan["items"]:
        for n in item["blocks"]:
            items[n].append((item["id"], words.name_of(item)))
    for name in ("legal_bases", "recipients"):
        for n in {n for row in plan[name] for n in row["blocks"]}:
            others[n].append(words.FIELDS[name].lower())
    for n in plan["signatory"]["blocks"] if plan["signatory"] else ():
        others[n].append(words.FIELDS["signatory"].lower())
    for number, warning in enumerate(plan["warnings"], start=1):
        for n in warning["blocks"]:
            warnings[n].append(number)
    return Margin(
        items=items,
        others=others,
        warnings=warnings,
        unread=words.unread(plan),
        marks=marks_by_block(plan),
        refs=words.refs(plan),
        head_ends=min([*items, *others], default=0),
    )


def _paragraphs(blocks: Sequence[Block], margin: Margin) -> Html:
    return joined(*(_paragraph(block, margin) for block in blocks))


def _paragraph(block: Block, margin: Margin) -> Html:
    n = block["n"]
    kind = block["kind"] if block["kind"] in words.BLOCKS else "paragraph"
    return element(
        "div",
        _aside(n, margin),
        element("p", _words(block["text"], margin.marks.get(n, ()), margin)),
        class_=f"block {kind} {margin.state(n)}".rstrip(),
        id=f"d-{n}",
    )


def _aside(n: int, margin: Margin) -> Html:
    """Links to the items a paragraph went into, other uses by name, and the numbers of its warnings."""
    items = margin.items.get(n, ())
    parts: list[object] = [link(f"m-{key}", ref, class_="use") for key, ref in items[:MOST_LINKS]]
    if len(items) > MOST_LINKS:
        parts.append(element("span", f"+{len(items) - MOST_LINKS}", class_="name"))
    parts += [element("span", name, class_="name") for name in margin.others.get(n, ())]
    if n in margin.unread:
        parts.append(element("span", "chưa hiểu", class_="name alarm"))
    parts += [link(f"x-{k}", f"xem {k}", class_="see") for k in margin.warnings.get(n, ())[:MOST_LINKS]]
    return element("div", *parts, class_="aside")


def _words(text: str, marks: Sequence[Mark], margin: Margin, *, offset: int = 0) -> Html:
    return joined(*_pieces(text, marks, margin, offset))


def _pieces(text: str, marks: Sequence[Mark], margin: Margin, offset: int) -> Iterator[object]:
    for stretch in stretches(text, marks, offset=offset):
        piece: object = stretch.text
        for mark in reversed(stretch.marks):
            told = f"{words.FIELDS[mark.field]} · {margin.refs.get(mark.item, mark.item)}"
            piece = element("mark", piece, class_=mark.field, title=told)
        yield piece


def _table(rows: Sequence[Block], margin: Margin) -> Html:
    lines = [
        element(
            "tr",
            element("td", _aside(row["n"], margin), class_="margin"),
            *_cells(row, margin),
            class_=margin.state(row["n"]) or None,
            id=f"d-{row['n']}",
        )
        for row in rows
    ]
    wide = " wide" if len(rows[0]["cells"]) > 3 else ""
    return element("div", element("table", element("tbody", *lines)), class_=f"table{wide}")


def _cells(row: Block, margin: Margin) -> Iterator[Html]:
    """A merged cell repeats its text in every column it covers; here it is one cell again, under the marks of all."""
    marks = margin.marks.get(row["n"], ())
    offset = 0
    for _, group in groupby(enumerate(row["cells"]), key=lambda each: _merge_key(*each)):
        cells = [cell for _, cell in group]
        inside: list[Mark] = []
        start = offset
        for cell in cells:
            shift = start - offset  # as if the mark stood in the first of them
            inside += [
                Mark(start=m.start + shift, end=min(m.end, offset + len(cell)) + shift, field=m.field, item=m.item)
                for m in marks
                if offset <= m.start < offset + len(cell)
            ]
            offset += len(cell) + 1
        span = len(cells) if len(cells) > 1 else None
        yield element("td", _words(cells[0], inside, margin, offset=start), colspan=span)


def _merge_key(column: int, cell: str) -> object:
    return cell if len(cell) >= LEAST_MERGED else column
