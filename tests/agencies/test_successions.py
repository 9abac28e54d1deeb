"""Agencies renamed, merged, split, dissolved, founded again: what follows, what stays, what is taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.factories.people import make_administrator, make_member
from ttdn.agencies import actions, grouping, successions
from ttdn.agencies.lineage import Lineage, ancestors, heirs, standing
from ttdn.agencies.models import Agency, AgencyName, GroupMember, Succession
from ttdn.agencies.queries import match
from ttdn.agencies.successions import NewAgency, Share, SuccessionRefused
from ttdn.core.models import AuditEntry
from ttdn.core.undo import CannotUndo, undo
from ttdn.core.versions import StaleVersion

pytestmark = pytest.mark.django_db
MARCH, JULY = dt.date(2025, 3, 1), dt.date(2025, 7, 1)
EVE, LATER = dt.date(2025, 2, 28), dt.date(2026, 5, 5)


@pytest.fixture
def by():
    return make_administrator()


def found(name: str, by, **fields) -> Agency:
    fields = {"kind": "department", "tier": "province"} | fields
    agency = actions.create_agency(name=name, by=by, **fields)
    return Agency.objects.get(pk=agency.pk)


def seen(*agencies: Agency) -> dict[int, int]:
    return {agency.pk: Agency.objects.get(pk=agency.pk).version for agency in agencies}


def snapshot() -> list:
    """Every row of the directory, versions aside."""
    agencies = Agency.objects.order_by("pk").values_list("pk", "name", "folded", "valid_from", "valid_to")
    names = AgencyName.objects.order_by("pk").values_list("agency", "name", "valid_from", "valid_to")
    members = GroupMember.objects.order_by("pk").values_list("group", "member", "valid_from", "valid_to")
    return [list(agencies), list(names), list(members), list(Succession.objects.values_list("pk", flat=True))]


@pytest.fixture
def media(by):
    return found("Sở Truyền tin", by, abbreviations=["Sở TTin"])


@pytest.fixture
def culture(by):
    return found("Sở Văn hóa", by)


@pytest.fixture
def science(by):
    return found("Sở Khoa học", by)


def split(media, culture, science, by, **changed):
    shares = [Share(successor=culture, function="báo chí"), Share(successor=science, function="chuyển đổi số")]
    given = {"shares": shares, "on": MARCH, "seen": seen(media, culture, science), "basis": "NQ 1", "by": by}
    return successions.split_agency(media, **(given | changed))


def test_split_by_function_ends_one_and_names_who_took_over_what(by, media, culture, science):
    split(media, culture, science, by)
    media.refresh_from_db()
    rows = Succession.objects.values_list("predecessor", "successor", "kind", "function", "date", "basis")
    assert list(rows) == [
        (media.pk, culture.pk, "split", "báo chí", MARCH, "NQ 1"),
        (media.pk, science.pk, "split", "chuyển đổi số", MARCH, "NQ 1"),
    ]
    assert (media.name, media.valid_to) == ("Sở Truyền tin", EVE)
    assert [name.valid_to for name in media.names.all()] == [EVE]
    assert [heirs(media, day) for day in (EVE, MARCH)] == [[media], [culture, science]]
    assert [ancestors(culture, day) for day in (EVE, LATER)] == [[], [media]]
    assert match("Sở TTin", on=dt.date(2024, 1, 1)) == media


def test_merge_into_a_new_one_that_keeps_a_name(by):
    old, other = found("Ủy ban tỉnh Lam", by), found("Ủy ban tỉnh Vân", by)
    into = NewAgency(name="Ủy ban tỉnh Lam", abbreviations=("UB Lam",))
    entry = successions.merge_agencies([old, other], into=into, on=JULY, seen=seen(old, other), by=by)
    new = Agency.objects.get(pk=entry.target_id)
    assert new not in (old, other)
    assert (new.name, new.valid_from, new.kind) == ("Ủy ban tỉnh Lam", JULY, "department")
    assert heirs(old, LATER) == heirs(other, LATER) == [new]
    assert match("Ủy ban tỉnh Lam", on=EVE) == old
    assert match("Ủy ban tỉnh Lam", on=LATER) == match("UB Lam", on=LATER) == new


def test_merge_into_one_that_was_there(by, culture, science):
    successions.merge_agencies([science], into=culture, on=MARCH, seen=seen(science, culture), by=by)
    assert (heirs(science, LATER), heirs(culture, LATER)) == ([culture], [culture])
    assert Agency.objects.get(pk=culture.pk).valid_to is None


def test_refound_is_another_identity_under_the_old_name(by, media):
    entry = successions.refound_agency(media, on=JULY, seen=seen(media), by=by)
    new = Agency.objects.get(pk=entry.target_id)
    assert (new.pk != media.pk, new.name, heirs(media, LATER)) == (True, media.name, [new])
    assert (match("Sở TTin", on=EVE), match("Sở TTin", on=LATER)) == (media, new)


def test_dissolved_without_anybody_in_its_place(by, media):
    successions.dissolve_agency(media, on=JULY, seen=seen(media), by=by)
    assert (heirs(media, dt.date(2025, 6, 30)), heirs(media, JULY)) == ([media], [])


def test_dissolved_with_others_taking_over(by, media, culture):
    shares = [Share(successor=culture, function="phần còn lại")]
    successions.dissolve_agency(media, shares=shares, on=JULY, seen=seen(media, culture), by=by)
    assert heirs(media, LATER) == [culture]


def test_heirs_of_heirs(by, media, culture, science):
    split(media, culture, science, by)
    into = NewAgency(name="Sở Văn hóa và Khoa học")
    entry = successions.merge_agencies([culture, science], into=into, on=JULY, seen=seen(culture, science), by=by)
    new = Agency.objects.get(pk=entry.target_id)
    assert [heirs(media, day) for day in (EVE, dt.date(2025, 4, 1), LATER)] == [[media], [culture, science], [new]]
    assert {agency.name for agency in ancestors(new, LATER)} == {"Sở Văn hóa", "Sở Khoa học", "Sở Truyền tin"}


def test_a_circle_ends(by, media, culture):
    Succession.objects.create(predecessor=media, successor=culture, kind="merge", date=MARCH)
    Succession.objects.create(predecessor=culture, successor=media, kind="merge", date=MARCH)
    Succession.objects.create(predecessor=culture, successor=media, kind="merge", date=JULY)
    assert heirs(media, LATER) == [media]
    assert heirs(culture, LATER) == [media]
    assert set(ancestors(media, LATER)) == {culture}


def test_lineage_takes_one_query_for_any_number(by, media, culture, science, django_assert_num_queries):
    split(media, culture, science, by)
    with django_assert_num_queries(1):
        lineage = Lineage(on=LATER)
        for agency in (media, culture, science):
            lineage.heirs(agency.pk)
            lineage.ancestors(agency.pk)


def test_standing_today_has_each_once_and_no_lead_among_the_partners(by, media, culture, science):
    into = NewAgency(name="Sở Chung")
    entry = successions.merge_agencies([media, culture], into=into, on=MARCH, seen=seen(media, culture), by=by)
    new = Agency.objects.get(pk=entry.target_id)
    today = standing([media, culture], [culture, science], Lineage(on=LATER).bearers)
    assert (today.leads, today.partners) == ([new], [science])


def test_a_group_passes_to_heirs_of_the_same_kind(by, media, culture):
    group = found("Các sở", by, kind="group")
    paper = found("Báo tỉnh", by, kind="press")
    grouping.add_member(group, media, seen=1, by=by)
    shares = [Share(successor=culture, function="a"), Share(successor=paper, function="b")]
    successions.split_agency(media, shares=shares, on=MARCH, seen=seen(media, culture, paper), by=by)
    rows = GroupMember.objects.order_by("pk").values_list("member", "valid_from", "valid_to")
    assert list(rows) == [(media.pk, None, EVE), (culture.pk, MARCH, None)]


def test_every_change_is_taken_back_as_one(by, media, culture, science):
    group = found("Các sở", by, kind="group")
    grouping.add_member(group, media, seen=1, by=by)
    grouping.add_member(group, culture, seen=2, by=by)
    two, three = seen(media, culture), seen(media, culture, science)
    new = NewAgency(name="Sở Chung")
    for change in (
        lambda: successions.rename(media, seen=seen(media)[media.pk], name="Sở Khác", valid_from=MARCH, by=by),
        lambda: split(media, culture, science, by, seen=seen(media, culture, science)),
        lambda: successions.merge_agencies([media, culture], into=new, on=MARCH, seen=seen(media, culture), by=by),
        lambda: successions.refound_agency(media, on=MARCH, seen=seen(media), by=by),
        lambda: successions.dissolve_agency(media, on=MARCH, seen=seen(media), by=by),
    ):
        before = snapshot()
        entry = change()
        assert snapshot() != before, entry.action
        undone = undo(entry, by=by)
        assert (snapshot(), undone.undoes_id) == (before, entry.pk), entry.action
    assert seen(media, culture) != two != three


def test_undo_is_refused_once_a_touched_agency_changed_or_the_new_one_is_used(by, media, culture, science):
    entry = split(media, culture, science, by)
    successions.rename(science, seen=seen(science)[science.pk], name="Sở Khác", valid_from=JULY, by=by)
    with pytest.raises(CannotUndo):
        undo(entry, by=by)
    entry = successions.refound_agency(culture, on=JULY, seen=seen(culture), by=by)
    make_member(agency=Agency.objects.get(pk=entry.target_id))
    before = snapshot()
    with pytest.raises(CannotUndo), transaction.atomic():
        undo(entry, by=by)
    assert snapshot() == before


def test_a_change_leaves_one_entry_beside_the_founding(by, media, culture):
    AuditEntry.objects.values_list("pk").count()
    held = set(AuditEntry.objects.values_list("pk", flat=True))
    into = NewAgency(name="Sở Chung")
    successions.merge_agencies([media, culture], into=into, on=MARCH, seen=seen(media, culture), by=by)
    new = AuditEntry.objects.exclude(pk__in=held).order_by("pk").values_list("action", flat=True)
    assert list(new) == ["agencies.create_agency", "agencies.merge"]


@pytest.mark.parametrize(
    "make",
    [
        lambda m, c, s, by: split(m, c, s, by, shares=[Share(successor=c)]),
        lambda m, c, s, by: split(m, c, s, by, shares=[Share(successor=c), Share(successor=c, function="x")]),
        lambda m, c, s, by: split(m, c, s, by, shares=[Share(successor=c), Share(successor=m)]),
        lambda m, c, s, by: successions.merge_agencies(
            [m], into=NewAgency(name="Sở Mới"), on=MARCH, seen=seen(m), by=by
        ),
        lambda m, c, s, by: successions.rename(m, seen=1, name="Sở Truyền tin", valid_from=MARCH, by=by),
    ],
    ids=["one heir", "twice the same", "itself", "one into a new one", "same name"],
)
def test_refused_and_nothing_changed(by, media, culture, science, make):
    before = snapshot()
    with pytest.raises(SuccessionRefused):
        make(media, culture, science, by)
    assert snapshot() == before


def test_refused_for_one_that_had_ended_and_for_a_group(by, media, culture, science):
    split(media, culture, science, by)
    with pytest.raises(SuccessionRefused):
        successions.dissolve_agency(media, on=JULY, seen=seen(media), by=by)
    group = found("Các sở", by, kind="group")
    with pytest.raises(SuccessionRefused):
        successions.dissolve_agency(group, on=JULY, seen=seen(group), by=by)


def test_a_stale_version_of_any_of_them_changes_nothing(by, media, culture, science):
    held = seen(media, culture, science)
    actions.add_name(science, seen=1, name="Department of Science", language="en", by=by)
    before = snapshot()
    with pytest.raises(StaleVersion):
        split(media, culture, science, by, seen=held)
    assert snapshot() == before


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "merge", "successor": "self"},
        {"kind": "merge", "successor": None},
        {"kind": "rename", "successor": None},
        {"kind": "rename", "successor": "other"},
    ],
)
def test_the_database_refuses_a_succession_that_says_nothing(by, media, culture, row):
    who = {"self": media, "other": culture, None: None}[row["successor"]]
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(predecessor=media, successor=who, kind=row["kind"], date=MARCH)
