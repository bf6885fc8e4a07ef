from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("lab", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="replay",
            name="in_force",
            field=models.BooleanField(
                default=False, verbose_name="held against what was in force"
            ),
        ),
    ]
