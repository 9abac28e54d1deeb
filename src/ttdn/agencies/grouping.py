"""Who belongs to a group from which day to which: several rows changed as one act, taken back as one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ttdn.agencies.models import Agency, AgencyKind, GroupMember
from ttdn.agencies.signals import groups_changed
from ttdn.agencies.successions import SuccessionRefused
from ttdn.agencies.traces import Traces, take_back
from ttdn.core import audit
from ttdn.core.models import AuditEntry
from ttdn.core.undo import undoable
from ttdn.core.versions import claim

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChange:
    """A member from one day to another; ``held`` is the row that is changed, None for a new one."""

    member: Agency
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    held: GroupMember | None = None


@transaction.atomic
def change_members(group: Agency, changes: Sequence[MemberChange], *, seen: int, by) -> AuditEntry:
    """Make all of ``changes``. Raises StaleVersion, SuccessionRefused."""
    claim(group, seen)
    if group.kind != AgencyKind.GROUP:
        raise SuccessionRefused(_("“%(name)s” không phải là một nhóm.") % {"name": group})
    _need_possible(group, changes)
    marks, changed, told = Traces(), [], []
    for change in changes:
        told.append(_told(change))
        period = {"valid_from": change.valid_from, "valid_to": change.valid_to}
        if change.held is None:
            marks.made(GroupMember.objects.create(group=group, member=change.member, **period))
        else:
            held = GroupMember.objects.get(pk=change.held.pk)
            changed.append([held.pk, {"valid_from": held.valid_from, "valid_to": held.valid_to}])
            GroupMember.objects.filter(pk=held.pk).update(**period)
    marks.touched(group)
    groups_changed.send(sender=GroupMember, groups={group.pk}, unfounded=())
    after = {"members": told, "traces": marks.as_json() | {"changed": changed}}
    return audit.record("agencies.change_members", group, by=by, after=after)


def _told(change: MemberChange) -> dict[str, object]:
    return {"member": change.member.name, "from": change.valid_from, "to": change.valid_to}


def _need_possible(group: Agency, changes: Sequence[MemberChange]) -> None:
    """No group in a group, no period that ends before it begins, no body in the group twice on one day."""
    periods = defaultdict(list)
    edited = {change.held.pk for change in changes if change.held}
    for row in GroupMember.objects.filter(group=group).exclude(pk__in=edited):
        periods[row.member_id].append((row.valid_from or dt.date.min, row.valid_to or dt.date.max))
    for change in changes:
        first, last = change.valid_from or dt.date.min, change.valid_to or dt.date.max
        if change.member.kind == AgencyKind.GROUP:
            raise SuccessionRefused(_("Thành viên phải là một cơ quan, không phải một nhóm khác."))
        if last < first:
            raise SuccessionRefused(_("Ngày cuối phải sau ngày vào nhóm."))
        if any(first <= until and since <= last for since, until in periods[change.member.pk]):
            raise SuccessionRefused(_("“%(name)s” đã ở trong nhóm này.") % {"name": change.member})
        periods[change.member.pk].append((first, last))


@undoable("agencies.change_members")
@transaction.atomic
def take_members_back(entry: AuditEntry, *, by) -> AuditEntry:
    """Undo: rows made go, rows changed have their days again."""
    for pk, before in entry.after["traces"]["changed"]:
        GroupMember.objects.filter(pk=pk).update(**before)
    undone = take_back(entry, by=by)
    groups_changed.send(sender=GroupMember, groups={entry.target_id}, unfounded=())
    return undone


for _action in ("agencies.add_member", "agencies.end_member"):  # recorded before several could change at once
    undoable(_action, take_back)


def add_member(group: Agency, member: Agency, *, seen: int, by, valid_from: dt.date | None = None) -> AuditEntry:
    """``member`` belongs to ``group`` from that day, or from ever. Raises as ``change_members`` does."""
    return change_members(group, [MemberChange(member=member, valid_from=valid_from)], seen=seen, by=by)


def end_member(held: GroupMember, *, seen: int, by, last: dt.date) -> AuditEntry:
    """``last`` is the last day in the group. Raises as ``change_members`` does."""
    change = MemberChange(member=held.member, valid_from=held.valid_from, valid_to=last, held=held)
    return change_members(held.group, [change], seen=seen, by=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGap:
    """On a day: whom the group's rule means and it does not hold, and whom it holds beyond its rule."""

    joining: list[Agency]
    leaving: list[GroupMember]

    def __bool__(self) -> bool:
        return bool(self.joining or self.leaving)


def rule_gap(group: Agency, on: dt.date) -> RuleGap:
    """Empty for a group without a rule."""
    if not group.rule_kind:
        return RuleGap(joining=[], leaving=[])
    meant = Agency.objects.filter(kind=group.rule_kind).filter(
        Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on)
    )
    if group.rule_tier:
        meant = meant.filter(tier=group.rule_tier)
    held = GroupMember.objects.filter(group=group).exclude(valid_to__lt=on).select_related("member")
    rows = list(held.order_by("member__sort_key", "pk"))
    wanted, there = list(meant), {row.member_id for row in rows}
    numbers = {agency.pk for agency in wanted}
    on_the_day = [row for row in rows if (row.valid_from or on) <= on]
    return RuleGap(
        joining=[agency for agency in wanted if agency.pk not in there],
        leaving=[row for row in on_the_day if row.member_id not in numbers],
    )


def by_rule(group: Agency, on: dt.date) -> list[MemberChange]:
    """What closes the gap from that day on; one that came in on that very day leaves on it."""
    gap = rule_gap(group, on)
    joining = [MemberChange(member=agency, valid_from=on) for agency in gap.joining]
    leaving = [
        MemberChange(
            member=row.member,
            valid_from=row.valid_from,
            valid_to=on if row.valid_from == on else on - DAY,
            held=row,
        )
        for row in gap.leaving
    ]
    return [*joining, *leaving]
