"""The units of the demonstration province: invented, complete, and loaded once."""

from __future__ import annotations

import datetime as dt

import pytest

from ttdn import demo
from ttdn.agencies.models import AdministrativeUnit, Agency, GroupMember, UnitSuccession
from ttdn.core import days
from ttdn.demo import province, units

pytestmark = pytest.mark.django_db
BEFORE = dt.date(2025, 6, 30)


@pytest.fixture(autouse=True)
def loaded(settings, tmp_path):
    settings.DATA = tmp_path
    province.load_agencies_and_users(demo.people.keep_users())


def test_every_unit_says_that_it_is_invented():
    assert set(AdministrativeUnit.objects.values_list("source", "vintage")) == {(units.SOURCE, "")}
    assert set(UnitSuccession.objects.values_list("basis", flat=True)) == {units.SOURCE}


def test_each_old_unit_went_somewhere_and_each_new_one_came_from_somewhere():
    found = AdministrativeUnit.objects.exclude(tier="district")
    assert set(found.valid_on(BEFORE)) == {row.predecessor for row in UnitSuccession.objects.all()}
    assert set(found.valid_on(days.today())) == {row.successor for row in UnitSuccession.objects.all()}


def test_two_provinces_of_one_name_are_two_units():
    named = AdministrativeUnit.objects.filter(tier="province", name=units.PROVINCE)
    assert sorted((unit.valid_from is None, unit.valid_to is None) for unit in named) == [(False, True), (True, False)]


def test_every_commune_of_today_has_its_committee_and_the_group_opens_into_them():
    tied = Agency.objects.filter(unit__isnull=False)
    assert {agency.name.removeprefix("Ủy ban nhân dân ") for agency in tied} == set(units.COMMUNES)
    assert all(agency.name.endswith(f"{agency.unit.kind} {agency.unit.name}") for agency in tied)
    members = GroupMember.objects.filter(group__name=units.GROUP)
    assert set(members.valid_on(days.today()).values_list("member", flat=True)) == {agency.pk for agency in tied}
    assert not members.valid_on(BEFORE).exists()


def test_loading_again_adds_nothing():
    count = AdministrativeUnit.objects.count()
    units.load_units()
    assert AdministrativeUnit.objects.count() == count
