"""On SQLite a row that is given another number by one of the number's other names is refused as well."""

from django.db import migrations

from essays import append_only


def install(apps, schema_editor):
    append_only.install_triggers(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("essays", "0005_hold_what_is_said_of_links_together")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
