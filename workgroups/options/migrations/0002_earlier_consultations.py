import uuid

import django.db.models.deletion
from django.db import migrations, models


def take_over(apps, _schema):
    """What a later consultation had replaced stands in the history of its question still."""
    earlier = apps.get_model("options", "EarlierConsultation")
    options = apps.get_model("options", "OptionSet")
    kept = apps.get_model("options", "HistoricalOptionSet")
    present = dict(options.objects.values_list("pk", "consultation"))
    rows = kept.objects.filter(id__in=present).exclude(consultation=None)
    for pk, contribution in rows.order_by().values_list("id", "consultation").distinct():
        if contribution != present[pk]:
            earlier.objects.create(options_id=pk, contribution_id=contribution)


class Migration(migrations.Migration):

    dependencies = [
        ('contributions', '0003_counted_back_from_a_meeting'),
        ('options', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='EarlierConsultation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('contribution', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contributions.contribution', verbose_name='consultation')),
                ('options', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier', to='options.optionset')),
            ],
            options={'verbose_name': 'earlier consultation'},
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
