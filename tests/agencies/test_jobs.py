"""A rename dated ahead: the old name until that day, the new one from then on, and nobody does anything."""

import datetime as dt

import pytest

from tests.factories.people import make_administrator
from ttdn.agencies import actions, successions
from ttdn.agencies.jobs import take_up_names
from ttdn.agencies.models import Agency
from ttdn.agencies.queries import match
from ttdn.core import days
from ttdn.core.jobs.registry import scheduled_jobs
from ttdn.core.models import AuditEntry
from ttdn.core.undo import undo

pytestmark = pytest.mark.django_db
EVE, DAY, LATER = dt.date(2026, 12, 31), dt.date(2027, 1, 1), dt.date(2027, 6, 1)


@pytest.fixture
def on(monkeypatch):
    """``on(day)``: it is that day, and the job has come round."""

    def go(day: dt.date) -> None:
        monkeypatch.setattr(days, "today", lambda: day)
        take_up_names.call()

    return go


def test_a_name_dated_ahead_is_taken_up_on_its_day(on, client_of):
    by = make_administrator()
    on(EVE)
    agency = actions.create_agency(kind="department", tier="province", name="Sở Cũ", by=by)
    entry = successions.rename(agency, seen=1, name="Sở Mới", valid_from=DAY, by=by)
    page = f"/cong-tac/co-quan/{agency.pk}/"

    def shown() -> tuple[str, bool]:
        heading = client_of(by).get(page).content.decode().split("<h1")[1].split("</h1>")[0]
        return Agency.objects.get(pk=agency.pk).name, "Sở Mới" in heading

    on(EVE)
    assert (shown(), match("Sở Mới", on=EVE)) == (("Sở Cũ", False), agency)
    written = AuditEntry.objects.count()
    for day in (DAY, LATER):
        on(day)
        assert shown() == ("Sở Mới", True)
    assert Agency.objects.get(pk=agency.pk).sort_key == actions.sort_key("Sở Mới")
    assert (AuditEntry.objects.count(), Agency.objects.get(pk=agency.pk).version) == (written, 2)
    undo(entry, by=by)
    assert shown() == ("Sở Cũ", False)


def test_an_agency_that_ended_keeps_its_last_name_and_others_are_left_alone(on):
    by = make_administrator()
    ended = actions.create_agency(kind="department", tier="province", name="Sở Hết", valid_to=EVE, by=by)
    two = actions.create_agency(kind="peoples_committee", tier="province", name="Ủy ban tỉnh", by=by)
    actions.add_name(two, seen=1, name="Ủy ban tỉnh Lam", by=by)
    before = list(Agency.objects.order_by("pk").values())
    on(LATER)
    assert list(Agency.objects.order_by("pk").values()) == before
    assert Agency.objects.get(pk=ended.pk).name == "Sở Hết"


def test_the_job_comes_round():
    assert "ttdn.agencies.jobs.take_up_names" in [known.path for known in scheduled_jobs()]
