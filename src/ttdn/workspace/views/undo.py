"""Taking back what was just done."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ttdn.agencies.permissions import is_administrator
from ttdn.core import undo as undoing
from ttdn.core.models import AuditEntry
from ttdn.followup.models import ProgressReport
from ttdn.followup.permissions import may_decide, may_report
from ttdn.workspace.views.acting import need_plan_editor, next_url
from ttdn.workspace.views.directory import need_agency_editor

DIRECTORY = {"agencies.agency", "agencies.administrativeunit", "agencies.unitsuccession"}


def _need_part_in(user, entry: AuditEntry) -> None:
    """A report sent is taken back by those who may report, a decision by those who decide."""
    report = get_object_or_404(ProgressReport.objects.select_related("obligation"), pk=entry.target_id)
    sent = entry.action == "followup.submit"
    if not (may_report(user, report.obligation) if sent else may_decide(user)):
        raise PermissionDenied


@require_POST
def undo(request, pk: int):
    """Undo one's own act; an administrator may undo anybody's from the audit page."""
    entry = get_object_or_404(AuditEntry, pk=pk)
    if entry.actor_id != request.user.pk:
        raise PermissionDenied(_("Chỉ người đã làm mới hoàn tác được từ đây."))
    if entry.action.startswith("plans."):  # the role may have ended since
        need_plan_editor(request.user)
    elif entry.action.startswith("followup."):
        _need_part_in(request.user, entry)
    elif entry.target_type in DIRECTORY:
        need_agency_editor(request.user)
    elif not is_administrator(request.user):  # or else one who was it once gives the role back to themselves
        raise PermissionDenied
    try:
        undoing.undo(entry, by=request.user)
    except undoing.CannotUndo as error:
        messages.error(request, error.message)
    else:
        messages.info(request, _("Đã hoàn tác."))
    return redirect(next_url(request, reverse("workspace:my-work")))
