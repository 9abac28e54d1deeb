"""What the cells of a row say about its task: who, until when, for how much, with what result."""

from __future__ import annotations

import re
from dataclasses import replace

from ttdn.engine.plans.model import Agency, Block, Deliverable, Evidence, Part, Schedule
from ttdn.engine.plans.steps.agencies import NOBODY, Named, joined, lead_and_partners, listed, mixed_cell
from ttdn.engine.plans.steps.assignment import read_labels
from ttdn.engine.plans.steps.deliverables import counted
from ttdn.engine.plans.steps.draft import Draft
from ttdn.engine.plans.steps.labels import labelled
from ttdn.engine.plans.steps.register import Fields
from ttdn.engine.plans.steps.schedules import schedule_of
from ttdn.engine.plans.steps.table_grid import Grid
from ttdn.engine.text.normal import fold

_DEADLINE_HEAD = re.compile(r"hoan thanh|thoi han|trinh|han ")
# "-nt-", "như trên", "//"
_DITTO = re.compile(r"^\W*(?:nt|nhu tren)\W*$|^\s*(?://|\"|″|”)\s*$")
_BEGINS = re.compile(r"bat dau|khoi cong|^tu\b")
_FINISHES = re.compile(r"ket thuc|hoan thanh|^den\b")
_MARKS = re.compile(r"^\W*(?:x|v|✓|√)\W*$", re.I)


class Cells:
    """The cells of a table's rows, read from top to bottom: "-nt-" repeats what stands above."""

    def __init__(self, *, draft: Draft, grid: Grid) -> None:
        self.draft, self.grid, self.columns = draft, grid, grid.columns
        self.above: dict[int, tuple[Block, int]] = {}  # the last cell of a column that was not "-nt-"

    def fields(self, row: Block) -> Fields:
        fields = Fields()
        for column in (*self.columns.of("lead"), *self.columns.of("lead-and-partners"), *self.columns.of("partners")):
            fields = self._assigned(row, column, fields)
        for column in self.columns.of("person"):
            fields = self._person(row, column, fields)
        fields = replace(fields, schedule=self._schedule(row) or fields.schedule)
        product = self.columns.first("product")
        if words := self.grid.cell(row, product):
            fields = replace(fields, product=(words, row.n, row.cell_offset(product or 0)))
        fields = replace(fields, counted=self._counted(row))
        money = [w for i in self.columns.of("funding") if (w := self.grid.cell(row, i))]
        fields = replace(fields, funding="; ".join(money) or fields.funding)
        return replace(fields, extra=(*fields.extra, *self._extras(row)))

    def _counted(self, row: Block) -> tuple[Deliverable, Evidence] | None:
        """ "Lớp | 08" in the columns of unit and quantity."""
        unit, column = self.columns.first("unit"), self.columns.first("quantity")
        found = counted(self.grid.cell(row, column), self.grid.cell(row, unit)) if unit is not None else None
        if found is None or column is None:
            return None
        start = row.cell_offset(column)
        span = (start, start + len(self.grid.raw(row, column)))
        return found, Evidence(block=row.n, span=span, step="quantity-column")

    def _assigned(self, row: Block, column: int, fields: Fields) -> Fields:
        cell = self.grid.raw(row, column) if column < len(row.cells or ()) else ""
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
        where = Evidence(block=row.n, span=(start, start + len(self.grid.raw(row, column))), step="ditto")
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
        cell = self.grid.cell(row, column)
        if not cell:
            return NOBODY
        start = row.cell_offset(column)
        people = [p.strip(" -+.;") for p in re.split(r"[;,\n]", cell) if p.strip(" -+.;")]
        agencies = tuple(Agency(name=p, as_written=p) for p in dict.fromkeys(people))
        return Named(
            agencies=agencies, evidence=Evidence(block=row.n, span=(start, start + len(cell)), step="people-column")
        )

    def _from_to(self, row: Block) -> tuple[Schedule, Evidence] | None:
        """Begin and end in columns of their own: "3/2026 | 6/2026"; a merged cell says both itself."""
        times = {column: fold(self.columns.heads.get(column, "")) for column in self.columns.of("time")}
        first = next((c for c, head in times.items() if _BEGINS.search(head)), None)
        last = next((c for c, head in times.items() if _FINISHES.search(head)), None)
        if first is None or last is None or self.grid.merged(row, last, "h"):
            return None
        begin, end = self.grid.cell(row, first), self.grid.cell(row, last)
        if not begin and not end:
            return None
        words = f"{begin} - {end}" if begin and end else f"từ {begin}" if begin else f"đến {end}"
        schedule = schedule_of(self.draft, words)
        if schedule is None:
            return None
        told = [(column, said) for column, said in ((first, begin), (last, end)) if said]
        starts = [row.cell_offset(column) for column, _words in told]  # the end may stand in the column before
        span = (min(starts), max(start + len(said) for start, (_column, said) in zip(starts, told, strict=True)))
        written = replace(schedule, text=words if begin and end else begin or end)
        return written, Evidence(block=row.n, span=span, step="begin-and-end-columns")

    def _schedule(self, row: Block) -> tuple[Schedule, Evidence] | None:
        if spanned := self._from_to(row):
            return spanned
        for column in self.columns.of("time"):
            cell = self.grid.cell(row, column)
            deadline = bool(_DEADLINE_HEAD.search(fold(self.columns.heads.get(column, ""))))
            if cell and (schedule := schedule_of(self.draft, cell, deadline=deadline)):
                start = row.cell_offset(column)
                raw = self.grid.raw(row, column)
                return schedule, Evidence(block=row.n, span=(start, start + len(raw.rstrip())), step="time-column")
        years = [(i, self.columns.heads[i]) for i in self.columns.of("year") if _MARKS.match(self.grid.cell(row, i))]
        if years and (schedule := schedule_of(self.draft, ", ".join(y for _, y in years))):
            start = row.cell_offset(years[0][0])
            return schedule, Evidence(block=row.n, span=(start, start + 1), step="year-columns")
        return None

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
            if column == self.grid.main or self.columns.roles.get(column) in known:
                continue
            parts += self._extra(row, column)
        return tuple(parts)

    def _extra(self, row: Block, column: int) -> tuple[Part, ...]:
        words = self.grid.cell(row, column)
        if not words or words == self.grid.main_text(row) or self.grid.merged(row, column, "h"):
            return ()
        head = self.columns.heads.get(column, "").strip()
        return (Part(text=f"{head}: {words}" if head else words, blocks=(row.n,)),)
