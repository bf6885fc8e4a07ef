
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('actions', '0002_answers'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='actionpart',
            name='part_at_by',
        ),
        migrations.AddField(
            model_name='actionpart',
            name='through',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.recipient'),
        ),
        migrations.AddField(
            model_name='historicalactionpart',
            name='through',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.recipient'),
        ),
        migrations.AddConstraint(
            model_name='actionpart',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('at', None), ('by', None), ('through', None)), models.Q(('at__isnull', False), models.Q(models.Q(('by__isnull', False), ('through__isnull', True)), models.Q(('by__isnull', True), ('through__isnull', False)), _connector='OR')), _connector='OR'), name='part_at_by'),
        ),
    ]
