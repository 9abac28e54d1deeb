"""The audit can be added to and nothing else, on either database; and the records follow the models."""

import datetime as dt
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from tests.factories.people import make_user
from ttdn.core import audit
from ttdn.core.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    user = make_user()
    return audit.record("test.write", user, by=user, before={"day": dt.date(2026, 1, 2)}, after={"n": Decimal("1.50")})


def test_values_are_recorded_as_json_holds_them(entry):
    entry.refresh_from_db()

    assert (entry.before, entry.after) == ({"day": "2026-01-02"}, {"n": "1.50"})


@pytest.mark.parametrize(
    "tamper",
    [
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).update(action="test.nothing"),
        lambda entry: AuditEntry.objects.all().delete(),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk)._raw_delete("default"),
        lambda entry: connection.cursor().execute("UPDATE core_auditentry SET actor_id = NULL"),
        lambda entry: connection.cursor().execute("DELETE FROM core_auditentry"),
    ],
)
def test_an_entry_can_be_neither_changed_nor_deleted(entry, tamper):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        tamper(entry)

    assert AuditEntry.objects.get().action == "test.write"


def test_an_entry_cannot_be_replaced_or_emptied_away(entry):
    if connection.vendor == "sqlite":
        columns = "at, actor_id, action, target_type, target_label, before, after, reason, undoes_id"
        forged = f"INSERT OR REPLACE INTO core_auditentry (id, {columns}) SELECT id, {columns} FROM core_auditentry"
    else:
        connection.check_constraints()  # PostgreSQL empties no table with checks of this transaction outstanding
        forged = "TRUNCATE core_auditentry CASCADE"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(forged)

    assert AuditEntry.objects.get().pk == entry.pk


def test_no_migration_is_missing():
    said = StringIO()

    call_command("makemigrations", "--check", "--dry-run", stdout=said)

    assert said.getvalue() == "No changes detected\n"
