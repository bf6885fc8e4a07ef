"""The requests of the example.

Source: the mail of 2 November 2020, 20.14, with the report of the working group: "Graag ontvangen
we de ingevulde sheets (stap 3 en stap 4) uiterlijk woensdag eind van de dag." Of LT2 the start
memo, version 0.2: seven organisations were known, and variables are gathered for its scenarios.
What was answered is not known: the replies, and what LT2 asks by when, are practice text.
"""

from datetime import datetime, time

from coordination.actions.models import ActionPoint
from coordination.actions.terms import Term
from coordination.dossiers.models import Dossier
from coordination.example.registry import Shift, example
from coordination.people.models import Body, User

from .models import AnswerForm, Contribution
from .services import Answer, Question, ask_contribution, ask_with_point, give_reply

SECRETARY, OFFICER = "secretaris.mlt3@example.gov", "beleidsmedewerker.vws@example.gov"
COORDINATOR = "coordinator@example.gov"
ASKED = Question(
    "Graag ontvangen we de ingevulde sheets (stap 3 en stap 4) uiterlijk woensdag eind van de dag.",
    AnswerForm.BOTH,
    "Oefentekst: ten hoogste twee sheets per organisatie. Niets toe te voegen? Meld dat hier.",
)
ANSWER = Answer("Oefentekst: stap 3 is ingevuld; stap 4 volgt na afstemming met de regio.")
VARIABLES = Question(
    "Oefentekst: welke variabelen neemt u mee in de eerste scenario-analyse?", AnswerForm.TEXT
)
REPLIES = (
    ("beleidsmedewerker.bzk@example.gov", "Oefentekst: druk op gemeenten en handhaving."),
    ("beleidsmedewerker.szw@example.gov", "Oefentekst: werkloosheid en schuldsanering."),
    ("ketenpartner@example.gov", "Oefentekst: lokale initiatieven en vrijwilligers."),
)


def load(shift: Shift) -> None:
    """What MLT3 and LT2 asked, where it was not asked yet."""
    _sheets(shift)
    _variables(shift)


def _sheets(shift: Shift) -> None:
    """The request of the first meeting's point of all members."""
    point = ActionPoint.objects.open().filter(body__code="MLT3", for_everyone=True).first()
    if point is None or Contribution.objects.filter(action_point=point).exists():
        return
    asked = ask_contribution(
        point=point,
        question=ASKED,
        by=User.objects.get(email=SECRETARY),
        at=shift.moment(2020, 11, 2, 20, 16),
    )
    _reply(asked, OFFICER, ANSWER, shift.moment(2020, 11, 3, 16, 30))


def _variables(shift: Shift) -> None:
    body = Body.objects.get(code="LT2")
    if Contribution.objects.filter(action_point__body=body).exists():
        return
    asked = ask_with_point(
        dossier=Dossier.objects.get(title="Voorbereid de crisis door"),
        body=body,
        question=VARIABLES,
        term=Term(shift.day(2020, 11, 6), time(12)),
        by=User.objects.get(email=COORDINATOR),
        at=shift.moment(2020, 11, 2, 17),
    )
    for address, text in REPLIES:
        _reply(asked, address, Answer(text), shift.moment(2020, 11, 3, 11))


def _reply(asked: Contribution, address: str, answer: Answer, at: datetime) -> None:
    by = User.objects.get(email=address)
    part = asked.action_point.parts.filter(organisation=by.organisation).first()
    if part is not None:
        give_reply(
            contribution=asked,
            organisation=by.organisation,
            version=part.version,
            answer=answer,
            by=by,
            at=at,
        )


example.add("contributions", load, order=75)
