"""Of the quotations that stand word for word, and were looked up in the words that are there still."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def note(apps, schema_editor):
    works = apps.get_model("essays", "Work").objects.filter(blocks=OuterRef("block"))
    checks = apps.get_model("comments", "QuotationCheck").objects
    checks.filter(verdict="verbatim", block__text_hash=F("block_hash")).update(
        stood_in=F("block"), stood_version=Subquery(works.values("version")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("comments", "0011_keep_where_a_quotation_stood")]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
