"""A document handed in becomes a plan, or a reason why not. Safe to run twice: jobs are run at least once."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from ttdn.core import audit, files
from ttdn.engine.child import Progress
from ttdn.engine.errors import ClassifiedDocument, UnreadableDocument
from ttdn.plans import engine_adapter
from ttdn.plans.actions.importing import import_parsed
from ttdn.plans.models import DocumentState, Plan, PlanDocument, PlanState

# Our own mistake, not the document's: the job's next run may try again.
INTERNAL = "internal"
GONE = "gone"


def read(document: PlanDocument, *, on_progress: Progress | None = None) -> PlanDocument:
    """Read ``document`` and import its plan, or write down why it failed or was refused.

    The file is read in a child process and outside any transaction of ours.
    """
    document = PlanDocument.objects.select_related("file", "uploaded_by").get(pk=document.pk)
    if not _is_to_be_read(document):
        return document
    PlanDocument.objects.filter(pk=document.pk).update(state=DocumentState.READING)
    try:
        with files.open_stored(document.file) as file:
            data = file.read()
        parsed = engine_adapter.parse(data, document.name, on_progress=on_progress)
    except ClassifiedDocument as error:
        _refuse(document, error)
    except UnreadableDocument as error:
        fail(document, error.message, code=error.code)
    except files.FileGone:
        fail(document, _("Tệp không còn trên hệ thống. Hãy đưa tệp lên lần nữa."), code=GONE)
    else:
        import_parsed(document, parsed, by=document.uploaded_by)
    return PlanDocument.objects.get(pk=document.pk)


def _is_to_be_read(document: PlanDocument) -> bool:
    if document.state == DocumentState.FAILED:
        return document.error_code == INTERNAL
    return document.state in {DocumentState.QUEUED, DocumentState.READING}


@transaction.atomic
def fail(document: PlanDocument, message: str, *, code: str) -> None:
    """The document cannot be read; ``message`` says why and what to do. One that was read meanwhile stays read.

    What could not be read did not pass the secrecy gate either, so its bytes go at once, unless the mistake is ours
    and the next run reads it.
    """
    waiting = PlanDocument.objects.exclude(state__in=[DocumentState.READ, DocumentState.REFUSED])
    if waiting.filter(pk=document.pk).update(state=DocumentState.FAILED, message=message, error_code=code):
        audit.record("plans.reading_failed", document, by=document.uploaded_by, after={"code": code})
        if code != INTERNAL:
            _let_go(document)


def _let_go(document: PlanDocument) -> None:
    stored = PlanDocument.objects.select_related("file").get(pk=document.pk).file
    PlanDocument.objects.filter(pk=document.pk).update(file=None)
    if stored is not None and not files.is_referred_to(stored):
        files.delete_bytes(stored)
        stored.delete()


@transaction.atomic
def _refuse(document: PlanDocument, error: ClassifiedDocument) -> None:
    """Nothing stays of a marked document: not the bytes, not the name, and no word of it is in the audit."""
    stored, by = document.file, document.uploaded_by
    same = PlanDocument.objects.select_for_update(of=("self",)).filter(file=stored)
    for held in list(same.filter(plan=None)):
        PlanDocument.objects.filter(pk=held.pk).update(
            state=DocumentState.REFUSED,
            file=None,
            name=_("Tài liệu bị từ chối"),
            format="",
            coverage={},
            message=error.message,
            error_code=error.code,
        )
        audit.record("plans.refuse_document", held, by=by, after={"mark": error.mark})
    _set_aside_plans_read_before(stored, error.mark)
    files.refuse(stored, by=by, mark=error.mark, reason=_("Có dấu chỉ mức độ mật trong văn bản"))
    transaction.on_commit(files.forget_overwritten)


def _set_aside_plans_read_before(stored, mark: str) -> None:
    """The same bytes, read as a plan before the mark was known: out of work at once; a person decides the rest."""
    reason = _("Tệp của kế hoạch này có dấu %(mark)s: tệp đã bị xóa, cần xem xét nội dung đã đọc.") % {"mark": mark}
    for plan in Plan.objects.select_for_update().filter(document__file=stored).exclude(state=PlanState.SET_ASIDE):
        before = plan.state
        plan.state, plan.state_reason, plan.version = PlanState.SET_ASIDE, reason, plan.version + 1
        plan.save(update_fields=["state", "state_reason", "version"])
        audit.record("plans.mark_found", plan, by=None, before={"state": before}, after={"state": plan.state})
