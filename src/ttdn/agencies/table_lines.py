"""One line of the directory's table: its texts as values, or why they are none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from ttdn.agencies.columns import COLUMNS
from ttdn.agencies.models import Agency, AgencyKind, AgencyName, Certainty, Tier
from ttdn.agencies.names import LANGUAGES
from ttdn.core.tables import Line, day_of, heading_key, in_every_language
from ttdn.engine.text.normal import squeeze

LABELS = {column.key: column.label for column in COLUMNS}
FACTS = ("kind", "tier", "parent", "code", "valid_from", "valid_to")
NAME_FIELDS = {
    "name": "name",
    "language": "language",
    "short": "short",
    "abbreviations": "abbreviations",
    "name_from": "valid_from",
    "name_to": "valid_to",
    "basis": "basis",
    "source": "source",
    "certainty": "certainty",
}
CHOICES = {"kind": AgencyKind.choices, "tier": Tier.choices, "certainty": Certainty.choices, "language": LANGUAGES}
LONGEST = {
    "name": AgencyName._meta.get_field("name").max_length,
    "short": AgencyName._meta.get_field("short").max_length,
    "basis": AgencyName._meta.get_field("basis").max_length,
    "source": AgencyName._meta.get_field("source").max_length,
    "code": Agency._meta.get_field("code").max_length,
    "parent": AgencyName._meta.get_field("name").max_length,
}
LONGEST_SPELLING, MOST_SPELLINGS = 100, 50


class LineWrong(Exception):
    """This line cannot be taken; ``message`` says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """``values`` has the facts and name fields of the columns there are; ``parent`` is a name still."""

    line: int
    title: str
    number: str = ""
    name_number: str = ""
    version: str = ""
    values: Mapping[str, Any]
    problem: str = ""


class Reader:
    """Reads lines; knows the words of each choice in every language of the interface."""

    def __init__(self) -> None:
        self._choices = {
            key: {word: value for value, label in choices for word in {heading_key(value), *in_every_language(label)}}
            for key, choices in CHOICES.items()
        }
        dated = dict.fromkeys(("valid_from", "valid_to", "name_from", "name_to"), self._day)
        chosen = {key: partial(self._choice, key) for key in CHOICES}
        plain = {key: partial(self._text, key) for key in LONGEST}
        self._readers = {**plain, **chosen, **dated, "abbreviations": self._spellings}

    def read(self, line: Line) -> Parsed:
        cells = line.cells
        numbers = {key: cells.get(key, "") for key in ("number", "name_number", "version")}
        title = cells.get("name", "")[:120] or _("(không có tên)")
        try:
            values = self._values(line)
        except LineWrong as wrong:
            return Parsed(line=line.number, title=title, **numbers, values={}, problem=wrong.message)
        return Parsed(line=line.number, title=title, **numbers, values=values)

    def _values(self, line: Line) -> dict[str, Any]:
        for key in line.formulas:
            raise LineWrong(_("Ô “%(name)s” là công thức. Hãy chép rồi dán lại thành giá trị.") % _named(key))
        if not line.cells["name"]:
            raise LineWrong(_("Thiếu tên. Ghi tên, hoặc xóa cả dòng."))
        values = {key: read(line.cells[key]) for key, read in self._readers.items() if key in line.cells}
        for first, last in (("valid_from", "valid_to"), ("name_from", "name_to")):
            if values.get(first) and values.get(last) and values[last] < values[first]:
                raise LineWrong(_("“%(name)s” phải sau ngày bắt đầu.") % _named(last))
        return values

    def _text(self, key: str, text: str) -> str | None:
        if len(text) > LONGEST[key]:
            raise LineWrong(_("“%(name)s” dài quá %(most)d ký tự.") % (_named(key) | {"most": LONGEST[key]}))
        plain = " ".join(text.split())
        return plain or None if key == "code" else plain

    def _choice(self, key: str, text: str) -> str:
        if not text and key in ("kind", "tier"):
            raise LineWrong(_("Thiếu “%(name)s”.") % _named(key))
        usual = {"language": "vi", "certainty": Certainty.K}
        value = self._choices[key].get(heading_key(text)) if text else usual[key]
        if value is None:
            words = ", ".join(str(label) for _value, label in CHOICES[key])
            raise LineWrong(
                _("Không hiểu “%(text)s” ở cột “%(name)s”. Chọn một trong: %(words)s.")
                % (_named(key) | {"text": text[:60], "words": words})
            )
        return str(value)

    def _day(self, text: str) -> dt.date | None:
        try:
            return day_of(text)
        except ValueError as error:
            message = _("Không hiểu ngày “%(text)s”. Viết theo dạng ngày/tháng/năm, ví dụ 01/07/2025.")
            raise LineWrong(message % {"text": text[:40]}) from error

    def _spellings(self, text: str) -> list[str]:
        found = list(dict.fromkeys(filter(None, (" ".join(each.split()) for each in re.split(r"[\n;]", text)))))
        if len(found) > MOST_SPELLINGS or any(len(each) > LONGEST_SPELLING for each in found):
            raise LineWrong(_("Các cách viết tắt quá nhiều hoặc quá dài. Mỗi cách một dòng trong ô."))
        return found


def _named(key: str) -> dict[str, Any]:
    return {"name": LABELS[key]}


def as_read(value: Any) -> Any:
    """A value of the directory as it comes back from a table: single spaces, each spelling once."""
    if isinstance(value, str):
        return " ".join(squeeze(value).split())
    return list(dict.fromkeys(map(as_read, value))) if isinstance(value, list) else value


def in_words(key: str, value: Any) -> str:
    """A value as a person reads it in the dry run."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(value)
    return str(dict(CHOICES.get(key, ())).get(value, value))
