"""``/healthz``: is everything there that the product needs, in a form that monitoring reads."""

from __future__ import annotations

import datetime as dt
import shutil

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ttdn.core.models import JobWorker

LEAST_FREE_BYTES = 500 * 1024 * 1024


@never_cache
@login_not_required
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the site answers; ``status`` is "degraded" when no worker lives or the disk is nearly full.

    503 when the database does not answer. It says nothing that a stranger could use.
    """
    try:
        worker = _worker_lives()
        database = True
    except DatabaseError:
        worker = database = False
    disk = shutil.disk_usage(settings.DATA).free >= LEAST_FREE_BYTES
    parts = {"database": database, "worker": worker, "disk": disk}
    status = "ok" if all(parts.values()) else "degraded" if database else "down"
    answer = {"status": status, **{name: "ok" if good else "failing" for name, good in parts.items()}}
    return JsonResponse(answer, status=200 if database else 503)


def _worker_lives() -> bool:
    """Whether any worker gave a sign of life within two leases; the beat comes every quarter of one."""
    since = timezone.now() - dt.timedelta(seconds=2 * settings.JOB_LEASE_SECONDS)
    return JobWorker.objects.filter(seen_at__gte=since).exists()
