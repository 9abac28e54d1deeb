"""Who may see and change plans. Rights follow from memberships in force today, nothing else."""

from __future__ import annotations

from django.db.models import Q

from ttdn.agencies.models import Role
from ttdn.agencies.permissions import roles_of

EDITORS = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})
READERS_OF_ALL = EDITORS | {Role.LEADER}
NOTHING = Q(pk__in=[])
EVERYTHING = ~NOTHING  # an empty Q() would vanish from an "or"


def may_edit_plans(user) -> bool:
    """Hand plans in, correct, confirm and set them aside."""
    return bool(roles_of(user) & EDITORS)


def works_here(user) -> bool:
    """Anybody with a role in force."""
    return bool(roles_of(user))


def visible_plans(user, prefix: str = "") -> Q:
    """The plans that ``user`` sees, as a condition on a row whose plan stands at ``prefix``.

    Coordinators, administrators and leaders see every plan; focal officers see what has been confirmed.
    """
    roles = roles_of(user)
    if roles & READERS_OF_ALL:
        return EVERYTHING
    return Q(**{f"{prefix}state": "confirmed"}) if roles else NOTHING


def visible_items(user, prefix: str = "") -> Q:
    """An item set aside is nobody's work; it stays in sight of those who see every plan."""
    if roles_of(user) & READERS_OF_ALL:
        return EVERYTHING
    return visible_plans(user, f"{prefix}plan__") & Q(**{f"{prefix}state": "kept"})
