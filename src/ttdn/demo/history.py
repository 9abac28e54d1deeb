"""What happened to the demonstration province's bodies on 1 March and 1 July 2025; the neighbour is invented as well.

Recorded as a coordinator would, so that tasks of an older plan say who had them then and who has them now. No
document is named: none is at hand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from ttdn.agencies import grouping
from ttdn.agencies.actions import create_agency
from ttdn.agencies.models import Agency, AgencyKind, Certainty, Succession, Tier
from ttdn.agencies.successions import Share, dissolve_agency, merge_agencies, split_agency
from ttdn.demo.units import BEFORE, SOURCE

MARCH, JULY = dt.date(2025, 3, 1), dt.date(2025, 7, 1)
LAST = JULY - dt.timedelta(days=1)
NEIGHBOUR = "Ủy ban nhân dân tỉnh Nậm Thia"
MEDIA = "Sở Thông tin và Truyền thông"
FUNCTIONS = {
    "Sở Văn hóa, Thể thao và Du lịch": "báo chí, xuất bản, thông tin đối ngoại",
    "Sở Khoa học và Công nghệ": "chuyển đổi số, bưu chính, viễn thông",
}
DISTRICT_GROUP = "Ủy ban nhân dân các huyện, thành phố"


@transaction.atomic
def load_history(*, committee: Agency, name: str) -> None:
    """``committee`` is the province's of today, ``name`` the one it kept. What was recorded before stays as it is."""
    if Succession.objects.exists():
        return
    _split_by_function()
    for districts in BEFORE.values():
        for district, communes in districts.items():
            _end_district(_founded(f"Ủy ban nhân dân {district}", Tier.DISTRICT), sorted(set(communes.values())))
    _merge_provinces(committee, name)


def _founded(name: str, tier: str) -> Agency:
    made = create_agency(
        kind=AgencyKind.PEOPLES_COMMITTEE,
        tier=tier,
        name=name,
        abbreviations=[name.replace("Ủy ban nhân dân", "UBND")],
        source=SOURCE,
        certainty=Certainty.V,
        by=None,
    )
    return Agency.objects.get(pk=made.pk)


def _seen(agencies: Sequence[Agency]) -> dict[int, int]:
    return dict(Agency.objects.filter(pk__in=[each.pk for each in agencies]).values_list("pk", "version"))


def _called(name: str) -> Agency:
    return Agency.objects.get(names__name=name)


def _split_by_function() -> None:
    media, heirs = _called(MEDIA), {_called(name): function for name, function in FUNCTIONS.items()}
    shares = [Share(successor=heir, function=function) for heir, function in heirs.items()]
    split_agency(media, shares=shares, on=MARCH, seen=_seen([media, *heirs]), by=None)


def _end_district(district: Agency, communes: Sequence[str]) -> None:
    """It stood in the group of the districts; the communes that took over stand in none of that tier."""
    group = _called(DISTRICT_GROUP)
    grouping.add_member(group, district, seen=group.version, by=None)
    heirs = [_called(f"Ủy ban nhân dân {commune}") for commune in communes]
    shares = [Share(successor=heir) for heir in heirs]
    dissolve_agency(district, shares=shares, on=JULY, seen=_seen([district, *heirs]), by=None)


def _merge_provinces(committee: Agency, name: str) -> None:
    """Two provinces become one that keeps a name: it is another body than the one that was called so before."""
    both = [_founded(each, Tier.PROVINCE) for each in (name, NEIGHBOUR)]
    merge_agencies(both, into=committee, on=JULY, seen=_seen([*both, committee]), by=None)
