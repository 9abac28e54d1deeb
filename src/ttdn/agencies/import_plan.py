"""What a table would change in the directory, line by line, without changing anything."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ttdn.agencies.models import Agency, AgencyName, Tier
from ttdn.agencies.names import name_key
from ttdn.agencies.table_lines import FACTS, LABELS, NAME_FIELDS, LineWrong, Parsed, Reader, as_read, in_words
from ttdn.core.dry_runs import DryRun, LineResult, Outcome
from ttdn.core.tables import Table

Key = tuple[str, str]  # ("old", the agency's number) or ("new", the word that the table calls it by)


@dataclass(slots=True, kw_only=True)
class AgencyChange:
    """What the good lines about one body come to; ``facts["parent"]`` is the key of a body or None."""

    key: Key
    agency: Agency | None
    facts: dict[str, Any] = field(default_factory=dict)
    new_names: list[dict[str, Any]] = field(default_factory=list)
    names: dict[int, dict[str, Any]] = field(default_factory=dict)  # of a name's row: its new values

    @property
    def is_any(self) -> bool:
        return bool(self.facts or self.new_names or self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    dry_run: DryRun
    changes: tuple[AgencyChange, ...]


def plan_import(table: Table) -> ImportPlan:
    """Read against the directory as it stands, in two queries."""
    reader = Reader()
    return _Planner().plan([reader.read(line) for line in table.lines])


class _Planner:
    def __init__(self) -> None:
        self._agencies = {agency.pk: agency for agency in Agency.objects.order_by("pk")}
        self._names: dict[int, AgencyName] = {}
        self._called: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._names_of: dict[int, list[AgencyName]] = defaultdict(list)
        for row in AgencyName.objects.order_by("pk"):
            self._names[row.pk] = row
            self._called[name_key(row.name), row.language].add(row.agency_id)
            self._names_of[row.agency_id].append(row)
        self._by_name: dict[str, list[Key]] = defaultdict(list)  # today's names, for parents
        for agency in self._agencies.values():
            self._by_name[name_key(agency.name)].append(("old", str(agency.pk)))
        self._codes = {agency.code: ("old", str(agency.pk)) for agency in self._agencies.values() if agency.code}
        self._parents: dict[Key, Key | None] = {
            ("old", str(agency.pk)): ("old", str(agency.parent_id)) if agency.parent_id else None
            for agency in self._agencies.values()
        }
        self._changes: dict[Key, AgencyChange] = {}
        self._lines_of_names: dict[tuple, int] = {}
        self._failed: dict[Key, int] = {}

    def plan(self, lines: list[Parsed]) -> ImportPlan:
        results = tuple(self._result(parsed) for parsed in lines)
        changes = tuple(change for change in self._changes.values() if change.is_any)
        touched = [change.agency for change in changes if change.agency]
        versions = tuple(sorted((agency.pk, agency.version) for agency in touched))
        return ImportPlan(dry_run=DryRun(results=results, versions=versions), changes=changes)

    def _result(self, parsed: Parsed) -> LineResult:
        told = {"line": parsed.line, "title": parsed.title}
        key: Key | None = ("new", parsed.number) if parsed.number and not parsed.number.isdigit() else None
        try:
            if parsed.problem:
                raise LineWrong(parsed.problem)
            key = self._key(parsed)
            changes, is_new = self._take(key, parsed)
        except LineWrong as wrong:
            if key and key[0] == "new" and key not in self._changes:
                self._failed.setdefault(key, parsed.line)
            return LineResult(**told, outcome=Outcome.WRONG, problem=wrong.message)
        outcome = Outcome.NEW if is_new else Outcome.CHANGED if changes else Outcome.SAME
        return LineResult(**told, outcome=outcome, changes=tuple(changes))

    def _key(self, parsed: Parsed) -> Key:
        """The body a line is about: by its number, by a name of its own, else a new one."""
        number = parsed.number
        if number.isdigit():
            if len(number) > 9 or int(number) not in self._agencies:
                raise LineWrong(
                    _("Không có cơ quan số %(number)s. Nếu là cơ quan mới, để trống cột Số.") % {"number": number[:20]}
                )
            return "old", str(int(number))
        if number:
            return "new", number
        name = name_key(parsed.values["name"]), parsed.values.get("language", "vi")
        found = self._called[name]
        if len(found) > 1:
            raise LineWrong(_("Có %(n)d cơ quan mang tên này. Ghi số của cơ quan ở cột Số.") % {"n": len(found)})
        return ("old", str(next(iter(found)))) if found else ("new", f" {name[0]}")  # a word of the table has no blank

    def _take(self, key: Key, parsed: Parsed) -> tuple[list[tuple[str, str, str]], bool]:
        """Take what the line says; returns the changes in words, and whether it brings a new body or name."""
        if key in self._failed:
            raise LineWrong(_("Dòng %(line)d về cùng cơ quan này có lỗi.") % {"line": self._failed[key]})
        agency = self._agencies[int(key[1])] if key[0] == "old" else None
        change = self._changes.get(key) or AgencyChange(key=key, agency=agency)
        facts = self._facts(change, parsed)
        row, values = self._name(change, parsed)
        if facts or values:
            self._need_fresh(change, parsed)
        self._lines_of_names[self._name_place(change, parsed, row)] = parsed.line
        told = self._told(change, facts, row, values)
        self._accept(change, facts, row, values)
        return told, row is None

    def _facts(self, change: AgencyChange, parsed: Parsed) -> dict[str, Any]:
        """The facts that this line changes."""
        given = {name: parsed.values[name] for name in FACTS if name in parsed.values}
        if "parent" in given:
            given["parent"] = self._parent(change, given["parent"])
        if change.agency is None and not change.facts:
            if "kind" not in given:
                raise LineWrong(_("Cơ quan mới cần cột “%(name)s”.") % {"name": LABELS["kind"]})
            given = {"tier": Tier.PROVINCE.value} | given
        facts = {name: value for name, value in given.items() if value != self._stands(change, name)}
        for name in facts:
            if name in change.facts and facts[name] != change.facts[name]:
                raise LineWrong(_("“%(name)s” khác với một dòng trên về cùng cơ quan này.") % {"name": LABELS[name]})
        self._need_possible(change, facts)
        return facts

    def _stands(self, change: AgencyChange, name: str) -> Any:
        """The fact in the directory; of a new body as an earlier line gave it."""
        if change.agency is None:
            return change.facts.get(name)
        return self._parents[change.key] if name == "parent" else getattr(change.agency, name)

    def _parent(self, change: AgencyChange, name: str) -> Key | None:
        if not name:
            return None
        stands = self._parents.get(change.key)
        found = self._by_name[name_key(name)]
        if stands in found:
            return stands
        if len(found) != 1:
            raise LineWrong(
                _(
                    "Không xác định được cơ quan cấp trên “%(name)s”. Ghi đúng tên đang dùng; nếu là cơ quan mới, đặt "
                    "dòng của nó lên trước."
                )
                % {"name": name[:120]}
            )
        return found[0]

    def _need_possible(self, change: AgencyChange, facts: dict[str, Any]) -> None:
        after = {name: facts.get(name, change.facts.get(name, self._stands(change, name))) for name in FACTS}
        if after["valid_from"] and after["valid_to"] and after["valid_to"] < after["valid_from"]:
            raise LineWrong(_("“%(name)s” phải sau ngày bắt đầu.") % {"name": LABELS["valid_to"]})
        if after["code"] and self._codes.get(after["code"], change.key) != change.key:
            raise LineWrong(_("Mã này đã dùng cho cơ quan khác."))
        above = after["parent"]
        while above:
            if above == change.key:
                raise LineWrong(_("Một cơ quan không thể trực thuộc chính nó hay đơn vị của nó."))
            above = self._parents.get(above)

    def _name(self, change: AgencyChange, parsed: Parsed) -> tuple[AgencyName | None, dict[str, Any]]:
        """The name's row that the line is about, None for a new one; and the values that it changes."""
        given = {field: parsed.values[key] for key, field in NAME_FIELDS.items() if key in parsed.values}
        row = self._row(change, parsed)
        if held := self._lines_of_names.get(self._name_place(change, parsed, row)):
            raise LineWrong(_("Trùng với dòng %(line)d.") % {"line": held})
        if row is None:
            if change.agency is None and not change.new_names and given.get("language", "vi") != "vi":
                raise LineWrong(_("Dòng đầu của một cơ quan mới phải là tên tiếng Việt."))
            return None, given
        values = {name: value for name, value in given.items() if value != as_read(getattr(row, name))}
        first, last = (values.get(name, getattr(row, name)) for name in ("valid_from", "valid_to"))
        if first and last and last < first:
            raise LineWrong(_("“%(name)s” phải sau ngày bắt đầu.") % {"name": LABELS["name_to"]})
        return row, values

    def _row(self, change: AgencyChange, parsed: Parsed) -> AgencyName | None:
        number = parsed.name_number
        rows = self._names_of[change.agency.pk] if change.agency else []
        if number:
            row = self._names.get(int(number)) if number.isdigit() and len(number) <= 9 else None
            if row is None or row not in rows:
                raise LineWrong(_("Số tên gọi này không thuộc cơ quan ấy. Để trống nếu là tên mới."))
            return row
        called = name_key(parsed.values["name"]), parsed.values.get("language", "vi")
        same = [row for row in rows if (name_key(row.name), row.language) == called]
        if len(same) > 1 and "name_from" in parsed.values:
            same = [row for row in same if row.valid_from == parsed.values["name_from"]]
        if len(same) > 1:
            raise LineWrong(_("Cơ quan này có nhiều dòng cùng tên. Ghi “Số tên gọi” như bảng tải về."))
        return same[0] if same else None

    def _name_place(self, change: AgencyChange, parsed: Parsed, row: AgencyName | None) -> tuple:
        if row:
            return ("row", row.pk)
        values = parsed.values
        return (*change.key, name_key(values["name"]), values.get("language", "vi"), values.get("name_from"))

    def _need_fresh(self, change: AgencyChange, parsed: Parsed) -> None:
        if change.agency and parsed.version and parsed.version != str(change.agency.version):
            raise LineWrong(
                _("Cơ quan này đã được sửa sau khi bảng được tải về. Hãy tải bảng mới rồi sửa lại dòng này.")
            )

    def _told(
        self, change: AgencyChange, facts: dict[str, Any], row: AgencyName | None, values: dict[str, Any]
    ) -> list[tuple[str, str, str]]:
        if change.agency is None:
            return []
        told = [(name, self._stands(change, name), value) for name, value in facts.items()]
        if row is not None:
            keys = {field: key for key, field in NAME_FIELDS.items()}
            told += [(keys[name], getattr(row, name), value) for name, value in values.items()]
        return [(str(LABELS[key]), self._words(key, before), self._words(key, after)) for key, before, after in told]

    def _words(self, key: str, value: Any) -> str:
        if key == "parent" and value:
            return (
                self._agencies[int(value[1])].name if value[0] == "old" else self._changes[value].new_names[0]["name"]
            )
        return in_words(key, value)

    def _accept(
        self, change: AgencyChange, facts: dict[str, Any], row: AgencyName | None, values: dict[str, Any]
    ) -> None:
        if change.agency is None and change.key not in self._changes:
            self._by_name[name_key(values["name"])].append(change.key)
        self._changes[change.key] = change
        change.facts |= facts
        if facts.get("code"):
            self._codes[facts["code"]] = change.key
        if "parent" in facts:
            self._parents[change.key] = facts["parent"]
        if row is None:
            change.new_names.append(values)
        elif values:
            change.names[row.pk] = values
