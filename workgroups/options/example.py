"""Three variants of a pilot, as the example has them.

Source: the note on technique, behaviour and pilots ("Ik zie nu 3 varianten om uit te werken, met
voor- en nadelen ... En welke mis ik?"). What is not in it says "oefentekst"; its dates are left as
they stand there. Its dossier is that of VWS, whose policy it is; who has primacy is asked there
and not answered ("In hoeverre ligt primaat bij hen?"), so nobody has.
"""

from datetime import time, timedelta

from django.utils import timezone

from coordination.actions.terms import Term
from coordination.dossiers.models import Dossier, DossierKind
from coordination.dossiers.services import open_dossier
from coordination.example.registry import Shift, example
from coordination.people.models import Organisation, User

from .models import OptionSet
from .services import (
    PilotFacts,
    VariantFacts,
    Words,
    add_pilot,
    add_remark,
    add_variant,
    consult,
    start_options,
)

COORDINATOR = "coordinator@example.gov"
DOSSIER = "Techniek, gedrag en pilots bij intensivering"
QUESTION = (
    "Kan je ergens een pilot doen op de intensivering die plaats gaat vinden?"
    " Wat zijn daar voor- en nadelen bij?"
)
BACKGROUND = (
    "Een pilot überhaupt of proefdraaien in sectoren hoeft niet: het loopt al een paar maanden."
    " Welke variant is kansrijk, en welke mis ik?"
)
VARIANTS = (
    VariantFacts(
        "Pilots voor nieuwe sectoren",
        description=(
            "Minimaal één pilot per sector die nu nog geen CTB gebruikt, uiterlijk in het weekend"
            " van 12/13 september, liefst met brancheverenigingen en zo veel mogelijk"
            " 'voor het eggie'."
        ),
        for_whom="Sectoren die nu nog geen CTB gebruiken, met hun brancheverenigingen.",
        conditions="Zorgvuldigheid is enorm geboden.",
        advantages=(
            "Helpt mogelijk om besluitvorming voor te bereiden. Kan zorgen voor een positieve flow"
            " en samenwerking, bijvoorbeeld met de horeca, om on speaking terms te komen."
        ),
        disadvantages="Oefentekst: weinig tijd om per sector een partner te vinden.",
        risks="Oefentekst: een pilot die misgaat werkt door in de besluitvorming.",
        cost="Oefentekst: nog niet geraamd.",
    ),
    VariantFacts(
        "Vóór 20 september in één regio",
        description="Invoering eerder dan 20 september, in één regio.",
        for_whom="Een regio met relatief weinig besmettingen.",
        conditions="Burgemeesters die graag willen aantonen dat zij het aankunnen.",
        advantages="Kan 'schaarste' en een vorm van sociaal contract creëren.",
        disadvantages="Oefentekst: verschil tussen regio's moet worden uitgelegd.",
        risks="De mensen moeten zich wel goed gedragen.",
        cost="Oefentekst: nog niet geraamd.",
    ),
    VariantFacts(
        "Nachthoreca pilots",
        description=(
            "De veiligheidsregio in de weekenden van 20 en 27 september toestaan experimenten te"
            " vergunnen, en het weekend daarna groots invoeren."
        ),
        for_whom="Nachthoreca.",
        conditions="De veiligheidsregio vergunt de experimenten.",
        disadvantages="Oefentekst: valt samen met de invoering van 20 september.",
        cost="Oefentekst: nog niet geraamd.",
    ),
)
PLACES = (
    PilotFacts(
        "Oefentekst: evenementenhal",
        sector="Oefentekst: zakelijke evenementen",
        measures="Oefentekst: naleving, wachttijd bij de ingang, storingen.",
    ),
    PilotFacts("Oefentekst: Zeeland", sector="Oefentekst: alle sectoren van één regio"),
    PilotFacts(
        "Oefentekst: nachtclubs in één veiligheidsregio",
        sector="Nachthoreca",
        permit_by="Oefentekst: veiligheidsregio",
    ),
)
ASKED = ("BZK", "JenV", "SZW")


def load(shift: Shift) -> None:
    """The question with its variants, once; others are asked until five days after the load."""
    if OptionSet.objects.filter(question=QUESTION).exists():
        return
    keeper = User.objects.get(email=COORDINATOR)
    at = shift.moment(2020, 11, 3, 9)
    options = start_options(
        words=Words(QUESTION, BACKGROUND), dossier=_dossier(keeper, shift), by=keeper, at=at
    )
    for facts, place in zip(VARIANTS, PLACES, strict=True):
        variant = add_variant(options=options, facts=facts, by=keeper, at=at)
        add_pilot(variant=variant, facts=place, by=keeper, at=at)
    closes = Term(timezone.localdate(shift.now) + timedelta(days=5), time(12))
    organisations = list(Organisation.objects.filter(code__in=ASKED).order_by("code"))
    options = consult(
        options=options,
        question=f"Welke variant mis ik? {QUESTION}",
        term=closes,
        members=organisations,
        version=options.version,
        by=keeper,
        at=shift.now,
    )
    add_remark(
        options=options,
        text="Oefentekst: denk bij A ook aan sport en cultuur.",
        by=User.objects.get(email="beleidsmedewerker.szw@example.gov"),
        at=shift.now,
    )


def _dossier(keeper: User, shift: Shift) -> Dossier:
    found = Dossier.objects.filter(title=DOSSIER).first()
    return found or open_dossier(
        title=DOSSIER,
        owner=Organisation.objects.get(code="VWS"),
        kind=DossierKind.THEME,
        by=keeper,
        at=shift.moment(2020, 10, 19, 9),
    )


example.add("options", load, order=94)
