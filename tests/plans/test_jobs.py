"""Reading as a job: progress for the page that waits, and a mistake of ours that does not leave it waiting."""

from __future__ import annotations

import pytest
from django_tasks import TaskContext
from django_tasks_db.models import DBTaskResult

from tests.factories.plans import make_coordinator
from tests.plans.test_handing_in import TEXT, hand_in
from ttdn.core.models import JobRun
from ttdn.plans.actions import reading
from ttdn.plans.models import DocumentState, PlanDocument

pytestmark = pytest.mark.django_db


def run(document: PlanDocument) -> PlanDocument:
    """The job as a worker runs it."""
    row = DBTaskResult.objects.get(pk=document.job)
    row.task.call(TaskContext(task_result=row.task_result), **row.args_kwargs["kwargs"])
    return PlanDocument.objects.get(pk=document.pk)


def test_the_job_reads_the_document_and_ends_its_progress():
    document = run(hand_in(make_coordinator()))
    progress = JobRun.objects.get(pk=document.job)
    assert (document.state, document.plan.number) == (DocumentState.READ, "15/KH-UBND")
    assert (progress.done, progress.total) == (4, 4)


def test_the_job_of_a_broken_file_does_not_fail():
    document = run(hand_in(make_coordinator(), b"PK\x03\x04" + bytes(50), name="hong.docx"))
    assert document.state == DocumentState.FAILED


def test_a_mistake_of_ours_fails_the_job_tells_the_person_and_is_mended_by_the_next_run(settings):
    document = hand_in(make_coordinator(), TEXT)
    seconds, settings.READ_MAX_SECONDS = settings.READ_MAX_SECONDS, "nonsense"
    with pytest.raises(ValueError, match="nonsense"):
        run(document)
    document.refresh_from_db()
    assert (document.state, document.error_code) == (DocumentState.FAILED, reading.INTERNAL)
    settings.READ_MAX_SECONDS = seconds
    assert run(document).state == DocumentState.READ
