import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0010_find_answers_to_positions_under_no_text"),
        ("essays", "0005_hold_what_is_said_of_links_together"),
    ]

    operations = [
        migrations.AddField(
            model_name="quotationcheck",
            name="stood_in",
            field=models.ForeignKey(
                help_text="The paragraph in which it stands word for word, or stood when last it was seen so.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="essays.block",
            ),
        ),
        migrations.AddField(
            model_name="quotationcheck",
            name="stood_version",
            field=models.PositiveIntegerField(
                help_text="The version of that paragraph's text in which it was seen so.", null=True
            ),
        ),
        migrations.AddConstraint(
            model_name="quotationcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("stood_in", None), ("stood_version__isnull", False), _connector="OR"),
                name="comments_quotationcheck_stood_in_a_version",
            ),
        ),
    ]
