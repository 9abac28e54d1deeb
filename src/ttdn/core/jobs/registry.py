"""Which jobs there are, which of their errors are final, and which come round by themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature

from django_tasks import task
from django_tasks.base import Task

BACKEND = "jobs"


class PermanentFailure(Exception):
    """The job cannot succeed however often it is run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    path: str
    label: str
    permanent: tuple[type[BaseException], ...]
    every: dt.timedelta | None


_jobs: dict[str, Job] = {}


def job(
    function: Callable | None = None,
    *,
    label: str = "",
    permanent: tuple[type[BaseException], ...] = (),
    every: dt.timedelta | None = None,
    priority: int = 0,
):
    """Make a module's function a job.

    A function whose first parameter is ``context`` is given the job's id as ``context.task_result.id``.
    Errors in ``permanent`` (and ``PermanentFailure``) are not tried again. With ``every`` it comes round.
    ``label`` is what an administrator reads in the list of jobs.
    """

    def wrap(function: Callable) -> Task:
        takes_context = next(iter(signature(function).parameters), "") == "context"
        made = task(backend=BACKEND, priority=priority, takes_context=takes_context)(function)
        _jobs[made.module_path] = Job(
            path=made.module_path,
            label=label or function.__name__,
            permanent=(PermanentFailure, *permanent),
            every=every,
        )
        return made

    return wrap(function) if function else wrap


def job_at(path: str) -> Job:
    """What was said of the job at ``path``; a job that is gone from the code keeps its path as its label."""
    return _jobs.get(path) or Job(path=path, label=path.rsplit(".", 1)[-1], permanent=(PermanentFailure,), every=None)


def scheduled_jobs() -> list[Job]:
    return [known for known in _jobs.values() if known.every]
