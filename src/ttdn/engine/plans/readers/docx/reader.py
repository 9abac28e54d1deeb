"""Word documents: paragraphs, tables, boxes, notes, headers and footers in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from ttdn.engine.errors import UnreadableDocument
from ttdn.engine.plans.model import BlockKind
from ttdn.engine.plans.readers.builder import BlockBuilder, Paragraph
from ttdn.engine.plans.readers.clean import Run
from ttdn.engine.plans.readers.docx.names import MC, R, W, child, integer, value
from ttdn.engine.plans.readers.docx.numbering import Numbering
from ttdn.engine.plans.readers.docx.package import Package, Relation
from ttdn.engine.plans.readers.docx.paragraphs import DELETED, Gathered, RunReader, Traces
from ttdn.engine.plans.readers.docx.styles import Style, Styles, outline_level
from ttdn.engine.plans.readers.limits import Limits
from ttdn.engine.plans.readers.tables import Cell, Row, Table, emit
from ttdn.engine.text.code_pages import guess

Content = Paragraph | Table

_PASSED_THROUGH = frozenset(f"{W}{name}" for name in ("customXml", "smartTag", "ins", "moveTo", "sdtContent"))
_SAMPLE = 60_000
_MARGIN_KINDS: dict[str, BlockKind] = {"headerReference": "header", "footerReference": "footer"}


def read_docx(data: bytes, builder: BlockBuilder) -> None:
    """Read a Word document into the builder."""
    _Reading(Package(data, builder.limits), builder).run()


class _Reading:
    def __init__(self, package: Package, builder: BlockBuilder) -> None:
        self._package = package
        self._builder = builder
        self._main = package.main_part()
        self._relations = list(package.relations(self._main))
        styles = Styles(self._related("styles"))
        self._traces = Traces()
        self._content = ContentReader(styles, Numbering(self._related("numbering")), self._traces, builder.limits)

    def run(self) -> None:
        root = self._package.tree(self._main)
        body = None if root is None else child(root, "body")
        if body is None:
            raise UnreadableDocument(
                "Tệp Word không có nội dung; hãy mở bằng Word, kiểm tra và lưu lại rồi tải lên.", code="empty"
            )
        self._traces.page_of_text = guess(_sample(body))
        self._content.counts_pages = next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None
        self._margins(body, "headerReference")
        emit(self._builder, self._content.read(body))
        self._content.counts_pages = False
        self._notes()
        self._margins(body, "footerReference")
        self._report()

    def _related(self, kind: str) -> etree._Element | None:
        relation = next((relation for relation in self._relations if relation.kind == kind), None)
        return None if relation is None else self._package.tree(relation.target)

    def _margins(self, body: etree._Element, reference: str) -> None:
        """Headers or footers, each text once however many sections repeat it."""
        by_id: dict[str, Relation] = {relation.id: relation for relation in self._relations}
        seen: set[str] = set()
        for element in body.iter(W + reference):
            relation = by_id.get(element.get(f"{R}id", ""))
            if relation is None or relation.target in seen:
                continue
            seen.add(relation.target)
            root = self._package.tree(relation.target)
            for part in _flattened(self._content.read(root)) if root is not None else ():
                key = "".join(run.text for run in part.runs).strip()
                if key not in seen:
                    seen.add(key)
                    self._builder.paragraph(replace(part, kind=_MARGIN_KINDS[reference], level=None))

    def _notes(self) -> None:
        """Footnotes and endnotes in the order of their references, each behind its number in brackets."""
        roots = {kind: self._related(f"{kind}s") for kind in ("footnote", "endnote")}
        notes = {
            (kind, note.get(f"{W}id", "")): note
            for kind, root in roots.items()
            for note in (root.iterchildren(W + kind) if root is not None else ())
        }
        referred = [key for key in dict.fromkeys(self._traces.notes) if key in notes]
        for position, key in enumerate(referred, start=1):
            for index, part in enumerate(_flattened(self._content.read(notes[key]))):
                prefix = f"[{position}]" if index == 0 else part.prefix
                self._builder.paragraph(replace(part, prefix=prefix, kind="paragraph"))

    def _report(self) -> None:
        if self._traces.converted:
            self._builder.find_code_page(self._traces.converted)
        if self._traces.tracked:
            self._builder.find(
                "tracked-changes",
                "Tệp còn các thay đổi được theo dõi (Track Changes); hệ thống đọc như đã chấp nhận tất cả, hãy "
                "đối chiếu với bản đã ký.",
            )
        if self._traces.embedded:
            self._builder.find(
                "embedded-object",
                "Tệp có phần nhúng từ tệp khác (bảng tính, văn bản chèn) không đọc được; hãy dán phần đó thành "
                "bảng hoặc chữ thường.",
            )
        if self._traces.hidden:
            self._builder.find("hidden-text", "Tệp có chữ ẩn; phần chữ ẩn không được đọc, hãy kiểm tra bản gốc.")


def _sample(body: etree._Element) -> str:
    """Enough of the text to tell an old code page by, runs of a word side by side."""
    pieces: list[str] = []
    length = 0
    for text in body.iter(f"{W}t", f"{W}p"):
        piece = (text.text or "") if text.tag == f"{W}t" else " "
        pieces.append(piece)
        length += len(piece)
        if length > _SAMPLE:
            break
    return "".join(pieces)


def _flattened(content: list[Content]) -> Iterator[Paragraph]:
    """Paragraphs of notes and margins; a table's cells become paragraphs."""
    for part in content:
        if isinstance(part, Paragraph):
            yield part
        else:
            for row in part.rows:
                for cell in row.cells:
                    yield from _flattened(list(cell.content))


@dataclass(slots=True)
class ContentReader:
    """Walks bodies, cells, boxes and notes; numbering counts on through all of them."""

    styles: Styles
    numbering: Numbering
    traces: Traces
    limits: Limits
    counts_pages: bool = False
    _carried: tuple[Run, ...] = ()  # text of a paragraph whose end was deleted: it runs on into the next

    def read(self, container: etree._Element) -> list[Content]:
        content: list[Content] = []
        for part in self._parts(container):
            if part.tag == f"{W}tbl":
                content.append(self._table(part))
            else:
                content += self._paragraph(part)
        return content

    def _parts(self, container: etree._Element) -> Iterator[etree._Element]:
        for part in container:
            if part.tag in (f"{W}p", f"{W}tbl"):
                yield part
            elif part.tag in _PASSED_THROUGH:
                yield from self._parts(part)
            elif part.tag in DELETED:
                self.traces.tracked = True
            elif part.tag == f"{W}altChunk":
                self.traces.embedded = True
            elif part.tag == f"{W}sdt":
                for inner in part.iterchildren(f"{W}sdtContent"):
                    yield from self._parts(inner)
            elif part.tag == f"{MC}AlternateContent":
                for inner in list(part)[:1]:
                    yield from self._parts(inner)

    def _paragraph(self, element: etree._Element) -> list[Content]:
        properties = child(element, "pPr")
        identifier = value(properties, "pStyle") or self.styles.default_paragraph
        style = self.styles.get(identifier)
        gathered = RunReader(self.styles, self.traces).gather(element, style)
        runs = (*self._carried, *gathered.runs)
        self._carried = ()
        if properties is not None and child(properties, "rPr/ins") is not None:
            self.traces.tracked = True
        if properties is not None and child(properties, "rPr/del") is not None:
            self.traces.tracked = True
            self._carried = runs
            return self._boxes(gathered)
        level = outline_level(properties)
        level = style.level if level is None else level or None
        alignment = value(properties, "jc")
        prefix = self._prefix(properties, style, identifier)
        own = Paragraph(
            runs=runs,
            prefix=prefix,
            kind="heading" if level else "list-item" if prefix else "paragraph",
            level=level,
            centered=alignment == "center" if alignment else bool(style.centered),
            boxed=style.boxed or (properties is not None and child(properties, "framePr") is not None),
            page=gathered.page if self.counts_pages else None,
        )
        return [own, *self._boxes(gathered)]

    def _boxes(self, gathered: Gathered) -> list[Content]:
        content: list[Content] = []
        for box in gathered.boxes:
            for part in self.read(box):
                content.append(replace(part, boxed=True) if isinstance(part, Paragraph) else part)
        return content

    def _prefix(self, properties: etree._Element | None, style: Style, identifier: str) -> str:
        direct = None if properties is None else child(properties, "numPr/numId")
        number = integer(value(direct)) if direct is not None else style.number
        if not number:  # 0 takes the numbering of the style away
            return ""
        indent = None if properties is None else child(properties, "numPr/ilvl")
        if indent is not None:
            index = integer(value(indent))
        elif style.indent_level is not None:
            index = style.indent_level
        else:
            index = self.numbering.level_of_style(number, identifier)
        return self.numbering.prefix(number, index)

    def _table(self, table: etree._Element) -> Table:
        rows: list[Row] = []
        for tr in _wrapped(table, f"{W}tr"):
            properties = child(tr, "trPr")
            if properties is not None and child(properties, "del") is not None:
                self.traces.tracked = True
                continue
            if properties is not None and child(properties, "ins") is not None:
                self.traces.tracked = True
            cells = tuple(self._cells(tr, properties))
            rows.append(Row(cells=cells, page=_first_page(cells)))
        return Table(rows=tuple(rows))

    def _cells(self, tr: etree._Element, properties: etree._Element | None) -> Iterator[Cell]:
        before = integer(value(properties, "gridBefore"))
        if before > 0:
            yield Cell(span=min(before, self.limits.columns))
        for tc in _wrapped(tr, f"{W}tc"):
            own = child(tc, "tcPr")
            span = integer(value(own, "gridSpan", "1"), 1)
            merge = None if own is None else child(own, "vMerge")
            deleted = own is not None and child(own, "cellDel") is not None
            self.traces.tracked = self.traces.tracked or deleted
            yield Cell(
                content=() if deleted else tuple(self.read(tc)),
                span=max(1, min(span, self.limits.columns)),
                continues=merge is not None and value(merge) != "restart",
            )


def _first_page(cells: tuple[Cell, ...]) -> int | None:
    """Where a row begins: the page of its first worded paragraph."""
    paragraphs = (part for cell in cells for part in cell.content if isinstance(part, Paragraph))
    return next((paragraph.page for paragraph in paragraphs if paragraph.page is not None), None)


def _wrapped(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also inside content controls and tracked insertions."""
    for part in parent:
        if part.tag == tag:
            yield part
        elif part.tag in _PASSED_THROUGH:
            yield from _wrapped(part, tag)
        elif part.tag == f"{W}sdt":
            for inner in part.iterchildren(f"{W}sdtContent"):
                yield from _wrapped(inner, tag)
