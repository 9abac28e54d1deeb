"""Input as officers write it: dates as dd/mm/yyyy, one agency a line, counts as "02 phóng sự" or "01 số/quý"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from ttdn.core import days
from ttdn.core.templatetags import formats

# How plans write it: data, not the interface.
PER_WORDS = {
    "tháng": "month",  # data
    "quý": "quarter",  # data
    "6 tháng": "half-year",  # data
    "sáu tháng": "half-year",  # data
    "năm": "year",  # data
}
MOST_LINES, LONGEST_LINE = 200, 1000
MOST_COUNTED = Decimal(10) ** 12
PER_NAMES = {"month": "tháng", "quarter": "quý", "half-year": "6 tháng", "year": "năm"}  # data


class DateField(forms.DateField):
    """A day typed as dd/mm/yyyy; the browser's own date field follows the browser's language."""

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(
            input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
            widget=forms.DateInput(
                format="%d/%m/%Y",
                attrs={"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off", "class": "short"},
            ),
            error_messages={"invalid": _("Viết ngày theo dạng ngày/tháng/năm, ví dụ 30/11/2026.")},
            **kwargs,
        )

    def validate(self, value):
        super().validate(value)
        if value and not days.is_plausible(value):
            years = {"first": days.FIRST.year, "last": days.LAST.year}
            raise forms.ValidationError(_("Chỉ nhận ngày từ năm %(first)s đến năm %(last)s."), params=years)


# "12", "1.500", "2,5", "1.234.567,25": dots between thousands, a comma before what is less than one
NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d{1,3})?")


class NumberField(forms.CharField):
    """A number as it is written in Vietnamese; a ``Decimal`` of at most three places, or None."""

    def __init__(self, **kwargs):
        kwargs.setdefault("required", False)
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "short"})
        super().__init__(widget=widget, **kwargs)

    def prepare_value(self, value):
        return formats.number(value.normalize()) if isinstance(value, Decimal) else value

    def clean(self, value):
        written = super().clean(value).replace(" ", "")
        if not written:
            return None
        if not NUMBER.fullmatch(written):
            raise forms.ValidationError(_("Viết số như 1.500 hoặc 2,5."))
        number = Decimal(written.replace(".", "").replace(",", "."))
        if number >= MOST_COUNTED:
            raise forms.ValidationError(_("Số này quá lớn."))
        return number


class LinesField(forms.CharField):
    """One value a line; cleaned to a list without blanks and repeats."""

    def __init__(self, *, rows: int = 2, **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value):
        lines = [" ".join(line.split()) for line in (super().clean(value) or "").splitlines()]
        kept = list(dict.fromkeys(line for line in lines if line))
        if len(kept) > MOST_LINES:
            raise forms.ValidationError(_("Nhiều nhất %(most)d dòng."), params={"most": MOST_LINES})
        if any(len(line) > LONGEST_LINE for line in kept):
            raise forms.ValidationError(_("Mỗi dòng nhiều nhất %(most)d ký tự."), params={"most": LONGEST_LINE})
        return kept


@dataclass(frozen=True)
class Count:
    quantity: Decimal
    unit: str
    per: str
    text: str


# "02 phóng sự", "1.500 tờ rơi", "01 số/quý", "4 hội nghị mỗi năm"
COUNT = re.compile(
    r"^(?P<quantity>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)\s+(?P<unit>.+?)"  # data
    r"(?:\s*(?:/|\bmỗi\b|\bhằng\b)\s*(?P<per>6 tháng|sáu tháng|tháng|quý|năm))?$",
    re.IGNORECASE,
)


class CountsField(LinesField):
    """Counts promised, one a line."""

    def prepare_value(self, value):
        if isinstance(value, list | tuple) and value and not isinstance(value[0], str):
            value = [write_count(count.quantity, count.unit, count.per) for count in value]
        return super().prepare_value(value)

    def clean(self, value):
        counts = []
        for line in super().clean(value):
            found = COUNT.match(line)
            quantity = Decimal(found["quantity"].replace(".", "").replace(",", ".")) if found else Decimal(0)
            if not found or not 0 < quantity < MOST_COUNTED or quantity != round(quantity, 3):
                raise forms.ValidationError(
                    _("Không hiểu dòng “%(line)s”. Viết số lượng rồi đơn vị, ví dụ “02 phóng sự” hoặc “01 số/quý”."),
                    params={"line": line},
                )
            per = PER_WORDS.get((found["per"] or "").lower(), "")
            counts.append(Count(quantity=quantity, unit=found["unit"], per=per, text=line))
        return counts


def write_count(quantity: Decimal, unit: str, per: str) -> str:
    """As the field reads it back: ``02 phóng sự``, ``1.500 tờ rơi``, ``01 số/quý``."""
    number = f"{quantity:,.3f}".rstrip("0").rstrip(".").translate(str.maketrans(",.", ".,"))
    number = number.zfill(2) if number.isdigit() else number
    return f"{number} {unit}" + (f"/{PER_NAMES[per]}" if per else "")
