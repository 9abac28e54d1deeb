"""Rows copied out of a spreadsheet and pasted into a field, one a line."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_ROWS, LONGEST_ROW = 5000, 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedRow:
    """``n`` is its line, from 1; ``cells`` are without space around."""

    n: int
    cells: tuple[str, ...]

    def cell(self, place: int) -> str:
        """The cell at ``place``, from 0; empty where the row is shorter."""
        return self.cells[place] if place < len(self.cells) else ""


class PastedRowsField(forms.CharField):
    """Cleaned to the rows that are not empty. Cells are parted by tabs, as spreadsheets copy them, else by ";"."""

    def __init__(self, *, rows: int = 12, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, "spellcheck": "false"}), strip=False, **kwargs)

    def clean(self, value):
        lines = (super().clean(value) or "").splitlines()
        if len(lines) > MOST_ROWS:
            raise forms.ValidationError(_("Nhiều nhất %(most)d dòng."), params={"most": MOST_ROWS})
        if any(len(line) > LONGEST_ROW for line in lines):
            raise forms.ValidationError(_("Mỗi dòng nhiều nhất %(most)d ký tự."), params={"most": LONGEST_ROW})
        rows = [PastedRow(n=n, cells=_cells(line)) for n, line in enumerate(lines, start=1) if line.strip()]
        if not rows:
            raise forms.ValidationError(_("Dán ít nhất một dòng."))
        return rows


def _cells(line: str) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in line.split("\t" if "\t" in line else ";"))
