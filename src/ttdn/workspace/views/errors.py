"""The error pages: what happened, a code, what to do. They keep the rail only where the database answers."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception=None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _page(request, "400.html", 400)


def too_large(request: HttpRequest, exception=None) -> HttpResponse:
    return _page(request, "413.html", 413)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, "403.html", 403, code="csrf")


def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    return _page(request, "403.html", 403)


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    return _page(request, "404.html", 404)


def conflict(request: HttpRequest, *, rows, back: str, form_action: str = "", hidden=()) -> HttpResponse:
    """Two people changed one row. ``rows`` are (label, as it stands now, what was sent); nothing typed is lost."""
    return _page(request, "409.html", 409, rows=rows, back=back, form_action=form_action, hidden=hidden)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the database, a context or the rail: whatever failed may be one of these."""
    return HttpResponse(render_to_string("500.html"), status=500)


def _page(request: HttpRequest, template: str, status: int, **context) -> HttpResponse:
    return render(request, template, context, status=status)
