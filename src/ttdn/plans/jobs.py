"""Work on plans outside the request."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ttdn.core import audit
from ttdn.core.jobs import job, progress
from ttdn.engine.plans.parse import STAGES
from ttdn.plans.actions import reading
from ttdn.plans.models import Plan, PlanDocument, PlanState
from ttdn.plans.owing import sync

# What a person reads while a document is read, in the order of the engine's stages.
STEPS = {
    "reading": gettext_noop("Đang đọc tệp"),
    "checking": gettext_noop("Đang kiểm tra dấu mật"),
    "recognising": gettext_noop("Đang nhận ra nhiệm vụ, cơ quan, thời gian"),
    "writing": gettext_noop("Đang ghi kết quả"),
}


@job(label="Đọc kế hoạch")
def read_document(context, *, document_id: int) -> None:
    """Read one document; what goes wrong with the document is written on it and is no failure of the job."""
    document = PlanDocument.objects.select_related("uploaded_by").get(pk=document_id)
    writer = progress(context.task_result.id)

    def on_progress(stage: str) -> None:
        """ "reading", or "reading 3/8" for a page of a scan."""
        name, _space, pages = stage.partition(" ")
        writer.set(STAGES.index(name), len(STAGES), f"{_(STEPS[name])} ({pages})" if pages else _(STEPS[name]))

    try:
        reading.read(document, on_progress=on_progress)
    except Exception:  # ours to mend: the person is told, the job's next run tries again
        reading.fail(document, _("Hệ thống gặp lỗi khi đọc tệp này. Hãy thử đọc lại sau."), code=reading.INTERNAL)
        raise
    writer.set(len(STAGES), len(STAGES), "")


@job(label="Lập việc theo kỳ của năm mới", every=dt.timedelta(days=1))
def make_this_years_obligations() -> None:
    """What comes round and has no end is owed until this year is over; so each new year makes its periods."""
    for plan in Plan.objects.filter(state=PlanState.CONFIRMED):
        with transaction.atomic():
            diff = sync(plan.items.all())
            if diff:
                audit.record("plans.follow_year", plan, by=None, after={"obligations": diff.as_json()})
