"""Bodies that are renamed, merged, split, dissolved or founded again: each one action, taken back as one.

Nothing in a plan changes. A plan keeps the name as written and the body meant; who stands in its place today is
read from the successions (``lineage``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from ttdn.agencies import traces
from ttdn.agencies.actions import create_agency, keep_names
from ttdn.agencies.models import Agency, AgencyKind, Certainty, GroupMember, Succession, SuccessionKind
from ttdn.agencies.names import name_key
from ttdn.core import audit
from ttdn.core.models import AuditEntry
from ttdn.core.versions import claim

DAY = dt.timedelta(days=1)


class SuccessionRefused(Exception):
    """The change cannot be made as asked; ``message`` says why, for the person who asked."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgency:
    """A body founded by the change; kind, tier and parent are those of the first predecessor."""

    name: str
    short: str = ""
    abbreviations: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What goes to whom; an empty function is all of it."""

    successor: Agency | NewAgency
    function: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change not yet made: what a preview shows and ``carry_out`` does."""

    kind: str
    predecessors: tuple[Agency, ...]
    on: dt.date
    shares: tuple[Share, ...] = ()
    basis: str = ""
    name: NewAgency | None = None  # of a rename
    items: tuple[int, ...] = ()  # of a move: the numbers of the tasks that go along, chosen by a person

    @property
    def ends(self) -> bool:
        """Whether the predecessors end by it."""
        return self.kind not in (SuccessionKind.RENAME, SuccessionKind.MOVE)

    @property
    def heirs(self) -> list[Agency]:
        return [share.successor for share in self.shares if isinstance(share.successor, Agency)]

    @property
    def touched(self) -> list[Agency]:
        """The bodies that stand before the change and are changed by it."""
        return list(dict.fromkeys([*self.predecessors, *self.heirs]))


def rename(agency: Agency, *, seen: int, name: str, valid_from: dt.date, by, basis: str = "", **spelled) -> AuditEntry:
    """The body is called ``name`` from ``valid_from`` on; the name before it ends the day before."""
    new = NewAgency(name=name, **spelled)
    change = Change(kind=SuccessionKind.RENAME, predecessors=(agency,), on=valid_from, basis=basis, name=new)
    return carry_out(change, seen={agency.pk: seen}, by=by)


def merge_agencies(
    agencies: Sequence[Agency],
    *,
    into: Agency | NewAgency,
    on: dt.date,
    seen: Mapping[int, int],
    by,
    basis: str = "",
    function: str = "",
) -> AuditEntry:
    """``agencies`` end; what they did is done by one body, which was there before or is founded."""
    shares = (Share(successor=into, function=function),)
    change = Change(kind=SuccessionKind.MERGE, predecessors=tuple(agencies), on=on, shares=shares, basis=basis)
    return carry_out(change, seen=seen, by=by)


def split_agency(
    agency: Agency, *, shares: Sequence[Share], on: dt.date, seen: Mapping[int, int], by, basis: str = ""
) -> AuditEntry:
    """``agency`` ends; each of several bodies takes over a function."""
    change = Change(kind=SuccessionKind.SPLIT, predecessors=(agency,), on=on, shares=tuple(shares), basis=basis)
    return carry_out(change, seen=seen, by=by)


def dissolve_agency(
    agency: Agency, *, on: dt.date, seen: Mapping[int, int], by, shares: Sequence[Share] = (), basis: str = ""
) -> AuditEntry:
    """``agency`` ends; others take over what is left, or nobody."""
    change = Change(kind=SuccessionKind.DISSOLVE, predecessors=(agency,), on=on, shares=tuple(shares), basis=basis)
    return carry_out(change, seen=seen, by=by)


def refound_agency(agency: Agency, *, on: dt.date, seen: Mapping[int, int], by, basis: str = "") -> AuditEntry:
    """A new body under the old name: another legal person, so another identity."""
    return carry_out(refounding(agency, on=on, basis=basis), seen=seen, by=by)


def refounding(agency: Agency, *, on: dt.date, basis: str = "") -> Change:
    held = agency.names.filter(language="vi", name=agency.name).first()
    new = NewAgency(
        name=agency.name,
        short=held.short if held else "",
        abbreviations=tuple(held.abbreviations) if held else (),
    )
    shares = (Share(successor=new),)
    return Change(kind=SuccessionKind.REFOUND, predecessors=(agency,), on=on, shares=shares, basis=basis)


def move_function(
    agency: Agency,
    *,
    to: Agency | NewAgency,
    function: str,
    on: dt.date,
    seen: Mapping[int, int],
    by,
    items: Sequence[int] = (),
    basis: str = "",
) -> AuditEntry:
    """``agency`` goes on without ``function``, which another has from that day; of its tasks ``items`` go along."""
    shares = (Share(successor=to, function=function),)
    change = Change(
        kind=SuccessionKind.MOVE, predecessors=(agency,), on=on, shares=shares, basis=basis, items=tuple(items)
    )
    return carry_out(change, seen=seen, by=by)


def obstacle(change: Change) -> str:
    """Why the change cannot be made, in a sentence for a person; empty if it can."""
    for agency in change.touched:
        if agency.kind == AgencyKind.GROUP and change.kind != SuccessionKind.RENAME:
            return _("“%(name)s” là một nhóm: nhóm chỉ đổi tên, còn lại hãy thêm hoặc bớt thành viên.") % {
                "name": agency
            }
    for agency in change.predecessors:
        if (agency.valid_from and agency.valid_from >= change.on) or (
            agency.valid_to and agency.valid_to < change.on - DAY
        ):
            return _("“%(name)s” không hoạt động ngay trước ngày %(day)s.") % _named(agency, change)
    for agency in change.heirs:
        if agency in change.predecessors:
            return _("“%(name)s” không thể vừa bàn giao vừa tiếp nhận.") % {"name": agency}
        if (agency.valid_from and agency.valid_from > change.on) or (agency.valid_to and agency.valid_to < change.on):
            return _("“%(name)s” không hoạt động vào ngày %(day)s.") % _named(agency, change)
    return _too_few(change)


def _named(agency: Agency, change: Change) -> dict:
    return {"name": agency, "day": f"{change.on:%d/%m/%Y}"}


def _too_few(change: Change) -> str:
    receivers = {
        share.successor.pk if isinstance(share.successor, Agency) else name_key(share.successor.name)
        for share in change.shares
    }
    if len(receivers) < len(change.shares):
        return _("Mỗi cơ quan tiếp nhận ghi một dòng; gộp các chức năng của cùng một cơ quan vào một dòng.")
    if change.kind == SuccessionKind.SPLIT and len(receivers) < 2:
        return _("Chia tách cần ít nhất hai cơ quan tiếp nhận. Nếu chỉ một, hãy chọn sáp nhập.")
    founded = any(isinstance(share.successor, NewAgency) for share in change.shares)
    if change.kind == SuccessionKind.MERGE and founded and len(change.predecessors) < 2:
        return _("Hợp nhất thành cơ quan mới cần ít nhất hai cơ quan. Nếu chỉ một, hãy chọn đổi tên hoặc lập lại.")
    if change.kind == SuccessionKind.MOVE and not all(share.function for share in change.shares):
        return _("Ghi chức năng được chuyển đi.")
    if change.kind == SuccessionKind.RENAME and change.name and change.name.name == change.predecessors[0].name:
        return _("Tên mới giống hệt tên đang dùng.")
    return ""


@transaction.atomic
def carry_out(change: Change, *, seen: Mapping[int, int], by) -> AuditEntry:
    """Make the change: one audit entry, one undo. Raises SuccessionRefused, StaleVersion.

    ``seen`` maps each body touched to the version that the person had before the eyes.
    """
    for agency in change.touched:
        claim(agency, seen.get(agency.pk, 0))
    change = _as_they_stand(change)
    if why := obstacle(change):
        raise SuccessionRefused(why)
    marks = traces.Traces()
    names = [agency.name for agency in change.predecessors]
    renamed = change.kind == SuccessionKind.RENAME
    target = _rename(change, marks) if renamed else _hand_over(change, marks, by=by)
    after = {
        "name": str(target),
        "from": change.on,
        "basis": change.basis,
        "predecessors": names,
        "successors": [str(share.successor) for share in change.shares],
        "traces": marks.as_json(),
    }
    if change.kind == SuccessionKind.MOVE:
        after |= {"function": change.shares[0].function, "items": len(change.items)}
    before = {"name": names[0]} if renamed else {}
    return audit.record(f"agencies.{change.kind}", target, by=by, before=before, after=after)


def _as_they_stand(change: Change) -> Change:
    """With the rows read again after they were claimed."""
    rows = Agency.objects.in_bulk([agency.pk for agency in change.touched])
    shares = [
        replace(share, successor=rows[share.successor.pk]) if isinstance(share.successor, Agency) else share
        for share in change.shares
    ]
    return replace(change, predecessors=tuple(rows[a.pk] for a in change.predecessors), shares=tuple(shares))


def _rename(change: Change, marks: traces.Traces) -> Agency:
    agency, new = change.predecessors[0], change.name
    marks.end_names(agency, on=change.on - DAY)
    row = agency.names.create(
        name=new.name,
        short=new.short,
        abbreviations=list(new.abbreviations),
        valid_from=change.on,
        basis=change.basis,
        certainty=_certainty(change),
    )
    keep_names(agency)
    row_of = Succession.objects.create(
        predecessor=agency, successor=agency, kind=change.kind, date=change.on, basis=change.basis
    )
    marks.made(row)
    marks.made(row_of)
    marks.touched(agency)
    return agency


def _hand_over(change: Change, marks: traces.Traces, *, by) -> Agency:
    """The predecessors end but of a move, new heirs are founded; returns whose history tells of it first."""
    heirs = [(_found(change, share, marks, by=by), share.function) for share in change.shares]
    for agency in change.predecessors:
        for heir, function in heirs or [(None, "")]:
            between = {"predecessor": agency, "successor": heir, "function": function}
            told = {"kind": change.kind, "date": change.on, "basis": change.basis, "items": list(change.items)}
            marks.made(Succession.objects.create(**between, **told))
        if change.ends:
            _move_in_groups(agency, [heir for heir, _function in heirs], change.on, marks)
            marks.end(agency, on=change.on - DAY)
            marks.end_names(agency, on=change.on - DAY)
        marks.touched(agency)
    for heir in change.heirs:
        marks.touched(heir)
    merged = change.kind in (SuccessionKind.MERGE, SuccessionKind.REFOUND)
    return heirs[0][0] if merged else change.predecessors[0]


def _certainty(change: Change) -> str:
    """A person who names the document has seen it."""
    return Certainty.V if change.basis else Certainty.K


def _found(change: Change, share: Share, marks: traces.Traces, *, by) -> Agency:
    if isinstance(share.successor, Agency):
        return share.successor
    model = change.predecessors[0]
    agency = create_agency(
        kind=model.kind,
        tier=model.tier,
        parent=model.parent,
        name=share.successor.name,
        short=share.successor.short,
        abbreviations=share.successor.abbreviations,
        valid_from=change.on,
        basis=change.basis,
        certainty=_certainty(change),
        by=by,
    )
    marks.founded(agency)
    return agency


def _move_in_groups(agency: Agency, heirs: Sequence[Agency], on: dt.date, marks: traces.Traces) -> None:
    """It leaves its groups; heirs of its own kind and tier stand in them in its place."""
    for held in groups_left(agency, on):
        marks.end(held, on=on - DAY)
        for heir in joining(agency, heirs):
            if not GroupMember.objects.valid_on(on).filter(group=held.group_id, member=heir).exists():
                marks.made(GroupMember.objects.create(group_id=held.group_id, member=heir, valid_from=on))


def groups_left(agency: Agency, on: dt.date):
    """Its places in groups that last until ``on`` or longer."""
    held = GroupMember.objects.valid_on(on - DAY).filter(member=agency).exclude(valid_to=on - DAY)
    return held.select_related("group")


def joining(agency: Agency, heirs: Sequence[Agency]) -> list[Agency]:
    return [heir for heir in heirs if (heir.kind, heir.tier) == (agency.kind, agency.tier)]
