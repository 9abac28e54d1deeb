"""Markdown: headings, tables, lists with their written numbers, emphasis as hints, struck-out text kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ttdn.engine.errors import UnreadableDocument
from ttdn.engine.plans.model import BlockKind
from ttdn.engine.plans.readers.builder import BlockBuilder, Paragraph
from ttdn.engine.plans.readers.clean import Run
from ttdn.engine.plans.readers.html import html_content
from ttdn.engine.plans.readers.tables import Cell, Row, Table, emit

_HEADING = re.compile(r"^#{1,6} +\S", re.MULTILINE)  # ## I. MỤC ĐÍCH
_SIGNS = (
    _HEADING,
    re.compile(r"\*\*[^*\n]+\*\*"),  # **Nơi nhận:**
    re.compile(r"^\|.*\|[ \t]*$", re.MULTILINE),  # | 1 | Nội dung |
    re.compile(r"^\|?[ \t]*:?-{3,}:?[ \t]*\|", re.MULTILINE),  # |---|---|
    re.compile(r"~~[^~\n]+~~"),  # ~~1387~~
    re.compile(r"<br\s*/?>", re.IGNORECASE),
)
_NESTING = 100  # lists in lists and quotes in quotes; the parser leaves deeper ones out
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STRUCK_TAG = re.compile(r"<(/?)(?:s|del|strike)>", re.IGNORECASE)


def looks_like_markdown(text: str) -> bool:
    """Whether a .txt is Markdown by its signs: two different ones, or two headings."""
    return len(_HEADING.findall(text)) >= 2 or sum(bool(sign.search(text)) for sign in _SIGNS) >= 2


def read_markdown(text: str, builder: BlockBuilder) -> None:
    """Read Markdown into the builder."""
    tokens = _parser().parse(text)
    if any(token.level >= _NESTING - 1 for token in tokens):
        raise UnreadableDocument(
            "Tệp Markdown lồng quá nhiều lớp nên không đọc được; hãy bớt các cấp danh sách rồi tải lên lại.",
            code="too-deep",
        )
    emit(builder, _Walk(builder).content(tokens))


def _parser() -> MarkdownIt:
    """CommonMark with tables, without the rules that misread official papers.

    An indented line is a first-line indent, not code; a row of dashes under a line is the rule under a letterhead,
    not a heading.
    """
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _NESTING}).enable(["table", "strikethrough"])
    return parser.disable(["code", "lheading", "reference", "hr"])


@dataclass(slots=True, kw_only=True)
class _Dress:
    bold: int = 0
    italic: int = 0
    struck: int = 0


@dataclass(slots=True)
class _Walk:
    """One pass over the token stream; lists and headings are remembered as they open and close."""

    builder: BlockBuilder
    parts: list[Paragraph | Table] = field(default_factory=list)
    markers: list[str] = field(default_factory=list)  # the item's number, until its first paragraph takes it
    level: int | None = None
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    in_table: bool = False
    line: int | None = None  # of the cell read last

    def content(self, tokens: Sequence[Token]) -> list[Paragraph | Table]:
        for token in tokens:
            self._step(token)
        return self.parts

    def _step(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self.level = int(token.tag[1])
            case "heading_close":
                self.level = None
            case "list_item_open":
                self.markers.append(token.info + token.markup)
            case "list_item_close":
                self.markers.clear()
            case "table_open":
                self.in_table, self.rows = True, []
            case "tr_open":
                self.cells = []
            case "tr_close":
                self.rows.append(Row(cells=tuple(self.cells), line=self.line))
            case "table_close":
                self.in_table = False
                self.parts.append(Table(rows=tuple(self.rows)))
            case "inline":
                self._inline(token)
            case "fence":
                self._add(Paragraph(runs=(Run(text=token.content),), line=_line_number(token)))
            case "html_block":
                self.parts += html_content(token.content, self.builder.limits, line=_line_number(token))

    def _inline(self, token: Token) -> None:
        paragraph = Paragraph(runs=tuple(_runs(token.children or [])), line=_line_number(token), level=self.level)
        self.line = paragraph.line
        if self.in_table:
            self.cells.append(Cell(content=(paragraph,)))
        else:
            self._add(paragraph)

    def _add(self, paragraph: Paragraph) -> None:
        kind: BlockKind = "heading" if self.level else "list-item" if self.markers else "paragraph"
        self.parts.append(replace(paragraph, kind=kind, prefix=" ".join(self.markers)))
        self.markers.clear()


def _line_number(token: Token) -> int | None:
    return token.map[0] + 1 if token.map else None


def _runs(children: Sequence[Token]) -> list[Run]:
    dress = _Dress()
    runs: list[Run] = []
    for token in children:
        text = _text_of(token)
        if text:
            runs.append(Run(text=text, bold=dress.bold > 0, italic=dress.italic > 0, struck=dress.struck > 0))
        _change(dress, token)
    return runs


def _text_of(token: Token) -> str:
    if token.type in ("text", "code_inline", "text_special"):
        return token.content
    if token.type in ("softbreak", "hardbreak") or (token.type == "html_inline" and _BREAK.match(token.content)):
        return "\n"
    return ""


def _change(dress: _Dress, token: Token) -> None:
    match token.tag:
        case "strong":
            dress.bold += token.nesting
        case "em":
            dress.italic += token.nesting
        case "s":
            dress.struck += token.nesting
    tag = _STRUCK_TAG.match(token.content) if token.type == "html_inline" else None
    if tag:
        dress.struck = 0 if tag[1] else 1
