"""How far a job is, for the page that waits for it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ttdn.core.models import JobRun

WRITE_EVERY_SECONDS = 0.5
STATES = {
    TaskResultStatus.READY: "waiting",
    TaskResultStatus.RUNNING: "running",
    TaskResultStatus.SUCCESSFUL: "done",
    TaskResultStatus.FAILED: "failed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """``state`` is waiting, running, done or failed."""

    state: str
    done: int = 0
    total: int = 0
    step: str = ""
    runs: int = 0

    @property
    def percent(self) -> int:
        if self.state == "done":
            return 100
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_finished(self) -> bool:
        return self.state in {"done", "failed"}


class ProgressWriter:
    """Writes at most twice a second, unless the step changes or the end is reached."""

    def __init__(self, job_id: UUID | str) -> None:
        self.job_id = job_id
        self._step: str | None = None
        self._written_at = float("-inf")

    def set(self, done: int, total: int, step: str = "") -> None:
        """Call it outside transactions: inside one nobody sees it before the end."""
        moment = time.monotonic()
        if step == self._step and done < total and moment - self._written_at < WRITE_EVERY_SECONDS:
            return
        self._step, self._written_at = step, moment
        values = {"done": min(done, total), "total": total, "step": step[:200], "updated_at": timezone.now()}
        if not JobRun.objects.filter(pk=self.job_id).update(**values):
            JobRun.objects.create(pk=self.job_id, **values)


def progress(job_id: UUID | str) -> ProgressWriter:
    return ProgressWriter(job_id)


def progress_of(job_id: UUID | str | None) -> Progress | None:
    """How far the job is; None when there is none, or its row was pruned long after its end."""
    status = DBTaskResult.objects.filter(pk=job_id).values_list("status", flat=True).first() if job_id else None
    if status is None:
        return None
    run = JobRun.objects.filter(pk=job_id).first() or JobRun()
    return Progress(
        state=STATES[TaskResultStatus(status)], done=run.done, total=run.total, step=run.step, runs=run.runs
    )
