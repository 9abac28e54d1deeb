"""Slows down whoever tries passwords: so many tries per account and address, ten times as many per address.

Each try takes a numbered place in the database cache before the password is looked at. Taking a place is one
insert, so that tries sent at the same moment do not slip through together.
"""

from __future__ import annotations

import ipaddress
import math
import time

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

ADDRESS_FACTOR = 10  # an office often shares one address


class TooManyTries(Exception):
    """Wait ``minutes``, then try again."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"{minutes} min")
        self.minutes = minutes


def take_place(email: str, address: str) -> str:
    """Count one try at the door, and return its place among the address's. Raises TooManyTries."""
    place = _take(_places(f"address {_line(address)}", settings.SIGN_IN_TRIES * ADDRESS_FACTOR))
    take_account_place(email, address)
    return place


def take_account_place(email: str, address: str) -> None:
    """Count one try at one account. Raises TooManyTries."""
    _take(_account_places(email, address))


def forget_tries(email: str, address: str, *places: str) -> None:
    """A right password clears the account's tries from this address, and does not count among the address's own."""
    cache.delete_many([*_account_places(email, address), *places])


def _account_places(email: str, address: str) -> list[str]:
    return _places(f"account {email} {_line(address)}", settings.SIGN_IN_TRIES)


def _line(address: str) -> str:
    """Who has one IPv6 address has the other 2**64 of the same line as well."""
    if ":" not in address:
        return address
    known = ipaddress.IPv6Address(address)
    return str(known.ipv4_mapped or ipaddress.IPv6Network((int(known), 64), strict=False))


def _places(what: str, number: int) -> list[str]:
    name = salted_hmac("ttdn.accounts.throttle", what, algorithm="sha256").hexdigest()
    return [f"sign-in:{name}:{n}" for n in range(number)]


def _take(places: list[str]) -> str:
    taken = cache.get_many(places)
    window = settings.SIGN_IN_WINDOW_SECONDS
    end = time.time() + window
    for place in places:
        if place not in taken and cache.add(place, end, timeout=window):
            return place
    raise TooManyTries(_minutes_until(min(taken.values(), default=end)))


def _minutes_until(end: float) -> int:
    return max(1, math.ceil((end - time.time()) / 60))
