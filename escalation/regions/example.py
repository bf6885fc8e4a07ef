"""Regions and indicators of the example; each region has its dossier, and made-up figures."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from coordination.dossiers.models import DossierKind, Function
from coordination.dossiers.services import grant_access, open_dossier
from coordination.example.registry import Shift, example
from coordination.kit.history import save_as
from coordination.people.models import Organisation, OrganisationKind

from .example_rows import COUNTRY, DAYS, INDICATORS, KEEPER, KINDS, REGIONS, RESPONSIBLE, SEED
from .models import Indicator, ObservationImport, Region, Scope
from .services import make_figures

SINCE = (2020, 10, 19, 9)
"""When it all stood, by the clock of the example."""


def load(shift: Shift) -> None:
    """Add what is missing, by code."""
    _indicators(shift)
    standing = set(Region.objects.values_list("code", flat=True))
    for code, name, population, rated, (row, column) in REGIONS:
        if code not in standing:
            facts = {"population": population, "rate_population": rated}
            tile = {"tile_row": row, "tile_column": column}
            _region(shift, _organisation(code, name), code=code, name=name, **facts, **tile)
    code, name, population = COUNTRY
    if code not in standing:
        facts = {"population": population, "rate_population": population}
        _region(shift, None, code=code, name=name, scope=Scope.NATIONAL, **facts)
    if shift.figures and not ObservationImport.objects.exists():
        yesterday = timezone.localdate(shift.now) - timedelta(days=1)
        make_figures(kinds=KINDS, last=yesterday, days=DAYS, seed=SEED, by=None, at=shift.now)


def _indicators(shift: Shift) -> None:
    standing = set(Indicator.objects.values_list("code", flat=True))
    for code, names, units, per, basis, source in INDICATORS:
        if code not in standing:
            (name_nl, name_en), (unit_nl, unit_en) = names, units
            words = {"name_nl": name_nl, "name_en": name_en, "unit_nl": unit_nl, "unit_en": unit_en}
            made = Indicator(code=code, **words, per=per, basis=basis, source=source)
            save_as(made, by=None, at=shift.moment(*SINCE))


def _organisation(code: str, name: str) -> Organisation:
    return Organisation.objects.get_or_create(
        code=code,
        defaults={
            "kind": OrganisationKind.SAFETY_REGION,
            "name_nl": f"Veiligheidsregio {name}",
            "name_en": f"Safety region {name}",
            "also_known_as": [name],
            "mailbox": f"{code.lower()}@example.gov",
        },
    )[0]


def _region(shift: Shift, organisation: Organisation | None, **facts: Any) -> None:
    """A region with its dossier, in which its own organisation reads."""
    since = shift.moment(*SINCE)
    dossier = open_dossier(
        title=organisation.name_nl if organisation else facts["name"],
        owner=Organisation.objects.get(code=KEEPER),
        primacy=Organisation.objects.get(code=RESPONSIBLE),
        kind=DossierKind.REGION,
        by=None,
        at=since,
    )
    Region.objects.create(dossier=dossier, organisation=organisation, **facts)
    if organisation is not None:
        grant_access(dossier=dossier, to=organisation, function=Function.READER, by=None, at=since)


example.add("regions", load, order=80)
