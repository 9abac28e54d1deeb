"""What a person may do follows from the memberships in force today, and from nothing else."""

from __future__ import annotations

from ttdn.agencies.lineage import Lineage
from ttdn.agencies.models import Agency, Membership, Role
from ttdn.core import days

CACHE = "_roles_in_force"
BODIES = "_bodies_whose_work_is_theirs"


def roles_of(user) -> frozenset[str]:
    """The roles in force today; kept on the user object, which lives as long as its request."""
    if user is None or not user.is_authenticated or not user.is_active:
        return frozenset()
    today = days.today()
    kept = getattr(user, CACHE, None)
    if kept is None or kept[0] != today:
        roles = Membership.objects.in_force(today).filter(user=user).values_list("role", flat=True)
        kept = (today, frozenset(roles))
        setattr(user, CACHE, kept)
    return kept[1]


def forget_roles(user) -> None:
    """After a change of memberships, so that the same object answers anew."""
    user.__dict__.pop(CACHE, None)


def is_administrator(user) -> bool:
    return Role.ADMINISTRATOR in roles_of(user)


def is_coordinator(user) -> bool:
    return Role.COORDINATOR in roles_of(user)


def is_leader(user) -> bool:
    return Role.LEADER in roles_of(user)


def is_focal_officer(user) -> bool:
    return Role.FOCAL_OFFICER in roles_of(user)


def may_edit_agencies(user) -> bool:
    """Names, groups and successions; roles of people are the administrator's alone."""
    return is_administrator(user) or is_coordinator(user)


def agencies_of(user):
    """The agencies that ``user`` works for today."""
    if not roles_of(user):
        return Agency.objects.none()
    mine = Membership.objects.in_force(days.today()).filter(user=user)
    return Agency.objects.filter(pk__in=mine.values("agency"))


def own_bodies(user) -> frozenset[int]:
    """The agencies of ``user`` and every body in whose place one of them stands; kept with the user object."""
    kept = getattr(user, BODIES, None)
    today = days.today()
    if kept is None or kept[0] != today:
        own = set(agencies_of(user).values_list("pk", flat=True))
        kept = (today, frozenset(own | (Lineage(on=today).predecessors(own) if own else set())))
        setattr(user, BODIES, kept)
    return kept[1]
