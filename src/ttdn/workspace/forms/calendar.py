"""The calendar of working days: one day, a year's list pasted at once, and counting."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ttdn.core import days
from ttdn.core.calendar_days import FACTS, Entry, obstacle
from ttdn.core.models import CalendarDay, CalendarDayKind
from ttdn.engine.text.normal import fold
from ttdn.workspace.forms.agencies import DayField
from ttdn.workspace.forms.fields import DateField
from ttdn.workspace.forms.pasted import PastedRow, PastedRowsField

LONGEST_RANGE = 31  # days in one pasted line
LONGEST_NAME = 200
MOST_COUNTED = 1000
# How a list says it, without diacritics; the first that is found counts, for "nghỉ bù dịp lễ" is no feast.
KIND_WORDS = [
    (re.compile(r"\blam bu\b|\blam viec bu\b"), CalendarDayKind.WORKING_DAY),
    (re.compile(r"\bbu\b|\bhoan doi\b"), CalendarDayKind.DAY_OFF),
    (re.compile(r"\ble\b|\btet\b"), CalendarDayKind.HOLIDAY),
]
BETWEEN_DAYS = re.compile(r"\s+(?:-|–|đến)\s+|\s*–\s*")  # data


def basis_field() -> forms.CharField:
    return forms.CharField(
        label=_("Văn bản quyết định"),
        max_length=300,
        required=False,
        help_text=_("Số, ký hiệu và ngày của văn bản. Để trống thì ngày này mang chữ “chưa kiểm chứng”."),
    )


class YearFilter(forms.Form):
    """Read from the address; what is no year counts as this year."""

    nam = forms.IntegerField(min_value=days.FIRST.year, max_value=days.LAST.year)

    def chosen(self) -> int:
        return self.cleaned_data["nam"] if self.is_valid() else days.today().year


class CalendarDayForm(forms.Form):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    day = DayField(label=_("Ngày"))
    kind = forms.ChoiceField(label=_("Loại"), choices=CalendarDayKind.choices)
    name = forms.CharField(
        label=_("Tên ngày"), max_length=LONGEST_NAME, error_messages={"required": _("Ghi tên ngày.")}
    )
    basis = basis_field()

    def entry(self) -> Entry:
        return Entry(**{name: self.cleaned_data[name] for name in FACTS if name in self.fields})

    def clean(self):
        data = super().clean()
        if (
            data.get("day")
            and data.get("kind")
            and (why := obstacle(Entry(day=data["day"], kind=data["kind"], name="")))
        ):
            self.add_error("day", why)
        return data


class WithdrawForm(forms.Form):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ngày này không còn được tính; dòng ghi và lý do vẫn giữ lại."),
        error_messages={"required": _("Ghi lý do.")},
    )


class CountForm(forms.Form):
    """Which day is the n-th working day from a day on; ``n`` below zero counts back."""

    tu = DayField(label=_("Từ ngày"))
    so = forms.IntegerField(
        label=_("Số ngày làm việc"),
        min_value=-MOST_COUNTED,
        max_value=MOST_COUNTED,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={"required": _("Ghi số ngày.")},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """One day of a pasted list; ``known`` where the calendar says the same already."""

    n: int  # the line
    entry: Entry
    known: bool

    @property
    def kind(self) -> str:
        return CalendarDayKind(self.entry.kind).label


class ImportForm(forms.Form):
    """``pasted`` are the days of all lines, in their order; a line that says no day, or another, is a fault."""

    basis = basis_field()
    rows = PastedRowsField(
        label=_("Danh sách ngày"),
        help_text=_(
            "Chép từ bảng tính rồi dán vào đây. Mỗi dòng ba cột: ngày (hoặc hai ngày, nối bằng “đến”); loại: nghỉ lễ, "
            "nghỉ bù hoặc làm bù; tên ngày. Không có bảng tính thì ngăn các cột bằng dấu chấm phẩy."
        ),
        error_messages={"required": _("Dán ít nhất một dòng.")},
    )
    pasted: list[Pasted]

    def clean(self):
        data = super().clean()
        said: dict[dt.date, tuple[int, Entry]] = {}
        for row in data.get("rows", ()):
            try:
                for entry in self._entries(row):
                    _need_sense(entry, said)
                    said[entry.day] = (row.n, entry)
            except forms.ValidationError as error:
                self.add_error("rows", gettext("Dòng %(n)d: %(why)s") % {"n": row.n, "why": " ".join(error.messages)})
        self.pasted = self._beside_what_stands(said)
        return data

    def _entries(self, row: PastedRow) -> list[Entry]:
        """The days of one line. Raises ValidationError, which says what is wrong with it."""
        first, last = _first_and_last(row.cell(0))
        kind = next((kind for words, kind in KIND_WORDS if words.search(fold(row.cell(1)))), None)
        name = row.cell(2)
        if kind is None:
            raise forms.ValidationError(_("loại ngày phải là nghỉ lễ, nghỉ bù hoặc làm bù."))
        if not name or len(name) > LONGEST_NAME:
            raise forms.ValidationError(_("thiếu tên ngày, hoặc tên quá dài."))
        basis = self.cleaned_data.get("basis", "")
        span = (last - first).days + 1
        return [Entry(day=first + dt.timedelta(days=n), kind=kind, name=name, basis=basis) for n in range(span)]

    def _beside_what_stands(self, said: dict[dt.date, tuple[int, Entry]]) -> list[Pasted]:
        standing = {row.day: row for row in CalendarDay.objects.standing().filter(day__in=said)}
        for day, row in standing.items():
            n, entry = said[day]
            if (row.kind, row.name) != (entry.kind, entry.name):
                why = gettext("ngày %(day)s đã được ghi: %(name)s.") % {"day": f"{day:%d/%m/%Y}", "name": row.name}
                self.add_error("rows", gettext("Dòng %(n)d: %(why)s") % {"n": n, "why": why})
        return [Pasted(n=n, entry=entry, known=day in standing) for day, (n, entry) in said.items()]


def _need_sense(entry: Entry, said: dict) -> None:
    if entry.day in said:
        raise forms.ValidationError(_("ngày %(day)s có hai lần."), params={"day": f"{entry.day:%d/%m/%Y}"})
    if why := obstacle(entry):
        raise forms.ValidationError(why)


def _first_and_last(written: str) -> tuple[dt.date, dt.date]:
    """One day, or two of which the second is not before the first. Raises ValidationError."""
    parts = BETWEEN_DAYS.split(written)
    found = [DateField(required=True).clean(part) for part in parts[:2]]
    first, last = found[0], found[-1]
    if len(parts) > 2 or not 0 <= (last - first).days < LONGEST_RANGE:
        raise forms.ValidationError(
            _("hai ngày phải theo thứ tự và cách nhau không quá %(most)d ngày."), params={"most": LONGEST_RANGE}
        )
    return first, last
