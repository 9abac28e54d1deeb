"""Profiles: the words by which documents of a time are recognised, each with its basis and the days it holds for."""

from __future__ import annotations

import datetime as dt

from ttdn.engine.plans.profiles.administrative import ADMINISTRATIVE
from ttdn.engine.plans.profiles.profile import Profile

# newest first; a document without a day takes the newest
PROFILES: tuple[Profile, ...] = (ADMINISTRATIVE,)


def profile_for(day: dt.date | None) -> Profile:
    """The newest profile that holds on the day."""
    return next((p for p in PROFILES if p.holds_on(day)), PROFILES[0])
