from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("comments", "0006_check_quotations")]

    operations = [migrations.RemoveIndex(model_name="response", name="response_latest")]
