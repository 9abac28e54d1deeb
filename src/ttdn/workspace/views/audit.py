"""What was done, refused, and what runs in the background; read by administrators."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ttdn.core import undo as undoing
from ttdn.core.days import VIETNAM
from ttdn.core.jobs import retry_now
from ttdn.core.jobs.registry import BACKEND, job_at
from ttdn.core.models import AuditEntry, JobRun, RefusedFile
from ttdn.workspace.audit_words import action_label, changes, nobody
from ttdn.workspace.forms.administration import AuditFilter
from ttdn.workspace.views.administration import PER_PAGE, administrators_only, tabs


@administrators_only
def audit(request: HttpRequest) -> HttpResponse:
    form = AuditFilter(request.GET)
    page = Paginator(_entries(form), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        {"entry": entry, "label": action_label(entry.action), "nobody": nobody(entry)} for entry in page.object_list
    ]
    return render(
        request,
        "workspace/administration/audit.html",
        {
            "title": _("Nhật ký"),
            "count": page.paginator.count,
            "rows": rows,
            "page": page,
            "filter": form,
            "is_filtered": any(request.GET.get(name) for name in form.fields),
            "tabs": tabs("audit"),
        },
    )


def _entries(form: AuditFilter):
    form.is_valid()  # a filter that is not understood shows its error and filters nothing
    chosen = form.cleaned_data
    entries = AuditEntry.objects.select_related("actor")
    if chosen.get("person"):
        entries = entries.filter(actor=chosen["person"])
    if chosen.get("action"):
        entries = entries.filter(action=chosen["action"])
    if chosen.get("since"):
        entries = entries.filter(at__gte=_midnight(chosen["since"]))
    if chosen.get("until"):
        entries = entries.filter(at__lt=_midnight(chosen["until"] + dt.timedelta(days=1)))
    return entries


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, tzinfo=VIETNAM)


@administrators_only
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(AuditEntry.objects.select_related("actor", "undoes", "undone_by"), pk=pk)
    return render(
        request,
        "workspace/administration/entry.html",
        {
            "title": action_label(found.action),
            "entry": found,
            "nobody": nobody(found),
            "changes": changes(found),
            "may_undo": undoing.may_undo(found),
            "crumbs": [(_("Nhật ký"), reverse("workspace:administration:audit"))],
        },
    )


@administrators_only
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(AuditEntry, pk=pk)
    try:
        undoing.undo(found, by=request.user)
    except undoing.CannotUndo as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã hoàn tác."))
    return redirect("workspace:administration:entry", pk=pk)


@administrators_only
def refused_files(request: HttpRequest) -> HttpResponse:
    page = Paginator(RefusedFile.objects.select_related("by"), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "workspace/administration/refused_files.html",
        {
            "title": _("Tệp bị từ chối"),
            "count": page.paginator.count,
            "rows": page.object_list,
            "page": page,
            "tabs": tabs("refused-files"),
        },
    )


STATE_WORDS = {
    TaskResultStatus.FAILED: ("late", gettext_lazy("không thành")),
    TaskResultStatus.RUNNING: ("open", gettext_lazy("đang chạy")),
    TaskResultStatus.READY: ("soon", gettext_lazy("đang chờ")),
}


@administrators_only
def jobs(request: HttpRequest) -> HttpResponse:
    """Jobs that failed, run or wait; those that went well are of no interest here."""
    waiting = DBTaskResult.objects.filter(backend_name=BACKEND).exclude(status=TaskResultStatus.SUCCESSFUL)
    page = Paginator(waiting.order_by("-enqueued_at"), PER_PAGE).get_page(request.GET.get("page"))
    runs = JobRun.objects.in_bulk([row.pk for row in page.object_list])
    rows = [_job_row(row, runs.get(row.pk)) for row in page.object_list]
    return render(
        request,
        "workspace/administration/jobs.html",
        {"title": _("Việc nền"), "count": page.paginator.count, "rows": rows, "page": page, "tabs": tabs("jobs")},
    )


def _job_row(row: DBTaskResult, run: JobRun | None) -> dict:
    kind, word = STATE_WORDS[TaskResultStatus(row.status)]
    again_at = row.run_after if row.status == TaskResultStatus.READY and row.run_after.year < 9000 else None
    return {
        "id": row.pk,
        "label": job_at(row.task_path).label,
        "state_kind": kind,
        "state": word,
        "enqueued_at": row.enqueued_at,
        "again_at": again_at if again_at and again_at > timezone.now() else None,
        "run": run,
        "error": row.exception_class_path.rsplit(".", 1)[-1],
        "may_retry": row.status == TaskResultStatus.FAILED,
    }


@administrators_only
@require_POST
def retry_job(request: HttpRequest, pk: UUID) -> HttpResponse:
    if retry_now(pk, by=request.user):
        messages.success(request, _("Việc này sẽ được chạy lại ngay."))
    else:
        messages.error(request, _("Việc này không ở trạng thái không thành nữa."))
    return redirect("workspace:administration:jobs")
