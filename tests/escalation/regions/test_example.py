import csv
from datetime import date

from django.db.models import Sum

from coordination.dossiers.models import DossierKind
from coordination.example.services import load_example
from escalation.regions.example_rows import REGIONS
from escalation.regions.models import Indicator, Region, Scope
from tests.example import NOW

from .conftest import real


def test_the_example_has_25_regions_a_country_and_four_indicators_once(loaded: None) -> None:
    load_example(at=NOW, today=date(2020, 11, 4), on=date(2020, 11, 2))
    regions = Region.objects.filter(scope=Scope.REGION)
    country = Region.objects.get(scope=Scope.NATIONAL)
    assert (regions.count(), country.code, Indicator.objects.count()) == (25, "NL", 4)
    assert regions.aggregate(all=Sum("population"))["all"] == country.population
    assert regions.aggregate(all=Sum("rate_population"))["all"] == country.rate_population
    kinds = set(Region.objects.values_list("dossier__kind", "dossier__owner__code"))
    assert kinds == {(DossierKind.REGION, "DGSC-19")}


def test_the_regions_are_those_of_statistics_netherlands() -> None:
    with real("regions.csv").open(encoding="utf-8") as file:
        rows = [
            (row["vr_code"], row["name"], row["population"], row["population_indicator_base"])
            for row in csv.DictReader(file)
        ]
    shown = [(code, name, str(all_), str(rated)) for code, name, all_, rated, _tile in REGIONS]
    assert shown == rows
