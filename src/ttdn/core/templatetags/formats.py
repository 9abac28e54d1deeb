"""How the screens write dates, numbers and money: dd/mm/yyyy, 1.234.567,8, in both languages of the interface.

``formats`` of Django localise what is left alone; these filters are for a value that must be written in one
exact way, and for words such as "còn 12 ngày".
"""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def day(value: datetime.date | datetime.datetime | None) -> str:
    """A date as dd/mm/yyyy; nothing for no date."""
    if value is None or value == "":
        return ""
    return f"{_local(value):%d/%m/%Y}"


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """A moment as HH:MM dd/mm/yyyy, in the installation's time zone."""
    if value is None or value == "":
        return ""
    return f"{_local(value):%H:%M %d/%m/%Y}"


@register.filter
def number(value: float | Decimal | None, places: int | None = None) -> str:
    """A number as 1.234.567,8; ``places`` fixes how many digits follow the comma."""
    if value is None or value == "":
        return ""
    exact = Decimal(str(value))
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-int(places)), rounding=ROUND_HALF_UP)
    return f"{exact:,f}".translate({ord(","): ".", ord("."): ","})


@register.filter
def money(value: float | Decimal | None) -> str:
    """An amount in đồng, e.g. 1.234.567 đồng; the đồng has no smaller coin."""
    if value is None or value == "":
        return ""
    return _("%(amount)s đồng") % {"amount": number(value, 0)}


@register.filter
def file_size(value: int | None) -> str:
    """Bytes in the largest unit that keeps the number above one, e.g. 1,5 MB."""
    if value is None or value == "":
        return ""
    size = Decimal(value)
    for unit in ("B", "kB", "MB"):
        if size < 1024:
            return f"{number(size, 0 if unit == 'B' or size >= 100 else 1)} {unit}"
        size /= 1024
    return f"{number(size, 1)} GB"


@register.filter
def relative_day(value: datetime.date | None, today: datetime.date | None = None) -> str:
    """How far a day is from today, in calendar days: hôm nay, ngày mai, còn 12 ngày, 3 ngày trước."""
    if value is None or value == "":
        return ""
    away = (_local_date(value) - (today or timezone.localdate())).days
    near = {-1: _("hôm qua"), 0: _("hôm nay"), 1: _("ngày mai")}
    if away in near:
        return near[away]
    if away > 0:
        return ngettext("còn %(days)s ngày", "còn %(days)s ngày", away) % {"days": number(away)}
    return ngettext("%(days)s ngày trước", "%(days)s ngày trước", -away) % {"days": number(-away)}


@register.simple_tag
def period(start: datetime.date | None, end: datetime.date | None) -> str:
    """A stretch of time by its name in the calendar, else by its days; nothing where neither day is known.

    "tháng 5/2026", "quý III/2026", "6 tháng đầu năm 2026", "năm 2026", "từ 05/03/2026 đến 20/06/2026".
    """
    if start and end:
        return _calendar_name(start, end) or _("từ %(start)s đến %(end)s") % {"start": day(start), "end": day(end)}
    if end:
        return _("đến %(end)s") % {"end": day(end)}
    return _("từ %(start)s") % {"start": day(start)} if start else ""


def _calendar_name(start: datetime.date, end: datetime.date) -> str:
    months = end.month - start.month + 1
    whole = start.day == 1 and (end + datetime.timedelta(days=1)).day == 1 and start.year == end.year
    values = {"n": start.month, "year": start.year, "quarter": ("I", "II", "III", "IV")[(start.month - 1) // 3]}
    if not whole or (start.month - 1) % months or 12 % months:
        return ""
    names = {
        1: _("tháng %(n)s/%(year)s"),
        3: _("quý %(quarter)s/%(year)s"),
        6: _("6 tháng đầu năm %(year)s") if start.month == 1 else _("6 tháng cuối năm %(year)s"),
        12: _("năm %(year)s"),
    }
    return names[months] % values if months in names else ""


def _local(value: datetime.date | datetime.datetime) -> datetime.date | datetime.datetime:
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _local_date(value: datetime.date | datetime.datetime) -> datetime.date:
    local = _local(value)
    return local.date() if isinstance(local, datetime.datetime) else local
