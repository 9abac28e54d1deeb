"""Changes to agencies, their names, and who works for them. Each is one transaction with its audit entry."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction

from ttdn.agencies.models import AdministrativeUnit, Agency, AgencyAlias, AgencyName, Certainty, Membership
from ttdn.agencies.names import name_key
from ttdn.agencies.permissions import forget_roles
from ttdn.core import audit, days
from ttdn.core.models import AuditEntry
from ttdn.core.undo import CannotUndo, undoable
from ttdn.core.versions import claim
from ttdn.core.vietnamese_order import sort_key
from ttdn.engine.text.normal import fold

LONGEST_ALIAS = 300


@transaction.atomic
def create_agency(
    *,
    kind: str,
    tier: str,
    name: str,
    by,
    short: str = "",
    abbreviations: Sequence[str] = (),
    parent: Agency | None = None,
    code: str | None = None,
    unit: AdministrativeUnit | None = None,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    basis: str = "",
    source: str = "",
    certainty: str = Certainty.K,
) -> Agency:
    """A new body with its first name; ``by`` is None for what a seed brings."""
    agency = Agency(kind=kind, tier=tier, parent=parent, code=code, unit=unit)
    agency.valid_from, agency.valid_to = valid_from, valid_to
    agency.name, agency.sort_key, agency.folded = name, sort_key(name), ""
    agency.save()
    agency.names.create(
        name=name,
        short=short,
        abbreviations=list(abbreviations),
        valid_from=valid_from,
        valid_to=valid_to,
        basis=basis,
        source=source,
        certainty=certainty,
    )
    keep_names(agency)
    audit.record("agencies.create_agency", agency, by=by, after={"name": name, "kind": kind, "tier": tier})
    return agency


@transaction.atomic
def add_name(
    agency: Agency,
    *,
    seen: int,
    name: str,
    by,
    language: str = "vi",
    short: str = "",
    abbreviations: Sequence[str] = (),
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    basis: str = "",
    source: str = "",
    certainty: str = Certainty.K,
) -> AgencyName:
    """One more dated name, beside those there are: an earlier one, or one in another language."""
    claim(agency, seen)
    row = agency.names.create(
        name=name,
        language=language,
        short=short,
        abbreviations=list(abbreviations),
        valid_from=valid_from,
        valid_to=valid_to,
        basis=basis,
        source=source,
        certainty=certainty,
    )
    keep_names(agency)
    after = {"name": name, "from": valid_from, "to": valid_to, "row": row.pk, "version": agency.version}
    audit.record("agencies.add_name", agency, by=by, after=after)
    return row


def keep_names(agency: Agency) -> None:
    """Today's name on the agency itself, and every spelling in the column that search reads."""
    keep_all_names([agency])


def keep_all_names(agencies: Sequence[Agency]) -> None:
    """``keep_names`` in two queries for any number."""
    names = defaultdict(list)
    for row in AgencyName.objects.filter(agency__in=agencies):
        names[row.agency_id].append(row)
    for agency in agencies:
        _set_names(agency, names[agency.pk], days.today())
    Agency.objects.bulk_update(agencies, ["name", "sort_key", "folded"])


def _set_names(agency: Agency, rows: Sequence[AgencyName], today: dt.date) -> None:
    held = [
        row
        for row in rows
        if row.language == "vi"
        and (row.valid_from or today) <= today
        and (row.valid_to is None or row.valid_to >= today)
    ]
    if held:  # a body that ended keeps its last name
        agency.name = max(held, key=lambda row: (row.valid_from or dt.date.min, row.pk)).name
    spellings = [word for row in rows for word in (row.name, row.short, *row.abbreviations) if word]
    agency.sort_key = sort_key(agency.name)
    agency.folded = fold("\n".join(dict.fromkeys(spellings)))


@transaction.atomic
def add_membership(*, user, agency: Agency, role: str, by, valid_from: dt.date | None = None) -> Membership:
    """Give a person a role in an agency, from ``valid_from`` or from ever; twice is once."""
    membership, made = Membership.objects.get_or_create(
        user=user, agency=agency, role=role, valid_to=None, defaults={"valid_from": valid_from}
    )
    if made:
        after = {"user": user, "agency": agency, "role": role, "from": valid_from}
        audit.record("agencies.add_membership", membership, by=by, after=after)
    forget_roles(user)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, seen: int, by, on: dt.date | None = None) -> AuditEntry:
    """The role ends ``on`` that day, today if not said: the person has it no more from that day on."""
    claim(membership, seen)
    before = membership.valid_to
    last = on or days.today()
    membership.valid_to = max(last, membership.valid_from) if membership.valid_from else last
    membership.save(update_fields=["valid_to"])
    forget_roles(membership.user)
    return audit.record(
        "agencies.end_membership",
        membership,
        by=by,
        before={"valid_to": before},
        after={"valid_to": membership.valid_to, "version": membership.version},
    )


@transaction.atomic
def reopen_membership(entry: AuditEntry, *, by) -> AuditEntry:
    """Undo of ``end_membership``."""
    membership = Membership.objects.get(pk=entry.target_id)
    if Membership.objects.filter(
        user=membership.user, agency=membership.agency, role=membership.role, valid_to=None
    ).exists():
        raise CannotUndo("Người này đã được giao lại vai trò đó.")
    claim(membership, membership.version)
    before = entry.before["valid_to"]
    membership.valid_to = dt.date.fromisoformat(before) if before else None
    membership.save(update_fields=["valid_to"])
    forget_roles(membership.user)
    return audit.record(
        "agencies.reopen_membership", membership, by=by, after={"valid_to": membership.valid_to}, undoes=entry
    )


undoable("agencies.end_membership", reopen_membership)


@transaction.atomic
def remember_alias(as_written: str, agency: Agency, *, by) -> AgencyAlias | None:
    """From now on ``as_written`` means ``agency``; None for what is too long to be a name, or already its name."""
    key = name_key(as_written)
    if not key or len(as_written) > LONGEST_ALIAS:
        return None
    before = AgencyAlias.objects.filter(folded=key).first()
    if before and before.agency_id == agency.pk:
        return before
    alias, _ = AgencyAlias.objects.update_or_create(
        folded=key, defaults={"as_written": as_written, "agency": agency, "by": by}
    )
    audit.record(
        "agencies.remember_alias",
        alias,
        by=by,
        before={"agency": before.agency_id} if before else {},
        after={"agency": agency.pk, "as_written": as_written},
    )
    return alias


@transaction.atomic
def forget_alias(alias: AgencyAlias, *, by) -> AuditEntry:
    """The spelling means nothing any more; plans already read keep their agencies."""
    entry = audit.record(
        "agencies.forget_alias", alias, by=by, before={"agency": alias.agency_id, "as_written": alias.as_written}
    )
    alias.delete()
    return entry
