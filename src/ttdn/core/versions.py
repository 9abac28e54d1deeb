"""The one guard against two people saving the same row."""

from django.db.models import F

from ttdn.core.models import Versioned


class StaleVersion(Exception):
    """Somebody saved this row in the meantime. ``current`` is the row as it stands now."""

    def __init__(self, current: Versioned) -> None:
        super().__init__(f"{current._meta.label} {current.pk}: version {current.version}")
        self.current = current


def claim(row: Versioned, seen: int) -> None:
    """Raise the version of ``row`` from ``seen``, or raise StaleVersion; the first line of an action's transaction."""
    model = type(row)
    if not model._default_manager.filter(pk=row.pk, version=seen).update(version=F("version") + 1):
        raise StaleVersion(model._default_manager.get(pk=row.pk))
    row.version = seen + 1
