"""Two ways past the triggers of 0002: SQLite's INSERT OR REPLACE fires no DELETE trigger, PostgreSQL's TRUNCATE none."""

from django.db import migrations

REFUSAL = "audit entries are append-only"
SQLITE = [
    "CREATE TRIGGER core_auditentry_no_replace BEFORE INSERT ON core_auditentry "
    "WHEN EXISTS (SELECT 1 FROM core_auditentry WHERE id = NEW.id OR undoes_id = NEW.undoes_id) "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
]
POSTGRESQL = [
    "CREATE TRIGGER core_auditentry_no_truncate BEFORE TRUNCATE ON core_auditentry "
    "FOR EACH STATEMENT EXECUTE FUNCTION core_auditentry_refuse()"
]


def make(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER core_auditentry_no_replace")
    else:
        schema_editor.execute("DROP TRIGGER core_auditentry_no_truncate ON core_auditentry")


class Migration(migrations.Migration):
    dependencies = [("core", "0003_job_workers_and_file_dates")]
    operations = [migrations.RunPython(make, drop, elidable=False)]
