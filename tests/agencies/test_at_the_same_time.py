"""Units and the calendar kept by several people at the same moment: one wins, the others are told."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.people import make_administrator
from tests.factories.units import BEFORE, CHANGE, make_commune, make_province
from tests.plans.test_at_the_same_time import AT_ONCE, at_once
from ttdn.agencies.committees import make_committees
from ttdn.agencies.models import AdministrativeUnit, Agency, UnitSuccession
from ttdn.agencies.successions import SuccessionRefused
from ttdn.agencies.unit_loading import load_province
from ttdn.agencies.units import Origin, record_origins
from ttdn.core.calendar_days import CalendarRefused, Entry, add_days
from ttdn.core.models import AuditEntry, CalendarDay

pytestmark = pytest.mark.django_db(transaction=True)


def outcomes(results) -> dict[type, int]:
    return {kind: [type(each) for each in results].count(kind) for kind in {type(each) for each in results}}


def test_of_provinces_loaded_at_once_one_is():
    by = make_administrator()
    results = at_once(lambda n: load_province("51", old=["51"], by=by))
    assert outcomes(results) == {AuditEntry: 1, SuccessionRefused: AT_ONCE - 1}
    assert AdministrativeUnit.objects.filter(vintage="2026").count() == 97


def test_of_origins_recorded_at_once_one_is():
    by, province = make_administrator(), make_province()
    old, new = make_commune("Bến", province, valid_to=BEFORE), make_commune("Đồng", province)
    results = at_once(lambda n: record_origins([Origin(predecessor=old, successor=new, date=CHANGE)], by=by))
    assert outcomes(results) == {AuditEntry: 1, SuccessionRefused: AT_ONCE - 1}
    assert UnitSuccession.objects.count() == 1


def test_of_committees_made_at_once_one_is():
    by, province = make_administrator(), make_province()
    commune = make_commune("Đồng", province)
    results = at_once(lambda n: make_committees(province, units=[commune.pk], on=dt.date(2031, 1, 6), by=by))
    assert outcomes(results) == {AuditEntry: 1, SuccessionRefused: AT_ONCE - 1}
    assert Agency.objects.filter(unit=commune).count() == 1


def test_of_a_day_entered_at_once_one_is():
    by = make_administrator()
    day = Entry(day=dt.date(2031, 6, 9), kind="holiday", name="Hội làng Mẫu")
    results = at_once(lambda n: add_days([day], by=by))
    assert outcomes(results) == {AuditEntry: 1, CalendarRefused: AT_ONCE - 1}
    assert CalendarDay.objects.count() == 1
