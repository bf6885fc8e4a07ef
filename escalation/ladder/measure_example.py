"""Measures of the example, each with the document that names it; the rest is practice text."""

from coordination.dossiers.models import Dossier
from coordination.example.registry import Shift
from coordination.kit.history import save_as
from coordination.measures.models import Measure, Sector
from coordination.measures.services import MeasureFacts, add_measure
from coordination.people.models import User

COORDINATOR = "coordinator@example.gov"

SECTORS = (
    ("all", "iedereen", "everyone"),
    ("hospitality", "horeca", "hospitality"),
    ("nightlife", "nachthoreca", "nightlife"),
    ("evenementen", "evenementen", "events"),
    ("safety-regions", "veiligheidsregio's", "safety regions"),
)
ABOUT_CTB = "stuk over de invoering van het coronatoegangsbewijs (september 2021)"

MEASURES = {
    "basic": (
        "Basisregels", "", ("all",),
        "Oefentekst: afstand houden, handen wassen, thuisblijven bij klachten.", "oefentekst",
    ),
    "direction": (
        "Aanwijzing aan de voorzitter van de veiligheidsregio",
        "Wet publieke gezondheid, artikel 7", ("safety-regions",),
        "De minister van VWS geeft leiding aan de bestrijding en kan de voorzitter opdragen hoe.",
        "Wet publieke gezondheid, artikel 7",
    ),
    "heaviest": (
        "Zwaarste maatregelen voor het hele land", "", ("all",),
        "Staan meerdere regio's op zeer ernstig, dan gelden de zwaarste maatregelen overal.",
        "Routekaart coronamaatregelen, 13-10-2020",
    ),
    "certificate": (
        "Coronatoegangsbewijs", "", ("hospitality", "evenementen"),
        "Toegang met een bewijs van vaccinatie, herstel of test; voorzien per 20 september.",
        ABOUT_CTB,
    ),
    "pilots": (
        "Pilot per sector zonder coronatoegangsbewijs", "", ("hospitality", "evenementen"),
        "Minimaal één pilot per sector die het bewijs nog niet gebruikt, liefst met de branche.",
        ABOUT_CTB,
    ),
    "night": (
        "Vergunde experimenten in de nachthoreca", "", ("nightlife", "safety-regions"),
        "De veiligheidsregio vergunt in twee weekenden experimenten, daarna invoering.",
        ABOUT_CTB,
    ),
}  # fmt: skip

AT_LEVELS = {
    1: ("basic",),
    2: ("basic", "pilots"),
    3: ("basic", "certificate", "direction"),
    4: ("basic", "certificate", "direction", "heaviest"),
}
"""Which of them hold at the levels of the ladder to practise with: practice, not history."""


def add_measures(dossier: Dossier, shift: Shift) -> dict[str, Measure]:
    """By key; what stands in the dossier already stays as it is."""
    by = User.objects.get(email=COORDINATOR)
    sectors = {code: _sector(code, names, by, shift) for code, *names in SECTORS}
    found = {}
    for key, (instrument, basis, codes, text, source) in MEASURES.items():
        standing = Measure.objects.filter(dossier=dossier, instrument=instrument).first()
        facts = MeasureFacts(
            instrument, basis, text, source, tuple(sectors[code] for code in codes)
        )
        found[key] = standing or add_measure(dossier=dossier, facts=facts, by=by, at=shift.now)
    return found


def _sector(code: str, names: list[str], by: User, shift: Shift) -> Sector:
    standing = Sector.objects.filter(code=code).first()
    if standing is None:
        standing = Sector(code=code, name_nl=names[0], name_en=names[1])
        save_as(standing, by=by, at=shift.now)
    return standing
