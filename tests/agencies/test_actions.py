"""Agencies, their names by date, spellings learnt, and who works for them."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.people import make_administrator, make_agency, make_user
from ttdn.agencies import actions, permissions, successions
from ttdn.agencies.models import Agency, AgencyAlias, Membership
from ttdn.agencies.queries import directory_json, match
from ttdn.agencies.seed import seed_bodies
from ttdn.core import days
from ttdn.core.models import AuditEntry
from ttdn.core.undo import CannotUndo, undo
from ttdn.core.versions import StaleVersion
from ttdn.engine.plans.directory import Directory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_administrator()


@pytest.fixture
def culture(by):
    return actions.create_agency(
        kind="department", tier="province", name="Sở Văn hóa và Thể thao", short="Sở Văn hóa", by=by,
        abbreviations=["Sở VH&TT"], valid_from=dt.date(2020, 1, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    "spelling",
    ["Sở Văn hóa và Thể thao", "SỞ VĂN HOÁ, THỂ THAO", "so van hoa the thao", "sở  văn hóa", "Sở VH&TT", "Sở VH-TT"],
)
def test_match_by_any_spelling(culture, spelling):
    assert match(spelling) == culture


@pytest.mark.parametrize("spelling", ["", "  ", "các", "Sở", "Sở Văn hóa, Thể thao và Du lịch"])
def test_match_of_nothing_known(culture, spelling):
    assert match(spelling) is None


def test_create_agency_writes_the_first_name_and_the_audit(by, culture):
    assert [(row.name, row.short, row.abbreviations) for row in culture.names.all()] == [
        ("Sở Văn hóa và Thể thao", "Sở Văn hóa", ["Sở VH&TT"])
    ]
    assert culture.folded == "so van hoa va the thao\nso van hoa\nso vh&tt"
    assert AuditEntry.objects.get(action="agencies.create_agency").actor == by


def test_rename_dates_both_names_and_both_are_understood(by, culture):
    day = days.today() - dt.timedelta(days=10)
    successions.rename(culture, seen=1, name="Sở Văn hóa, Thể thao và Du lịch", valid_from=day, basis="NQ", by=by)
    agency = Agency.objects.get(pk=culture.pk)
    assert (agency.name, agency.version) == ("Sở Văn hóa, Thể thao và Du lịch", 2)
    assert [(n.name, n.valid_from, n.valid_to) for n in agency.names.all()] == [
        ("Sở Văn hóa, Thể thao và Du lịch", day, None),
        ("Sở Văn hóa và Thể thao", dt.date(2020, 1, 1), day - dt.timedelta(days=1)),
    ]
    assert match("Sở Văn hóa và Thể thao") == match("Sở Văn hóa, Thể thao và Du lịch") == agency


def test_a_name_given_on_means_whoever_has_it_then(by, culture):
    day = dt.date(2025, 3, 1)
    successions.rename(culture, seen=1, name="Sở Khác", valid_from=day, by=by)
    heir = actions.create_agency(
        kind="department", tier="province", name="Sở Văn hóa và Thể thao", valid_from=day, by=by
    )
    assert match("Sở VH&TT", on=dt.date(2021, 5, 5)) == culture
    assert match("Sở Văn hóa và Thể thao", on=dt.date(2021, 5, 5)) == culture
    assert match("Sở Văn hóa và Thể thao", on=dt.date(2026, 5, 5)) == heir


def test_rename_ahead_keeps_todays_name_until_the_day(by, culture):
    successions.rename(culture, seen=1, name="Sở Mới", valid_from=days.today() + dt.timedelta(days=5), by=by)
    assert Agency.objects.get(pk=culture.pk).name == "Sở Văn hóa và Thể thao"


def test_rename_of_a_stale_version_changes_nothing(by, culture):
    actions.add_name(culture, seen=1, name="Department of Culture", language="en", by=by)
    with pytest.raises(StaleVersion):
        successions.rename(culture, seen=1, name="Sở Mới", valid_from=days.today(), by=by)
    assert [(n.name, n.valid_to) for n in culture.names.filter(language="vi")] == [("Sở Văn hóa và Thể thao", None)]


def test_remember_alias_is_known_the_next_time_and_may_be_moved(by, culture):
    alias = actions.remember_alias("Sở Văn-Thể", culture, by=by)
    assert (match("sở văn thể"), actions.remember_alias("SỞ VĂN THỂ", culture, by=by)) == (culture, alias)
    other = make_agency()
    actions.remember_alias("Sở Văn thể", other, by=by)
    assert (match("Sở Văn-Thể"), AgencyAlias.objects.count()) == (other, 1)
    assert AuditEntry.objects.filter(action="agencies.remember_alias").count() == 2


@pytest.mark.parametrize("spelling", ["", "...", "a" * 301])
def test_remember_alias_of_what_is_no_name(by, culture, spelling):
    assert actions.remember_alias(spelling, culture, by=by) is None
    assert not AgencyAlias.objects.exists()


def test_forget_alias(by, culture):
    actions.forget_alias(actions.remember_alias("Sở Văn-Thể", culture, by=by), by=by)
    assert match("Sở Văn-Thể") is None


def test_memberships_give_roles_at_once_and_take_them_at_once(by, culture):
    user = make_user()
    assert permissions.roles_of(user) == frozenset()
    membership = actions.add_membership(user=user, agency=culture, role="leader", by=by, valid_from=days.today())
    assert permissions.roles_of(user) == {"leader"}
    assert (permissions.is_leader(user), permissions.is_coordinator(user)) == (True, False)
    assert list(permissions.agencies_of(user)) == [culture]
    actions.end_membership(membership, seen=1, by=by)
    fresh = type(user).objects.get(pk=user.pk)
    assert (permissions.roles_of(fresh), list(permissions.agencies_of(fresh))) == (frozenset(), [])


def test_roles_are_asked_for_once_a_user_object(by, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert permissions.is_administrator(by)
        assert not permissions.is_focal_officer(by)


def test_add_membership_twice_is_once(by, culture):
    user = make_user()
    first = actions.add_membership(user=user, agency=culture, role="leader", by=by)
    assert actions.add_membership(user=user, agency=culture, role="leader", by=by) == first
    assert AuditEntry.objects.filter(action="agencies.add_membership").count() == 1


def test_end_membership_of_a_stale_version_is_refused(by, culture):
    membership = actions.add_membership(user=make_user(), agency=culture, role="leader", by=by)
    actions.end_membership(membership, seen=1, by=by)
    with pytest.raises(StaleVersion):
        actions.end_membership(membership, seen=1, by=by)


def test_undo_of_ending_gives_the_role_back_unless_it_was_given_anew(by, culture):
    user = make_user()
    membership = actions.add_membership(user=user, agency=culture, role="leader", by=by)
    entry = actions.end_membership(membership, seen=1, by=by)
    undo(entry, by=by)
    assert Membership.objects.get(pk=membership.pk).valid_to is None
    entry = actions.end_membership(membership, seen=3, by=by)
    actions.add_membership(user=user, agency=culture, role="leader", by=by)
    with pytest.raises(CannotUndo):
        undo(entry, by=by)


def test_directory_json_is_read_by_the_engine(by, culture):
    actions.remember_alias("Sở Văn-Thể", culture, by=by)
    directory = Directory.from_json(directory_json())
    assert directory_json()["bodies"] == [
        {
            "name": "Sở Văn hóa và Thể thao",
            "kind": "department",
            "spellings": ["Sở Văn hóa", "Sở VH&TT", "Sở Văn-Thể"],
            "source": "",
            "certainty": "K",
        }
    ]
    assert directory.find("Sở Văn-Thể").name == directory.find("Sở VH&TT").name == culture.name


def test_directory_of_a_day_has_the_names_of_that_day(by, culture):
    successions.rename(culture, seen=1, name="Sở Mới", valid_from=dt.date(2025, 3, 1), by=by)
    names = {year: [b["name"] for b in directory_json(dt.date(year, 5, 5))["bodies"]] for year in (2019, 2021, 2026)}
    assert names == {2019: [], 2021: ["Sở Văn hóa và Thể thao"], 2026: ["Sở Mới"]}


def test_seed_bodies_brings_every_body_once_with_source_and_certainty():
    brought = seed_bodies()
    assert brought == Agency.objects.count() > 100
    assert (seed_bodies(), Agency.objects.count()) == (0, brought)
    assert not Agency.objects.filter(names__source="").exists()
    assert set(Agency.objects.values_list("names__certainty", flat=True)) == {"V", "S", "K"}
    assert match("Sở TT&TT").name == "Sở Thông tin và Truyền thông"
    assert (match("Bộ Ngoại giao").tier, match("Công an tỉnh").kind) == ("central", "police")


def test_seed_bodies_leaves_what_an_installation_has(by, culture):
    seed_bodies()
    assert Agency.objects.filter(names__name="Sở Văn hóa và Thể thao").get() == culture
