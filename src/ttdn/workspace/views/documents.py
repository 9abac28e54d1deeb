"""Handing a plan in, and watching it being read."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ttdn.core.jobs import progress_of
from ttdn.plans import actions
from ttdn.plans.models import DocumentState, PlanDocument
from ttdn.workspace.forms.plans import UploadForm
from ttdn.workspace.views.acting import need_plan_editor, posted


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request):
    need_plan_editor(request.user)
    form = UploadForm(posted(request), request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "workspace/plans/upload.html", {"form": form}, status=422 if form.errors else 200)
    file = form.cleaned_data["file"]
    try:
        document = actions.hand_in(
            file, name=file.name, declared=True, again=form.cleaned_data["again"], by=request.user
        )
    except actions.AlreadyHandedIn as error:
        context = {"form": form, "existing": error.document}
        return render(request, "workspace/plans/upload.html", context, status=409)
    except actions.HandInRefused as error:
        form.add_error("file", error.message)
        return render(request, "workspace/plans/upload.html", {"form": form}, status=422)
    return redirect("workspace:document", document.pk)


def _state(document: PlanDocument) -> dict:
    reading = document.state in {DocumentState.QUEUED, DocumentState.READING}
    return {
        "document": document,
        "reading": reading,
        "progress": progress_of(document.job) if reading and document.job else None,
        "plan": getattr(document, "plan", None),
    }


def _visible(request, pk: int) -> PlanDocument:
    return get_object_or_404(PlanDocument.objects.visible_to(request.user).select_related("plan"), pk=pk)


@require_safe
def document(request, pk: int):
    """One page a document: progress while it is read, then the way on, or why it could not be read."""
    context = _state(_visible(request, pk))
    if context["plan"] and context["document"].state == DocumentState.READ:
        return redirect("workspace:review", context["plan"].pk)
    return render(request, "workspace/plans/document.html", context)


@require_safe
def progress(request, pk: int):
    """The moving part of the page, asked for every second; sends the browser on when the reading is over."""
    context = _state(_visible(request, pk))
    if not context["reading"]:
        return HttpResponse(headers={"HX-Redirect": reverse("workspace:document", args=[pk])})
    return render(request, "workspace/plans/_progress.html", context)


@require_POST
def read_again(request, pk: int):
    need_plan_editor(request.user)
    document = _visible(request, pk)
    actions.read_again(document, by=request.user)
    messages.info(request, _("Đang đọc lại tệp."))
    return redirect("workspace:document", pk)
