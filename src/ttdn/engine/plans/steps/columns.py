"""What the columns of a table mean: its header rows, in any wording and order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ttdn.engine.plans.model import Block
from ttdn.engine.plans.profiles.profile import Column, Profile
from ttdn.engine.plans.steps.agency_names import whole_list
from ttdn.engine.plans.steps.draft import Draft
from ttdn.engine.text.normal import fold
from ttdn.engine.text.outline import row_marker
from ttdn.engine.text.periods import meaning

# "(1)", "(2)", "A", "1=2+3"
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[a-z])\)?(?:\s*=.*)?")
_QUANTITY = re.compile(r"\W*(?:so luong|khoi luong)")
_UNITS_IN_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Roles by grid column, the words of the header, and how many rows are header."""

    roles: dict[int, Column]
    heads: dict[int, str]
    header_rows: int

    def of(self, role: Column) -> list[int]:
        return [i for i, r in sorted(self.roles.items()) if r == role]

    def first(self, role: Column) -> int | None:
        return next(iter(self.of(role)), None)


def role_of(cell: str, profile: Profile) -> Column | None:
    words = " ".join(fold(_UNITS_IN_BRACKETS.sub(" ", cell)).split()).strip(" .:*/")
    if not words or len(words) > 80:
        return None
    return next((column for column, pattern in profile.columns if pattern.fullmatch(words)), None)


def is_numbering_row(cells: Sequence[str]) -> bool:
    """The second header row "(1) (2) (3)"."""
    filled = [fold(c).strip() for c in cells if c.strip()]
    if len(filled) < 3 or not all(_NUMBERING.fullmatch(f) for f in filled):
        return False
    values = [int(d) for f in filled if (d := re.sub(r"\D", "", f.split("=")[0]))]
    return values == sorted(values)


def columns_of(rows: Sequence[Block], draft: Draft) -> Columns | None:
    """The columns of a table with a header, or None."""
    for first, row in enumerate(rows[:3]):
        roles = _roles(row, draft.profile)
        if not _is_header(roles, row):
            continue
        heads = {i: " ".join(c.split()) for i, c in enumerate(row.cells or ())}
        after = first + 1
        while after < len(rows) and (second := _second_header(rows[after], roles, heads, draft.profile)) is not None:
            roles, heads = second
            after += 1
        return Columns(roles=_settled(roles, heads), heads=heads, header_rows=after)
    return None


def _roles(row: Block, profile: Profile) -> dict[int, Column]:
    return {i: role for i, cell in enumerate(row.cells or ()) if (role := role_of(cell, profile))}


def _is_header(roles: dict[int, Column], row: Block) -> bool:
    cells = row.cells or ()
    kinds = set(roles.values())
    distinct = {c for c in cells if c.strip()}
    if len(distinct) < 2 or row_marker(cells[0]) or max(map(len, cells)) > 120:
        return False
    return (
        len(kinds) >= 2
        and bool(kinds & {"task", "target", "group"})
        and len(roles) >= 0.5 * len([c for c in cells if c])
    )


def _second_header(
    row: Block, roles: dict[int, Column], heads: dict[int, str], profile: Profile
) -> tuple[dict[int, Column], dict[int, str]] | None:
    """A row of "(1) (2)", or "Chủ trì | Phối hợp" under "Đơn vị thực hiện"; None if the row is data."""
    cells = row.cells or ()
    if is_numbering_row(cells):
        return roles, heads
    if len({cell for cell in cells if cell.strip()}) < 2:
        return None  # a group row over the whole width
    below = _roles(row, profile)
    repeated = [i for i, cell in enumerate(cells) if cell and " ".join(cell.split()) == heads.get(i)]
    if not below or row_marker(cells[0]) or len(repeated) + len(below) < 2 or max(map(len, cells)) > 60:
        return None
    if not repeated and len(below) < 2:
        return None
    merged = {**roles, **{i: r for i, r in below.items() if cells[i].strip()}}
    return merged, {**heads, **{i: " ".join(c.split()) for i, c in enumerate(cells) if c.strip()}}


def _settled(roles: dict[int, Column], heads: dict[int, str]) -> dict[int, Column]:
    """Roles that depend on their neighbours: a group column alone is the task, "Đơn vị" beside a target is its unit."""
    kinds = set(roles.values())
    settled = dict(roles)
    if "unit" in kinds:  # "Đơn vị tính | Số lượng": a bare number, counted in the unit beside it
        settled |= {
            i: "quantity" for i, r in roles.items() if r == "product" and _QUANTITY.match(fold(heads.get(i, "")))
        }
    if "partners" in kinds and not kinds & {"lead", "lead-and-partners"}:
        settled |= {
            i: "lead" for i, r in roles.items() if r == "value" and fold(heads.get(i, "")).strip() == "thuc hien"
        }
    if "task" not in kinds:
        group = next((i for i, r in sorted(roles.items()) if r == "group"), None)
        if group is not None:
            settled[group] = "task"
        elif "target" in kinds:
            for i, role in roles.items():
                if role == "lead" and fold(heads.get(i, "")).strip() in {"don vi", "don vi tinh"}:
                    settled[i] = "unit"
    return settled


def guessed_columns(rows: Sequence[Block], draft: Draft) -> Columns | None:
    """Columns of a table without header, by what stands in them: numbers, long words, names, times."""
    width = max(len(r.cells or ()) for r in rows)
    sample = [r for r in rows[:40] if r.cells and len(r.cells) == width and len({c for c in r.cells if c}) > 1]
    if width < 3 or len(sample) < 2 or not _share(sample, 0, lambda c: row_marker(c) is not None) >= 0.6:
        return None
    roles: dict[int, Column] = {0: "number"}
    lengths = {i: sum(len((r.cells or ())[i]) for r in sample) for i in range(1, width)}
    task = max(lengths, key=lambda i: lengths[i])
    roles[task] = "task"
    for i in range(1, width):
        if i == task:
            continue
        if _share(sample, i, lambda c: whole_list(c, draft.directory) is not None) >= 0.6:
            roles[i] = "partners" if "lead" in roles.values() else "lead"
        elif _share(sample, i, _is_time) >= 0.6:
            roles[i] = "time"
    if not {"lead", "time"} & set(roles.values()):
        return None
    return Columns(roles=roles, heads={}, header_rows=0)


def _is_time(cell: str) -> bool:
    found = meaning(cell)
    return bool(found.start or found.end or found.recurrence or found.due)


def _share(rows: Sequence[Block], column: int, test: Callable[[str], bool]) -> float:
    filled = [cell for r in rows if (cell := (r.cells or ())[column].strip())]
    return sum(map(test, filled)) / len(filled) if filled else 0.0
