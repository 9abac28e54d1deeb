from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0002_audit_append_only")]
    operations = [
        migrations.CreateModel(
            name="JobWorker",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("seen_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.RenameField(model_name="storedfile", old_name="created_at", new_name="handed_in_at"),
        migrations.AlterField(
            model_name="refusedfile", name="keyed_hash", field=models.CharField(db_index=True, max_length=64)
        ),
    ]
