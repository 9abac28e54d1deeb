"""The demonstration province's agencies and the people who work there."""

from __future__ import annotations

from django.db import transaction

from ttdn.accounts.models import User
from ttdn.agencies.models import Agency, AgencyKind, Membership

AGENCIES = {
    "Ủy ban nhân dân tỉnh": AgencyKind.PEOPLES_COMMITTEE,
    "Sở Ngoại vụ": AgencyKind.DEPARTMENT,
    "Sở Văn hóa, Thể thao và Du lịch": AgencyKind.DEPARTMENT,
}
WORKS_AT = {
    "administrator": "Sở Ngoại vụ",
    "coordinator": "Sở Ngoại vụ",
    "focal_officer": "Sở Văn hóa, Thể thao và Du lịch",
    "leader": "Ủy ban nhân dân tỉnh",
}


@transaction.atomic
def load_users(users) -> None:
    agencies = {
        name: Agency.objects.create(name=name, kind=kind, sort_key=name, folded=name.casefold())
        for name, kind in AGENCIES.items()
    }
    for each in users:
        user = User.objects.create_user(each.email, each.password, name=each.name, is_demo=True)
        Membership.objects.create(user=user, agency=agencies[WORKS_AT[each.role]], role=each.role)
