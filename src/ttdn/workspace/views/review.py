"""Review: the document on one side, what was read in it on the other; doubts first."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ttdn.core.versions import StaleVersion
from ttdn.plans import actions, queries
from ttdn.plans.models import Finding
from ttdn.plans.permissions import may_edit_plans
from ttdn.workspace.views.acting import conflict, done, need_plan_editor, seen
from ttdn.workspace.views.plans import visible_plan
from ttdn.workspace.views.shown import count_labels, marks_of, shown_blocks


@require_safe
def review(request, pk: int):
    plan = visible_plan(request, pk)
    if plan.state != "review":
        return redirect("workspace:plan", pk)
    read = queries.review(plan)
    for item in read.items:
        item.marks = marks_of(item)
    context = {
        "plan": plan,
        "review": read,
        "blocks": shown_blocks(read),
        "counted": count_labels(read.counts),
        "may_edit": may_edit_plans(request.user),
    }
    return render(request, "workspace/plans/review.html", context)


def _visible_finding(request, pk: int) -> Finding:
    return get_object_or_404(Finding.objects.visible_to(request.user).select_related("plan", "item"), pk=pk)


@require_POST
def settle(request, pk: int):
    need_plan_editor(request.user)
    finding = _visible_finding(request, pk)
    back = reverse("workspace:review", args=[finding.plan_id]) + "#cho-can-xem"
    try:
        entry = actions.settle_finding(finding, seen=seen(request), by=request.user)
    except StaleVersion as error:
        if not request.htmx:
            return conflict(request, error, rows=[], back=back)
        finding = _visible_finding(request, pk)  # in place: show it as it stands now
    if request.htmx:
        return render(request, "workspace/plans/_finding.html", {"finding": finding, "may_edit": True})
    return done(request, _("Đã đánh dấu là đã xem."), back, undo=entry)


@require_POST
def reopen_finding(request, pk: int):
    need_plan_editor(request.user)
    finding = _visible_finding(request, pk)
    back = reverse("workspace:review", args=[finding.plan_id]) + "#cho-can-xem"
    try:
        actions.reopen_finding(finding, seen=seen(request), by=request.user)
    except StaleVersion as error:
        if not request.htmx:
            return conflict(request, error, rows=[], back=back)
        finding = _visible_finding(request, pk)
    if request.htmx:
        return render(request, "workspace/plans/_finding.html", {"finding": finding, "may_edit": True})
    return redirect(back)
