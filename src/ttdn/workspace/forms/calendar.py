"""The calendar of working days: one day, and counting."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ttdn.core import days
from ttdn.core.calendar_days import FACTS, Entry, obstacle
from ttdn.core.models import CalendarDayKind
from ttdn.workspace.forms.agencies import DayField

LONGEST_NAME = 200
MOST_COUNTED = 1000


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
