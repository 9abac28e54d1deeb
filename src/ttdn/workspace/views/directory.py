"""What every view of the directory shares: who may change it, which agency, and one way to act and answer."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ttdn.agencies.models import Agency
from ttdn.agencies.permissions import may_edit_agencies
from ttdn.agencies.successions import SuccessionRefused
from ttdn.core.models import AuditEntry
from ttdn.core.versions import StaleVersion
from ttdn.workspace.views.acting import conflict, done


def need_agency_editor(user) -> None:
    if not may_edit_agencies(user):
        raise PermissionDenied(_("Chỉ cơ quan đầu mối được sửa danh mục cơ quan."))


def visible_agency(request, pk: int) -> Agency:
    return get_object_or_404(Agency.objects.visible_to(request.user).select_related("parent", "unit"), pk=pk)


def page_of(agency: Agency) -> str:
    return reverse("workspace:agency", args=[agency.pk])


def crumbs(*trail: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Cơ quan"), reverse("workspace:agency-list")), *trail]


def directory_tabs(current: str) -> list[dict]:
    """Bodies and units, side by side."""
    pages = [("agency-list", _("Cơ quan")), ("unit-list", _("Đơn vị hành chính"))]
    return [{"label": label, "url": reverse(f"workspace:{name}"), "current": name == current} for name, label in pages]


def show_form(request, form, *, title: str, back: str, trail: list, submit_label: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "cancel_url": back, "crumbs": trail, "submit_label": submit_label}
    return render(request, "shapes/form.html", context, status=422 if form.errors else 200)


def by_form(
    request,
    form,
    act: Callable[[], AuditEntry],
    *,
    told: str,
    agency: Agency,
    title: str,
    refused_at: str | None = None,
) -> HttpResponse:
    """The form of something about ``agency``; sent and right, ``act`` is done and the agency's page shown.

    What ``act`` refuses is said at the field ``refused_at``, or above the form.
    """
    if request.method == "POST" and form.is_valid():
        try:
            return done(request, told, page_of(agency), undo=act())
        except StaleVersion as error:
            return conflict(request, error, rows=_both(form, error.current), back=request.path)
        except SuccessionRefused as error:
            form.add_error(refused_at, error.message)
    trail = crumbs((agency.name, page_of(agency)), (title, ""))
    return show_form(request, form, title=title, back=page_of(agency), trail=trail)


def _both(form, current: Agency) -> list[tuple[str, str, str]]:
    """Field by field what stands now and what was sent, where the row has such a field and they differ."""
    rows = []
    for name, sent in form.cleaned_data.items():
        if name != "seen" and hasattr(current, name) and getattr(current, name) != sent:
            choices = dict(getattr(form.fields[name], "choices", None) or ())
            now, mine = (choices.get(value, value) for value in (getattr(current, name), sent))
            rows.append((form[name].label, now, mine))
    return rows


def by_button(request, act: Callable[[], AuditEntry], *, told: str, back: str) -> HttpResponse:
    """``act`` is done and ``back`` shown, with why not where it was refused."""
    try:
        return done(request, told, back, undo=act())
    except StaleVersion as error:
        return conflict(request, error, rows=[], back=back)
    except SuccessionRefused as error:
        messages.error(request, error.message)
        return redirect(back)
