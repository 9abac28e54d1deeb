"""Which agencies the names in one plan mean: as of its date, with its own province's name added or left out."""

from __future__ import annotations

import re

from ttdn.agencies.queries import Matcher
from ttdn.plans.models import Plan

# "Ủy ban nhân dân tỉnh An Sơn": what follows is the document's own province. A ministry has none.
_OWN_PLACE = re.compile(r"\b(?:tỉnh|thành phố)\s+(\S.*)$", re.IGNORECASE)


def matcher_of(plan: Plan) -> Matcher:
    own = _OWN_PLACE.search(plan.issuer_as_written)
    return Matcher(on=plan.issued_on, place=own.group(1) if own else "")
