"""The assignment of LT2 in the example.

Source: the start memo of LT2, "Opdracht en aanpak", version 0.2 ("gesprek met MinFIN moet nog
plaatsvinden"), whose words these are. That it goes round is not in it: so it stands as a draft.
"""

from coordination.example.registry import Shift, example
from coordination.people.models import Organisation, User
from workgroups.teams.models import Team

from .facts import AssignmentFacts, ConsultationFacts, PartFacts
from .models import Assignment
from .services import draft_assignment

COORDINATOR = "coordinator@example.gov"
TEXT = (
    "Het mitigeren van de gevolgen van de Covid-19-crisis (door de maatregelen die genomen worden "
    "om het virus onder controle te krijgen) voor de samenleving en de economie.\n"
    "Via het in kaart brengen van de noodzaak van flankerend beleid evenals voorstellen voor zulk "
    "flankerend beleid."
)
SCOPE = (
    "Focus in aanpak op 1 + 2 + 3. Wordt komende tijd verder uitgewerkt n.a.v. voorgestelde "
    "stappen.\n"
    "Voor 4 wachten we voor uitwerking aanpak eerst op uitkomsten van de MLT-teams 3 'Perspectief "
    "voor kwetsbare groepen' en 4 'Perspectief voor jeugd in herfst en winter'. Op deze manier "
    "willen we bestaande inzichten zoveel mogelijk benutten en dubbelingen voorkomen.\n"
    "Informatie vanuit NCTV, planbureaus (CPB, SCP en PBL), RIVM en kennisinstellingen."
)
PARTS = (
    PartFacts(
        "Het ontwikkelen van scenario's met handelingsperspectieven die gebruikt en toegepast "
        "kunnen worden bij nieuwe ontwikkelingen"
    ),
    PartFacts(
        "Het doorontwikkelen van een referentiekader om te nemen maatregelen te kunnen wegen op "
        "economische en maatschappelijke gevolgen.",
        "Met aandacht voor de tweedeling en de inzichten uit de commissie Halsema. Specifiek punt: "
        "modellering opportunity costs van de coronamaatregelen.",
    ),
    PartFacts(
        "Het doordenken van acties zodat het virus niet alleen van de overheid is, maar ook (weer) "
        "van de samenleving wordt.",
        "Stimuleren en faciliteren van (lokale) sociale initiatieven in de samenleving. "
        "Gedragsexperts worden betrokken omdat gedragsinzichten hier een rol spelen.",
    ),
    PartFacts(
        "Aandacht voor de manier waarop het virus de tweedeling in samenleving kan vergroten en "
        "voorstellen doen voor flankerende maatregelen.",
        waits_for="uitkomsten van de MLT-teams 3 'Perspectief voor kwetsbare groepen' en 4 "
        "'Perspectief voor jeugd in herfst en winter'",
    ),
)
PENDING = "gesprek met MinFIN moet nog plaatsvinden"


def load(shift: Shift) -> None:
    """The version that the memo has, where the team has none."""
    team = Team.objects.filter(code="LT2").first()
    if team is None or Assignment.objects.filter(team=team).exists():
        return
    finance = Organisation.objects.get(code="FIN")
    draft_assignment(
        team=team,
        facts=AssignmentFacts(
            text=TEXT,
            scope=SCOPE,
            remark=PENDING,
            parts=PARTS,
            consultations=(ConsultationFacts(finance, PENDING),),
            number="0.2",
        ),
        by=User.objects.get(email=COORDINATOR),
        at=shift.moment(2020, 11, 2, 17, 30),
    )


example.add("assignments", load, order=88)
