"""What every view that changes something shares: who may, what was seen, where to go on."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from ttdn.core.models import AuditEntry
from ttdn.core.versions import StaleVersion
from ttdn.plans.owing import Diff
from ttdn.plans.permissions import may_edit_plans

LONGEST_SEARCH = 200
LONGEST_REASON = 2000


def need_plan_editor(user) -> None:
    """Only the coordinator and the administrator change a plan."""
    if not may_edit_plans(user):
        raise PermissionDenied(_("Chỉ cơ quan đầu mối được sửa kế hoạch."))


def seen(request) -> int:
    """The version that the person had before the eyes; 0, which no row has, where it is missing."""
    return row_number(request.POST.get("seen", "")) or 0


def row_number(written: str) -> int | None:
    """The number of a row as an address or a form gives it; None for what no row can have."""
    return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else None


def words_asked(request) -> str:
    """What the person searches for: a sentence at most, without the NUL that PostgreSQL refuses."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]


def next_url(request, default: str) -> str:
    """Where the person came from, if that is ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else default


def reason_given(request) -> str:
    """Why, in the person's words; NUL and anything beyond a page of them are left out."""
    return request.POST.get("reason", "").replace("\x00", "").strip()[:LONGEST_REASON]


def conflict(request, error: StaleVersion, *, rows: list[tuple[str, str, str]], back: str) -> HttpResponse:
    """The 409 page: for each field what stands now and what this person sent, and the choice between them."""
    last = AuditEntry.objects.filter(target_type=error.current._meta.label_lower, target_id=error.current.pk).first()
    kept = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "rows": rows,
        "back": back,
        "changed_by": last.actor if last else None,
        "changed_at": last.at if last else None,
        "form_action": request.get_full_path(),
        "hidden": [
            *(pair for pair in kept if pair[0] not in {"csrfmiddlewaretoken", "seen"}),
            ("seen", error.current.version),
        ],
    }
    return render(request, "409.html", context, status=409)


def preview_owing(request, diff: Diff, *, lead: str) -> HttpResponse:
    """What a change would do to who owes what by when; nothing is written yet. ``step`` says how the person goes on."""
    left_out = {"csrfmiddlewaretoken", "step"}
    hidden = [(name, value) for name, values in request.POST.lists() for value in values if name not in left_out]
    return render(request, "workspace/obligations/preview.html", {"diff": diff, "hidden": hidden, "lead": lead})


def posted(request):
    """The form's data: what was sent, or nothing where the page is only opened."""
    return request.POST if request.method == "POST" else None


def done(request, text: str, to: str, *, undo=None) -> HttpResponse:
    """Say what was done, with its undo beside it, and go on (for htmx by its redirect header)."""
    messages.success(request, text, extra_tags=reverse("workspace:undo", args=[undo.pk]) if undo else "")
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": to})
    return HttpResponseRedirect(to)
