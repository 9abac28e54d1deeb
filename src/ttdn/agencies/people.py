"""Keeping people and their roles together, so that an installation is never left without an administrator."""

from __future__ import annotations

from django.db import transaction

from ttdn.accounts import actions as accounts
from ttdn.accounts.models import User
from ttdn.agencies.actions import add_membership, end_membership
from ttdn.agencies.models import Agency, Membership, Role
from ttdn.core import days
from ttdn.core.models import AuditEntry


class LastAdministrator(Exception):
    """Afterwards nobody could administer the installation."""


@transaction.atomic
def add_person(*, name: str, email: str, agency: Agency, role: str, by: User) -> tuple[User, str]:
    """A new account with its first role; returns it and its first password. Raises EmailTaken."""
    user, password = accounts.add_person(name=name, email=email, by=by)
    add_membership(user=user, agency=agency, role=role, by=by, valid_from=days.today())
    return user, password


@transaction.atomic
def deactivate(user: User, *, seen: int, by: User) -> AuditEntry:
    """The person may not sign in any more. Raises LastAdministrator, StaleVersion."""
    if user.is_active:
        _keep_an_administrator(besides=Membership.objects.filter(user=user))
    return accounts.set_active(user, seen=seen, active=False, by=by)


@transaction.atomic
def end_role(membership: Membership, *, seen: int, by: User) -> AuditEntry:
    """The role ends now. Raises LastAdministrator, StaleVersion."""
    _keep_an_administrator(besides=Membership.objects.filter(pk=membership.pk))
    return end_membership(membership, seen=seen, by=by)


def _keep_an_administrator(*, besides) -> None:
    """Refuse when only ``besides`` make anybody an administrator today; their rows are locked meanwhile."""
    administrators = Membership.objects.in_force(days.today()).filter(role=Role.ADMINISTRATOR, user__is_active=True)
    held = set(administrators.select_for_update(of=("self",)).values_list("pk", flat=True))
    going = set(besides.values_list("pk", flat=True))
    if held & going and not held - going:
        raise LastAdministrator
