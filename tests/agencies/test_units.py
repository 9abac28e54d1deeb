"""Administrative units: loaded from the gazetteer, corrected, joined to what they came from and to their committees."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from tests.factories.people import make_administrator, make_agency, make_member, make_user
from tests.factories.units import BEFORE, CHANGE, make_commune, make_district, make_province
from ttdn.agencies import committees, unit_loading, units
from ttdn.agencies.actions import create_agency
from ttdn.agencies.committees import make_committees, missing_committees
from ttdn.agencies.models import AdministrativeUnit, Agency, GroupMember, Role, UnitSuccession
from ttdn.agencies.signals import groups_changed
from ttdn.agencies.successions import SuccessionRefused
from ttdn.agencies.unit_loading import load_province
from ttdn.agencies.units import Origin, record_origins
from ttdn.core.models import AuditEntry
from ttdn.core.undo import CannotUndo, undo
from ttdn.core.versions import StaleVersion
from ttdn.engine import gazetteer

pytestmark = pytest.mark.django_db
MODELS = [AdministrativeUnit, UnitSuccession]
TODAY = dt.date(2031, 1, 6)


@pytest.fixture
def by():
    return make_administrator()


@pytest.fixture
def province():
    return make_province()


# What is loaded


def test_a_province_comes_in_with_its_communes_and_the_provinces_it_was_made_of(by):
    entry = load_province("51", old=["51", "62"], by=by)

    def counted(**only) -> dict[str, int]:
        tiers = AdministrativeUnit.objects.filter(**only).values_list("tier", flat=True)
        return {tier: list(tiers).count(tier) for tier in ("province", "district", "commune")}

    listed = [unit for vintage, code in [("2026", "51"), ("2024", "51"), ("2024", "62")]
              for unit in gazetteer.units(vintage) if unit.province_code == code]  # fmt: skip
    assert counted(vintage="2026") == {"province": 1, "district": 0, "commune": 96}
    assert sum(counted().values()) == len(listed) == entry.after["units"]
    assert set(AdministrativeUnit.objects.values_list("vintage", "code")) == {(u.vintage, u.code) for u in listed}
    assert [str(row) for row in UnitSuccession.objects.order_by("predecessor__code")] == [
        "Tỉnh Quảng Ngãi → Tỉnh Quảng Ngãi (01/07/2025)",
        "Tỉnh Kon Tum → Tỉnh Quảng Ngãi (01/07/2025)",
    ]


def test_old_units_end_on_the_day_before_the_new_begin(by):
    load_province("51", old=["51"], by=by)
    periods = set(AdministrativeUnit.objects.values_list("vintage", "valid_from", "valid_to"))
    assert periods == {("2026", CHANGE, None), ("2024", None, BEFORE)}
    assert {unit.vintage for unit in AdministrativeUnit.objects.valid_on(BEFORE)} == {"2024"}
    assert {unit.vintage for unit in AdministrativeUnit.objects.valid_on(CHANGE)} == {"2026"}


def test_what_is_loaded_lies_where_the_list_says_and_is_not_called_verified(by):
    load_province("51", old=["51"], by=by)
    for unit in AdministrativeUnit.objects.filter(tier="commune").select_related("parent", "province"):
        assert unit.parent.tier == ("province" if unit.vintage == "2026" else "district")
        assert (unit.parent.province or unit.parent) == unit.province
    assert set(AdministrativeUnit.objects.values_list("certainty", flat=True)) == {"S"}
    assert set(UnitSuccession.objects.values_list("certainty", flat=True)) == {"K"}


def test_thousands_of_units_take_some_dozens_of_questions(by, django_assert_max_num_queries):
    with django_assert_max_num_queries(80):
        entry = load_province("01", old=["01", "38", "40", "37", "31"], by=by)
    assert entry.after["units"] > 2000


def test_a_second_loading_brings_only_what_is_missing(by):
    load_province("51", old=["51"], by=by)
    count = AdministrativeUnit.objects.count()
    with pytest.raises(SuccessionRefused):
        load_province("51", old=["51"], by=by)
    entry = load_province("51", old=["51", "62"], by=by)
    assert AdministrativeUnit.objects.count() == count + entry.after["units"]
    assert entry.after["predecessors"] == ["Tỉnh Kon Tum"]


@pytest.mark.parametrize(("code", "old"), [("99", []), ("51", ["99"]), ("", [])])
def test_no_province_is_made_up(by, code, old):
    with pytest.raises(SuccessionRefused):
        load_province(code, old=old, by=by)
    assert AdministrativeUnit.objects.count() == 0


def test_a_loading_is_taken_back_whole(by):
    first = load_province("51", old=["51"], by=by)
    kept = AdministrativeUnit.objects.count()
    second = load_province("51", old=["62"], by=by)
    undo(second, by=by)
    assert (AdministrativeUnit.objects.count(), UnitSuccession.objects.count()) == (kept, 1)
    undo(first, by=by)
    assert (AdministrativeUnit.objects.count(), UnitSuccession.objects.count()) == (0, 0)


@pytest.mark.parametrize("built", ["an agency", "an origin", "a correction"])
def test_a_loading_with_something_built_on_it_stays(by, built):
    entry = load_province("51", old=["51"], by=by)
    new = AdministrativeUnit.objects.filter(vintage="2026", tier="commune").first()
    old = AdministrativeUnit.objects.filter(vintage="2024", tier="commune").first()
    if built == "an agency":
        units.tie_agency(make_agency(), new, seen=1, by=by)
    elif built == "an origin":
        record_origins([Origin(predecessor=old, successor=new, date=CHANGE)], by=by)
    else:
        units.edit_unit(new, seen=1, name="Tên khác", by=by)
    count = AdministrativeUnit.objects.count()
    with pytest.raises(CannotUndo):
        undo(entry, by=by)
    assert AdministrativeUnit.objects.count() == count


def test_the_proposed_origins_are_provinces_of_the_old_list():
    for code, old in unit_loading.KNOWN.items():
        assert unit_loading.province_named(code, "2026")
        assert all(unit_loading.province_named(each, "2024") for each in old)
    names = {c: [unit_loading.province_named(o, "2024").name for o in old] for c, old in unit_loading.KNOWN.items()}
    assert names == {"08": ["Hà Giang", "Tuyên Quang"], "15": ["Lào Cai", "Yên Bái"], "51": ["Quảng Ngãi", "Kon Tum"]}


# What a person enters


def test_a_unit_knows_its_province_and_is_found_without_diacritics(province):
    district = make_district("Bến Đá", province)
    commune = make_commune("Đồng Lúa", district, valid_to=BEFORE, english="Dong Lua Commune", code="12345")
    assert (commune.full_name, commune.province, district.province) == ("Xã Đồng Lúa", province, province)
    for words in ("dong lua", "xã đồng", "LUA commune", "12345"):
        assert list(AdministrativeUnit.objects.matching(words)) == [commune], words
    assert list(AdministrativeUnit.objects.matching("dong sau")) == []


@pytest.mark.parametrize(("tier", "inside"), [("province", True), ("commune", False), ("district", False)])
def test_a_unit_lies_in_a_province_or_is_one(province, tier, inside):
    with pytest.raises(SuccessionRefused):
        units.create_unit(kind="xã", name="Lạc", tier=tier, parent=province if inside else None, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        AdministrativeUnit.objects.create(
            kind="xã", name="Lạc", tier=tier, province=province if inside else None, sort_key="", folded=""
        )


def test_a_code_means_one_unit_in_one_list(by):
    load_province("51", old=["51"], by=by)
    assert AdministrativeUnit.objects.filter(code="51").count() == 2
    twin = AdministrativeUnit.objects.get(vintage="2026", code="51")
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_a_correction_and_its_undo(by, province):
    unit = make_commune("Đồng Lúa", province, source="danh sách", certainty="S")
    entry = units.edit_unit(unit, seen=1, by=by, name="Đồng Cỏ", valid_to=dt.date(2030, 1, 1), source="NQ 1/NQ-HĐND")
    unit.refresh_from_db()
    assert (unit.full_name, unit.folded, unit.certainty) == ("Xã Đồng Cỏ", "xa dong co", "V")
    undo(entry, by=by)
    unit.refresh_from_db()
    assert (unit.full_name, unit.folded, unit.certainty) == ("Xã Đồng Lúa", "xa dong lua", "S")
    assert (unit.valid_from, unit.valid_to, unit.source) == (CHANGE, None, "danh sách")


def test_a_stale_correction_changes_nothing(by, province):
    unit = make_commune("Đồng Lúa", province)
    units.edit_unit(unit, seen=1, by=by, name="Đồng Cỏ")
    with pytest.raises(StaleVersion):
        units.edit_unit(unit, seen=1, by=by, name="Đồng Mía")
    unit.refresh_from_db()
    assert (unit.name, unit.version) == ("Đồng Cỏ", 2)


# What a unit came from


@pytest.fixture
def commune(province):
    return make_commune("Đồng Lúa", province)


@pytest.fixture
def old(province):
    return [make_commune(name, make_district(f"Huyện {name}", province), valid_to=BEFORE) for name in ("Bến", "Gò")]


def test_origins_are_recorded_together_and_taken_back_together(by, commune, old):
    entry = record_origins(
        [
            Origin(predecessor=old[0], successor=commune, date=CHANGE, basis="NQ 2"),
            Origin(predecessor=old[1], successor=commune, date=CHANGE, extent="part"),
        ],
        by=by,
    )
    rows = commune.came_from.order_by("pk")
    assert [(row.predecessor, row.extent, row.certainty) for row in rows] == [
        (old[0], "all", "V"),
        (old[1], "part", "K"),
    ]
    assert AuditEntry.objects.filter(action="agencies.record_unit_origins").count() == 1
    undo(entry, by=by)
    assert UnitSuccession.objects.count() == 0


@pytest.mark.parametrize("case", ["none", "itself", "twice", "recorded", "goes on", "not yet there"])
def test_origins_that_cannot_be_are_refused_together(by, province, commune, old, case):
    fine = Origin(predecessor=old[0], successor=commune, date=CHANGE)
    other = Origin(predecessor=old[1], successor=commune, date=CHANGE)
    if case == "recorded":
        record_origins([other], by=by)
    origins = {
        "none": [],
        "itself": [fine, Origin(predecessor=commune, successor=commune, date=CHANGE)],
        "twice": [fine, fine],
        "recorded": [fine, other],
        "goes on": [fine, Origin(predecessor=make_commune("Vẫn còn", province), successor=commune, date=CHANGE)],
        "not yet there": [fine, Origin(predecessor=old[1], successor=commune, date=BEFORE)],
    }[case]
    with pytest.raises(SuccessionRefused):
        record_origins(origins, by=by)
    assert UnitSuccession.objects.count() == (case == "recorded")


def test_a_unit_that_goes_on_may_give_a_part(by, province, commune):
    giver = make_commune("Vẫn còn", province)
    record_origins([Origin(predecessor=giver, successor=commune, date=TODAY, extent="part")], by=by)
    assert commune.came_from.get().predecessor == giver


# Whose people's committee


@pytest.fixture
def group(by):
    return create_agency(kind="group", tier="province", name="UBND các xã, phường", by=by)


def committee(name: str, by, **fields) -> Agency:
    return create_agency(kind="peoples_committee", tier="commune", name=name, by=by, **fields)


def test_missing_committees_are_made_tied_and_put_into_the_group(by, province, commune, group):
    ward = make_commune("Bến Mới", province, kind="phường")
    make_commune("Bến Cũ", province, valid_to=BEFORE)
    standing = committee("Ủy ban nhân dân phường Bến Mới", by)

    found = missing_committees(province, on=TODAY)
    assert [(each.unit, each.agency) for each in found.committees] == [(ward, standing), (commune, None)]
    entry = make_committees(province, units=[ward.pk, commune.pk], on=TODAY, by=by, group=group, seen=1)

    made = Agency.objects.get(unit=commune)
    assert (made.name, made.tier, made.kind) == ("Ủy ban nhân dân xã Đồng Lúa", "commune", "peoples_committee")
    assert list(made.names.values_list("abbreviations", "valid_from")) == [(["UBND xã Đồng Lúa"], CHANGE)]
    assert Agency.objects.get(unit=ward) == standing
    members = GroupMember.objects.valid_on(TODAY).filter(group=group)
    assert set(members.values_list("member", flat=True)) == {made.pk, standing.pk}
    assert not GroupMember.objects.valid_on(BEFORE).filter(group=group).exists()
    assert missing_committees(province, on=TODAY) == committees.Missing()

    undo(entry, by=by)
    assert not Agency.objects.filter(unit__isnull=False).exists()
    assert (GroupMember.objects.count(), Agency.objects.filter(name__contains="Đồng Lúa").count()) == (0, 0)


def test_a_name_that_two_bodies_bear_is_left_to_a_person(by, province, commune):
    committee("Ủy ban nhân dân xã Đồng Lúa", by)
    committee("UBND xã Đồng Lúa và vùng phụ cận", by, short="x")
    twin = committee("Ủy ban nhân dân xã Đồng Lúa", by)
    found = missing_committees(province, on=TODAY)
    assert ([each.unit for each in found.unclear], found.committees) == ([commune], [])
    units.tie_agency(twin, commune, seen=twin.version, by=by)
    assert missing_committees(province, on=TODAY) == committees.Missing()


def test_a_body_that_ended_is_not_tied(by, province, commune):
    committee("Ủy ban nhân dân xã Đồng Lúa", by, valid_to=BEFORE)
    (each,) = missing_committees(province, on=TODAY).committees
    assert each.agency is None


def test_a_commune_whose_committee_ended_lacks_one(by, province, commune):
    ended = committee("Ủy ban nhân dân xã Đồng Lúa", by, unit=commune, valid_to=dt.date(2030, 6, 30))
    assert missing_committees(province, on=ended.valid_to) == committees.Missing()
    assert [each.unit for each in missing_committees(province, on=TODAY).committees] == [commune]


@pytest.mark.parametrize("many", [1, 12])
def test_what_follows_from_the_group_follows_once(by, province, group, many):
    communes = [make_commune(f"Đồng {n}", province) for n in range(many)]
    told = []

    def hear(groups, **_signal):
        told.append(groups)

    groups_changed.connect(hear)
    try:
        make_committees(province, units=[each.pk for each in communes], on=TODAY, by=by, group=group, seen=1)
    finally:
        groups_changed.disconnect(hear)
    assert told == [{group.pk}]


def test_committees_made_meanwhile_are_not_made_again(by, province, commune):
    make_committees(province, units=[commune.pk], on=TODAY, by=by)
    with pytest.raises(SuccessionRefused):
        make_committees(province, units=[commune.pk], on=TODAY, by=by)
    assert Agency.objects.filter(unit=commune).count() == 1


def test_a_group_changed_meanwhile_is_a_conflict(by, province, commune, group):
    with pytest.raises(StaleVersion):
        make_committees(province, units=[commune.pk], on=TODAY, by=by, group=group, seen=0)
    assert not Agency.objects.filter(unit=commune).exists()


def test_a_committee_with_people_is_not_taken_back(by, province, commune):
    entry = make_committees(province, units=[commune.pk], on=TODAY, by=by)
    make_member(agency=Agency.objects.get(unit=commune))
    with pytest.raises(CannotUndo):
        undo(entry, by=by)
    assert Agency.objects.filter(unit=commune).exists()


def test_an_agency_is_tied_and_untied(by, commune):
    agency = make_agency()
    entry = units.tie_agency(agency, commune, seen=1, by=by)
    assert list(commune.agencies.all()) == [agency]
    undo(entry, by=by)
    assert list(commune.agencies.all()) == []


# Who sees them


@pytest.fixture
def rows(by, commune, old):
    record_origins([Origin(predecessor=old[0], successor=commune, date=CHANGE)], by=by)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("role", Role.values)
def test_whoever_has_a_role_sees_them_all(rows, model, role):
    assert set(model.objects.visible_to(make_member(role))) == set(model.objects.all())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_nobody_else_sees_any(rows, model):
    assert model.objects.exists()
    for user in (AnonymousUser(), make_user()):
        assert list(model.objects.visible_to(user)) == []
