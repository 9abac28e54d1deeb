"""What a change would touch in the directory, read before it is made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ttdn.agencies.models import Agency, GroupMember, Membership
from ttdn.agencies.successions import Change, groups_left
from ttdn.core import days


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """``people`` keep their roles until somebody gives them new ones; ``children`` keep their parent."""

    ends: list[Agency]
    last_day: dt.date
    people: list[Membership]
    groups: list[GroupMember]
    children: list[Agency]


def preview(change: Change) -> Preview:
    people = Membership.objects.in_force(days.today()).filter(agency__in=change.predecessors, user__is_active=True)
    children = Agency.objects.filter(parent__in=change.predecessors)
    return Preview(
        ends=list(change.predecessors) if change.ends else [],
        last_day=change.on - dt.timedelta(days=1),
        people=list(people.select_related("user", "agency").order_by("agency__sort_key", "user__sort_key")),
        groups=[held for agency in change.predecessors for held in groups_left(agency, change.on)]
        if change.ends
        else [],
        children=list(children) if change.ends else [],
    )
