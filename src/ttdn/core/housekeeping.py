"""What tidies up by itself."""

import datetime as dt

from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from ttdn.core import files
from ttdn.core.jobs import job
from ttdn.core.jobs.registry import BACKEND
from ttdn.core.models import JobRun, JobWorker

KEEP_DONE_DAYS = 14
KEEP_FAILED_DAYS = 90


@job(label=_("Dọn các việc nền đã xong"), every=dt.timedelta(days=1))
def prune_jobs():
    """Forget jobs done two weeks ago and failed three months ago, and workers long gone."""
    # As words, because the command refuses its own default (a backend without a database) before it reads keywords.
    call_command(
        "prune_db_task_results",
        f"--backend={BACKEND}",
        "--queue-name=*",
        f"--min-age-days={KEEP_DONE_DAYS}",
        f"--failed-min-age-days={KEEP_FAILED_DAYS}",
        verbosity=0,
    )
    JobRun.objects.exclude(result_id__in=DBTaskResult.objects.values("id")).delete()
    JobWorker.objects.filter(seen_at__lt=timezone.now() - dt.timedelta(days=1)).delete()


@job(label=_("Dọn tệp không còn dùng"), every=dt.timedelta(hours=6))
def remove_orphan_files():
    files.remove_orphans(timezone.now())
