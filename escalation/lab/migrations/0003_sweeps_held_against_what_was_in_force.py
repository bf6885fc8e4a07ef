from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("lab", "0002_what_was_in_force"),
    ]

    operations = [
        migrations.AddField(
            model_name="sweep",
            name="in_force",
            field=models.BooleanField(
                default=False, verbose_name="held against what was in force"
            ),
        ),
    ]
