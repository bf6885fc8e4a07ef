import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('ladder', '0003_carry_measures_over'),
    ]

    operations = [
        migrations.AlterField(
            model_name='levelmeasure',
            name='measure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='measures.measure', verbose_name='measure'),
        ),
        migrations.AddConstraint(
            model_name='levelmeasure',
            constraint=models.UniqueConstraint(fields=('level', 'measure'), name='level_measure_once'),
        ),
    ]
