"""Between the records and the engine: settings become limits, agencies its directory, a phrase its dates."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings

from ttdn.agencies.queries import directory_json
from ttdn.core import days
from ttdn.engine.child import Progress
from ttdn.engine.plans.parse import parse_bytes
from ttdn.engine.plans.readers import Limits
from ttdn.engine.text.periods import meaning
from ttdn.plans.models import Plan


def parse(data: bytes, name: str, *, on_progress: Progress | None = None) -> dict[str, Any]:
    """The document as ``ttdn.plan/1``, read in a child process with the limits of the settings."""
    limits = Limits(
        file_bytes=settings.READ_MAX_BYTES,
        seconds=float(settings.READ_MAX_SECONDS),
        memory_mb=settings.READ_MAX_MEMORY_MB,
    )
    directory = directory_json()
    # An installation without agencies reads with the bodies that ship.
    spelled = json.dumps(directory, ensure_ascii=False) if directory["bodies"] else None
    return parse_bytes(data, name, limits, spelled, on_progress=on_progress)


def read_time(phrase: str, plan: Plan) -> dict[str, Any]:
    """What a time phrase means in ``plan``, as fields of an item."""
    period = (plan.period_start, plan.period_end) if plan.period_start or plan.period_end else None
    found = meaning(phrase, period=period)
    start, end = (day if day and days.is_plausible(day) else None for day in (found.start, found.end))
    if start and end and end < start:
        start = end = None
    return {
        "start": start,
        "end": end,
        "due": found.due or "",
        "recurrence": found.recurrence or "",
        "duration": found.duration or "",
        "approximate": found.approximate,
    }
