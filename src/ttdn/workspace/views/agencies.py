"""Agencies: the list, and one page for an agency with what it leads and supports."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ttdn.agencies.models import Agency
from ttdn.plans import queries
from ttdn.workspace.views.acting import words_asked
from ttdn.workspace.views.register import PAGE


@require_safe
def agency_list(request):
    words = words_asked(request)
    agencies = queries.search_agencies(request.user, words)
    context = {"page": Paginator(agencies, PAGE).get_page(request.GET.get("page")), "words": words}
    return render(request, "workspace/agencies/list.html", context)


@require_safe
def agency_page(request, pk: int):
    agency = get_object_or_404(Agency.objects.visible_to(request.user), pk=pk)
    led = list(queries.register(request.user, agency=pk, role="lead")[:200])
    supported = list(queries.register(request.user, agency=pk, role="partner")[:200])
    for item in led + supported:
        item.due_now = queries.due_state(item)
    context = {"agency": agency, "names": agency.names.all(), "led": led, "supported": supported}
    return render(request, "workspace/agencies/agency.html", context)
