"""One audit entry a write, written inside the action's transaction."""

from __future__ import annotations

import datetime as dt
import decimal
from typing import Any

from django.db import models

from ttdn.core.models import AuditEntry


def plain(value: Any) -> Any:
    """``value`` as JSON holds it."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value


def record(
    action: str,
    target: models.Model,
    *,
    by,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    undoes: AuditEntry | None = None,
    label: str = "",
) -> AuditEntry:
    """Write down who did what to which row; ``before`` and ``after`` hold what an undo needs.

    Fields that are personal data are given as "(changed)" by the caller. ``label`` names a row whose own words
    say nothing to a person.
    """
    return AuditEntry.objects.create(
        actor=by,
        action=action,
        target_type=target._meta.label_lower,
        target_id=target.pk if isinstance(target.pk, int) else None,  # a job's key is a UUID; it stands in ``after``
        target_label=(label or str(target))[:300],
        before=plain(before or {}),
        after=plain(after or {}),
        reason=reason,
        undoes=undoes,
    )
