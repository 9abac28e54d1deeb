"""What an import would do, line by line, before anything is done; the same for every table that comes in."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ttdn.core.audit import plain


class Outcome(TextChoices):
    NEW = "new", _("thêm mới")
    CHANGED = "changed", _("thay đổi")
    SAME = "same", _("không đổi")
    WRONG = "wrong", _("có lỗi")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineResult:
    """``changes`` are (field, before, after) in words; ``problem`` says what is wrong and what to do."""

    line: int
    title: str
    outcome: str
    changes: tuple[tuple[str, str, str], ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    results: tuple[LineResult, ...]
    versions: tuple[tuple[int, int], ...] = ()  # number and version of every row that would be changed

    def count(self, outcome: str) -> int:
        return sum(result.outcome == outcome for result in self.results)

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """(outcome, its words, how many lines), each outcome once."""
        return [(each.value, str(each.label), self.count(each)) for each in Outcome]

    @property
    def good(self) -> int:
        return self.count(Outcome.NEW) + self.count(Outcome.CHANGED)

    @property
    def seen(self) -> str:
        """A mark of what was shown: it differs as soon as any of it, or any row it would change, does."""
        told = [[asdict(result) for result in self.results], self.versions]
        return hashlib.sha256(json.dumps(plain(told), sort_keys=True).encode()).hexdigest()


class DryRunStale(Exception):
    """What stands now is not what was shown; ``current`` is the dry run to show again."""

    def __init__(self, current: DryRun) -> None:
        super().__init__("the rows have changed since the dry run was shown")
        self.current = current
