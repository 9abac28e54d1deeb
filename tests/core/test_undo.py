import pytest

from tests.factories.people import make_user
from ttdn.core import audit, undo
from ttdn.core.models import AuditEntry

pytestmark = pytest.mark.django_db


def put_back(entry, *, by):
    return audit.record("test.write", by, by=by, before=entry.after, after=entry.before, undoes=entry)


@pytest.fixture(autouse=True)
def a_registered_action(monkeypatch):
    monkeypatch.setattr(undo, "_inverses", {})
    undo.undoable("test.write", put_back)


@pytest.fixture
def user():
    return make_user()


def write(user, action="test.write"):
    return audit.record(action, user, by=user, before={"n": 1}, after={"n": 2})


def test_an_undo_is_an_entry_of_its_own(user):
    entry = write(user)
    assert undo.may_undo(entry) is True

    inverse = undo.undo(entry, by=user)

    assert (inverse.undoes, inverse.before, inverse.after) == (entry, {"n": 2}, {"n": 1})
    assert AuditEntry.objects.count() == 2


@pytest.mark.parametrize("case", ["undone already", "changed since", "no inverse", "an undo itself"])
def test_an_undo_is_refused(user, case):
    entry = write(user, "test.other" if case == "no inverse" else "test.write")
    if case == "undone already":
        undo.undo(entry, by=user)
    elif case == "changed since":
        write(user, "test.other")
    elif case == "an undo itself":
        entry = undo.undo(entry, by=user)
    before = AuditEntry.objects.count()

    assert undo.may_undo(entry) is False
    with pytest.raises(undo.CannotUndo) as refusal:
        undo.undo(entry, by=user)

    assert refusal.value.message.endswith(".")
    assert AuditEntry.objects.count() == before


def test_writes_are_undone_from_the_last_to_the_first(user):
    first, second = write(user), write(user)
    assert undo.may_undo(first) is False
    undo.undo(second, by=user)

    assert undo.may_undo(first) is True


def test_a_change_of_another_row_does_not_stand_in_the_way(user):
    entry = write(user)
    write(make_user())

    assert undo.may_undo(entry) is True


def test_an_action_has_one_inverse():
    with pytest.raises(ValueError, match=r"test\.write"):
        undo.undoable("test.write", put_back)


def test_a_decorator_registers_as_well(user):
    @undo.undoable("test.decorated")
    def inverse(entry, *, by):
        return put_back(entry, by=by)

    assert undo.undo(write(user, "test.decorated"), by=user).action == "test.write"
