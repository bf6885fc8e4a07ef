"""Action points of the example.

Source: the mail of 3 November 2020 that forwards the report of the working group and asks for
the list of members per ministry. It came by mail, so it is added without a meeting; who has
it and by when is practice text.
"""

from coordination.dossiers.models import Dossier
from coordination.example.registry import Shift, example
from coordination.people.models import Body, Organisation, User

from .models import ActionPoint
from .services import add_action_point
from .terms import Owner, Term

SECRETARY = "secretaris.mlt3@example.gov"
TEXT = "Lijst van deelnemers per ministerie maken"


def load(shift: Shift) -> None:
    """The point that came by mail, where it is not there yet."""
    dossier = Dossier.objects.get(title="Perspectief voor kwetsbare groepen")
    if ActionPoint.objects.filter(dossier=dossier, text=TEXT).exists():
        return
    add_action_point(
        dossier=dossier,
        body=Body.objects.get(code="MLT3"),
        text=TEXT,
        owner=Owner(Organisation.objects.get(code="DGSC-19")),
        term=Term(shift.day(2020, 11, 5)),
        source="mail van 3 november",
        by=User.objects.get(email=SECRETARY),
        at=shift.moment(2020, 11, 3, 9),
    )


example.add("actions", load, order=70)
