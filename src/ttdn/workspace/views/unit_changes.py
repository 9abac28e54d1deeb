"""Units by the hundred: a province loaded, what its communes came from, and their people's committees."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ttdn.agencies.committees import make_committees, missing_committees
from ttdn.agencies.models import AdministrativeUnit, Agency, AgencyKind, Tier
from ttdn.agencies.names import name_key
from ttdn.agencies.origin_table import COLUMNS, import_origins, origins_workbook, plan_origins
from ttdn.agencies.successions import SuccessionRefused
from ttdn.agencies.unit_loading import KNOWN, NOW, THEN, load_province, loaded_provinces, province_named
from ttdn.core import days
from ttdn.core.versions import StaleVersion
from ttdn.engine import gazetteer
from ttdn.workspace.forms.units import CommitteesForm, ProvinceForm, in_order
from ttdn.workspace.views.acting import done, posted, row_number
from ttdn.workspace.views.directory import need_agency_editor
from ttdn.workspace.views.importing import Importer, take
from ttdn.workspace.views.units import unit_crumbs, unit_url, visible_provinces, visible_unit

# The group into which new committees go unless the person says otherwise.
USUAL_GROUPS = ["Ủy ban nhân dân các xã, phường", "Ủy ban nhân dân các xã, phường, đặc khu"]  # data


@require_http_methods(["GET", "HEAD", "POST"])
def province(request):
    """First the province of today, then the old ones it was made of, then all their units are loaded."""
    need_agency_editor(request.user)
    code = request.GET.get("tinh", "")
    chosen = province_named(code, NOW)
    context = {
        "title": _("Tỉnh của cơ sở này"),
        "crumbs": unit_crumbs((_("Tỉnh của cơ sở này"), "")),
        "provinces": [(each.code, each.full_name) for each in in_order(gazetteer.provinces(NOW))],
        "loaded": visible_provinces(request),
        "chosen": chosen,
        "cancel_url": reverse("workspace:unit-list"),
    }
    if not chosen:
        return render(request, "workspace/units/province.html", context)
    form = ProvinceForm(posted(request), loaded=loaded_provinces(THEN), initial={"old": KNOWN.get(code, ())})
    if request.method == "POST" and form.is_valid():
        try:
            entry = load_province(code, old=form.cleaned_data["old"], by=request.user)
        except SuccessionRefused as error:
            form.add_error(None, error.message)
        else:
            told = _("Đã nạp %(n)d đơn vị hành chính.") % {"n": entry.after["units"]}
            unit = AdministrativeUnit.objects.get(pk=entry.target_id)
            return done(request, told, unit_url(unit), undo=entry)
    context |= {
        "form": form,
        "communes": sum(unit.province_code == code for unit in gazetteer.units(NOW)) - 1,
        "is_loaded": code in loaded_provinces(NOW),
        "proposed": code in KNOWN,
        "submit_label": _("Nạp đơn vị hành chính"),
    }
    return render(request, "workspace/units/province.html", context, status=422 if form.errors else 200)


def _province(request, pk: int) -> AdministrativeUnit:
    unit = visible_unit(request, pk)
    if unit.tier != Tier.PROVINCE:
        raise Http404
    return unit


@require_safe
def origins_table(request, pk: int):
    """The old communes with what is recorded of them, to be filled in."""
    unit = _province(request, pk)
    return HttpResponse(
        origins_workbook(unit),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="don-vi-cu-va-moi-{unit.pk}.xlsx"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def origins(request, pk: int):
    """Which old unit went into which new one, out of a spreadsheet."""
    need_agency_editor(request.user)
    unit = _province(request, pk)
    title = _("Nhập đơn vị cũ và đơn vị mới")
    importer = Importer(
        title=title,
        lead=_(
            "Tải bảng các đơn vị cũ về, ghi đơn vị mới vào từng dòng, rồi đưa lên. Dòng chưa ghi đơn vị mới thì bỏ qua."
        ),
        columns=COLUMNS,
        plan=lambda table: plan_origins(table, unit).dry_run,
        apply=partial(import_origins, province=unit),
        back=unit_url(unit),
        crumbs=unit_crumbs((unit.full_name, unit_url(unit)), (title, "")),
        example_url=reverse("workspace:unit-origins-table", args=[unit.pk]),
    )
    return take(request, importer)


@require_http_methods(["GET", "HEAD", "POST"])
def committees(request, pk: int):
    """The people's committees that the communes lack: shown, chosen, made as one change."""
    need_agency_editor(request.user)
    unit, today = _province(request, pk), days.today()
    form = CommitteesForm(posted(request), initial={"group": _usual_group()})
    why = ""
    if request.method == "POST" and form.is_valid():
        group = form.cleaned_data["group"]
        wanted = [number for number in map(row_number, request.POST.getlist("unit")) if number]
        try:
            entry = make_committees(
                unit, units=wanted, on=today, by=request.user, group=group, seen=_version(request, group)
            )
        except SuccessionRefused as error:
            why = error.message if wanted else _("Chọn ít nhất một đơn vị.")
        except StaleVersion:
            why = _("Nhóm vừa được người khác sửa. Xem lại rồi xác nhận lần nữa.")
        else:
            told = _("Đã tạo hoặc gắn %(n)d Ủy ban nhân dân.") % {"n": len(wanted)}
            return done(request, told, unit_url(unit), undo=entry)
    missing = missing_committees(unit, on=today)
    if not missing.committees and not missing.unclear and not why:
        messages.info(request, _("Mọi đơn vị cấp xã đã có Ủy ban nhân dân."))
        return redirect(unit_url(unit))
    title = _("Tạo Ủy ban nhân dân cho các đơn vị")
    context = {
        "title": title,
        "unit": unit,
        "form": form,
        "missing": missing,
        "made": sum(each.agency is None for each in missing.committees),
        "groups": [f"{each.pk}-{each.version}" for each in Agency.objects.filter(kind=AgencyKind.GROUP)],
        "why": why,
        "crumbs": unit_crumbs((unit.full_name, unit_url(unit)), (title, "")),
    }
    return render(request, "workspace/units/committees.html", context, status=409 if why else 200)


def _usual_group() -> Agency | None:
    keys = [name_key(name) for name in USUAL_GROUPS]
    groups = {name_key(group.name): group for group in Agency.objects.filter(kind=AgencyKind.GROUP)}
    return next((groups[key] for key in keys if key in groups), None)


def _version(request, group: Agency | None) -> int:
    """The version of the group that the page showed: it sends "number-version" of each that could be chosen."""
    shown = dict(each.split("-", 1) for each in request.POST.getlist("seen") if "-" in each)
    return row_number(shown.get(str(group.pk), "")) or 0 if group else 0
