"""Blocks are made in one place, so that numbering, limits and the shape of rows are the same for every format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ttdn.engine.errors import UnreadableDocument
from ttdn.engine.plans.model import Block, BlockKind, Finding
from ttdn.engine.plans.readers.clean import Line, Run, join_lines, lines_of, unwrap
from ttdn.engine.plans.readers.limits import Limits

_BULLET = re.compile(r"[•●○▪■◦‣∙·◆➢✓–—][ ]*(?=\S)|[-+*]\s+(?=\S)")
_DASH = re.compile(r"-(?=[^\W\d_])")  # "-Xây dựng": the space is often forgotten


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of the source before it is a block; ``prefix`` is numbering kept outside the text."""

    runs: tuple[Run, ...]
    prefix: str = ""
    kind: BlockKind = "paragraph"
    level: int | None = None
    centered: bool = False
    boxed: bool = False
    line: int | None = None
    page: int | None = None


class BlockBuilder:
    """Collects blocks in reading order and refuses a document that outgrows its limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.blocks: list[Block] = []
        self.findings: list[Finding] = []
        self._cells = 0
        self._characters = 0
        self._tables = 0

    def paragraph(self, paragraph: Paragraph) -> None:
        """One block a deliberate line: a break inside a letterhead or a list of recipients starts a new one."""
        for index, line in enumerate(unwrap(lines_of(paragraph.runs))):
            prefix = paragraph.prefix if index == 0 else ""
            self._paragraph_line(paragraph, prefixed(line, prefix))

    def _paragraph_line(self, paragraph: Paragraph, line: Line) -> None:
        kind: BlockKind = paragraph.kind
        if kind == "paragraph" and (_BULLET.match(line.text) or _DASH.match(line.text)):
            kind = "list-item"
        self._add(
            Block(
                n=0,
                kind=kind,
                text=line.text,
                page=paragraph.page,
                line=paragraph.line,
                level=paragraph.level,
                bold=line.bold,
                italic=line.italic,
                centered=paragraph.centered,
                struck=line.struck,
                boxed=paragraph.boxed,
            )
        )

    def next_table(self) -> int:
        self._tables += 1
        return self._tables

    def row(
        self,
        cells: Sequence[Line],
        *,
        table: int,
        merged: Sequence[str],
        centered: bool = False,
        line: int | None = None,
        page: int | None = None,
    ) -> None:
        """One table row; cells hold their lines separated by ``\\n``. A row without any text is left out."""
        self._cells += len(cells)
        if self._cells > self.limits.cells:
            raise too_long("ô trong bảng")
        if not any(cell.text for cell in cells):
            return
        worded = [cell for cell in cells if cell.text]
        self._add(
            Block(
                n=0,
                kind="table-row",
                text="\t".join(cell.text for cell in cells),
                cells=tuple(cell.text for cell in cells),
                page=page,
                line=line,
                bold=all(cell.bold for cell in worded),
                italic=all(cell.italic for cell in worded),
                centered=centered,
                table=table,
                merged=tuple(merged),
                struck=join_lines(cells, "\t").struck,
            )
        )

    def _add(self, block: Block) -> None:
        self._characters += len(block.text)
        if len(block.text) > self.limits.block_characters or self._characters > self.limits.characters:
            raise too_long("chữ")
        if len(self.blocks) >= self.limits.blocks:
            raise too_long("đoạn")
        self.blocks.append(replace(block, n=len(self.blocks) + 1))

    def find(self, code: str, message: str, *, blocks: tuple[int, ...] = ()) -> None:
        """A doubt of the reader; each code once."""
        if all(finding.code != code for finding in self.findings):
            self.findings.append(Finding(code=code, message=message, blocks=blocks))

    def find_code_page(self, page: str) -> None:
        self.find(
            "old-code-page",
            f"Văn bản viết bằng bảng mã cũ ({page}) và đã được chuyển sang Unicode; hãy kiểm tra dấu và chữ hoa.",
        )


def prefixed(line: Line, prefix: str) -> Line:
    """The line behind its numbering, spans moved along."""
    if not prefix:
        return line
    return replace(join_lines([Line(text=prefix), line], " "), bold=line.bold, italic=line.italic)


def cell_line(paragraphs: Sequence[Paragraph]) -> Line:
    """All lines of a cell as one text with ``\\n``; a number that stands alone (an automatic "TT" column) counts."""
    lines: list[Line] = []
    for paragraph in paragraphs:
        own = unwrap(lines_of(paragraph.runs))
        if own:
            lines += [prefixed(own[0], paragraph.prefix), *own[1:]]
        elif paragraph.prefix and any(letter.isalnum() for letter in paragraph.prefix):
            lines.append(Line(text=paragraph.prefix))
    return join_lines(lines, "\n")


def too_long(what: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"Tệp có quá nhiều {what} so với một kế hoạch; hãy tách phần kế hoạch ra tệp riêng rồi tải lên lại.",
        code="too-large",
    )
