"""Reports as the screens read them."""

from __future__ import annotations

from django.db.models import F, Prefetch, QuerySet

from ttdn.followup.models import ProgressReport, Proof, ReportState
from ttdn.followup.permissions import may_decide
from ttdn.plans.models import Obligation


def reports_of(user, obligation: Obligation) -> list[ProgressReport]:
    """Everything that was reported on it, newest first, the draft too where ``user`` may see it."""
    rows = ProgressReport.objects.visible_to(user).filter(obligation=obligation)
    proofs = Proof.objects.order_by("id").select_related("file")
    return list(rows.select_related("written_by", "decided_by").prefetch_related(Prefetch("proofs", proofs)))


def waiting(user) -> QuerySet[ProgressReport]:
    """What the coordinator has to decide, the longest waiting first."""
    if not may_decide(user):
        return ProgressReport.objects.none()
    rows = ProgressReport.objects.visible_to(user).filter(state=ReportState.SUBMITTED)
    related = ("obligation__item__plan", "obligation__owed_by", "obligation__part", "written_by")
    return rows.select_related(*related).order_by(F("submitted_at").asc(), "pk")
