from django.db import migrations

REFUSAL = "audit entries are append-only"
SQLITE = [
    f"CREATE TRIGGER core_auditentry_no_{verb.lower()} BEFORE {verb} ON core_auditentry "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    "CREATE FUNCTION core_auditentry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    "CREATE TRIGGER core_auditentry_append_only BEFORE UPDATE OR DELETE ON core_auditentry "
    "FOR EACH ROW EXECUTE FUNCTION core_auditentry_refuse()",
]


def make(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER core_auditentry_no_update")
        schema_editor.execute("DROP TRIGGER core_auditentry_no_delete")
    else:
        schema_editor.execute("DROP TRIGGER core_auditentry_append_only ON core_auditentry")
        schema_editor.execute("DROP FUNCTION core_auditentry_refuse")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_first")]
    operations = [migrations.RunPython(make, drop, elidable=False)]
