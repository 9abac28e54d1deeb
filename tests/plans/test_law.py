"""The texts that plans cite, and what became of them."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.plans import make_coordinator, make_plan
from ttdn.core.undo import CannotUndo, undo
from ttdn.core.versions import StaleVersion
from ttdn.plans import actions
from ttdn.plans.legal import mark_states, number_key, seed_legal_texts, state_on
from ttdn.plans.models import LegalBasis, LegalChange, LegalText

pytestmark = pytest.mark.django_db
D = dt.date
FACTS = {"title": "", "issued_on": None, "in_force_from": None, "source": "", "certainty": "K"}


@pytest.fixture
def by():
    return make_coordinator()


def text(number: str, **facts) -> LegalText:
    return LegalText.objects.create(number=number, key=number_key(number), **facts)


def basis(number: str, issued_on: dt.date | None = None) -> LegalBasis:
    plan = make_plan()
    return LegalBasis(plan=plan, position=9, number=number, issued_on=issued_on, text=number)


def test_what_ships_comes_once_and_keeps_what_a_person_changed():
    assert seed_legal_texts() == LegalText.objects.count() > 20
    LegalText.objects.update(title="đã sửa")
    assert seed_legal_texts() == 0
    assert set(LegalText.objects.values_list("title", flat=True)) == {"đã sửa"}


def test_what_ships_says_where_it_is_from_and_how_surely():
    seed_legal_texts()
    assert not LegalText.objects.filter(source="").exists()
    assert set(LegalText.objects.values_list("certainty", flat=True)) == {"V", "S", "K"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [(D(2026, 6, 30), None), (D(2026, 7, 1), "amended"), (D(2027, 1, 1), "replaced"), (D(2030, 1, 1), "replaced")],
)
def test_a_text_is_what_became_of_it_by_the_day(day, expected):
    row = text("72/2015/NĐ-CP")
    LegalChange.objects.create(text=row, kind="amended", on=D(2026, 7, 1))
    LegalChange.objects.create(text=row, kind="replaced", on=D(2027, 1, 1))
    LegalChange.objects.create(text=row, kind="amended", on=D(2028, 1, 1))
    state = state_on(row, day)
    assert (state.change and state.change.kind) == expected
    assert state.holds == (expected != "replaced")


def test_a_change_whose_day_is_not_known_has_happened():
    row = text("88/2012/NĐ-CP")
    LegalChange.objects.create(text=row, kind="replaced", by=text("262/2026/NĐ-CP"))
    assert not state_on(row, D(2020, 1, 1)).holds


def test_a_basis_finds_its_text_however_the_number_is_spaced(django_assert_num_queries):
    seed_legal_texts()
    bases = [basis("72/2015/ NĐ-CP"), basis("1/2000/XX"), basis("")]
    with django_assert_num_queries(2 + 1):  # texts, their changes, and those that changed them
        found = mark_states(bases, D(2026, 11, 24))
    assert found[0].legal_state.change.by.number == "148/2026/NĐ-CP"
    assert [each.legal_state for each in found[1:]] == [None, None]


def test_a_number_of_another_year_is_another_text():
    text("173/QĐ-TTg", issued_on=D(2026, 1, 27))
    (other,) = mark_states([basis("173/QĐ-TTg", D(2014, 2, 1))], D(2026, 11, 24))
    assert other.legal_state is None
    (same,) = mark_states([basis("173/QĐ-TTg", D(2026, 1, 27))], D(2026, 11, 24))
    assert same.legal_state.text.number == "173/QĐ-TTg"


def test_people_keep_the_list_and_take_back_what_they_did(by):
    entry = actions.add_legal_text(by=by, number="1/2031/NĐ-CP", **FACTS)
    row = LegalText.objects.get()
    with pytest.raises(actions.PlanRefused):
        actions.add_legal_text(by=by, number="1/2031/nđ-cp", **FACTS)
    changed = actions.add_legal_change(
        row, seen=row.version, by=by, by_text=None, kind="repealed", on=None, source="", certainty="S"
    )
    with pytest.raises(CannotUndo):
        undo(entry, by=by)
    undo(changed, by=by)
    row.refresh_from_db()
    edited = actions.edit_legal_text(row, seen=row.version, by=by, number="2/2031/NĐ-CP", **FACTS)
    assert LegalText.objects.get().key == number_key("2/2031/NĐ-CP")
    with pytest.raises(StaleVersion):
        actions.edit_legal_text(row, seen=1, by=by, number="3/2031/NĐ-CP", **FACTS)
    undo(edited, by=by)
    assert LegalText.objects.get().number == "1/2031/NĐ-CP"


def test_a_text_does_not_replace_itself(by):
    row = text("1/2031/NĐ-CP")
    with pytest.raises(actions.PlanRefused):
        actions.add_legal_change(row, seen=1, by=by, by_text=row, kind="replaced", on=None, source="", certainty="K")
