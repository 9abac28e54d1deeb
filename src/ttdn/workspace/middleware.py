"""What an action refuses is said to the person, whichever screen asked for it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ttdn.core.versions import StaleVersion
from ttdn.plans.errors import PlanRefused
from ttdn.workspace.views.acting import conflict, next_url


class RefusalMiddleware:
    """A refused action becomes a message on the page the person came from; a stale one the conflict page.

    Views that can say more (which fields differ, which reasons stand against it) catch these themselves.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, StaleVersion):
            return conflict(request, exception, rows=[], back=self._back(request))
        if not isinstance(exception, PlanRefused):
            return None
        messages.error(request, exception.message)
        if request.htmx:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return HttpResponseRedirect(self._back(request))

    @staticmethod
    def _back(request) -> str:
        """The plan's page where one stands in the address, else the first screen."""
        match = request.resolver_match
        plan = match.kwargs.get("pk") if match and match.url_name and match.url_name.startswith("plan-") else None
        return next_url(request, reverse("workspace:plan", args=[plan]) if plan else reverse("workspace:my-work"))
