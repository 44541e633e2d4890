"""The groups reader, moderator and editor, with their permissions."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

from comments.domain.accounts import lay_down_groups

APPS = ("comments", "essays")


def lay_down(apps, schema_editor):
    # Django makes permissions when all migrations are done, which is too late for a group's.
    for label in APPS:
        create_permissions(
            installed.get_app_config(label), apps=apps, verbosity=0, using=schema_editor.connection.alias
        )
    lay_down_groups(
        groups=apps.get_model("auth", "Group").objects,
        permissions=apps.get_model("auth", "Permission").objects,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("comments", "0003_compare_paths_by_bytes"),
    ]

    operations = [migrations.RunPython(lay_down, migrations.RunPython.noop)]
