"""A response to a position of the table stands in no text's list of responses, and is searched for in none."""

from django.db import migrations


def take_out(apps, schema_editor):
    answers = apps.get_model("comments", "Response").objects.filter(position__isnull=False)
    keys = [f"response-{number}" for number in answers.values_list("pk", flat=True)]
    entries = apps.get_model("essays", "SearchEntry").objects
    for number in range(0, len(keys), 500):
        for entry in entries.filter(kind="response", key__in=keys[number : number + 500]):
            entry.work = None
            entry.facets = " ".join(facet for facet in entry.facets.split() if facet[0] != "w")
            entry.save(update_fields=["work", "facets"])


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0009_count_what_answers_two_paragraphs_alone"),
        ("essays", "0005_hold_what_is_said_of_links_together"),
    ]

    operations = [migrations.RunPython(take_out, migrations.RunPython.noop)]
