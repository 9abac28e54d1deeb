"""The calendar of working days, a year at a time, kept by administrators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ttdn.core import calendar_days as keeping
from ttdn.core import days
from ttdn.core.calendar_days import CalendarRefused
from ttdn.core.calendar_table import COLUMNS, calendar_workbook, import_days, plan_days
from ttdn.core.models import AuditEntry, CalendarDay
from ttdn.core.versions import StaleVersion
from ttdn.core.working_days import Calendar, add_working_days, load_calendar, working_days_between
from ttdn.workspace.forms.calendar import CalendarDayForm, CountForm, WithdrawForm, YearFilter
from ttdn.workspace.views.acting import conflict, done, posted
from ttdn.workspace.views.administration import administrators_only, tabs
from ttdn.workspace.views.importing import Importer, take


def _home(year: int) -> str:
    return reverse("workspace:administration:calendar") + f"?nam={year}"


def _crumbs(title: str, year: int) -> list[tuple[str, str]]:
    return [(_("Lịch làm việc"), _home(year)), (title, "")]


@administrators_only
@require_safe
def calendar(request):
    """The entries of a year, what was taken out of it, and a count in working days."""
    year = YearFilter(request.GET).chosen()
    standing = load_calendar()
    rows = list(CalendarDay.objects.of_year(year))
    context = {
        "year": year,
        "tabs": tabs("calendar"),
        "years": _years(year),
        "rows": [row for row in rows if not row.withdrawn],
        "withdrawn": [row for row in rows if row.withdrawn],
        "worked": working_days_between(dt.date(year - 1, 12, 31), dt.date(year, 12, 31), standing),
        **_counted(request, standing),
    }
    return render(request, "workspace/calendar/list.html", context)


def _years(shown: int) -> list[dict]:
    """This year and the next, the one shown, and every year of which something is entered."""
    this = days.today().year
    entered = {day.year for day in CalendarDay.objects.standing().dates("day", "year")}
    return [
        {"label": str(year), "url": _home(year), "on": year == shown}
        for year in sorted({this, this + 1, shown} | entered)
    ]


def _counted(request, standing: Calendar) -> dict:
    asked = "tu" in request.GET
    form = CountForm(request.GET if asked else None, initial={"tu": days.today()})
    if not asked or not form.is_valid():
        return {"count_form": form}
    first, n = form.cleaned_data["tu"], form.cleaned_data["so"]
    reached = add_working_days(first, n, standing)
    passed = range(min(first, reached).year, max(first, reached).year + 1)
    return {
        "count_form": form,
        "counted": {"first": first, "n": abs(n), "back": n < 0, "day": reached},
        "unknown_years": [str(year) for year in passed if not standing.knows(year)],
    }


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    year = YearFilter(request.GET).chosen()
    form = CalendarDayForm(posted(request))

    def act() -> AuditEntry:
        return keeping.add_days([form.entry()], by=request.user)

    return _by_form(request, form, act, title=_("Thêm ngày"), told=_("Đã thêm ngày vào lịch."), year=year)


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk: int):
    row = _standing_day(pk)
    initial = {name: getattr(row, name) for name in ("day", "kind", "name", "basis")}
    form = CalendarDayForm(posted(request), initial=initial | {"seen": row.version})

    def act() -> AuditEntry:
        return keeping.change_day(row, form.entry(), seen=form.cleaned_data["seen"] or 0, by=request.user)

    return _by_form(request, form, act, title=_("Sửa ngày"), told=_("Đã sửa ngày trong lịch."), year=row.day.year)


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk: int):
    row = _standing_day(pk)
    form = WithdrawForm(posted(request), initial={"seen": row.version})

    def act() -> AuditEntry:
        data = form.cleaned_data
        return keeping.withdraw_day(row, seen=data["seen"] or 0, reason=data["reason"], by=request.user)

    title = _("Bỏ ngày %(day)s khỏi lịch") % {"day": f"{row.day:%d/%m/%Y}"}
    return _by_form(
        request, form, act, title=title, told=_("Đã bỏ ngày khỏi lịch."), year=row.day.year, lead=row.name, label=title
    )


def _standing_day(pk: int) -> CalendarDay:
    return get_object_or_404(CalendarDay.objects.standing(), pk=pk)


def _by_form(
    request, form, act: Callable[[], AuditEntry], *, title: str, told: str, year: int, lead: str = "", label: str = ""
) -> HttpResponse:
    """The form; sent and right, ``act`` is done and the year of its day shown."""
    if request.method == "POST" and form.is_valid():
        try:
            entry = act()
        except StaleVersion as error:
            return conflict(request, error, rows=_both(form, error.current), back=_home(error.current.day.year))
        except CalendarRefused as error:
            form.add_error("day" if "day" in form.fields else None, error.message)
        else:
            shown = form.cleaned_data["day"].year if "day" in form.fields else year
            return done(request, told, _home(shown), undo=entry)
    context = {"form": form, "title": title, "lead": lead, "cancel_url": _home(year), "crumbs": _crumbs(title, year)}
    context["submit_label"] = label or _("Lưu")
    return render(request, "shapes/form.html", context, status=422 if form.errors else 200)


def _both(form, current: CalendarDay) -> list[tuple[str, str, str]]:
    """Field by field what stands now and what was sent, in words; nothing where only a reason was sent."""
    if not isinstance(form, CalendarDayForm):
        return []
    sent = CalendarDay(**{name: form.cleaned_data[name] for name in ("day", "kind", "name", "basis")})
    return [
        (form["day"].label, f"{current.day:%d/%m/%Y}", f"{sent.day:%d/%m/%Y}"),
        (form["kind"].label, current.get_kind_display(), sent.get_kind_display()),
        (form["name"].label, current.name, sent.name),
        (form["basis"].label, current.basis, sent.basis),
    ]


@administrators_only
@require_safe
def workbook(request):
    """The days of a year as .xlsx: to be kept, or filled in and taken back."""
    year = YearFilter(request.GET).chosen()
    return HttpResponse(
        calendar_workbook(year),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="lich-lam-viec-{year}.xlsx"'},
    )


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request):
    """A year's list out of a spreadsheet."""
    year = YearFilter(request.GET).chosen()
    title = _("Nhập lịch từ bảng tính")
    importer = Importer(
        title=title,
        lead=_("Mỗi ngày một dòng: ngày, loại (nghỉ lễ, nghỉ bù hoặc làm bù), tên, văn bản quyết định."),
        columns=COLUMNS,
        plan=lambda table: plan_days(table).dry_run,
        apply=import_days,
        back=_home(year),
        crumbs=_crumbs(title, year),
        example_url=reverse("workspace:administration:calendar-workbook") + f"?nam={year}",
    )
    return take(request, importer)
