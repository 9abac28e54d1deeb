"""Handing a plan in: declared free of state secrets, kept once, queued for reading."""

from __future__ import annotations

import re
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from ttdn.core import audit, files
from ttdn.core.jobs import enqueue
from ttdn.core.models import StoredFile
from ttdn.plans import jobs
from ttdn.plans.errors import AlreadyHandedIn, DeclarationMissing, HandInRefused, RefusedBefore
from ttdn.plans.models import DocumentState, PlanDocument

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
LONGEST_NAME = 255


def hand_in(upload: File, *, name: str, declared: bool, by, again: bool = False) -> PlanDocument:
    """Keep the file and queue its reading.

    Raises DeclarationMissing, HandInRefused (empty, too large, refused before) and, unless ``again``, AlreadyHandedIn.
    """
    if not declared:
        raise DeclarationMissing
    _check_size(upload)
    _check_refused(upload, by=by)
    stored = files.store(upload)
    with transaction.atomic():
        StoredFile.objects.select_for_update().get(pk=stored.pk)  # two at once: the second sees the first
        held = PlanDocument.objects.filter(file=stored).exclude(state=DocumentState.FAILED).first()
        if held and not again:
            raise AlreadyHandedIn(held)
        document = PlanDocument.objects.create(file=stored, name=_clean_name(name), uploaded_by=by)
        # Neither the name nor a hash that could be tested: the document may turn out to be secret.
        audit.record("plans.hand_in", document, by=by, after={"size": stored.size, "declared": True})
        document.job = enqueue(jobs.read_document, document_id=document.pk)
        document.save(update_fields=["job"])
    return document


@transaction.atomic
def read_again(document: PlanDocument, *, by) -> PlanDocument:
    """Queue a document that could not be read once more; any other is left as it is."""
    document = PlanDocument.objects.select_for_update().get(pk=document.pk)
    if document.state != DocumentState.FAILED or document.file_id is None:
        return document
    document.state, document.message, document.error_code = DocumentState.QUEUED, "", ""
    document.job = enqueue(jobs.read_document, document_id=document.pk)
    document.save(update_fields=["state", "message", "error_code", "job"])
    audit.record("plans.read_again", document, by=by)
    return document


def _check_size(upload: File) -> None:
    if not upload.size:
        raise HandInRefused(_("Tệp rỗng. Chọn lại tệp có nội dung."))
    if upload.size > settings.READ_MAX_BYTES:
        most = settings.READ_MAX_BYTES / 1024 / 1024
        written = f"{most:.1f}".rstrip("0").rstrip(".").replace(".", ",")
        raise HandInRefused(_("Tệp lớn hơn %(most)s MB. Hãy chia nhỏ hoặc giảm ảnh trong tệp.") % {"most": written})


def _check_refused(upload: File, *, by) -> None:
    """The very bytes that were refused before are not even stored."""
    if earlier := files.refused_before(upload):
        mark = earlier.mark
        files.refuse(upload, by=by, mark=mark, reason=_("Tệp đã bị từ chối trước đó được đưa lên lại"))
        message = _("Tệp này đã bị từ chối vì có dấu chỉ mức độ mật (%(mark)s); không được đưa lên hệ thống này.")
        raise RefusedBefore(message % {"mark": mark})


def _clean_name(name: str) -> str:
    plain = _UNPRINTABLE.sub("", PurePath(name.replace("\\", "/")).name).strip()
    return plain[-LONGEST_NAME:] or _("không tên")
