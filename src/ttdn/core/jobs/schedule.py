"""Jobs that come round: one row each, advanced by whoever comes first."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from ttdn.core.jobs.queue import enqueue
from ttdn.core.jobs.registry import scheduled_jobs
from ttdn.core.models import JobSchedule


def write_schedule() -> None:
    """Bring the rows in line with the code; a job that is gone from the code comes round no more."""
    wanted = scheduled_jobs()
    for known in wanted:
        seconds = int(known.every.total_seconds())
        row, made = JobSchedule.objects.get_or_create(
            name=known.path, defaults={"task": known.path, "every_seconds": seconds, "next_at": timezone.now()}
        )
        if not made and row.every_seconds != seconds:
            JobSchedule.objects.filter(pk=row.pk).update(every_seconds=seconds, next_at=timezone.now())
    JobSchedule.objects.exclude(name__in=[known.path for known in wanted]).delete()


def enqueue_due(now: dt.datetime) -> int:
    """Enqueue what has come round; times missed while nothing ran are made up for by one run."""
    enqueued = 0
    for row in JobSchedule.objects.filter(next_at__lte=now):
        rounds = (now - row.next_at) // dt.timedelta(seconds=row.every_seconds) + 1
        following = row.next_at + rounds * dt.timedelta(seconds=row.every_seconds)
        with transaction.atomic():  # the advance and the job stand or fall together
            if JobSchedule.objects.filter(pk=row.pk, next_at=row.next_at).update(next_at=following):
                enqueue(import_string(row.task))
                enqueued += 1
    return enqueued
