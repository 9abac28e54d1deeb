"""A table's rows by what their columns mean: the words, the number and the merged cells of a row."""

from __future__ import annotations

from dataclasses import dataclass

from ttdn.engine.plans.model import Block
from ttdn.engine.plans.steps.columns import Columns
from ttdn.engine.text.outline import Marker, row_marker


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """``main`` is the column of the work, or of the target where there is none."""

    columns: Columns

    @property
    def number(self) -> int | None:
        return self.columns.first("number")

    @property
    def main(self) -> int | None:
        task = self.columns.first("task")
        return task if task is not None else self.columns.first("target")

    def cell(self, row: Block, column: int | None) -> str:
        cells = row.cells or ()
        return cells[column].strip() if column is not None and column < len(cells) else ""

    def marker(self, row: Block) -> Marker | None:
        number = self.cell(row, self.number)
        if number and number != self.main_text(row):
            return row_marker(number)
        return None

    def main_text(self, row: Block) -> str:
        """The task's words; of two columns of work the broader one may be empty below its first row."""
        return self.cell(row, self.main) or next(
            (w for i in self.columns.of("task")[1:] if (w := self.cell(row, i))), ""
        )

    def own_work(self, row: Block) -> bool:
        """A narrower column of work has words of its own in this row."""
        return any(self.cell(row, i) and not self.merged(row, i, "v") for i in self.columns.of("task")[1:])

    def merged(self, row: Block, column: int | None, how: str) -> bool:
        return column is not None and row.merged is not None and column < len(row.merged) and row.merged[column] == how

    def has_fields(self, row: Block) -> bool:
        roles: tuple[str, ...] = ("lead", "partners", "lead-and-partners", "time", "person")
        return any(self.cell(row, i) for r in roles for i in self.columns.of(r))  # type: ignore[arg-type]  # literals

    def raw(self, row: Block, column: int | None) -> str:
        return (row.cells or ("",))[column or 0]
