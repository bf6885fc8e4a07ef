"""An exercise to begin with, in an instance that is one: its dossier, figures and some injects.

All texts are practice texts. The second coordinator leads; the first one plays.
"""

from datetime import timedelta
from decimal import Decimal

from django.conf import settings

from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.example.registry import Shift, example
from coordination.people.models import Organisation, Role, User
from escalation.regions.example_rows import DAYS, SEED

from .models import Exercise, InjectKind
from .services.figures import ScenarioFacts, set_scenario
from .services.injects import InjectFacts, plan_inject
from .services.starting import start_exercise

TITLE, KEEPER = "Oefening najaar (oefentekst)", "DGSC-19"
LEADER = "coordinator.twee@example.gov"

# number, minutes from the first load, kind, title, text, expected response, role
INJECTS = (
    ("I-01", 30, InjectKind.SIGNAL, "Zorg over de opvang",
     "Oefentekst: een regio meldt dat de opvang vol raakt.",
     "Doorgezet naar MLT3 en op de agenda van het volgende ACC gezet.", Role.COORDINATOR),
    ("I-02", 120, InjectKind.PRESS, "Vraag van een krant",
     "Oefentekst: een krant vraagt of de maatregelen morgen strenger worden.",
     "Woordvoeringslijn afgestemd; niets vooruit op het besluit.", Role.COORDINATOR),
    ("I-03", 26 * 60, InjectKind.MESSAGE, "Bestuurdersoverleg eerder",
     "Oefentekst: het Catshuisoverleg is twee uur vervroegd.",
     "Vergadering verzet; wat eraan hangt is meeverplaatst en gemeld.", Role.COORDINATOR),
    ("I-04", 50 * 60, InjectKind.MESSAGE, "Uitval van een trekker",
     "Oefentekst: de trekker van MLT3 is ziek.",
     "Openstaande actiepunten overgedragen.", Role.TEAM_LEAD),
)  # fmt: skip


def load(shift: Shift) -> None:
    """Once, and nowhere but in an exercise."""
    if not settings.EXERCISE or Exercise.objects.exists():
        return
    owner = Organisation.objects.get(code=KEEPER)
    exercise = start_exercise(title=TITLE, owner=owner, by=None, at=shift.now)
    leader = User.objects.get(email=LEADER)
    grant_access(dossier=exercise.dossier, to=leader, function=Function.LEAD, by=None, at=shift.now)
    for code, minutes, kind, title, text, expected, role in INJECTS:
        facts = InjectFacts(
            code=code,
            title=title,
            kind=kind,
            due_at=shift.now + timedelta(minutes=minutes),
            text=text,
            expected=expected,
            role=role,
        )
        plan_inject(exercise=exercise, facts=facts, by=None, at=shift.now)
    if shift.figures:
        figures = ScenarioFacts(SEED, DAYS, 120, Decimal("1.2"))
        set_scenario(exercise=exercise, facts=figures, version=1, by=None, at=shift.now)


example.add("exercise", load, order=200)
