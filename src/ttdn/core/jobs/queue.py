"""The life of a job's row: enqueued, claimed under a lease, settled, taken back from a worker that died.

Every change of state is one transaction together with its lease and its count of runs, so that a kill at any
moment leaves either the state before or the state after.
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult, get_date_max

from ttdn.core import audit
from ttdn.core.jobs.registry import BACKEND, job_at
from ttdn.core.logs import trace
from ttdn.core.models import JobLease, JobRun

logger = logging.getLogger(__name__)


class WorkerLost(Exception):
    """The worker that ran this job gave no sign of life until its lease ended."""


def lease_seconds() -> int:
    return settings.JOB_LEASE_SECONDS


def enqueue(job: Task, **kwargs: Any) -> UUID:
    """Put ``job`` into the queue and return its id; inside a transaction it appears when that commits."""
    return UUID(job.enqueue(**kwargs).id)


def claim(worker: str) -> DBTaskResult | None:
    """The next job that is due, now this worker's until its lease ends."""
    due = DBTaskResult.objects.ready().filter(backend_name=BACKEND)
    if not due.exists():  # a plain read: an idle worker never takes SQLite's write lock
        return None
    with transaction.atomic():
        row = due.get_locked()
        if row is None:
            return None
        row.claim(worker)
        JobLease.objects.update_or_create(
            result_id=row.id, defaults={"worker": worker, "expires_at": _lease_end(timezone.now())}
        )
        JobRun.objects.get_or_create(result_id=row.id)
        JobRun.objects.filter(result_id=row.id).update(runs=F("runs") + 1, done=0, total=0, step="")
    return row


def beat(job_id: UUID, worker: str) -> bool:
    """Renew the lease; false when it was lost."""
    return bool(JobLease.objects.filter(result_id=job_id, worker=worker).update(expires_at=_lease_end(timezone.now())))


def succeed(row: DBTaskResult, worker: str, value: Any) -> bool:
    """Settle a job that came to its end; false when the lease had been lost, and another run decides."""
    with transaction.atomic():
        if not _release(row, worker):
            return False
        row.set_successful(value)
    return True


def fail(row: DBTaskResult, worker: str, error: BaseException) -> bool:
    """Settle a job that raised: again after a while, or failed for good."""
    with transaction.atomic():
        if not _release(row, worker):
            return False
        final = isinstance(error, job_at(row.task_path).permanent)
        _again_or_failed(row, error, final=final)
    return True


def give_back(row: DBTaskResult, worker: str) -> None:
    """The worker stops in the middle: the run does not count, the next worker takes the job at once."""
    with transaction.atomic():
        if _release(row, worker):
            JobRun.objects.filter(result_id=row.id).update(runs=F("runs") - 1)
            _make_ready(row, get_date_max())


def take_back_lost(now: dt.datetime) -> int:
    """Jobs whose worker died: ready again, or failed after too many runs. Returns how many."""
    lost = list(JobLease.objects.filter(expires_at__lt=now).values_list("result_id", flat=True))
    taken = 0
    for job_id in lost:
        with transaction.atomic():
            # Whoever deletes the lease decides; a beat that came in between keeps it.
            if not JobLease.objects.filter(result_id=job_id, expires_at__lt=now).delete()[0]:
                continue
            row = DBTaskResult.objects.select_for_update().filter(pk=job_id, status=TaskResultStatus.RUNNING).first()
            if row is None:
                continue
            _again_or_failed(row, WorkerLost(), final=False)
            taken += 1
        logger.warning("job taken back from a lost worker", extra={"data": {"job": str(job_id), "path": row.task_path}})
    return taken


def retry_now(job_id: UUID, *, by) -> bool:
    """A person asks to try a failed job again, with all its runs before it; false when it has not failed."""
    with transaction.atomic():
        row = DBTaskResult.objects.select_for_update().filter(pk=job_id, status=TaskResultStatus.FAILED).first()
        if row is None:
            return False
        JobRun.objects.filter(result_id=job_id).update(runs=0, done=0, total=0, step="")
        _make_ready(row, get_date_max())
        audit.record("core.retry_job", row, by=by, label=str(job_at(row.task_path).label), after={"job": str(job_id)})
    return True


def _lease_end(now: dt.datetime) -> dt.datetime:
    return now + dt.timedelta(seconds=lease_seconds())


def _release(row: DBTaskResult, worker: str) -> bool:
    return bool(JobLease.objects.filter(result_id=row.id, worker=worker).delete()[0])


def _again_or_failed(row: DBTaskResult, error: BaseException, *, final: bool) -> None:
    runs = JobRun.objects.filter(result_id=row.id).values_list("runs", flat=True).first() or 0
    row.set_failed(error)
    row.traceback = "\n".join(trace(error))  # the way for whoever looks, without the words, which may quote people
    row.save(update_fields=["traceback"])
    if not final and runs < settings.JOB_MAX_RUNS:
        _make_ready(row, timezone.now() + dt.timedelta(seconds=2**runs))


def _make_ready(row: DBTaskResult, run_after: dt.datetime) -> None:
    row.status, row.finished_at, row.run_after = TaskResultStatus.READY, None, run_after
    row.save(update_fields=["status", "finished_at", "run_after"])
