"""What a profile is."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

Section = Literal[
    "objective", "requirement", "purpose-and-requirement", "target", "task", "funding", "organisation", "report",
    "background", "scope", "time",
]  # fmt: skip
Label = Literal["lead", "partners", "lead-and-partners", "time", "product", "funding", "person"]
Column = Literal[
    "number", "task", "group", "lead", "partners", "lead-and-partners", "time", "product", "target", "unit", "value",
    "quantity", "funding", "note", "person", "support", "reason", "year",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Patterns run on folded text (lower case, no diacritics). ``basis`` says where the wording comes from."""

    name: str
    basis: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    kinds: tuple[str, ...]
    plan_kinds: frozenset[str]
    actor_kinds: frozenset[str]
    sections: tuple[tuple[Section, re.Pattern[str]], ...]
    labels: tuple[tuple[Label, re.Pattern[str]], ...]
    columns: tuple[tuple[Column, re.Pattern[str]], ...]

    def holds_on(self, day: dt.date | None) -> bool:
        return day is None or (
            (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)
        )
