from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0007_drop_the_index_of_latest_responses")]

    operations = [
        migrations.AddField(
            model_name="checkedrevision",
            name="verdicts",
            field=models.PositiveSmallIntegerField(default=0, help_text="How many there were."),
        ),
    ]
