"""Ladders of the example: the published ones on their own days, and one in force since."""

from coordination.dossiers.models import Dossier, DossierKind
from coordination.dossiers.services import open_dossier
from coordination.example.registry import Shift, example
from coordination.kit.history import save_as
from coordination.measures.models import Measure
from coordination.measures.queries import sectors_in_words
from coordination.people.models import Organisation, User
from escalation.regions.models import Indicator

from . import level_example  # noqa: F401  levels stand in a file of their own
from .example_rows import PUBLISHED, Published
from .measure_example import AT_LEVELS, add_measures
from .models import Ladder, LadderStatus, Level, LevelMeasure, Threshold

DOSSIER, KEEPER = "Escalatieladder", "DGSC-19"
RESPONSIBLE = "VWS"
"""Asked to better it: "een opdracht aan PSC19 en aan ons" (mail within VWS, 10 September 2020)."""
COORDINATOR = "coordinator@example.gov"


def load(shift: Shift) -> None:
    """Add what is missing, by code; nobody of ours adopted what was published."""
    dossier = _dossier(shift)
    standing = set(Ladder.objects.values_list("code", flat=True))
    measures = add_measures(dossier, shift)
    for published in PUBLISHED:
        if published.code not in standing:
            made = add_published(published, dossier, shift)
            if published.valid_to is None:
                _add_to_levels(made, measures)


def add_published(published: Published, dossier: Dossier, shift: Shift) -> Ladder:
    ladder = Ladder(
        dossier=dossier,
        code=published.code,
        name=published.name,
        scope=published.scope,
        status=LadderStatus.ADOPTED,
        valid_from=published.valid_from,
        valid_to=published.valid_to,
        combination=published.combination,
        window=published.window,
        measured=published.measured,
        per_inhabitants=published.per_inhabitants,
        decimals=published.decimals,
        source=published.source,
        created_at=shift.now,
    )
    save_as(ladder, by=None, at=shift.now)
    indicators = {one.code: one for one in Indicator.objects.filter(code__in=published.bounds)}
    for rank, (name_nl, name_en) in enumerate(published.levels, 1):
        level = Level.objects.create(ladder=ladder, rank=rank, name_nl=name_nl, name_en=name_en)
        for code, bounds in published.bounds.items():
            lower, inclusive = bounds[rank - 1]
            Threshold.objects.create(
                level=level, indicator=indicators[code], lower=lower, inclusive=inclusive
            )
    return ladder


def _add_to_levels(ladder: Ladder, measures: dict[str, Measure]) -> None:
    for level in ladder.levels.all():
        for position, key in enumerate(AT_LEVELS[level.rank]):
            measure = measures[key]
            LevelMeasure.objects.create(
                level=level, measure=measure, position=position, instrument=measure.instrument,
                legal_basis=measure.legal_basis, sectors=sectors_in_words(measure),
            )  # fmt: skip


def _dossier(shift: Shift) -> Dossier:
    standing = Dossier.objects.filter(title=DOSSIER, kind=DossierKind.THEME).first()
    return standing or open_dossier(
        title=DOSSIER,
        owner=Organisation.objects.get(code=KEEPER),
        primacy=Organisation.objects.get(code=RESPONSIBLE),
        kind=DossierKind.THEME,
        by=User.objects.get(email=COORDINATOR),
        at=shift.moment(2020, 10, 19, 9),
    )


example.add("ladders", load, order=82)
