"""What answers two paragraphs and names no link between them has a tally of its own: it is shown at each link."""

from django.db import migrations
from django.db.models import Count


def count(apps, schema_editor):
    published = apps.get_model("comments", "Response").objects.filter(status="published")
    pairs = published.filter(other_block__isnull=False, link=None).order_by().values("block", "other_block")
    tally = apps.get_model("comments", "Tally")
    tally.objects.bulk_create(
        tally(
            scope=f"unlinked:{row['block']}-{row['other_block']}",
            responses=row["responses"],
            threads=row["threads"],
        )
        for row in pairs.annotate(responses=Count("pk"), threads=Count("root", distinct=True))
    )


def forget(apps, schema_editor):
    apps.get_model("comments", "Tally").objects.filter(scope__startswith="unlinked:").delete()


class Migration(migrations.Migration):
    dependencies = [("comments", "0008_count_the_verdicts_of_a_revision")]

    operations = [migrations.RunPython(count, forget)]
