"""HTML: paragraphs, headings, lists with their numbers, tables with spans; nothing is fetched, scripts are dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from ttdn.engine.errors import UnreadableDocument
from ttdn.engine.plans.model import BlockKind
from ttdn.engine.plans.readers.builder import BlockBuilder, Paragraph
from ttdn.engine.plans.readers.clean import Run
from ttdn.engine.plans.readers.limits import Limits
from ttdn.engine.plans.readers.numerals import formatted
from ttdn.engine.plans.readers.tables import Cell, Row, Table, emit

_DROPPED = frozenset(
    {
        *("script", "style", "head", "template", "noscript", "svg", "math", "object", "embed", "applet", "iframe"),
        *("canvas", "audio", "video", "select", "textarea", "button", "input", "nav"),
    }
)
_BLOCKS = frozenset(
    {
        *("html", "body", "p", "div", "section", "article", "main", "header", "footer", "aside", "address", "center"),
        *("blockquote", "pre", "figure", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl"),
        *("dt", "dd", "form", "fieldset", "details", "summary", "hr", "caption"),
    }
)
_LIST_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What surrounds a place in the tree."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    centered: bool = False
    pre: bool = False
    kind: BlockKind = "paragraph"
    level: int | None = None


def read_html(text: str, builder: BlockBuilder) -> None:
    """Read a page into the builder."""
    emit(builder, html_content(text, builder.limits))


def html_content(text: str, limits: Limits, *, line: int | None = None) -> list[Paragraph | Table]:
    """The paragraphs and tables of a page or fragment."""
    # The text is decoded already: a charset that the page declares must not decode it again.
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return []
    if root is None:
        return []
    walk = _Walk(limits=limits, line=line)
    walk.into(root, _State(), 0)
    walk.end_paragraph(_State())
    return walk.parts


@dataclass(slots=True, kw_only=True)
class _Walk:
    limits: Limits
    line: int | None
    parts: list[Paragraph | Table] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    marker: str = ""

    def into(self, element: etree._Element, state: _State, depth: int) -> None:
        """Walk one element: its own text, its children, and the text behind each of them."""
        if depth > self.limits.nesting:
            raise UnreadableDocument(
                "Tệp HTML lồng quá nhiều lớp nên không đọc được; hãy mở tệp bằng Word và lưu lại thành .docx.",
                code="too-deep",
            )
        tag = element.tag
        if not isinstance(tag, str) or tag in _DROPPED or _hidden(element):
            return
        if tag == "br":
            self.runs.append(Run(text="\n"))
        elif tag == "table":
            self.end_paragraph(state)
            for caption in element.iterchildren("caption"):
                self._block(caption, state, depth + 1)
            self.parts.append(self._table(element, state, depth))
        elif tag in _BLOCKS:
            self._block(element, state, depth)
        else:
            self._children(element, _dressed(element, state), depth)

    def _children(self, element: etree._Element, state: _State, depth: int) -> None:
        self._text(element.text, state)
        number = _first_number(element)
        for child in element:
            if child.tag == "li":
                number = _declared(child, number)
                self.end_paragraph(state)
                self.marker = _marker(element, number)
                number += 1
            self.into(child, state, depth + 1)
            self._text(child.tail, state)

    def _block(self, element: etree._Element, state: _State, depth: int) -> None:
        self.end_paragraph(state)
        inner = _dressed(element, state)
        self._children(element, inner, depth)
        self.end_paragraph(inner)

    def _text(self, text: str | None, state: _State) -> None:
        if not text:
            return
        if not state.pre:
            text = _spaced(text)
        self.runs.append(Run(text=text, bold=state.bold, italic=state.italic, struck=state.struck))

    def end_paragraph(self, state: _State) -> None:
        """What was gathered is a paragraph in the dress of the block around it."""
        if any(run.text.strip() for run in self.runs):
            kind: BlockKind = "list-item" if self.marker and state.kind == "paragraph" else state.kind
            self.parts.append(
                Paragraph(
                    runs=tuple(self.runs),
                    prefix=self.marker,
                    kind=kind,
                    level=state.level,
                    centered=state.centered,
                    line=self.line,
                )
            )
            self.marker = ""
        self.runs = []

    def _table(self, element: etree._Element, state: _State, depth: int) -> Table:
        rows: list[Row] = []
        open_below: dict[int, tuple[int, int]] = {}  # column -> (rows still covered, span)
        for tr in _rows_of(element):
            rows.append(Row(cells=tuple(self._cells(tr, open_below, state, depth)), line=self.line))
        return Table(rows=tuple(rows))

    def _cells(
        self, tr: etree._Element, open_below: dict[int, tuple[int, int]], state: _State, depth: int
    ) -> Iterator[Cell]:
        column = 0
        pending = [cell for cell in tr if cell.tag in ("td", "th")]
        pending.reverse()
        while pending or column in open_below:
            if column in open_below:
                rows_left, span = open_below.pop(column)
                if rows_left > 1:
                    open_below[column] = (rows_left - 1, span)
                yield Cell(span=span, continues=True)
            else:
                td = pending.pop()
                span = _number(td, "colspan", self.limits.columns)
                down = _number(td, "rowspan", self.limits.blocks)
                if down > 1:
                    open_below[column] = (down - 1, span)
                yield Cell(content=tuple(self._inside(td, state, depth)), span=span)
            column += span

    def _inside(self, td: etree._Element, state: _State, depth: int) -> list[Paragraph | Table]:
        inner = _Walk(limits=self.limits, line=self.line)
        cell_state = replace(_dressed(td, state), kind="paragraph", level=None)
        inner._children(td, cell_state, depth + 3)
        inner.end_paragraph(cell_state)
        return inner.parts


def _spaced(text: str) -> str:
    inner = " ".join(text.split())
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if inner and text[-1].isspace() else ''}"


def _rows_of(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _number(element: etree._Element, attribute: str, most: int) -> int:
    value = element.get(attribute, "1").strip()
    return min(int(value), most) or 1 if value.isdecimal() and len(value) < 9 else 1


def _hidden(element: etree._Element) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def _dressed(element: etree._Element, state: _State) -> _State:
    tag = str(element.tag)
    style = element.get("style", "").replace(" ", "").lower()
    level = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else state.level
    centered = tag == "center" or element.get("align", "").lower() == "center" or "text-align:center" in style
    aligned = "text-align" in style or element.get("align") is not None
    return replace(
        state,
        bold=state.bold or tag in ("b", "strong") or "font-weight:bold" in style or "font-weight:700" in style,
        italic=state.italic or tag in ("i", "em") or "font-style:italic" in style,
        struck=state.struck or tag in ("s", "del", "strike") or "line-through" in style,
        centered=centered if aligned or centered else state.centered,
        pre=state.pre or tag == "pre",
        kind="heading" if level else state.kind,
        level=level,
    )


def _first_number(element: etree._Element) -> int:
    start = element.get("start", "1") if element.tag == "ol" else "1"
    return int(start) if start.isdecimal() and len(start) < 6 else 1


def _declared(item: etree._Element, number: int) -> int:
    value = item.get("value", "")
    return int(value) if value.isdecimal() and len(value) < 6 else number


def _marker(parent: etree._Element, number: int) -> str:
    style = parent.get("style", "").replace(" ", "").lower()
    if "list-style:none" in style or "list-style-type:none" in style:
        return ""
    if parent.tag != "ol":
        return "-"
    return formatted(number, _LIST_TYPES.get(parent.get("type", "1"), "decimal")) + "."
