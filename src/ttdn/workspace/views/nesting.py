"""Plans within plans: which stands above, what each task carries out, what nobody carries out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ttdn.core.versions import StaleVersion
from ttdn.plans import actions, queries
from ttdn.plans.models import Item, Plan
from ttdn.plans.permissions import may_edit_plans
from ttdn.workspace.forms.nesting import CarryForm, UpperPlanForm
from ttdn.workspace.views.acting import conflict, done, need_plan_editor, posted, row_number
from ttdn.workspace.views.plans import visible_plan


@require_http_methods(["GET", "HEAD", "POST"])
def upper_plan(request, pk: int):
    need_plan_editor(request.user)
    plan = visible_plan(request, pk)
    plans = queries.possible_uppers(request.user, plan)
    form = UpperPlanForm(posted(request), initial={"seen": plan.version, "upper": plan.upper_id}, plans=plans)
    back = reverse("workspace:plan-carried", args=[pk])
    if request.method == "POST" and form.is_valid():
        upper = Plan.objects.visible_to(request.user).filter(pk=form.cleaned_data["upper"]).first()
        try:
            entry = actions.set_upper_plan(plan, upper, seen=form.cleaned_data["seen"] or 0, by=request.user)
        except StaleVersion as error:
            return conflict(request, error, rows=[], back=back)
        except actions.PlanRefused as error:
            form.add_error("upper", error.message)
        else:
            return done(request, _("Đã ghi kế hoạch cấp trên."), back, undo=entry)
    context = {"form": form, "plan": plan, "cancel_url": back, "title": _("Kế hoạch cấp trên")}
    return render(request, "workspace/nesting/upper.html", context, status=422 if form.errors else 200)


@require_safe
def carried(request, pk: int):
    """What of the plan is carried out by which tasks, and what by none."""
    plan = visible_plan(request, pk)
    rows = queries.carried_out(request.user, plan)
    may_edit = may_edit_plans(request.user)
    context = {
        "plan": plan,
        "rows": rows,
        "by_none": sum(not row.by for row in rows),
        "upper": Plan.objects.visible_to(request.user).filter(pk=plan.upper_id).first(),
        "lower": queries.lower_plans(request.user, plan),
        "proposals": queries.proposed_carrying(plan) if may_edit else [],
        "may_edit": may_edit,
    }
    return render(request, "workspace/nesting/carried.html", context)


@require_http_methods(["POST"])
def take_proposals(request, pk: int):
    """The proposals chosen, each "item:version:upper"; one task with several is written once."""
    need_plan_editor(request.user)
    plan = visible_plan(request, pk)
    back = reverse("workspace:plan-carried", args=[pk])
    chosen: dict[tuple[int, int], list[int]] = {}
    for pick in request.POST.getlist("pick"):
        numbers = [row_number(part) for part in pick.split(":")]
        if len(numbers) == 3 and None not in numbers:
            chosen.setdefault((numbers[0], numbers[1]), []).append(numbers[2])
    uppers = {item.pk: item for item in queries.may_carry(plan)}
    count = 0
    for (number, version), numbers in chosen.items():
        item = plan.items.filter(pk=number).first()
        if item is None or not all(upper in uppers for upper in numbers):
            continue
        try:
            actions.carry_out(item, [uppers[upper] for upper in numbers], seen=version, by=request.user)
        except StaleVersion as error:
            return conflict(request, error, rows=[], back=back)
        except actions.PlanRefused as error:
            messages.error(request, error.message)
            return redirect(back)
        count += 1
    if not count:
        messages.error(request, _("Hãy chọn ít nhất một gợi ý."))
        return redirect(back)
    told = ngettext("Đã gắn %(n)d nhiệm vụ.", "Đã gắn %(n)d nhiệm vụ.", count) % {"n": count}
    return done(request, told, back)


@require_http_methods(["GET", "HEAD", "POST"])
def carry(request, pk: int) -> HttpResponse:
    """What one task carries out."""
    need_plan_editor(request.user)
    item = get_object_or_404(Item.objects.visible_to(request.user).select_related("plan"), pk=pk)
    uppers = {upper.pk: upper for upper in queries.may_carry(item.plan) if upper.pk != pk}
    held = [link.upper_id for link in item.carrying.all()]
    form = CarryForm(posted(request), initial={"seen": item.version, "uppers": held}, items=list(uppers.values()))
    back = reverse("workspace:item", args=[pk])
    if request.method == "POST" and form.is_valid():
        chosen = [uppers[number] for number in form.cleaned_data["uppers"]]
        try:
            entry = actions.carry_out(item, chosen, seen=form.cleaned_data["seen"] or 0, by=request.user)
        except StaleVersion as error:
            return conflict(request, error, rows=[], back=back)
        except actions.PlanRefused as error:
            form.add_error("uppers", error.message)
        else:
            return done(request, _("Đã ghi nhiệm vụ này thực hiện những gì."), back, undo=entry)
    context = {"form": form, "item": item, "cancel_url": back, "title": _("Nhiệm vụ này thực hiện")}
    return render(request, "workspace/nesting/carry.html", context, status=422 if form.errors else 200)
