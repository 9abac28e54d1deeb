"""What a table says about itself: whether its money adds up and its numbers follow."""

from __future__ import annotations

from collections.abc import Sequence

from ttdn.engine.plans.model import Block
from ttdn.engine.plans.steps.columns import Columns
from ttdn.engine.text.numbers import number
from ttdn.engine.text.outline import Marker


def uneven_total(columns: Columns, candidates: Sequence[Sequence[Block]], total: Block) -> str | None:
    """The sentence about a total that is the sum of none of the lists of rows; the first list is named.

    A column where a cell is no number is not added.
    """
    for column in columns.of("funding"):
        wanted = _amount(total, column)
        sums = [summed for rows in candidates if (summed := _sum(rows, column)) is not None]
        if wanted is not None and sums and all(abs(summed - wanted) > 0.005 for summed in sums):
            head = columns.heads.get(column, "Kinh phí")
            return f"{head}: cộng các dòng được {_shown(sums[0])}, dòng tổng ghi {_words(total, column)}."
    return None


def _sum(rows: Sequence[Block], column: int) -> float | None:
    amounts = [_amount(row, column) for row in rows if _words(row, column)]
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known and len(known) == len(amounts) else None


def _words(row: Block, column: int) -> str:
    cells = row.cells or ()
    return cells[column].strip() if column < len(cells) else ""


def _amount(row: Block, column: int) -> float | None:
    words = _words(row, column)
    return number(words) if any(c.isdigit() for c in words) else None


def _shown(value: float) -> str:
    """1234.5 > "1.234,5"."""
    return f"{value:,.2f}".rstrip("0").rstrip(".").translate(str.maketrans(",.", ".,"))


class Numbers:
    """The plain numbers of a table's rows as they come; a list may start again or run on through the groups."""

    def __init__(self) -> None:
        self.last: int | None = None

    def slip(self, found: Marker | None) -> str | None:
        """What should have stood there, where the number does not follow the one above."""
        if found is None or found.kind != "arabic":
            return None
        before, self.last = self.last, found.ordinal
        if before is None or found.ordinal in (1, before, before + 1):
            return None
        return str(before + 1)
