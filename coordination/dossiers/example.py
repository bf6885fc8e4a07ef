"""Dossiers of the example.

Sources: MLT3 "Perspectief voor kwetsbare groepen" from the report of the working group of
2 November 2020; LT2 "Voorbereid de crisis door" from its assignment, version 0.2; the
two-week rhythm from the decision cycle of DGSC-19. The confidential dossier is practice text.

Whose they are, from the presentation of 2 November 2020: "Departementen zijn primair
verantwoordelijk voor hun eigen dossiers", so a team's dossier is that of the ministry of the
minister who draws the team; JenV answers for the staff of the programme. With FIN it had not been
talked over (title page of LT2's assignment), so nobody has primacy there yet.
"""

from coordination.example.registry import Shift, example
from coordination.people.models import Body, Organisation, User

from .models import Classification, Dossier, DossierKind, Function
from .services import grant_access, open_dossier

KIND = DossierKind
PROGRAMME = "DGSC-19"
# title, kind, owner, who has primacy, classification, body with a part
DOSSIERS = (
    ("Perspectief voor kwetsbare groepen", KIND.TEAM, "VWS", "VWS", 0, "MLT3"),
    ("Besluitvormingscyclus COVID-19", KIND.CYCLE, PROGRAMME, "JenV", 0, "ACC"),
    ("Voorbereid de crisis door", KIND.TEAM, "FIN", "", 0, "LT2"),
    ("Oefentekst: vertrouwelijk beraad", KIND.THEME, PROGRAMME, "", 1, ""),
)
LEADS = {"MLT3": "teamtrekker.mlt3@example.gov"}
COORDINATOR = "coordinator@example.gov"


def load(shift: Shift) -> None:
    """Open what is missing, by title; the coordinator leads, and MLT3's team lead her own."""
    coordinator = User.objects.get(email=COORDINATOR)
    for title, kind, owner, primacy, classification, body in DOSSIERS:
        if Dossier.objects.filter(title=title, kind=kind).exists():
            continue
        dossier = open_dossier(
            title=title,
            owner=Organisation.objects.get(code=owner),
            primacy=Organisation.objects.filter(code=primacy).first(),
            kind=kind,
            classification=Classification(classification),
            by=coordinator,
            at=shift.moment(2020, 10, 19, 9),
        )
        if body:
            _give(dossier, body, shift)
        if owner != PROGRAMME:
            share_with_programme(dossier, shift)


def share_with_programme(dossier: Dossier, shift: Shift) -> None:
    """In what is a ministry's too it has part: "DGSC-19 levert teamtrekker en secretaris"."""
    programme = Organisation.objects.get(code=PROGRAMME)
    since = shift.moment(2020, 10, 19, 9)
    grant_access(dossier=dossier, to=programme, function=Function.READER, by=None, at=since)


def _give(dossier: Dossier, code: str, shift: Shift) -> None:
    """A body writes in its dossier; its lead leads it."""
    since = shift.moment(2020, 10, 19, 9)
    body = Body.objects.get(code=code)
    grant_access(dossier=dossier, to=body, function=Function.WRITER, by=None, at=since)
    if code in LEADS:
        lead = User.objects.get(email=LEADS[code])
        grant_access(dossier=dossier, to=lead, function=Function.LEAD, by=None, at=since)


example.add("dossiers", load, order=20)
