"""Writing a report, sending it, taking it or sending it back. Each act is undone by its inverse; nothing is lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ttdn.core import audit, days
from ttdn.core.models import AuditEntry
from ttdn.core.undo import CannotUndo, undoable
from ttdn.core.versions import claim
from ttdn.followup.errors import FollowupRefused
from ttdn.followup.models import ProgressReport, ProofState, ReportState
from ttdn.plans.models import Obligation, ObligationState

WORDS = ("result", "unit", "difficulties", "proposals", "argued")
NUMBERS = ("quantity", "cumulative")
FIELDS = (*WORDS, *NUMBERS, "done_on", "under_secrecy")
OPEN = (ObligationState.OPEN, ObligationState.RETURNED)


@transaction.atomic
def save_draft(obligation: Obligation, *, seen: int, by, fields: dict[str, Any]) -> ProgressReport:
    """Keep what was written so far. ``seen`` is the version of the draft, 0 where there is none yet.

    Of work under secrecy only the day is kept. Raises StaleVersion, FollowupRefused.
    """
    obligation = Obligation.objects.select_for_update().get(pk=obligation.pk)
    _need_open(obligation)
    draft = obligation.reports.filter(state=ReportState.DRAFT).first()
    if draft is None:
        draft = ProgressReport.objects.create(obligation=obligation, written_by=by)
    else:
        claim(draft, seen)
    for name, value in _kept(fields).items():
        setattr(draft, name, value)
    draft.written_by = by
    draft.save()
    # The words are in the row; a draft is nobody's business but its agency's, so the audit does not repeat them.
    audit.record("followup.save_draft", draft, by=by, after={"under_secrecy": draft.under_secrecy})
    return draft


def _kept(fields: dict[str, Any]) -> dict[str, Any]:
    given = {name: fields[name] for name in FIELDS if name in fields}
    if given.get("under_secrecy"):
        given |= dict.fromkeys(WORDS, "") | dict.fromkeys(NUMBERS, None)
    return given


@transaction.atomic
def submit(draft: ProgressReport, *, seen: int, by) -> AuditEntry:
    """Send it to the coordinator. Raises StaleVersion, FollowupRefused where something is lacking."""
    claim(draft, seen)
    draft = ProgressReport.objects.select_related("obligation").get(pk=draft.pk)
    obligation = Obligation.objects.select_for_update().get(pk=draft.obligation_id)
    if draft.state != ReportState.DRAFT:
        raise FollowupRefused(_("Báo cáo này đã được gửi."))
    _need_open(obligation)
    _need_complete(draft)
    before = {"state": draft.state, "obligation": obligation.state}
    draft.state, draft.submitted_at, draft.written_by = ReportState.SUBMITTED, timezone.now(), by
    draft.save(update_fields=["state", "submitted_at", "written_by"])
    _set_obligation(obligation, ObligationState.REPORTED)
    after = {"state": draft.state, "obligation": ObligationState.REPORTED}
    return audit.record("followup.submit", draft, by=by, before=before, after=after)


def _need_open(obligation: Obligation) -> None:
    if obligation.state not in OPEN:
        message = _("Việc này ở trạng thái “%(state)s” nên không ghi thêm báo cáo được.")
        raise FollowupRefused(message % {"state": obligation.get_state_display()})


def _need_complete(draft: ProgressReport) -> None:
    if draft.under_secrecy:
        if draft.done_on is None:
            raise FollowupRefused(_("Hãy ghi ngày hoàn thành."))
    elif not draft.result.strip() and draft.quantity is None:
        raise FollowupRefused(_("Hãy ghi kết quả trong kỳ, bằng lời hoặc bằng số."))
    if draft.done_on and draft.done_on > days.today():
        raise FollowupRefused(_("Ngày hoàn thành không thể ở sau hôm nay."))
    if draft.proofs.filter(state=ProofState.CHECKING).exists():
        raise FollowupRefused(_("Tệp minh chứng đang được kiểm tra dấu mật; hãy đợi vài giây rồi gửi."))


@transaction.atomic
def accept(report: ProgressReport, *, seen: int, by) -> AuditEntry:
    """It is so: the obligation is done. Raises StaleVersion, FollowupRefused."""
    return _decide(report, ReportState.ACCEPTED, ObligationState.DONE, seen=seen, by=by)


@transaction.atomic
def send_back(report: ProgressReport, *, reason: str, seen: int, by) -> AuditEntry:
    """Not yet: the agency reads the reason and writes a new one. Raises StaleVersion, FollowupRefused."""
    if not reason.strip():
        raise FollowupRefused(_("Hãy ghi lý do trả lại để cơ quan biết cần bổ sung gì."))
    return _decide(report, ReportState.RETURNED, ObligationState.RETURNED, seen=seen, by=by, reason=reason)


def _decide(report: ProgressReport, state: str, becomes: str, *, seen: int, by, reason: str = "") -> AuditEntry:
    claim(report, seen)
    report = ProgressReport.objects.get(pk=report.pk)
    if report.state != ReportState.SUBMITTED:
        raise FollowupRefused(_("Báo cáo này không còn chờ xem."))
    before = {"state": report.state, "obligation": ObligationState.REPORTED}
    report.state, report.decided_by, report.decided_at, report.decision_reason = state, by, timezone.now(), reason
    report.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
    _set_obligation(Obligation.objects.select_for_update().get(pk=report.obligation_id), becomes)
    action = "followup.accept" if state == ReportState.ACCEPTED else "followup.send_back"
    after = {"state": state, "obligation": becomes}
    return audit.record(action, report, by=by, before=before, after=after, reason=reason)


@transaction.atomic
def _put_back(entry: AuditEntry, *, by) -> AuditEntry:
    """Undo of sending and of deciding: the report and what it reports on as they were."""
    report = ProgressReport.objects.get(pk=entry.target_id)
    claim(report, report.version)
    obligation = Obligation.objects.select_for_update().get(pk=report.obligation_id)
    if obligation.state != entry.after["obligation"]:
        raise CannotUndo(_("Việc này đã đổi trạng thái sau đó, nên không hoàn tác được nữa."))
    others = obligation.reports.exclude(pk=report.pk).filter(state__in=[ReportState.DRAFT, ReportState.SUBMITTED])
    if others.exists():
        raise CannotUndo(_("Cơ quan đã bắt đầu viết báo cáo mới, nên không hoàn tác được nữa."))
    report.state = entry.before["state"]
    fields = ["state"]
    if report.state == ReportState.DRAFT:
        report.submitted_at = None
        fields.append("submitted_at")
    else:
        report.decided_by, report.decided_at, report.decision_reason = None, None, ""
        fields += ["decided_by", "decided_at", "decision_reason"]
    report.save(update_fields=fields)
    _set_obligation(obligation, entry.before["obligation"])
    return audit.record("followup.undo", report, by=by, before=entry.after, after=entry.before, undoes=entry)


for _action in ("followup.submit", "followup.accept", "followup.send_back"):
    undoable(_action, _put_back)


def _set_obligation(obligation: Obligation, state: str) -> None:
    Obligation.objects.filter(pk=obligation.pk).update(state=state, version=F("version") + 1)


def standing(report: ProgressReport, *, day: dt.date | None = None) -> str:
    """``late``, ``on_time`` or ``ahead``: the day it was done, or sent, against the day it was due; "" without one."""
    due = report.obligation.due
    sent = report.submitted_at and timezone.localtime(report.submitted_at, days.VIETNAM).date()
    done = report.done_on or sent or day
    if due is None or done is None or report.obligation.before_issue:
        return ""
    if done > due:
        return "late"
    start = report.obligation.start
    return "ahead" if start and done < start else "on_time"
