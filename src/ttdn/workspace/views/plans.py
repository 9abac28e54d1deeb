"""Plans: the list, one plan's page, its head, and the steps from reading to work."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ttdn.core.days import today
from ttdn.core.files import file_response
from ttdn.core.versions import StaleVersion
from ttdn.plans import actions, owing, queries
from ttdn.plans.legal import mark_states
from ttdn.plans.models import DocumentState, Plan, PlanDocument
from ttdn.plans.permissions import may_edit_plans
from ttdn.workspace.forms.plans import HeadForm
from ttdn.workspace.views.acting import (
    conflict,
    done,
    need_plan_editor,
    posted,
    preview_owing,
    reason_given,
    seen,
)

PAGE = 50


def visible_plan(request, pk: int) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.user).select_related("document", "issuer"), pk=pk)


@require_safe
def plan_list(request):
    plans = queries.plan_list(request.user)
    waiting = PlanDocument.objects.visible_to(request.user).exclude(state=DocumentState.READ)
    context = {
        "page": Paginator(plans, PAGE).get_page(request.GET.get("page")),
        "waiting": waiting.select_related("uploaded_by")[:20],
        "may_edit": may_edit_plans(request.user),
    }
    return render(request, "workspace/plans/list.html", context)


@require_safe
def plan_page(request, pk: int):
    plan = visible_plan(request, pk)
    may_edit = may_edit_plans(request.user)
    context = {
        "plan": plan,
        "sections": queries.plan_sections(plan),
        "may_edit": may_edit,
        "owed": queries.obligation_counts(request.user, plan=pk),
        "repeats": len(queries.proposed_repeats(plan)) if may_edit and plan.state == "confirmed" else 0,
        "legal_bases": mark_states(plan.legal_bases.all(), today()),
        "upper": Plan.objects.visible_to(request.user).filter(pk=plan.upper_id).first(),
        "lower": queries.lower_plans(request.user, plan),
        "recipients": plan.recipients.all(),
    }
    return render(request, "workspace/plans/plan.html", context)


@require_safe
def original(request, pk: int):
    """The file as handed in, for those who may see the plan."""
    document = visible_plan(request, pk).document
    return file_response(document.file, name=document.name)


HEAD_FIELDS = [name for name in HeadForm.base_fields if name != "seen"]


@require_http_methods(["GET", "HEAD", "POST"])
def edit_head(request, pk: int):
    need_plan_editor(request.user)
    plan = visible_plan(request, pk)
    initial = {"seen": plan.version, **{name: getattr(plan, name) for name in HEAD_FIELDS}}
    form = HeadForm(posted(request), initial=initial)
    back = reverse("workspace:review" if plan.state == "review" else "workspace:plan", args=[pk])
    if request.method != "POST" or not form.is_valid():
        return render(
            request, "workspace/plans/head.html", {"form": form, "plan": plan}, status=422 if form.errors else 200
        )
    changes = {name: form.cleaned_data[name] for name in HEAD_FIELDS}

    def act():
        return actions.edit_head(visible_plan(request, pk), seen=form.cleaned_data["seen"], by=request.user, **changes)

    step = request.POST.get("step")
    if step == "form":
        return render(request, "workspace/plans/head.html", {"form": form, "plan": plan})
    try:
        if step != "done" and (diff := owing.tried(act)):
            return preview_owing(request, diff, lead=str(plan))
        entry = act()
    except StaleVersion as error:
        rows = [(form[name].label, getattr(error.current, name), changes[name]) for name in HEAD_FIELDS]
        return conflict(request, error, rows=[row for row in rows if row[1] != row[2]], back=request.path)
    return done(request, _("Đã sửa phần đầu văn bản."), back, undo=entry)


@require_POST
def confirm(request, pk: int):
    """From reading to work: a named person confirms; what is still open must be acknowledged."""
    need_plan_editor(request.user)
    plan = visible_plan(request, pk)
    try:
        entry = actions.confirm_plan(
            plan, seen=seen(request), acknowledge_open="acknowledge" in request.POST, by=request.user
        )
    except StaleVersion as error:
        return conflict(request, error, rows=[], back=reverse("workspace:review", args=[pk]))
    except actions.NotReady as error:
        context = {"plan": plan, "reasons": error.reasons, "open": error.open_findings}
        return render(request, "workspace/plans/not_ready.html", context, status=422)
    count = plan.items.filter(kind="task").count()
    text = ngettext(
        "Đã đưa kế hoạch vào thực hiện với %(count)d nhiệm vụ.",
        "Đã đưa kế hoạch vào thực hiện với %(count)d nhiệm vụ.",
        count,
    ) % {"count": count}
    return done(request, text, reverse("workspace:item-list") + f"?plan={pk}", undo=entry)


@require_POST
def reopen(request, pk: int):
    need_plan_editor(request.user)
    plan = visible_plan(request, pk)
    actions.reopen_plan(plan, seen=seen(request), by=request.user)
    return redirect("workspace:review", pk)


@require_POST
def set_aside(request, pk: int):
    need_plan_editor(request.user)
    plan = visible_plan(request, pk)
    entry = actions.set_aside_plan(plan, seen=seen(request), reason=reason_given(request), by=request.user)
    return done(request, _("Đã để riêng kế hoạch."), reverse("workspace:plan-list"), undo=entry)


@require_POST
def restore(request, pk: int):
    need_plan_editor(request.user)
    plan = visible_plan(request, pk)
    actions.restore_plan(plan, seen=seen(request), by=request.user)
    return redirect("workspace:review", pk)
