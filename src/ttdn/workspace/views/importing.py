"""A table taken in: choose a file, see line by line what would happen, confirm. The same for every register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ttdn.core.dry_runs import DryRun, DryRunStale, Outcome
from ttdn.core.models import AuditEntry, StoredFile
from ttdn.core.tables import Column, Table, TableRefused, read_kept, take_in
from ttdn.workspace.forms.importing import TableForm
from ttdn.workspace.views.acting import done

SALT = "ttdn.workspace.importing"
KEPT_SECONDS = 20 * 3600  # the clean-up takes an unused file after a day
MOST_SHOWN = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """One kind of table: its columns, what it would do, and the act itself (``apply(table, seen=, by=, file=)``)."""

    title: str
    lead: str
    columns: Sequence[Column]
    plan: Callable[[Table], DryRun]
    apply: Callable[..., AuditEntry]
    back: str
    crumbs: list[tuple[str, str]]
    example_url: str  # where a table of the right form is to be had


def take(request, importer: Importer) -> HttpResponse:
    """The whole way at one address; who may, the calling view has asked."""
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _form(request, importer, TableForm())
    if "token" in request.POST:
        return _confirm(request, importer)
    if not form.is_valid():
        return _form(request, importer, form)
    upload = form.cleaned_data["file"]
    try:
        stored, table = take_in(upload, columns=importer.columns, by=request.user)
    except TableRefused as refused:
        form.add_error("file", refused.message)
        return _form(request, importer, form)
    token = signing.dumps({"file": stored.pk, "name": upload.name[:120], "by": request.user.pk}, salt=SALT)
    return _show(request, importer, importer.plan(table), table, token=token, name=upload.name)


def _confirm(request, importer: Importer) -> HttpResponse:
    token = request.POST["token"]
    try:
        held = signing.loads(token, salt=SALT, max_age=KEPT_SECONDS)
        stored = StoredFile.objects.filter(pk=held["file"]).first()
        if stored is None or held["by"] != request.user.pk:
            raise TableRefused(_("Tệp không còn được giữ. Hãy chọn lại tệp."))
        table = read_kept(stored, columns=importer.columns)
        entry = importer.apply(table, seen=request.POST.get("seen", ""), by=request.user, file=held["name"])
    except signing.BadSignature:
        return _form(request, importer, TableForm(), why=_("Tệp không còn được giữ. Hãy chọn lại tệp."))
    except TableRefused as refused:
        return _form(request, importer, TableForm(), why=refused.message)
    except DryRunStale as stale:
        return _show(request, importer, stale.current, table, token=token, name=held["name"], is_stale=True)
    count = entry.after["added"] + entry.after["changed"]
    told = ngettext("Đã ghi %(n)d dòng của bảng.", "Đã ghi %(n)d dòng của bảng.", count) % {"n": count}
    return done(request, told, importer.back, undo=entry)


def _form(request, importer: Importer, form: TableForm, *, why: str = "") -> HttpResponse:
    context = {"form": form, "importer": importer, "title": importer.title, "crumbs": importer.crumbs, "why": why}
    return render(request, "workspace/imports/choose.html", context, status=422 if form.errors or why else 200)


def _show(
    request, importer: Importer, dry_run: DryRun, table: Table, *, token: str, name: str, is_stale: bool = False
) -> HttpResponse:
    """The dry run: what is wrong first, then what would change; what stays the same is only counted."""
    order = {Outcome.WRONG: 0, Outcome.CHANGED: 1, Outcome.NEW: 2}
    telling = [result for result in dry_run.results if result.outcome != Outcome.SAME]
    telling.sort(key=lambda result: (order[Outcome(result.outcome)], result.line))
    context = {
        "importer": importer,
        "title": importer.title,
        "crumbs": importer.crumbs,
        "dry_run": dry_run,
        "table": table,
        "results": [(result, str(Outcome(result.outcome).label)) for result in telling[:MOST_SHOWN]],
        "left_out": max(len(telling) - MOST_SHOWN, 0),
        "token": token,
        "name": name,
        "is_stale": is_stale,
    }
    return render(request, "workspace/imports/dry_run.html", context, status=409 if is_stale else 200)
