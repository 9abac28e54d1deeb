"""Tables of tasks (layouts A, B, C, G, J), of targets (I) and of people (H)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ttdn.engine.plans.model import Block, ItemKind, Part
from ttdn.engine.plans.steps.agencies import NOBODY, Named, listed, without
from ttdn.engine.plans.steps.agency_names import whole_list
from ttdn.engine.plans.steps.assignment import from_sentence
from ttdn.engine.plans.steps.columns import Columns, columns_of, guessed_columns, is_numbering_row
from ttdn.engine.plans.steps.entry import Entry
from ttdn.engine.plans.steps.register import Body, Fields
from ttdn.engine.plans.steps.table_cells import Cells
from ttdn.engine.plans.steps.table_checks import Numbers, uneven_total
from ttdn.engine.plans.steps.table_grid import Grid
from ttdn.engine.text.normal import UPPER, fold, is_upper
from ttdn.engine.text.outline import RANK, Marker, marker

if TYPE_CHECKING:
    from ttdn.engine.plans.steps.body import Place, Walk

# "Tổng cộng", "CỘNG (I+II)", "Cộng mục I", "Tổng kinh phí thực hiện"
_TOTAL = re.compile(
    r"^\W*(?:tong cong|tong so|tong kinh phi|tong|cong)(?: kinh phi)?(?: thuc hien)?"
    r"(?:\W*\([^)]*\)|\W*(?:muc|phan|nhom|bieu)?\W*(?:[ivx]+|[a-d]|\d{1,2})(?:\W+(?:[ivx]+|[a-d]|\d{1,2}))*)?\W*$"
)
_SENTENCE = re.compile(rf"(?<=[.;!?])\s+(?=[{UPPER}])")
_BULLET_LINE = re.compile(r"^\s*[-–+•*]\s*")
_UNNUMBERED_GROUP = 25  # beside the roman ones


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    rank: int
    id: str
    label: str
    agencies: Named


def read_table(walk: Walk, entry: Entry, place: Place) -> None:
    """Items from the rows of one table; a table that is none of tasks stands as a group with its rows."""
    rows = [r for r in entry.rows if r.cells]
    own = columns_of(rows, walk.draft)
    above = walk.table_above
    if own is None and above and above.place.parent == place.parent and above.goes_on(rows):
        above.read_more(rows)
        return
    columns = own or guessed_columns(rows, walk.draft)
    if columns is None or (not columns.of("task") and not columns.of("target")):
        head, *rest = [Part(text=" | ".join(dict.fromkeys(r.cells or ())), blocks=(r.n,)) for r in rows]
        body = Body(text=head.text, blocks=entry.blocks, parts=tuple(rest))
        walk.register.add("group", ref="", body=body, parent=place.parent)
        return
    walk.table_above = table = Table(walk=walk, columns=columns, place=place, width=len(rows[0].cells or ()))
    table.read(rows)


class Table:
    """One table while its rows are read from top to bottom."""

    def __init__(self, *, walk: Walk, columns: Columns, place: Place, width: int) -> None:
        self.walk, self.columns, self.place, self.width = walk, columns, place, width
        self.draft = walk.draft
        self.grid = Grid(columns=columns)
        self.cells = Cells(draft=walk.draft, grid=self.grid)
        self.kind: ItemKind = "task" if columns.of("task") else "target"
        if place.section == "funding":
            self.kind = "funding"
        self.groups: list[_Group] = []
        self.last: str | None = None  # the item of the row above
        self.counted: list[Block] = []  # the rows that became items: what a total adds up
        self.grouped = 0  # how many of them stood above the last group
        self.numbers = Numbers()
        self.position = 0
        self.column_group = ""

    # --- rows -------------------------------------------------------------------------------------------------

    def read(self, rows: Sequence[Block]) -> None:
        heads = self.columns.header_rows
        self.walk.aside("table-head", [r.n for r in rows[:heads]])
        self.read_more(rows[heads:])

    def goes_on(self, rows: Sequence[Block]) -> bool:
        """Whether a table without a head is more of this one: as wide and with the next number, over a page break."""
        first = self.grid.marker(rows[0]) if len(rows[0].cells or ()) == self.width else None
        return first is not None and first.kind == "arabic" and first.ordinal == (self.numbers.last or 0) + 1

    def read_more(self, rows: Sequence[Block]) -> None:
        for index, row in enumerate(rows):
            if self._is_head_again(row):
                self.walk.aside("table-head", [row.n])
            elif _TOTAL.match(fold(next((c for c in row.cells or () if c.strip()), ""))):
                self._total(row)
            else:
                self._row(row, rows[index + 1] if index + 1 < len(rows) else None)

    def _is_head_again(self, row: Block) -> bool:
        cells = row.cells or ()
        if is_numbering_row(cells):
            return True
        same = [i for i, c in enumerate(cells) if c.strip() and " ".join(c.split()) == self.columns.heads.get(i)]
        return len(same) >= 2 and len(same) >= 0.6 * len([c for c in cells if c.strip()])

    def _row(self, row: Block, following: Block | None) -> None:
        found = self.grid.marker(row)
        if self._is_continuation(row, found):
            self._continue(row)
        elif self._is_group(row, found, following):
            self._open_group(row, found)
        else:
            self._item(row, found)

    def _is_continuation(self, row: Block, found: Marker | None) -> bool:
        """A row cut over a page, or a task cell that covers several rows."""
        if self.last is None or (found and found.kind != "dash" and not self.grid.merged(row, self.grid.number, "v")):
            return False
        if self.grid.own_work(row):
            return False
        number, main = self.grid.number, self.grid.main
        if self.grid.merged(row, main, "v") and (number is None or self.grid.merged(row, number, "v")):
            return True
        if self.grid.cell(row, number):
            return False
        text = self.grid.main_text(row)
        others = [c for i, c in enumerate(row.cells or ()) if i not in (main, number) and c.strip() and c != text]
        return bool(text) and (text[:1].islower() and not whole_list(text, self.draft.directory)) and len(others) <= 1

    def _continue(self, row: Block) -> None:
        assert self.last is not None
        words = [c.strip() for c in dict.fromkeys(row.cells or ()) if c.strip()]
        if self.grid.merged(row, self.grid.main, "v"):
            self._more_of_it(row)
            return
        part = Part(text=" ".join(words), blocks=(row.n,))
        self.walk.register.extend(self.last, parts=(part,), blocks=(row.n,))

    def _more_of_it(self, row: Block) -> None:
        """Another row beside the same task: its lead, partners and time are added to the task's."""
        assert self.last is not None
        fields = self.cells.fields(row)
        beside = [i for i in range(len(row.cells or ())) if i not in (self.grid.main, self.grid.number)]
        words = [self.grid.cell(row, i) for i in beside]
        extra = Part(text=" | ".join(dict.fromkeys(w for w in words if w)), blocks=(row.n,))
        self.walk.register.extend(self.last, parts=(extra,), blocks=(row.n,))
        self.walk.register.add_agencies(self.last, lead=fields.lead.agencies, partners=fields.partners.agencies)

    # --- groups -----------------------------------------------------------------------------------------------

    def _is_group(self, row: Block, found: Marker | None, following: Block | None) -> bool:
        cells = row.cells or ()
        text = self._group_text(row)
        if not text:
            return False
        filled = [i for i, c in enumerate(cells) if c.strip() and i != self.grid.number]
        if any(cells[i].strip() != text for i in filled):
            return self._numbered_group(row, found, following)
        covers = len(filled) >= 2
        if covers or (self.grid.number is not None and self.grid.cell(row, self.grid.number) == text):
            return True
        if found is None:
            return not _BULLET_LINE.match(text) and (is_upper(text) or row.bold or self._opens(found, following))
        if found.kind in {"roman", "upper", "part"}:
            return True
        return self._opens(found, following) or (is_upper(text) and len(cells) > 2)

    def _group_text(self, row: Block) -> str:
        text = self.grid.main_text(row)
        if text:
            return text
        words = [c.strip() for i, c in enumerate(row.cells or ()) if c.strip() and i != self.grid.number]
        return words[0] if len(set(words)) == 1 else self.grid.cell(row, self.grid.number) if not words else ""

    def _numbered_group(self, row: Block, found: Marker | None, following: Block | None) -> bool:
        """A roman row with something in its note or money column is still a group."""
        if found is None or found.kind not in {"roman", "upper", "part"} or following is None:
            return False
        assigned = any(self.grid.cell(row, i) for role in ("lead", "lead-and-partners", "time", "product", "person")
                       for i in self.columns.of(role))  # type: ignore[arg-type]  # fmt: skip
        return not assigned

    def _opens(self, found: Marker | None, following: Block | None) -> bool:
        """The row below is a first sub-number: "1.1" under "1", "a" or "-" under either."""
        below = self.grid.marker(following) if following else None
        if following is None:
            return False
        if below is None:
            bulleted = _BULLET_LINE.match(self.grid.main_text(following)) is not None
            return not self.grid.cell(following, self.grid.number) and bulleted and self.grid.has_fields(following)
        if found is None:
            return below.kind in {"arabic", "dotted"} and below.ordinal == 1
        deeper = RANK[below.kind] > RANK[found.kind] or (below.kind == "dotted" and below.depth > found.depth)
        return deeper and (below.ordinal == 1 or below.kind == "dash")

    def _open_group(self, row: Block, found: Marker | None) -> None:
        text = self._group_text(row)
        if found is None and (inner := marker(text)) and inner.kind in {"roman", "upper", "part", "arabic"}:
            found, text = inner, text[inner.end :]
        rank = found.rank if found else _UNNUMBERED_GROUP
        if found is None:
            rank = 2 if not any(g.rank <= 2 for g in self.groups) else self._unnumbered_rank(row)
        self._close(rank)
        column = (
            self.grid.main
            if self.grid.main_text(row)
            else next(i for i, c in enumerate(row.cells or ()) if c.strip() == text or text in c)
        )
        start = row.cell_offset(column or 0) + (
            self.grid.raw(row, column).find(text) if text in self.grid.raw(row, column) else 0
        )
        names = whole_list(text, self.draft.directory)
        agencies = listed(self.draft, row, start, start + len(text), step="group-row") if names else NOBODY
        label = found.label if found else ""
        extra = [
            c.strip()
            for c in row.cells or ()
            if c.strip() and c.strip() not in (self._group_text(row), self.grid.cell(row, self.grid.number))
        ]
        parts = tuple(Part(text=c, blocks=(row.n,)) for c in dict.fromkeys(extra))
        body = Body(text=text.strip(), blocks=(row.n,), parts=parts)
        path = (*self.place.path, *(g.label for g in self.groups if g.label), *((label,) if label else ()))
        parent = self.groups[-1].id if self.groups else self.place.parent
        name = self.walk.register.add("group", ref=".".join(path), body=body, parent=parent)
        if found and found.slip:
            self.walk.doubt(
                "outline-slip",
                f"Số mục “{self.grid.cell(row, self.grid.number)}” được đọc là “{label}”.",
                item=name,
                blocks=(row.n,),
            )
        self.groups.append(_Group(rank=rank, id=name, label=label, agencies=agencies))
        self.last, self.position, self.grouped = None, 0, len(self.counted)

    def _unnumbered_rank(self, row: Block) -> int:
        return 3 if not row.bold and not is_upper(self._group_text(row)) else 2

    def _close(self, rank: int) -> None:
        while self.groups and self.groups[-1].rank >= rank:
            self.groups.pop()
            self.position = 0

    # --- items ------------------------------------------------------------------------------------------------

    def _item(self, row: Block, found: Marker | None) -> None:
        text = self.grid.main_text(row)
        if not text or not any(c.isalnum() for c in text):
            self._leftover(row)
            return
        if found:
            self._close(found.rank)
        self._group_column(row)
        self.position += 1
        fields = self._from_words(row, self.cells.fields(row))
        body = self._body(row)
        label = found.label if found and found.label else str(self.position)
        path = (*self.place.path, *(g.label for g in self.groups if g.label), label)
        if found and found.kind == "dotted":
            path = (
                *self.place.path,
                *(g.label for g in self.groups if g.label and not label.startswith(g.label + ".")),
                label,
            )
        parent = self.groups[-1].id if self.groups else self.place.parent
        name = self.walk.register.add(self.kind, ref=".".join(path), body=body, parent=parent, fields=self._led(fields))
        if found is None and self.grid.number is not None and self.kind == "task":
            self.walk.doubt(
                "unnumbered-row",
                f"Dòng không có số thứ tự; tạm lấy theo vị trí là “{'.'.join(path)}”.",
                item=name,
                blocks=(row.n,),
            )
        if expected := self.numbers.slip(found):
            message = f"Số thứ tự “{label}” không nối tiếp dòng trên; lẽ ra là “{expected}”."
            self.walk.doubt("outline-slip", message, item=name, blocks=(row.n,))
        self.counted.append(row)
        self.last = name

    def _has_columns(self) -> bool:
        return bool(self.columns.of("lead") or self.columns.of("lead-and-partners") or self.columns.of("person"))

    def _led(self, fields: Fields) -> Fields:
        """In a table without a lead column the agency of the group row leads, whatever the verb (layout A)."""
        if self._has_columns() or fields.lead.agencies:
            return fields
        group = next((g for g in reversed(self.groups) if g.agencies.agencies), None)
        lead = group.agencies if group else (self.place.lead or NOBODY)
        return replace(fields, lead=lead, partners=without(fields.partners, lead.agencies))

    def _group_column(self, row: Block) -> None:
        """A column "Nhóm nhiệm vụ" beside the tasks: a new word in it opens a group."""
        column = self.columns.first("group")
        words = self.grid.cell(row, column)
        if not words or words == self.column_group:
            return
        self.column_group = words
        self._close(2)
        parent = self.groups[-1].id if self.groups else self.place.parent
        name = self.walk.register.add("group", ref="", body=Body(text=words, blocks=(row.n,)), parent=parent)
        self.groups.append(_Group(rank=2, id=name, label="", agencies=NOBODY))

    def _body(self, row: Block) -> Body:
        text = self.grid.main_text(row)
        others = [self.grid.cell(row, i) for i in self.columns.of("task")[1:]]
        whole = "\n".join([text, *(o for o in dict.fromkeys(others) if o and o != text)])
        pieces = [p.strip() for p in text.split("\n") if p.strip()]
        bullets = [_BULLET_LINE.sub("", p) for p in pieces if _BULLET_LINE.match(p)]
        sentences = _SENTENCE.split(" ".join(pieces)) if not bullets and "." in text else []
        parts = bullets or (sentences if len(sentences) > 1 else [])
        return Body(text=whole, blocks=(row.n,), parts=tuple(Part(text=p, blocks=(row.n,)) for p in parts))

    def _from_words(self, row: Block, fields: Fields) -> Fields:
        """Partners and deadline in the task's words, where no column is there to name them."""
        if self.grid.main is None or self.kind != "task":
            return fields
        start = row.cell_offset(self.grid.main)
        end = start + len(self.grid.raw(row, self.grid.main))
        if self.columns.of("partners") or self.columns.of("lead-and-partners"):
            return fields
        read = from_sentence(self.draft, self._led(fields), row, start, end)
        schedule = fields.schedule if self.columns.of("time") else read.schedule
        return replace(fields, partners=read.partners, schedule=schedule)

    def _leftover(self, row: Block) -> None:
        """A row without words for a task: its cells belong to the task above."""
        words = [c.strip() for c in dict.fromkeys(row.cells or ()) if c.strip()]
        if self.last and words:
            self.walk.register.extend(
                self.last, parts=(Part(text=" | ".join(words), blocks=(row.n,)),), blocks=(row.n,)
            )
        elif not words:
            self.walk.aside("decoration", [row.n])

    def _total(self, row: Block) -> None:
        """A group with the table's money, as no work is in it; checked against all rows and those of the last group."""
        words = " | ".join(c.strip() for c in dict.fromkeys(row.cells or ()) if c.strip())
        money = "; ".join(w for i in self.columns.of("funding") if (w := self.grid.cell(row, i)))
        body = Body(text=words, blocks=(row.n,))
        fields = Fields(funding=money or None)
        name = self.walk.register.add("group", ref="", body=body, parent=self.place.parent, fields=fields)
        if message := uneven_total(self.columns, (self.counted, self.counted[self.grouped :]), row):
            self.walk.doubt("total-differs", message, item=name, blocks=(row.n,), about="funding")
