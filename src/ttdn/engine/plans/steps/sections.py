"""Which section a heading opens."""

from __future__ import annotations

import re

from ttdn.engine.plans.profiles.profile import Profile, Section
from ttdn.engine.text.normal import fold

_LEAD_IN = re.compile(r"^[\W_]*(?:ve |phan (?!cong)|mot so |cac )?")


def section_of(words: str, profile: Profile) -> Section | None:
    """ "MỤC ĐÍCH, YÊU CẦU" > purpose-and-requirement; only the part before a colon counts, and only headings do."""
    head = fold(words.split(":", 1)[0])
    if len(head) > 150:
        return None
    head = head[_lead_in(head) :]
    for section, pattern in profile.sections:
        if pattern.match(head):
            return section
    return None


def _lead_in(head: str) -> int:
    found = _LEAD_IN.match(head)
    return found.end() if found else 0
