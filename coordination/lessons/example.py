"""Lessons of the example. Two hang on sentences of the documents; what is made up says so.

"Leren hoe dit de vorige keer ging" is in the report of the working group (000); practising with the
ladder in the memo on it (001). What was learnt is practice text.
"""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from coordination.dossiers.models import Dossier
from coordination.example.registry import Shift, example
from coordination.people.models import Body, Organisation

from .models import Lesson, SourceKind
from .services.keeping import LessonFacts, add_lesson


@dataclass(frozen=True)
class Practised:
    dossier: str
    learnt: str
    otherwise: str
    kind: SourceKind
    source: str
    body: str = ""


LESSONS = (
    Practised(
        "Escalatieladder",
        "Oefentekst: oefenen met de ladder vóór de eerste vaststelling bracht aan het licht dat "
        "regio's pas na publicatie gebeld werden.",
        "De voorzitter van elke regio wordt gebeld voordat een inschaling openbaar wordt.",
        SourceKind.EXERCISE,
        "Memo escalatieladder: oefenen met de ladder",
        "MCC",
    ),
    Practised(
        "Perspectief voor kwetsbare groepen",
        "Leren hoe dit de vorige keer ging, met name bij de eerste keer dat CTB gebruikt werd "
        "(oefentekst: stukken kwamen na de termijn en werden ter vergadering gelezen).",
        "Stukken voor kwetsbare groepen gaan twee werkdagen voor het overleg rond.",
        SourceKind.EVALUATION,
        "Verslag werkgroep, 000",
        "MLT3",
    ),
    Practised(
        "Besluitvormingscyclus COVID-19",
        "Oefentekst: een vervroegd Catshuisoverleg liet het ACC achter het besluit aan lopen.",
        "Bij het vervroegen van een overleg schuift het ACC mee, of vervalt het met een reden.",
        SourceKind.WORK,
        "Oefentekst: evaluatie van een cyclus",
        "ACC",
    ),
)


def load(shift: Shift) -> None:
    """Add what is missing, by its words, in dossiers that are there."""
    at = shift.moment(2020, 11, 2, 9)
    bodies = {one.code: one for one in Body.objects.all()}
    keeper = Organisation.objects.filter(code="DGSC-19").first()
    for one in LESSONS:
        dossier = Dossier.objects.filter(title=one.dossier).order_by("opened_at").first()
        # the same in every instance, so that those of an exercise are known in the real one
        origin = uuid5(NAMESPACE_URL, one.learnt)
        if dossier is None or Lesson.objects.filter(origin=origin).exists():
            continue
        facts = LessonFacts(
            dossier=dossier,
            learnt=one.learnt,
            organisation=keeper or dossier.owner,
            otherwise=one.otherwise,
            source_kind=one.kind,
            source=one.source,
            body=bodies.get(one.body),
        )
        add_lesson(facts=facts, by=None, at=at, origin=origin)


example.add("lessons", load, order=150)
