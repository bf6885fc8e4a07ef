"""The request of the example.

Source: the mail of 2 November 2020, 20.14, with the report of the working group: "Graag ontvangen
we de ingevulde sheets (stap 3 en stap 4) uiterlijk woensdag eind van de dag." What was answered is
not known; the reply is practice text.
"""

from coordination.actions.models import ActionPoint
from coordination.example.registry import Shift, example
from coordination.people.models import User

from .models import AnswerForm, Contribution
from .services import Answer, Question, ask_contribution, give_reply

SECRETARY, OFFICER = "secretaris.mlt3@example.gov", "beleidsmedewerker.vws@example.gov"
ASKED = Question(
    "Graag ontvangen we de ingevulde sheets (stap 3 en stap 4) uiterlijk woensdag eind van de dag.",
    AnswerForm.BOTH,
    "Oefentekst: ten hoogste twee sheets per organisatie. Niets toe te voegen? Meld dat hier.",
)
ANSWER = Answer("Oefentekst: stap 3 is ingevuld; stap 4 volgt na afstemming met de regio.")


def load(shift: Shift) -> None:
    """The request of the first meeting's point of all members, where it was not made yet."""
    point = ActionPoint.objects.open().filter(body__code="MLT3", for_everyone=True).first()
    if point is None or Contribution.objects.filter(action_point=point).exists():
        return
    asked = ask_contribution(
        point=point,
        question=ASKED,
        by=User.objects.get(email=SECRETARY),
        at=shift.moment(2020, 11, 2, 20, 16),
    )
    officer = User.objects.get(email=OFFICER)
    part = point.parts.filter(organisation=officer.organisation).first()
    if part is not None:
        give_reply(
            contribution=asked,
            organisation=officer.organisation,
            version=part.version,
            answer=ANSWER,
            by=officer,
            at=shift.moment(2020, 11, 3, 16, 30),
        )


example.add("contributions", load, order=75)
