"""Tables of tasks (layouts A, B, C, G, J), of targets (I) and of people (H)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ttdn.engine.plans.model import Agency, Block, Deliverable, Evidence, ItemKind, Part, Schedule
from ttdn.engine.plans.steps.agencies import NOBODY, Named, joined, lead_and_partners, listed, mixed_cell, without
from ttdn.engine.plans.steps.agency_names import whole_list
from ttdn.engine.plans.steps.assignment import from_sentence, read_labels
from ttdn.engine.plans.steps.columns import Columns, columns_of, guessed_columns, is_numbering_row
from ttdn.engine.plans.steps.deliverables import counted
from ttdn.engine.plans.steps.entry import Entry
from ttdn.engine.plans.steps.labels import labelled
from ttdn.engine.plans.steps.register import Body, Fields
from ttdn.engine.plans.steps.schedules import schedule_of
from ttdn.engine.plans.steps.table_checks import Numbers, uneven_total
from ttdn.engine.text.normal import UPPER, fold, is_upper
from ttdn.engine.text.outline import RANK, Marker, marker, row_marker

if TYPE_CHECKING:
    from ttdn.engine.plans.steps.body import Place, Walk

_TOTAL = re.compile(r"^\W*(?:tong cong|tong so|tong kinh phi|tong|cong)\W*$")
_DEADLINE_HEAD = re.compile(r"hoan thanh|thoi han|trinh|han ")
_SENTENCE = re.compile(rf"(?<=[.;!?])\s+(?=[{UPPER}])")
_BULLET_LINE = re.compile(r"^\s*[-–+•*]\s*")
# "-nt-", "như trên", "//"
_DITTO = re.compile(r"^\W*(?:nt|nhu tren)\W*$|^\s*(?://|\"|″|”)\s*$")
_MARKS = re.compile(r"^\W*(?:x|v|✓|√)\W*$", re.I)
_UNNUMBERED_GROUP = 25  # beside the roman ones


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    rank: int
    id: str
    label: str
    agencies: Named


def read_table(walk: Walk, entry: Entry, place: Place) -> None:
    """Items from the rows of one table; a table that is none of tasks stays unread."""
    rows = [r for r in entry.rows if r.cells]
    columns = columns_of(rows, walk.draft) or guessed_columns(rows, walk.draft)
    if columns is None:
        return
    _Table(walk=walk, columns=columns, place=place, rows=rows).read()


class _Table:
    """One table while its rows are read from top to bottom."""

    def __init__(self, *, walk: Walk, columns: Columns, place: Place, rows: Sequence[Block]) -> None:
        self.walk, self.columns, self.place, self.rows = walk, columns, place, rows
        self.draft = walk.draft
        self.number = columns.first("number")
        task = columns.first("task")
        self.main = task if task is not None else columns.first("target")
        self.kind: ItemKind = "task" if task is not None else "target"
        if place.section == "funding":
            self.kind = "funding"
        self.groups: list[_Group] = []
        self.last: str | None = None  # the item of the row above
        self.counted: list[Block] = []  # the rows that became items: what a total adds up
        self.numbers = Numbers()
        self.position = 0
        self.column_group = ""
        self.above: dict[int, tuple[Block, int]] = {}  # the last cell of a column that was not "-nt-"

    # --- rows -------------------------------------------------------------------------------------------------

    def read(self) -> None:
        if self.main is None:
            return
        heads = self.columns.header_rows
        aside = [r.n for r in self.rows[:heads]]
        for index in range(heads, len(self.rows)):
            row = self.rows[index]
            if self._is_head_again(row):
                aside.append(row.n)
            elif _TOTAL.match(fold(next((c for c in row.cells or () if c.strip()), ""))):
                self._total(row)
            else:
                self._row(row, self.rows[index + 1] if index + 1 < len(self.rows) else None)
        self.walk.aside("table-head", aside)

    def _is_head_again(self, row: Block) -> bool:
        cells = row.cells or ()
        if is_numbering_row(cells):
            return True
        same = [i for i, c in enumerate(cells) if c.strip() and " ".join(c.split()) == self.columns.heads.get(i)]
        return len(same) >= 2 and len(same) >= 0.6 * len([c for c in cells if c.strip()])

    def _row(self, row: Block, following: Block | None) -> None:
        found = self._marker(row)
        if self._is_continuation(row, found):
            self._continue(row)
        elif self._is_group(row, found, following):
            self._open_group(row, found)
        else:
            self._item(row, found)

    def _cell(self, row: Block, column: int | None) -> str:
        cells = row.cells or ()
        return cells[column].strip() if column is not None and column < len(cells) else ""

    def _marker(self, row: Block) -> Marker | None:
        number = self._cell(row, self.number)
        if number and number != self._main_text(row):
            return row_marker(number)
        return None

    def _main_text(self, row: Block) -> str:
        """The task's words; of two columns of work the broader one may be empty below its first row."""
        return self._cell(row, self.main) or next(
            (w for i in self.columns.of("task")[1:] if (w := self._cell(row, i))), ""
        )

    def _own_work(self, row: Block) -> bool:
        """A narrower column of work has words of its own in this row."""
        return any(self._cell(row, i) and not self._merged(row, i, "v") for i in self.columns.of("task")[1:])

    def _merged(self, row: Block, column: int | None, how: str) -> bool:
        return column is not None and row.merged is not None and column < len(row.merged) and row.merged[column] == how

    def _is_continuation(self, row: Block, found: Marker | None) -> bool:
        """A row cut over a page, or a task cell that covers several rows."""
        if self.last is None or (found and found.kind != "dash" and not self._merged(row, self.number, "v")):
            return False
        if self._own_work(row):
            return False
        if self._merged(row, self.main, "v") and (self.number is None or self._merged(row, self.number, "v")):
            return True
        if self._cell(row, self.number):
            return False
        text = self._main_text(row)
        others = [
            c for i, c in enumerate(row.cells or ()) if i not in (self.main, self.number) and c.strip() and c != text
        ]
        return bool(text) and (text[:1].islower() and not whole_list(text, self.draft.directory)) and len(others) <= 1

    def _continue(self, row: Block) -> None:
        assert self.last is not None
        words = [c.strip() for c in dict.fromkeys(row.cells or ()) if c.strip()]
        if self._merged(row, self.main, "v"):
            self._more_of_it(row)
            return
        part = Part(text=" ".join(words), blocks=(row.n,))
        self.walk.register.extend(self.last, parts=(part,), blocks=(row.n,))

    def _more_of_it(self, row: Block) -> None:
        """Another row beside the same task: its lead, partners and time are added to the task's."""
        assert self.last is not None
        fields = self._fields(row)
        words = [self._cell(row, i) for i in range(len(row.cells or ())) if i not in (self.main, self.number)]
        extra = Part(text=" | ".join(dict.fromkeys(w for w in words if w)), blocks=(row.n,))
        self.walk.register.extend(self.last, parts=(extra,), blocks=(row.n,))
        self.walk.register.add_agencies(self.last, lead=fields.lead.agencies, partners=fields.partners.agencies)

    # --- groups -----------------------------------------------------------------------------------------------

    def _is_group(self, row: Block, found: Marker | None, following: Block | None) -> bool:
        cells = row.cells or ()
        text = self._group_text(row)
        if not text:
            return False
        filled = [i for i, c in enumerate(cells) if c.strip() and i != self.number]
        if any(cells[i].strip() != text for i in filled):
            return self._numbered_group(row, found, following)
        covers = len(filled) >= 2
        if covers or (self.number is not None and self._cell(row, self.number) == text):
            return True
        if found is None:
            return not _BULLET_LINE.match(text) and (is_upper(text) or row.bold or self._opens(found, following))
        if found.kind in {"roman", "upper", "part"}:
            return True
        return self._opens(found, following) or (is_upper(text) and len(cells) > 2)

    def _group_text(self, row: Block) -> str:
        text = self._main_text(row)
        if text:
            return text
        words = [c.strip() for i, c in enumerate(row.cells or ()) if c.strip() and i != self.number]
        return words[0] if len(set(words)) == 1 else self._cell(row, self.number) if not words else ""

    def _numbered_group(self, row: Block, found: Marker | None, following: Block | None) -> bool:
        """A roman row with something in its note or money column is still a group."""
        if found is None or found.kind not in {"roman", "upper", "part"} or following is None:
            return False
        assigned = any(self._cell(row, i) for role in ("lead", "lead-and-partners", "time", "product", "person")
                       for i in self.columns.of(role))  # type: ignore[arg-type]  # fmt: skip
        return not assigned

    def _opens(self, found: Marker | None, following: Block | None) -> bool:
        """The row below is a first sub-number: "1.1" under "1", "a" or "-" under either."""
        below = self._marker(following) if following else None
        if following is None:
            return False
        if below is None:
            return bool(not self._cell(following, self.number) and _BULLET_LINE.match(self._main_text(following))
                        and self._has_fields(following))  # fmt: skip
        if found is None:
            return below.kind in {"arabic", "dotted"} and below.ordinal == 1
        deeper = RANK[below.kind] > RANK[found.kind] or (below.kind == "dotted" and below.depth > found.depth)
        return deeper and (below.ordinal == 1 or below.kind == "dash")

    def _has_fields(self, row: Block) -> bool:
        roles: tuple[str, ...] = ("lead", "partners", "lead-and-partners", "time", "person")
        return any(self._cell(row, i) for r in roles for i in self.columns.of(r))  # type: ignore[arg-type]  # literals

    def _open_group(self, row: Block, found: Marker | None) -> None:
        text = self._group_text(row)
        if found is None and (inner := marker(text)) and inner.kind in {"roman", "upper", "part", "arabic"}:
            found, text = inner, text[inner.end :]
        rank = found.rank if found else _UNNUMBERED_GROUP
        if found is None:
            rank = 2 if not any(g.rank <= 2 for g in self.groups) else self._unnumbered_rank(row)
        self._close(rank)
        column = (
            self.main
            if self._main_text(row)
            else next(i for i, c in enumerate(row.cells or ()) if c.strip() == text or text in c)
        )
        start = row.cell_offset(column or 0) + (
            self._cell_raw(row, column).find(text) if text in self._cell_raw(row, column) else 0
        )
        names = whole_list(text, self.draft.directory)
        agencies = listed(self.draft, row, start, start + len(text), step="group-row") if names else NOBODY
        label = found.label if found else ""
        extra = [
            c.strip()
            for c in row.cells or ()
            if c.strip() and c.strip() not in (self._group_text(row), self._cell(row, self.number))
        ]
        parts = tuple(Part(text=c, blocks=(row.n,)) for c in dict.fromkeys(extra))
        body = Body(text=text.strip(), blocks=(row.n,), parts=parts)
        path = (*self.place.path, *(g.label for g in self.groups if g.label), *((label,) if label else ()))
        parent = self.groups[-1].id if self.groups else self.place.parent
        name = self.walk.register.add("group", ref=".".join(path), body=body, parent=parent)
        if found and found.slip:
            self.walk.doubt(
                "outline-slip",
                f"Số mục “{self._cell(row, self.number)}” được đọc là “{label}”.",
                item=name,
                blocks=(row.n,),
            )
        self.groups.append(_Group(rank=rank, id=name, label=label, agencies=agencies))
        self.last, self.position = None, 0

    def _cell_raw(self, row: Block, column: int | None) -> str:
        return (row.cells or ("",))[column or 0]

    def _unnumbered_rank(self, row: Block) -> int:
        return 3 if not row.bold and not is_upper(self._group_text(row)) else 2

    def _close(self, rank: int) -> None:
        while self.groups and self.groups[-1].rank >= rank:
            self.groups.pop()
            self.position = 0

    # --- items ------------------------------------------------------------------------------------------------

    def _item(self, row: Block, found: Marker | None) -> None:
        text = self._main_text(row)
        if not text or not any(c.isalnum() for c in text):
            self._leftover(row)
            return
        if found:
            self._close(found.rank)
        self._group_column(row)
        self.position += 1
        fields = self._fields(row)
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
        if found is None and self.number is not None and self.kind == "task":
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
        words = self._cell(row, column)
        if not words or words == self.column_group:
            return
        self.column_group = words
        self._close(2)
        parent = self.groups[-1].id if self.groups else self.place.parent
        name = self.walk.register.add("group", ref="", body=Body(text=words, blocks=(row.n,)), parent=parent)
        self.groups.append(_Group(rank=2, id=name, label="", agencies=NOBODY))

    def _body(self, row: Block) -> Body:
        text = self._main_text(row)
        others = [self._cell(row, i) for i in self.columns.of("task")[1:]]
        whole = "\n".join([text, *(o for o in dict.fromkeys(others) if o and o != text)])
        pieces = [p.strip() for p in text.split("\n") if p.strip()]
        bullets = [_BULLET_LINE.sub("", p) for p in pieces if _BULLET_LINE.match(p)]
        sentences = _SENTENCE.split(" ".join(pieces)) if not bullets and "." in text else []
        parts = bullets or (sentences if len(sentences) > 1 else [])
        return Body(text=whole, blocks=(row.n,), parts=tuple(Part(text=p, blocks=(row.n,)) for p in parts))

    def _fields(self, row: Block) -> Fields:
        fields = Fields()
        for column in (*self.columns.of("lead"), *self.columns.of("lead-and-partners"), *self.columns.of("partners")):
            fields = self._assigned(row, column, fields)
        for column in self.columns.of("person"):
            fields = self._person(row, column, fields)
        fields = replace(fields, schedule=self._schedule(row) or fields.schedule)
        product = self.columns.first("product")
        if words := self._cell(row, product):
            fields = replace(fields, product=(words, row.n, row.cell_offset(product or 0)))
        fields = replace(fields, counted=self._counted(row))
        money = [w for i in self.columns.of("funding") if (w := self._cell(row, i))]
        fields = replace(fields, funding="; ".join(money) or fields.funding)
        fields = self._from_words(row, fields)
        return replace(fields, extra=(*fields.extra, *self._extras(row)))

    def _counted(self, row: Block) -> tuple[Deliverable, Evidence] | None:
        """ "Lớp | 08" in the columns of unit and quantity."""
        unit, column = self.columns.first("unit"), self.columns.first("quantity")
        found = counted(self._cell(row, column), self._cell(row, unit)) if unit is not None else None
        if found is None or column is None:
            return None
        start = row.cell_offset(column)
        span = (start, start + len(self._cell_raw(row, column)))
        return found, Evidence(block=row.n, span=span, step="quantity-column")

    def _assigned(self, row: Block, column: int, fields: Fields) -> Fields:
        cell = self._cell_raw(row, column) if column < len(row.cells or ()) else ""
        if not cell.strip() or _MARKS.match(cell):
            return fields
        if _DITTO.match(fold(cell)):
            return self._same_as_above(row, column, fields)
        self.above[column] = (row, column)
        start = row.cell_offset(column)
        end = start + len(cell)
        role = self.columns.roles[column]
        found = labelled(cell, self.draft.profile)
        if found:
            moved = [replace(f, at=f.at + start, start=f.start + start, end=f.end + start) for f in found]
            return read_labels(self.draft, fields, row, moved, step="cell-labels")
        if role == "partners":
            named = listed(self.draft, row, start, end, step="partner-column")
            return replace(fields, partners=joined(fields.partners, named))
        reads = mixed_cell if role == "lead-and-partners" else lead_and_partners
        lead, partners = reads(self.draft, row, start, end, step="lead-column")
        return replace(fields, lead=joined(fields.lead, lead), partners=joined(fields.partners, partners))

    def _same_as_above(self, row: Block, column: int, fields: Fields) -> Fields:
        """ "-nt-": the cell says itself that it repeats the one above."""
        source = self.above.get(column)
        if source is None:
            return fields
        read = self._assigned(source[0], column, Fields())
        start = row.cell_offset(column)
        where = Evidence(block=row.n, span=(start, start + len(self._cell_raw(row, column))), step="ditto")
        lead = replace(read.lead, evidence=where) if read.lead.agencies else NOBODY
        partners = replace(read.partners, evidence=where) if read.partners.agencies else NOBODY
        return replace(fields, lead=joined(fields.lead, lead), partners=joined(fields.partners, partners))

    def _person(self, row: Block, column: int, fields: Fields) -> Fields:
        """People lead where no agency does; beside agencies they are a part of the task."""
        if self.columns.of("lead") or self.columns.of("lead-and-partners"):
            return replace(fields, extra=(*fields.extra, *self._extra(row, column)))
        return replace(fields, lead=joined(fields.lead, self._people(row, column)))

    def _people(self, row: Block, column: int) -> Named:
        """People as written: names of persons are not looked up in the directory."""
        cell = self._cell(row, column)
        if not cell:
            return NOBODY
        start = row.cell_offset(column)
        people = [p.strip(" -+.;") for p in re.split(r"[;,\n]", cell) if p.strip(" -+.;")]
        agencies = tuple(Agency(name=p, as_written=p) for p in dict.fromkeys(people))
        return Named(
            agencies=agencies, evidence=Evidence(block=row.n, span=(start, start + len(cell)), step="people-column")
        )

    def _schedule(self, row: Block) -> tuple[Schedule, Evidence] | None:
        for column in self.columns.of("time"):
            cell = self._cell(row, column)
            deadline = bool(_DEADLINE_HEAD.search(fold(self.columns.heads.get(column, ""))))
            if cell and (schedule := schedule_of(self.draft, cell, deadline=deadline)):
                start = row.cell_offset(column)
                raw = self._cell_raw(row, column)
                return schedule, Evidence(block=row.n, span=(start, start + len(raw.rstrip())), step="time-column")
        years = [(i, self.columns.heads[i]) for i in self.columns.of("year") if _MARKS.match(self._cell(row, i))]
        if years and (schedule := schedule_of(self.draft, ", ".join(y for _, y in years))):
            start = row.cell_offset(years[0][0])
            return schedule, Evidence(block=row.n, span=(start, start + 1), step="year-columns")
        return None

    def _from_words(self, row: Block, fields: Fields) -> Fields:
        """Partners and deadline in the task's words, where no column is there to name them."""
        if self.main is None or self.kind != "task":
            return fields
        start = row.cell_offset(self.main)
        end = start + len(self._cell_raw(row, self.main))
        if self.columns.of("partners") or self.columns.of("lead-and-partners"):
            return fields
        read = from_sentence(self.draft, self._led(fields), row, start, end)
        schedule = fields.schedule if self.columns.of("time") else read.schedule
        return replace(fields, partners=read.partners, schedule=schedule)

    def _extras(self, row: Block) -> tuple[Part, ...]:
        """Cells that no field holds: product, note, reason, support and columns of unknown meaning."""
        known = {
            "number",
            "task",
            "group",
            "lead",
            "partners",
            "lead-and-partners",
            "time",
            "funding",
            "person",
            "year",
        }
        parts: list[Part] = []
        for column in range(len(row.cells or ())):
            if column == self.main or self.columns.roles.get(column) in known:
                continue
            parts += self._extra(row, column)
        return tuple(parts)

    def _extra(self, row: Block, column: int) -> tuple[Part, ...]:
        words = self._cell(row, column)
        if not words or words == self._main_text(row) or self._merged(row, column, "h"):
            return ()
        head = self.columns.heads.get(column, "").strip()
        return (Part(text=f"{head}: {words}" if head else words, blocks=(row.n,)),)

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
        """The total row stands as a group with the table's money."""
        words = " | ".join(c.strip() for c in dict.fromkeys(row.cells or ()) if c.strip())
        money = "; ".join(w for i in self.columns.of("funding") if (w := self._cell(row, i)))
        body = Body(text=words, blocks=(row.n,))
        fields = Fields(funding=money or None)
        name = self.walk.register.add("group", ref="", body=body, parent=self.place.parent, fields=fields)
        if message := uneven_total(self.columns, self.counted, row):
            self.walk.doubt("total-differs", message, item=name, blocks=(row.n,), about="funding")
