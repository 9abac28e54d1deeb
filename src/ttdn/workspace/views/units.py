"""Administrative units: the list then and now, the page of one, and keeping them in order."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ttdn.agencies import units
from ttdn.agencies.models import AdministrativeUnit, Agency, Certainty, Tier, UnitSuccession
from ttdn.agencies.permissions import may_edit_agencies
from ttdn.agencies.unit_export import units_workbook
from ttdn.core import days
from ttdn.core.models import AuditEntry
from ttdn.core.versions import StaleVersion
from ttdn.plans import queries
from ttdn.workspace.audit_words import action_label
from ttdn.workspace.forms.agencies import ENDED
from ttdn.workspace.forms.units import NewUnitForm, OriginForm, TieForm, UnitFilter, UnitForm
from ttdn.workspace.views.acting import conflict, done, posted, row_number, words_asked
from ttdn.workspace.views.directory import by_button, crumbs, directory_tabs, need_agency_editor, show_form
from ttdn.workspace.views.register import PAGE

FACTS = ("kind", "name", "english", "code", "valid_from", "valid_to", "source")
LAST_ENTRIES = 20


def unit_crumbs(*trail: tuple[str, str]) -> list[tuple[str, str]]:
    return crumbs((_("Đơn vị hành chính"), reverse("workspace:unit-list")), *trail)


def unit_url(unit: AdministrativeUnit) -> str:
    return reverse("workspace:unit", args=[unit.pk])


def visible_unit(request, pk: int) -> AdministrativeUnit:
    rows = AdministrativeUnit.objects.visible_to(request.user).select_related("parent", "province")
    return get_object_or_404(rows, pk=pk)


def visible_provinces(request):
    return AdministrativeUnit.objects.visible_to(request.user).filter(tier=Tier.PROVINCE)


def _listed(request, chosen: dict[str, str]):
    found = AdministrativeUnit.objects.visible_to(request.user).matching(words_asked(request))
    if province := row_number(chosen["tinh"]):
        found = found.filter(Q(province=province) | Q(pk=province))
    if chosen["tier"]:
        found = found.filter(tier=chosen["tier"])
    over = Q(valid_to__lt=days.today())
    if chosen["state"] == ENDED:
        return found.filter(over)
    return found if chosen["state"] else found.exclude(over)


@require_safe
def unit_list(request):
    filters = UnitFilter(request.GET, provinces=visible_provinces(request))
    chosen = filters.chosen()
    rows = _listed(request, chosen).select_related("parent", "province").annotate(bodies=Count("agencies"))
    rows = rows.order_by("sort_key", "pk")  # which a count takes away
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "tabs": directory_tabs("unit-list"),
        "words": words_asked(request),
        "chosen": chosen,
        "choices": {name: field.choices for name, field in filters.fields.items()},
        "any": len(filters.fields["tinh"].choices) > 1,
        "may_edit": may_edit_agencies(request.user),
        "query": request.GET.urlencode(),
        "today": days.today(),
    }
    return render(request, "workspace/units/list.html", context)


@require_safe
def workbook(request):
    """The list as shown, all pages of it, as .xlsx."""
    chosen = UnitFilter(request.GET, provinces=visible_provinces(request)).chosen()
    return HttpResponse(
        units_workbook(_listed(request, chosen)),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="don-vi-hanh-chinh-{days.today():%Y-%m-%d}.xlsx"'},
    )


@require_safe
def unit_page(request, pk: int):
    """What it is, what it came from and became, what lies in it, and its bodies with their work."""
    unit = visible_unit(request, pk)
    steps = UnitSuccession.objects.visible_to(request.user)
    may_edit = may_edit_agencies(request.user)
    in_force = unit.valid_to is None or unit.valid_to >= days.today()
    context = {
        "unit": unit,
        "in_force": in_force,
        "came_from": steps.filter(successor=unit).select_related("predecessor__parent"),
        "became": steps.filter(predecessor=unit).select_related("successor__parent"),
        "within": _within(unit),
        "agencies": queries.search_agencies(request.user).filter(unit=unit),
        "may_edit": may_edit,
        "tie_form": TieForm() if may_edit else None,
        "history": _history(unit) if may_edit else [],
        "crumbs": unit_crumbs((unit.full_name, "")),
    }
    return render(request, "workspace/units/unit.html", context)


def _within(unit: AdministrativeUnit) -> list[dict]:
    """How many units lie in it, by tier and kind."""
    inside = Q(province=unit) if unit.tier == Tier.PROVINCE else Q(parent=unit)
    rows = AdministrativeUnit.objects.filter(inside).order_by().values("tier", "kind").annotate(n=Count("pk"))
    return sorted(rows, key=lambda row: (row["tier"], -row["n"]))


def _history(unit: AdministrativeUnit) -> list[dict]:
    entries = AuditEntry.objects.filter(target_type="agencies.administrativeunit", target_id=unit.pk)
    return [
        {"at": entry.at, "text": action_label(entry.action), "by": entry.actor}
        for entry in entries.select_related("actor")[:LAST_ENTRIES]
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    """A unit that no list has."""
    need_agency_editor(request.user)
    form = NewUnitForm(posted(request))
    if request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        certainty = Certainty.V if facts["source"] else Certainty.K
        unit = units.create_unit(**facts, certainty=certainty, by=request.user)
        return done(request, _("Đã thêm đơn vị."), unit_url(unit))
    title = _("Thêm đơn vị hành chính")
    back = reverse("workspace:unit-list")
    return show_form(request, form, title=title, back=back, trail=unit_crumbs((title, "")))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk: int):
    need_agency_editor(request.user)
    unit = visible_unit(request, pk)
    initial = {name: getattr(unit, name) for name in FACTS}
    form = UnitForm(posted(request), initial=initial | {"seen": unit.version}, unit=unit)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            entry = units.edit_unit(unit, seen=facts.pop("seen") or 0, by=request.user, **facts)
        except StaleVersion as error:
            return conflict(request, error, rows=_both(form, error.current), back=unit_url(unit))
        return done(request, _("Đã sửa đơn vị."), unit_url(unit), undo=entry)
    title = _("Sửa đơn vị hành chính")
    trail = unit_crumbs((unit.full_name, unit_url(unit)), (title, ""))
    return show_form(request, form, title=title, back=unit_url(unit), trail=trail)


def _both(form, current: AdministrativeUnit) -> list[tuple[str, str, str]]:
    """Field by field what stands now and what was sent."""
    pairs = [(form[name].label, getattr(current, name), form.cleaned_data[name]) for name in FACTS]
    return [(label, _shown(now), _shown(sent)) for label, now, sent in pairs]


def _shown(value) -> str:
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else value or ""


@require_http_methods(["GET", "HEAD", "POST"])
def origin(request, pk: int):
    """One more unit that this one came from."""
    need_agency_editor(request.user)
    unit = visible_unit(request, pk)
    form = OriginForm(posted(request), unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            entry = units.record_origins([form.origin()], by=request.user)
        except units.SuccessionRefused as error:
            form.add_error("predecessor", error.message)
        else:
            return done(request, _("Đã ghi nguồn gốc của đơn vị."), unit_url(unit), undo=entry)
    title = _("Đơn vị này hình thành từ")
    trail = unit_crumbs((unit.full_name, unit_url(unit)), (title, ""))
    return show_form(request, form, title=title, back=unit_url(unit), trail=trail)


@require_POST
def tie(request, pk: int):
    """A people's committee is the one of this unit."""
    need_agency_editor(request.user)
    unit = visible_unit(request, pk)
    form = TieForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect(unit_url(unit))
    agency = form.cleaned_data["agency"]

    def act() -> AuditEntry:
        return units.tie_agency(agency, unit, seen=agency.version, by=request.user)

    return by_button(request, act, told=_("Đã gắn cơ quan với đơn vị."), back=unit_url(unit))


@require_POST
def untie(request, pk: int, agency: int):
    need_agency_editor(request.user)
    unit = visible_unit(request, pk)
    body = get_object_or_404(Agency, pk=agency, unit=unit)

    def act() -> AuditEntry:
        return units.tie_agency(body, None, seen=row_number(request.POST.get("seen", "")) or 0, by=request.user)

    return by_button(request, act, told=_("Đã bỏ gắn cơ quan."), back=unit_url(unit))
