from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [
        migrations.AddField(
            "attendance",
            "named",
            models.CharField("without account", max_length=120, blank=True),
        ),
        migrations.AddField(
            "historicalattendance",
            "named",
            models.CharField("without account", max_length=120, blank=True),
        ),
        migrations.AddConstraint(
            "attendance",
            models.CheckConstraint(
                condition=models.Q(("person", None), ("named", ""), _connector="OR"),
                name="attendance_one_who",
            ),
        ),
    ]
