"""Proof of what is reported: links as given, files that pass the secrecy gate before anybody can open them."""

from __future__ import annotations

from pathlib import PurePath

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ttdn.core import audit, files
from ttdn.core.jobs import enqueue, job
from ttdn.core.models import AuditEntry
from ttdn.core.versions import claim
from ttdn.engine.errors import ClassifiedDocument, UnreadableDocument
from ttdn.engine.plans.parse import read_bytes
from ttdn.engine.plans.readers import Limits
from ttdn.followup.errors import FollowupRefused
from ttdn.followup.models import ProgressReport, Proof, ProofKind, ProofState, ReportState

MOST_PROOFS = 20
KINDS = {".docx", ".pdf", ".doc", ".txt", ".md", ".html", ".htm", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}
PICTURES = {".png", ".jpg", ".jpeg", ".tif", ".tiff"}
# A picture in which no word can be read carries no stamp either.
WITHOUT_WORDS = {"empty", "scan-failed", "scanned"}
REFUSED = gettext_noop("Tệp bị từ chối")


@transaction.atomic
def add_link(draft: ProgressReport, *, url: str, title: str, seen: int, by) -> AuditEntry:
    """An address where the result can be seen. Raises StaleVersion, FollowupRefused."""
    _claim_draft(draft, seen)
    _need_room(draft)
    proof = Proof.objects.create(report=draft, kind=ProofKind.LINK, url=url, title=title, added_by=by)
    return audit.record("followup.add_proof", draft, by=by, after={"proof": proof.pk, "url": url})


def add_file(draft: ProgressReport, upload: File, *, name: str, declared: bool, seen: int, by) -> AuditEntry:
    """A file; a job looks for secrecy marks before it can be opened. Raises StaleVersion, FollowupRefused."""
    _check(upload, name, declared=declared, by=by)
    stored = files.store(upload)
    with transaction.atomic():
        _claim_draft(draft, seen)
        _need_room(draft)
        title = PurePath(name.replace("\\", "/")).name[-300:]
        proof = Proof.objects.create(
            report=draft, kind=ProofKind.FILE, state=ProofState.CHECKING, file=stored, title=title, added_by=by
        )
        enqueue(check_proof, proof_id=proof.pk)
        # Not the name: the file may turn out to be secret.
        return audit.record("followup.add_proof", draft, by=by, after={"proof": proof.pk, "size": stored.size})


def _check(upload: File, name: str, *, declared: bool, by) -> None:
    if not declared:
        raise FollowupRefused(_("Cần cam đoan tệp không chứa bí mật nhà nước trước khi đưa lên."))
    if PurePath(name).suffix.lower() not in KINDS:
        raise FollowupRefused(_("Minh chứng nhận tệp .docx, .pdf, .doc, .txt, .html và ảnh .png, .jpg, .tif."))
    if not upload.size:
        raise FollowupRefused(_("Tệp rỗng. Chọn lại tệp có nội dung."))
    if upload.size > settings.READ_MAX_BYTES:
        raise FollowupRefused(_("Tệp quá lớn. Hãy chia nhỏ, giảm ảnh trong tệp, hoặc ghi liên kết tới nơi đăng."))
    if earlier := files.refused_before(upload):
        files.refuse(upload, by=by, mark=earlier.mark, reason=_("Tệp đã bị từ chối trước đó được đưa lên lại"))
        raise FollowupRefused(_("Tệp này đã bị từ chối vì có dấu chỉ mức độ mật; không được đưa lên hệ thống này."))


@transaction.atomic
def take_away(proof: Proof, *, seen: int, by) -> AuditEntry:
    """Out of a draft again. Raises StaleVersion, FollowupRefused once the report was sent."""
    draft = proof.report
    _claim_draft(draft, seen)
    entry = audit.record("followup.take_proof_away", draft, by=by, before={"proof": proof.pk, "url": proof.url})
    proof.delete()
    return entry


def _need_room(draft: ProgressReport) -> None:
    if draft.proofs.count() >= MOST_PROOFS:
        raise FollowupRefused(_("Một báo cáo kèm nhiều nhất %(most)s minh chứng.") % {"most": MOST_PROOFS})


def _claim_draft(draft: ProgressReport, seen: int) -> None:
    claim(draft, seen)
    draft.refresh_from_db()
    if draft.state != ReportState.DRAFT:
        raise FollowupRefused(_("Báo cáo này đã được gửi; minh chứng không sửa được nữa."))
    if draft.under_secrecy:
        raise FollowupRefused(_("Việc theo chế độ mật chỉ ghi ngày hoàn thành, không kèm minh chứng."))


@job(label="Kiểm tra tệp minh chứng")
def check_proof(*, proof_id: int) -> None:
    """Look for secrecy marks; what cannot be read or carries one is not kept. Safe to run twice."""
    proof = Proof.objects.select_related("file", "added_by").filter(pk=proof_id, state=ProofState.CHECKING).first()
    if proof is None:
        return
    limits = Limits(
        file_bytes=settings.READ_MAX_BYTES,
        seconds=float(settings.READ_MAX_SECONDS),
        memory_mb=settings.READ_MAX_MEMORY_MB,
    )
    try:
        with files.open_stored(proof.file) as file:
            read_bytes(file.read(), proof.title, limits)
    except ClassifiedDocument as error:
        _refuse(proof, error)
    except UnreadableDocument as error:
        picture = PurePath(proof.title).suffix.lower() in PICTURES and error.code in WITHOUT_WORDS
        if picture:
            _settle(proof, ProofState.KEPT)
        else:
            _let_go(proof, error.message)
    except files.FileGone:
        _let_go(proof, _("Tệp không còn trên hệ thống. Hãy đưa tệp lên lần nữa."))
    else:
        _settle(proof, ProofState.KEPT)


def _settle(proof: Proof, state: str) -> None:
    Proof.objects.filter(pk=proof.pk, state=ProofState.CHECKING).update(state=state)


@transaction.atomic
def _let_go(proof: Proof, message: str) -> None:
    """What could not be read did not pass the gate, so its bytes do not stay."""
    stored = proof.file
    Proof.objects.filter(pk=proof.pk).update(state=ProofState.REFUSED, file=None, message=message)
    if stored is not None and not files.is_referred_to(stored):
        files.delete_bytes(stored)
        stored.delete()


@transaction.atomic
def _refuse(proof: Proof, error: ClassifiedDocument) -> None:
    """Nothing stays of a marked file: neither its bytes nor its name."""
    stored = proof.file
    for held in Proof.objects.select_for_update().filter(file=stored):
        Proof.objects.filter(pk=held.pk).update(
            state=ProofState.REFUSED, file=None, title=_(REFUSED), message=error.message
        )
        audit.record("followup.refuse_proof", held.report, by=proof.added_by, after={"mark": error.mark})
    files.refuse(stored, by=proof.added_by, mark=error.mark, reason=_("Có dấu chỉ mức độ mật trong tệp minh chứng"))
    transaction.on_commit(files.forget_overwritten)
