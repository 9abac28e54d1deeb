"""A worker: takes jobs one after another; a thread beside it gives the signs of life and looks after the others."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from uuid import UUID, uuid4

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django_tasks.base import TaskContext
from django_tasks_db.models import DBTaskResult

from ttdn.core.jobs import queue
from ttdn.core.jobs.registry import job_at
from ttdn.core.jobs.schedule import enqueue_due, write_schedule
from ttdn.core.models import JobWorker

logger = logging.getLogger(__name__)

TICK_SECONDS = 2.0


def work(*, interval: float = 0.2, stop_event: threading.Event) -> None:
    """Work off jobs until ``stop_event`` is set; a job in hand is finished first.

    Several may run, as processes or as threads, on one database.
    """
    worker = f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid4().hex[:8]}"
    write_schedule()
    pulse = Pulse(worker)
    pulse.start()
    try:
        while not stop_event.is_set():
            close_old_connections()
            if not _work_once(worker, pulse):
                stop_event.wait(interval)
    finally:
        pulse.stop()
        connection.close()


def _work_once(worker: str, pulse: Pulse) -> bool:
    """Run one job if there is one."""
    try:
        row = queue.claim(worker)
    except DatabaseError as error:  # locked, or the server is restarting: the queue is still there afterwards
        logger.warning("the queue cannot be read now", extra={"data": {"error": type(error).__name__}})
        return False
    if row is None:
        return False
    pulse.job_id = row.id
    try:
        _run(row, worker)
    except DatabaseError as error:  # it ran, but that could not be written: its lease ends, and it is run again
        logger.warning("job not settled", extra={"data": {"job": str(row.id), "error": type(error).__name__}})
        connection.close()
    finally:
        pulse.job_id = None
    return True


def _run(row: DBTaskResult, worker: str) -> None:
    started = time.monotonic()
    try:
        task, result = row.task, row.task_result
        context = [TaskContext(task_result=result)] if task.takes_context else []
        value = task.call(*context, *result.args, **result.kwargs)
        kept, outcome = queue.succeed(row, worker, value), "done"
    except (KeyboardInterrupt, SystemExit):
        queue.give_back(row, worker)
        raise
    except Exception as error:
        kept, outcome = queue.fail(row, worker, error), type(error).__name__
    data = {
        "job": str(row.id),
        "name": job_at(row.task_path).path,
        "outcome": outcome if kept else "lease lost",
        "seconds": round(time.monotonic() - started, 3),
    }
    logger.log(logging.INFO if kept and outcome == "done" else logging.WARNING, "job ran", extra={"data": data})


class Pulse(threading.Thread):
    """Renews the lease of the job in hand every quarter of it, and ticks every two seconds for all workers."""

    def __init__(self, worker: str) -> None:
        super().__init__(name=f"pulse of {worker}", daemon=True)
        self.worker = worker
        self.job_id: UUID | None = None
        self._stopped = threading.Event()

    def run(self) -> None:
        pause = min(queue.lease_seconds() / 8, TICK_SECONDS)
        beaten = ticked = float("-inf")
        while not self._stopped.is_set():
            moment = time.monotonic()
            try:
                if moment - beaten >= queue.lease_seconds() / 4:
                    beaten = moment
                    self._beat()
                if moment - ticked >= TICK_SECONDS:
                    ticked = moment
                    tick()
            except Exception:  # whatever it is, without a pulse the job in hand would be taken for dead
                logger.exception("pulse missed")
                connection.close()
            self._stopped.wait(pause)
        connection.close()

    def stop(self) -> None:
        self._stopped.set()
        self.join(timeout=30)

    def _beat(self) -> None:
        JobWorker.objects.update_or_create(name=self.worker, defaults={"seen_at": timezone.now()})
        job_id = self.job_id
        if job_id and not queue.beat(job_id, self.worker) and self.job_id == job_id:
            logger.warning("lease lost", extra={"data": {"job": str(job_id)}})


def tick() -> None:
    """What any worker does for all: jobs of dead workers come back, scheduled jobs come round."""
    now = timezone.now()
    queue.take_back_lost(now)
    enqueue_due(now)
