"""The demonstration province: an invented one, so that an empty installation can be tried at once.

Its users' passwords are made for each installation, kept in its data folder and printed by ``ttdn run``; they serve
on loopback only, and a production start refuses them.
"""

from __future__ import annotations

from ttdn.demo.people import DemoUser, is_unfinished, users

PROVINCE = "Tỉnh Lam Vân"

__all__ = ["PROVINCE", "DemoUser", "NotInProduction", "is_unfinished", "load", "users"]


class NotInProduction(RuntimeError):
    """Demonstration data belong on a machine for trying, never beside real data."""


def load() -> list[DemoUser]:
    """Bring in agencies, users and plans that are not there yet, and return the users. Safe to run again."""
    from django.conf import settings

    if settings.PRODUCTION:
        raise NotInProduction(NotInProduction.__doc__)
    from ttdn.demo import people, province

    kept = people.keep_users()
    accounts = province.load_agencies_and_users(kept)
    province.load_plans(coordinator=accounts["coordinator"])
    people.finish()
    return kept
