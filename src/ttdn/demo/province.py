"""The demonstration province comes in as a real one would: through the actions, so that its audit is complete."""

from __future__ import annotations

import datetime as dt
import hashlib
from importlib.resources import files

from django.core.files.base import ContentFile
from django.db import transaction

from ttdn.accounts.actions import CHANGED
from ttdn.accounts.models import User
from ttdn.agencies.actions import add_membership, add_name, create_agency
from ttdn.agencies.models import Agency, AgencyKind, AgencyName, Certainty, Tier
from ttdn.agencies.seed import seed_bodies
from ttdn.core import audit
from ttdn.demo.history import JULY, load_history
from ttdn.demo.people import DemoUser
from ttdn.demo.units import COMMUNES, SOURCE, load_units
from ttdn.plans.actions import findings, handing_in, items, obligations, plan_states, reading
from ttdn.plans.models import DocumentState, ItemKind, Plan, PlanDocument

COMMITTEE, FULL_NAME = "Ủy ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh Lam Vân"
OLDER_PLAN = "ke-hoach-thong-tin-doi-ngoai-2024-2026.txt"
IN_USE_SINCE = dt.date(2026, 1, 1)
# In the order of their dates; the last one waits for somebody to review it.
YEAR_PLAN = "ke-hoach-thong-tin-doi-ngoai-2026.docx"
TOURISM_PLAN = "ke-hoach-xuc-tien-du-lich-2026.md"
CONFIRMED = [
    OLDER_PLAN,
    YEAR_PLAN,
    TOURISM_PLAN,
    "ke-hoach-thong-tin-doi-ngoai-2026-2030.txt",
    "ke-hoach-don-phong-vien-nuoc-ngoai-2026.docx",
]
IN_REVIEW = ["ke-hoach-cong-thong-tin-doi-ngoai-so.html"]


def load_agencies_and_users(people: list[DemoUser]) -> dict[str, User]:
    """The bodies that ship, the communes with their committees, and the users; one user of each role is returned."""
    seed_bodies()
    _name_the_committee()
    for commune in COMMUNES:
        _commune(commune)
    load_units()
    load_history(committee=Agency.objects.get(names__name=COMMITTEE), name=FULL_NAME)
    return {person.role: _user(person) for person in reversed(people)}


def _name_the_committee() -> None:
    """The body that ships as every province's own gets this province's name, as its plans' letterhead gives it."""
    committee = Agency.objects.get(names__name=COMMITTEE)
    if not committee.names.filter(name=FULL_NAME).exists():
        add_name(
            committee,
            seen=committee.version,
            name=FULL_NAME,
            abbreviations=["UBND tỉnh Lam Vân"],
            valid_from=JULY,  # another body was called so before
            source=SOURCE,
            certainty=Certainty.V,
            by=None,
        )


def _commune(commune: str) -> None:
    name = f"Ủy ban nhân dân {commune}"
    if not AgencyName.objects.filter(name=name).exists():
        create_agency(
            kind=AgencyKind.PEOPLES_COMMITTEE,
            tier=Tier.COMMUNE,
            name=name,
            abbreviations=[f"UBND {commune}"],
            source=SOURCE,
            certainty=Certainty.V,
            by=None,
        )


def _user(person: DemoUser) -> User:
    return User.objects.filter(email=person.email).first() or _add(person)


@transaction.atomic
def _add(person: DemoUser) -> User:
    """Not ``accounts.actions.add_person``: the password is known beforehand and stays as it is printed."""
    user = User.objects.create_user(person.email, person.password, name=person.name, is_demo=True)
    audit.record("accounts.add_person", user, by=None, after={"name": user.name, "email": CHANGED})
    add_membership(user=user, agency=Agency.objects.get(names__name=person.agency), role=person.role, by=None)
    return user


def load_plans(*, coordinator: User) -> None:
    """Hand in, read, and confirm; what somebody has since done with a plan stays as it is."""
    for name in CONFIRMED:
        plan = _read(name, coordinator)
        if plan:
            _review(plan, name, coordinator)
    for name in IN_REVIEW:
        _read(name, coordinator)


def document_names() -> list[str]:
    return [*CONFIRMED, *IN_REVIEW]


def document_bytes(name: str) -> bytes:
    return files("ttdn.demo").joinpath("documents", name).read_bytes()


def _read(name: str, by: User) -> Plan | None:
    """The plan in the document, read a moment ago; None where it had been read before."""
    document = _handed_in(name, by)
    if document.state not in {DocumentState.QUEUED, DocumentState.READING}:
        return None
    document = reading.read(document)
    if document.state != DocumentState.READ:
        raise RuntimeError(f"{name}: {document.message}")
    return document.plan


def _handed_in(name: str, by: User) -> PlanDocument:
    data = document_bytes(name)
    held = PlanDocument.objects.filter(file__sha256=hashlib.sha256(data).hexdigest()).first()
    return held or handing_in.hand_in(ContentFile(data, name=name), name=name, declared=True, by=by)


def _review(plan: Plan, name: str, by: User) -> None:
    """As a person would: look at each doubt of one plan, ask for the time missing in another, and confirm."""
    if name == YEAR_PLAN:
        for finding in plan.findings.open():
            findings.settle_finding(finding, seen=finding.version, by=by)
    if name == TOURISM_PLAN:
        untimed = plan.items.kept().filter(kind=ItemKind.TASK, schedule_text="").first()
        if untimed:
            items.edit_item(untimed, seen=untimed.version, by=by, changes={"schedule_text": "Tháng 10/2026"})
    plan = Plan.objects.get(pk=plan.pk)
    plan_states.confirm_plan(plan, seen=plan.version, by=by, acknowledge_open=True)
    if name == OLDER_PLAN:
        before = obligations.past(plan, IN_USE_SINCE)
        obligations.close(before, plan=plan, reason="Đã báo cáo trước khi dùng hệ thống này", by=by)
