"""What stood at levels as text becomes a measure of the ladder's dossier, and back."""

from typing import Any

from django.db import migrations
from django.utils.text import slugify

from coordination.search.stems import stem


def carry_over(apps: Any, schema_editor: Any) -> None:
    """A measure in the ladder's dossier for each text that stood at a level, with its sectors."""
    measures, sectors = apps.get_model("measures", "Measure"), apps.get_model("measures", "Sector")
    rows = apps.get_model("ladder", "LevelMeasure").objects.select_related("level__ladder")
    for row in rows.order_by("level__ladder__created_at", "position", "pk"):
        ladder = row.level.ladder
        found, new = measures.objects.get_or_create(
            dossier_id=ladder.dossier_id,
            instrument=row.instrument,
            legal_basis=row.legal_basis,
            withdrawn_at=None,
            defaults={"created_at": ladder.created_at},
        )
        for name in filter(None, (part.strip() for part in row.sectors.split(","))):
            code = slugify(name)[:40] or "sector"
            names = {"name_nl": name[:60], "name_en": name[:60]}
            found.sectors.add(sectors.objects.get_or_create(code=code, defaults=names)[0])
        taken = row.level.measures.filter(measure=found).exclude(pk=row.pk)
        if taken.exists():
            row.delete()
            continue
        row.measure = found
        row.save()
        if new:
            _first_state(apps, found)
            _find_by(apps, found)


def _first_state(apps: Any, measure: Any) -> None:
    """What it says now as the first of its states, so that it can be looked back at."""
    state = apps.get_model("measures", "HistoricalMeasure")
    fields = [one.attname for one in measure._meta.concrete_fields]
    state.objects.create(
        history_date=measure.created_at, history_type="+",
        **{name: getattr(measure, name) for name in fields},
    )  # fmt: skip


def _find_by(apps: Any, measure: Any) -> None:
    apps.get_model("search", "SearchRow").objects.create(
        kind="measure", object_id=measure.pk, dossier_id=measure.dossier_id,
        title=measure.instrument, hint=measure.legal_basis[:120],
        url=f"/maatregelen/{measure.pk}/", at=measure.created_at,
        stems=" ".join(stem(f"{measure.instrument} {measure.legal_basis}")),
    )  # fmt: skip


def take_out(apps: Any, schema_editor: Any) -> None:
    """The texts never left the levels; what has no decision cannot stand in the older table."""
    for model in ("Determination", "HistoricalDetermination"):
        apps.get_model("ladder", model).objects.exclude(basis="").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("ladder", "0002_measures_and_history"),
        ("measures", "0001_initial"),
        ("search", "0002_fulltext"),
    ]

    operations = [migrations.RunPython(carry_over, take_out)]
