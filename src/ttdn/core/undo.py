"""Undoing a write by its inverse, as long as nothing has happened to the row since."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from ttdn.core.models import AuditEntry

# ``inverse(entry, by=...)`` puts the row back and returns the audit entry it recorded with ``undoes=entry``.
Inverse = Callable[..., AuditEntry]

_inverses: dict[str, Inverse] = {}


class CannotUndo(Exception):
    """Said to the person who asked; the message is for them."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def undoable(action: str, inverse: Inverse | None = None):
    """Say how ``action`` is taken back, once, beside it: ``undoable("a", inverse)`` or ``@undoable("a")``."""

    def register(function: Inverse) -> Inverse:
        if action in _inverses:
            raise ValueError(f"{action} already has an inverse")
        _inverses[action] = function
        return function

    return register(inverse) if inverse else register


def may_undo(entry: AuditEntry) -> bool:
    """Whether ``undo`` would go ahead now; who may ask for it is the calling view's matter."""
    return not _obstacle(entry)


@transaction.atomic
def undo(entry: AuditEntry, *, by) -> AuditEntry:
    """Run the inverse of ``entry``. Raises CannotUndo when it was undone already or the row changed since."""
    entry = AuditEntry.objects.select_for_update().get(pk=entry.pk)
    if obstacle := _obstacle(entry):
        raise CannotUndo(obstacle)
    return _inverses[entry.action](entry, by=by)


def _obstacle(entry: AuditEntry) -> str:
    """Why this cannot be undone, or nothing."""
    if entry.action not in _inverses or entry.undoes_id:
        return _("Việc này không hoàn tác được.")
    if AuditEntry.objects.filter(undoes=entry).exists():
        return _("Việc này đã được hoàn tác rồi.")
    if _changed_since(entry):
        return _("Nội dung đã được sửa tiếp sau đó. Hãy hoàn tác lần sửa sau trước, hoặc sửa trực tiếp.")
    return ""


def _changed_since(entry: AuditEntry) -> bool:
    """Every write leaves an entry, so a later one on the same row that still stands is a change."""
    later = AuditEntry.objects.filter(target_type=entry.target_type, target_id=entry.target_id, id__gt=entry.id)
    return later.filter(undone_by__isnull=True, undoes__isnull=True).exists()
