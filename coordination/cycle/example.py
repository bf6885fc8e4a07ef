"""Rhythms of the example.

Source: the two-week cycle for lines A and B in the mail of 3 November 2020, from Monday 2 November;
Torentje, ministerraad and RBT from the mail of 10 September 2020; the control rooms from the
invitation for 15 July 2021. Hours, lengths and when papers are due are practice: each cadence
says so in its remark.
"""

from datetime import date, time, timedelta

from coordination.dossiers.models import Dossier
from coordination.example.registry import Shift, example
from coordination.kit.workdays import Offset, Unit
from coordination.people.models import Body, User

from . import reminder_example  # noqa: F401  its rules stand in a file of their own
from .models import Cadence
from .services.cadences import CadenceFacts, add_cadence
from .services.deadlines import meet_deadline
from .services.planning import plan_cadence
from .services.slots import SlotFacts, add_slot

KEEPER = "coordinator@example.gov"
DOSSIER = "Besluitvormingscyclus COVID-19"
FIRST = (2020, 11, 2)
PLANNED = timedelta(weeks=6, days=-1)

WORKING_DAY = Offset(1, Unit.WORKING_DAYS)
SAME_DAY = Offset(3, Unit.HOURS)
EVENING_BEFORE = Offset(18, Unit.HOURS)
# line, day of the cycle, hour, minutes, body or title, purpose, papers due
Row = tuple[str, int, str, int, str, str, Offset | None]
LINES: tuple[Row, ...] = (
    ("A", 1, "09:00", 60, "BWO", "beeld/OMT", WORKING_DAY),
    ("A", 1, "13:00", 90, "VB", "", None),
    ("A", 1, "16:00", 120, "Catshuis", "", None),
    ("B", 1, "16:00", 120, "Catshuis", "adviesbehoefte uit A", None),
    ("A", 2, "10:00", 90, "ACC", "beeld en richting", WORKING_DAY),
    ("A", 2, "15:00", 120, "MCC", "beeld en richting", SAME_DAY),
    ("B", 2, "15:00", 120, "MCC", "2 weken later: uitkomsten advies", WORKING_DAY),
    ("A", 3, "10:00", 60, "BWO", "status", None),
    ("A", 4, "10:00", 90, "ACC", "concept besluit", WORKING_DAY),
    ("B", 4, "10:00", 90, "ACC", "richting", WORKING_DAY),
    ("A", 5, "14:00", 120, "MCC", "concept besluit", EVENING_BEFORE),
    ("A", 8, "09:00", 60, "BWO", "persco en debat", WORKING_DAY),
    ("A", 8, "13:00", 90, "VB", "", None),
    ("A", 9, "15:00", 120, "MCC", "", None),
    ("B", 9, "15:00", 120, "MCC", "richting", WORKING_DAY),
    ("A", 9, "19:00", 60, "Persconferentie", "", None),
    ("A", 10, "14:00", 240, "Debat", "", None),
    ("B", 11, "10:00", 90, "ACC", "concept-uitkomsten advies", WORKING_DAY),
)
TORENTJE: tuple[Row, ...] = (("", 1, "12:00", 60, "Torentje", "", None),)
CABINET: tuple[Row, ...] = (("", 5, "10:00", 180, "Ministerraad", "", None),)
REGIONS: tuple[Row, ...] = (("", 3, "16:00", 90, "RBT", "", None),)
CONTROL: tuple[Row, ...] = tuple(
    ("", day, at, 30, title, "", None)
    for day in range(1, 6)
    for at, title in (
        ("09:30", "Controlroom techniek"),
        ("11:00", "Controlroom communicatie en beleid"),
    )
)
# name in Dutch and English, length, of others, slots, remark
CADENCES = (
    (
        "Tweewekelijkse cyclus",
        "Two-week cycle",
        14,
        False,
        LINES,
        "Oefentekst: de tijden en wanneer stukken er moeten zijn.",
    ),
    ("Torentjesoverleg", "Torentje", 7, True, TORENTJE, "Oefentekst: de dag en de tijd."),
    ("Ministerraad", "Council of ministers", 7, True, CABINET, "Oefentekst: de tijd."),
    ("RBT van de regio's", "Regional policy teams", 14, True, REGIONS, "Oefentekst: dag en tijd."),
    (
        "Controlrooms",
        "Control rooms",
        7,
        True,
        CONTROL,
        "Tijden uit de uitnodiging voor 15 juli 2021; dat zij nu al lopen is oefentekst.",
    ),
)


def load(shift: Shift) -> None:
    """The cadences that are missing, each planned for its first six weeks."""
    keeper = User.objects.get(email=KEEPER)
    dossier = Dossier.objects.get(title=DOSSIER)
    first = shift.day(*FIRST)
    for name_nl, name_en, length, outside, rows, note in CADENCES:
        if Cadence.objects.filter(name_nl=name_nl, dossier=dossier).exists():
            continue
        facts = CadenceFacts(name_nl, name_en, dossier, length, first, outside=outside, note=note)
        _set_up(facts, rows, keeper, shift)


def _set_up(facts: CadenceFacts, rows: tuple[Row, ...], keeper: User, shift: Shift) -> None:
    at = shift.moment(2020, 10, 19, 10)
    cadence = add_cadence(facts=facts, by=keeper, at=at)
    for row in rows:
        add_slot(cadence=cadence, facts=_slot(row, events=facts.outside), by=keeper, at=at)
    until: date = facts.anchor + PLANNED
    planned = plan_cadence(cadence=cadence, until=until, since=facts.anchor, by=keeper, at=at)
    for deadline in planned.deadlines:
        # practice: what was due before the first load was there in time
        if deadline.due_at < shift.now:
            meet_deadline(deadline=deadline, version=1, by=keeper, at=deadline.due_at)


def _slot(row: Row, *, events: bool) -> SlotFacts:
    line, day, starts, minutes, what, purpose, papers = row
    body = None if events else Body.objects.filter(code=what).first()
    return SlotFacts(
        day_offset=day - 1,
        starts=time.fromisoformat(starts),
        minutes=minutes,
        line=line,
        body=body,
        title="" if body else what,
        purpose=purpose,
        papers_due=papers,
    )


example.add("cycle", load, order=70)
