"""The first screen: what do I owe today?"""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ttdn.agencies.permissions import agencies_of
from ttdn.core.days import today
from ttdn.followup.queries import waiting
from ttdn.plans import queries
from ttdn.plans.permissions import may_edit_plans


@require_safe
def my_work(request):
    may_edit = may_edit_plans(request.user)
    to_hand_over = len({change.agency.pk for change in queries.to_hand_over(request.user)}) if may_edit else 0
    without_time = queries.without_time(request.user) if may_edit else 0
    reports = waiting(request.user).count()
    context = {
        "today": today(),
        "agencies": agencies_of(request.user),
        "work": queries.my_work(request.user),
        "may_edit": may_edit,
        "to_review": queries.plans_to_review(request.user),
        "to_hand_over": to_hand_over,
        "without_time": without_time,
        "reports": reports,
        "tidying": bool(reports or to_hand_over or without_time),
    }
    return render(request, "workspace/my_work.html", context)
