"""Who owes what by when: the list, handing on what changed hands, parts given away, duties that repeat a task."""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ttdn.agencies.models import Agency
from ttdn.core.days import today
from ttdn.core.versions import StaleVersion
from ttdn.plans import actions, queries
from ttdn.plans.models import Item, ItemPart, Obligation, ObligationState, Plan
from ttdn.plans.permissions import may_edit_plans
from ttdn.plans.queries.obligations import STATES
from ttdn.workspace.forms.obligations import CloseForm, PartForm
from ttdn.workspace.views.acting import conflict, done, need_plan_editor, posted, row_number, seen, words_asked
from ttdn.workspace.views.plans import visible_plan

PAGE = 50
MOST_SHOWN = 300  # rows of one hand-over on a page
# "12:3": the number of an obligation and its version as it was seen
PICK = re.compile(r"[0-9]{1,9}:[0-9]{1,9}")


def when_choices() -> list[tuple[str, str]]:
    return [
        ("late", _("quá hạn")),
        ("soon", _("đến hạn trong 14 ngày")),
        ("now", _("đang trong kỳ")),
        ("later", _("chưa đến kỳ")),
        ("none", _("không có hạn")),
    ]


def _asked(request) -> dict:
    """What the address asks for; what is no choice counts as not chosen."""
    times, roles = dict(when_choices()), ("lead", "partner")
    states = [str(state) for state in STATES]
    asked = {
        "agency": row_number(request.GET.get("agency", "")),
        "plan": row_number(request.GET.get("plan", "")),
        "role": request.GET.get("role") if request.GET.get("role") in roles else None,
        "time": request.GET.get("time") if request.GET.get("time") in times else None,
        "state": request.GET.get("state") if request.GET.get("state") in states else None,
    }
    return {name: value for name, value in asked.items() if value}


def _chips(request, counts: dict, chosen: dict) -> list[dict]:
    """One choice of time or of state at once; each with how many rows it would show."""
    states = [(str(state), ObligationState(state).label) for state in STATES]
    choices = [("", "", _("chờ báo cáo"))]
    choices += [("time", value, label) for value, label in when_choices()]
    choices += [("state", value, label) for value, label in states if counts[value]]
    chips = []
    for name, value, label in choices:
        query = request.GET.copy()
        for other in ("time", "state", "page"):
            query.pop(other, None)
        if name:
            query[name] = value
        on = chosen.get(name) == value if name else not chosen.keys() & {"time", "state"}
        url = f"{request.path}?{query.urlencode()}"
        chips.append({"label": label, "url": url, "count": counts[value or "all"], "on": on, "removes": False})
    return chips


@require_safe
def obligation_list(request):
    words, chosen = words_asked(request), _asked(request)
    page = Paginator(queries.obligations(request.user, words=words, **chosen), PAGE).get_page(request.GET.get("page"))
    queries.mark(page.object_list)
    where = {name: value for name, value in chosen.items() if name not in ("time", "state")}
    counts = queries.obligation_counts(request.user, words=words, **where)
    context = {
        "page": page,
        "words": words,
        "chosen": chosen,
        "chips": _chips(request, counts, chosen),
        "agencies": queries.owing_agencies(request.user),
        "plans": Plan.objects.visible_to(request.user).confirmed(),
        "may_edit": may_edit_plans(request.user),
        "to_hand_over": bool(queries.to_hand_over(request.user)) if may_edit_plans(request.user) else False,
    }
    return render(request, "workspace/obligations/list.html", context)


def _picked(request) -> dict[int, int]:
    pairs = (pick.split(":") for pick in request.POST.getlist("pick") if PICK.fullmatch(pick))
    return {int(number): int(version) for number, version in pairs}


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request):
    """Open work that stays with agencies which changed: to whom it goes, a person confirms."""
    need_plan_editor(request.user)
    here = reverse("workspace:obligation-hand-over")
    if request.method == "POST":
        picked = _picked(request)
        to = Agency.objects.visible_to(request.user).filter(pk=row_number(request.POST.get("to", ""))).first()
        if not picked or to is None:
            messages.error(request, _("Hãy chọn việc và cơ quan tiếp nhận."))
            return redirect(here)
        try:
            entry = actions.hand_over(picked, to, by=request.user)
        except StaleVersion as error:
            return conflict(request, error, rows=[], back=here)
        except actions.PlanRefused as error:
            messages.error(request, error.message)
            return redirect(here)
        told = ngettext("Đã chuyển %(n)d việc sang %(to)s.", "Đã chuyển %(n)d việc sang %(to)s.", len(picked))
        return done(request, told % {"n": len(picked), "to": to}, here, undo=entry)
    context = {"changes": queries.to_hand_over(request.user), "most": MOST_SHOWN}
    return render(request, "workspace/obligations/hand_over.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def give_part(request, pk: int):
    """Which agencies do one part of a task."""
    need_plan_editor(request.user)
    part = get_object_or_404(ItemPart.objects.visible_to(request.user).select_related("item__plan"), pk=pk)
    initial = {"seen": part.item.version, "agencies": [row.agency_id for row in part.given_to.all()]}
    form = PartForm(posted(request), initial=initial, part=part)
    back = reverse("workspace:item", args=[part.item_id])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            entry = actions.give_part(part, data["agencies"], seen=data["seen"] or 0, by=request.user)
        except StaleVersion as error:
            return conflict(request, error, rows=[], back=back)
        except actions.PlanRefused as error:
            form.add_error("agencies", error.message)
        else:
            return done(request, _("Đã giao phần việc."), back, undo=entry)
    context = {"form": form, "part": part, "cancel_url": back, "title": _("Giao phần việc")}
    return render(request, "workspace/obligations/part.html", context, status=422 if form.errors else 200)


@require_safe
def repeats(request, pk: int):
    """Duties of a plan that seem to say one of its tasks once more."""
    need_plan_editor(request.user)
    plan = visible_plan(request, pk)
    linked = plan.items.kept().exclude(repeats=None).select_related("repeats")
    context = {"plan": plan, "proposed": queries.proposed_repeats(plan), "linked": linked}
    return render(request, "workspace/obligations/repeats.html", context)


@require_POST
def link_duty(request, pk: int):
    """The duty repeats the task chosen, or none."""
    need_plan_editor(request.user)
    duty = get_object_or_404(Item.objects.visible_to(request.user).select_related("plan"), pk=pk)
    back = reverse("workspace:plan-repeats", args=[duty.plan_id])
    task = duty.plan.items.filter(pk=row_number(request.POST.get("task", ""))).first()
    try:
        entry = actions.link_duty(duty, task, seen=seen(request), by=request.user)
    except StaleVersion as error:
        return conflict(request, error, rows=[], back=back)
    except actions.PlanRefused as error:
        messages.error(request, error.message)
        return redirect(back)
    told = _("Đã gắn trách nhiệm với nhiệm vụ.") if task else _("Trách nhiệm này là việc riêng.")
    return done(request, told, back, undo=entry)


@require_http_methods(["GET", "HEAD", "POST"])
def close_past(request, pk: int):
    """What was due before a day and never reported here: no longer asked for, with the reason."""
    need_plan_editor(request.user)
    plan = visible_plan(request, pk)
    if plan.state != "confirmed":
        raise Http404
    form = CloseForm(posted(request), initial={"before": today()})
    back = reverse("workspace:plan", args=[pk])
    if request.method == "POST" and form.is_valid():
        rows = actions.past(plan, form.cleaned_data["before"])
        try:
            entry = actions.close(rows, plan=plan, reason=form.cleaned_data["reason"], by=request.user)
        except StaleVersion as error:  # somebody reported on one of them in this moment
            return conflict(request, error, rows=[], back=back)
        told = ngettext("Đã đóng %(n)d việc.", "Đã đóng %(n)d việc.", len(rows)) % {"n": len(rows)}
        return done(request, told, back, undo=entry)
    late = Obligation.objects.owed().filter(item__plan=plan).when("late", today()).count()
    context = {"form": form, "plan": plan, "late": late, "cancel_url": back, "title": _("Đóng các kỳ đã qua")}
    return render(request, "workspace/obligations/close.html", context, status=422 if form.errors else 200)
