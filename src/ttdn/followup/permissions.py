"""Who may report, who decides, who reads: by the agency that owes, or those in whose place it stands."""

from __future__ import annotations

from django.db.models import Q

from ttdn.agencies.lineage import Lineage
from ttdn.agencies.models import Role
from ttdn.agencies.permissions import agencies_of, roles_of
from ttdn.core import days
from ttdn.plans.models import Obligation
from ttdn.plans.permissions import EDITORS, EVERYTHING, NOTHING, READERS_OF_ALL

CACHE = "_bodies_whose_work_is_theirs"


def own_bodies(user) -> frozenset[int]:
    """The agencies of ``user`` and every body in whose place one of them stands; kept with the user object."""
    kept = getattr(user, CACHE, None)
    today = days.today()
    if kept is None or kept[0] != today:
        own = set(agencies_of(user).values_list("pk", flat=True))
        kept = (today, frozenset(own | (Lineage(on=today).predecessors(own) if own else set())))
        setattr(user, CACHE, kept)
    return kept[1]


def may_report(user, obligation: Obligation) -> bool:
    """The focal officers of the agency that owes it; the coordinator in anybody's place."""
    roles = roles_of(user)
    if roles & EDITORS:
        return True
    return Role.FOCAL_OFFICER in roles and obligation.owed_by_id in own_bodies(user)


def may_decide(user) -> bool:
    """Accept a report or return it."""
    return bool(roles_of(user) & EDITORS)


def visible_reports(user, prefix: str = "") -> Q:
    """Whoever reads every plan reads every report that was sent; a focal officer the own agency's, drafts too."""
    roles = roles_of(user)
    if not roles:
        return NOTHING
    own = Q(**{f"{prefix}obligation__owed_by__in": own_bodies(user)})
    sent = EVERYTHING if roles & EDITORS else ~Q(**{f"{prefix}state": "draft"})
    return own | sent if roles & READERS_OF_ALL else own
