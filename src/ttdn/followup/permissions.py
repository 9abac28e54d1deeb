"""Who may report, who decides, who reads: by the agency that owes, or those in whose place it stands."""

from __future__ import annotations

from django.db.models import Q

from ttdn.agencies.lineage import Lineage
from ttdn.agencies.models import Role
from ttdn.agencies.permissions import agencies_of, own_bodies, roles_of
from ttdn.core import days
from ttdn.plans.models import Obligation
from ttdn.plans.permissions import EDITORS, EVERYTHING, NOTHING, READERS_OF_ALL

CACHE = "_items_sent_to_their_agencies"


def _sent_to(user) -> dict[int, set[int]]:
    """The items that came with a function to the agencies of ``user``, by the body that lives on without them."""
    kept, today = getattr(user, CACHE, None), days.today()
    if kept is None or kept[0] != today:
        own = set(agencies_of(user).values_list("pk", flat=True))
        kept = (today, Lineage(on=today).sent_to(own) if own else {})
        setattr(user, CACHE, kept)
    return kept[1]


def may_report(user, obligation: Obligation) -> bool:
    """The focal officers of the agency that owes it; the coordinator in anybody's place."""
    roles = roles_of(user)
    if roles & EDITORS:
        return True
    if Role.FOCAL_OFFICER not in roles:
        return False
    body = obligation.owed_by_id
    return body in own_bodies(user) or obligation.item_id in _sent_to(user).get(body, ())


def may_decide(user) -> bool:
    """Accept a report or return it."""
    return bool(roles_of(user) & EDITORS)


def visible_reports(user, prefix: str = "") -> Q:
    """Whoever reads every plan reads every report that was sent; a focal officer the own agency's, drafts too."""
    roles = roles_of(user)
    if not roles:
        return NOTHING
    own = Q(**{f"{prefix}obligation__owed_by__in": own_bodies(user)})
    for body, items in _sent_to(user).items():
        own |= Q(**{f"{prefix}obligation__owed_by": body, f"{prefix}obligation__item__in": items})
    sent = EVERYTHING if roles & EDITORS else ~Q(**{f"{prefix}state": "draft"})
    return own | sent if roles & READERS_OF_ALL else own
