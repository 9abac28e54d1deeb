"""What a plan document is made of: blocks as read, and the plan recognised in them.

Every record is frozen; a step returns new ones. The JSON form is ``ttdn.plan/1``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["paragraph", "heading", "list-item", "table-row", "header", "footer", "stamp"]
ItemKind = Literal["group", "objective", "requirement", "direction", "task", "duty", "target", "funding"]
Recurrence = Literal["continuous", "daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly"]
Per = Literal["month", "quarter", "half-year", "year"]
SetAside = Literal[
    "letterhead",
    "page-number",
    "incoming-stamp",
    "table-head",
    "decoration",
    "greeting",
    "closing",
    "footnote-mark",
    "repeated",
]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph or table row of the source, in reading order.

    ``text`` is NFC with single spaces and without list bullets' private characters; numbering that the word
    processor keeps outside the text is put in front of it ("1. ", "a) ", "- "). A deliberate line break starts a
    new block in running text; inside a cell it stays a ``\\n``, so a row's text may hold some. A footnote is a
    paragraph after the body, "[1] ..."; its mark does not stand in the text it belongs to. A row's ``text`` is its
    ``cells`` joined by tabs, so that a span counts in ``text``. ``cells`` has one entry a grid column: a merged
    cell repeats its text in every column and row it covers, and ``merged`` says "h" or "v" where it does
    (the first place has ""). The fields after ``line`` are hints of the reader and never leave the engine.
    """

    n: int
    kind: BlockKind
    text: str
    cells: tuple[str, ...] | None = None
    page: int | None = None
    line: int | None = None
    level: int | None = None  # heading level where the source declares one (<h2>, "##", Word's "Heading 2")
    bold: bool = False  # the whole of the text
    italic: bool = False
    centered: bool = False
    table: int | None = None  # rows of one table share it, from 1
    merged: tuple[str, ...] | None = None
    struck: tuple[Span, ...] = ()  # struck-out runs; the text keeps them
    boxed: bool = False  # from a text box, a frame or a one-cell table

    def cell_offset(self, index: int) -> int:
        """Where cell ``index`` starts in ``text``."""
        assert self.cells is not None
        return sum(len(cell) + 1 for cell in self.cells[:index])


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file as handed in; ``format`` is txt, md, html, docx, doc, pdf or scan."""

    name: str
    sha256: str
    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency named in the text; ``name`` as the directory spells it, or as written where it knows none."""

    name: str
    as_written: str
    scope: str | None = None  # "việc 1", where one cell names several leads each with a part


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    text: str
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Time as written and as meant. ``due`` is a yearly day, "--11-30"; ``duration`` is ISO 8601, "P2D"."""

    text: str
    start: dt.date | None = None
    end: dt.date | None = None
    due: str | None = None
    recurrence: Recurrence | None = None
    duration: str | None = None
    approximate: bool = False
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable:
    quantity: float
    unit: str
    per: Per | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a field was read: the block, the span in its text, the step, and the doubt if any."""

    block: int
    span: Span
    step: str
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    text: str
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    id: str
    kind: ItemKind
    ref: str
    text: str
    blocks: tuple[int, ...]
    parent: str | None = None
    parts: tuple[Part, ...] = ()
    lead: tuple[Agency, ...] = ()
    partners: tuple[Agency, ...] = ()
    schedule: Schedule | None = None
    deliverables: tuple[Deliverable, ...] = ()
    funding: str | None = None
    evidence: dict[str, Evidence] = field(default_factory=dict)  # by field: lead, partners, schedule, deliverables


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    number: str | None
    issued_on: dt.date | None
    text: str
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    text: str
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    name: str | None
    title: str | None
    authority: str | None
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A doubt shown to a person. ``message`` is Vietnamese and says what to look at."""

    code: str
    message: str
    item: str | None = None
    field: str | None = None
    blocks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Every block is used, set aside under a named reason, or unread."""

    blocks: int
    used: int
    set_aside: dict[SetAside, int]
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader returns."""

    source: Source
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()  # the reader's own: struck-out text, tracked changes taken as accepted


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    source: Source
    blocks: tuple[Block, ...]
    number: str | None = None
    issued_on: dt.date | None = None
    place: str | None = None
    issuer: str | None = None
    title: str | None = None
    period: Period | None = None
    legal_bases: tuple[LegalBasis, ...] = ()
    items: tuple[Item, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    signatory: Signatory | None = None
    warnings: tuple[Finding, ...] = ()
    coverage: Coverage = Coverage(blocks=0, used=0, set_aside={}, unread=0)
