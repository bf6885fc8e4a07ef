"""Meetings of the example.

Source: report and action points of the working group Kwetsbare groepen of 2 November 2020, with
the mail of 20.14 that evening: the first meeting, the request for the sheets of step 3 and 4 by
Wednesday end of the day, the next meeting on Thursday. Lines that are not in it say "oefentekst".
"""

from datetime import datetime, timedelta

from coordination.dossiers.models import Dossier
from coordination.example.registry import Shift, example
from coordination.people.models import Body, User

from .models import AgendaItem, Meeting, Presence
from .services.agenda import ItemFacts, submit_item
from .services.attendance import note_attendance
from .services.circulation import circulate_minutes
from .services.entries import write_line
from .services.meetings import plan_meeting

SECRETARY = "secretaris.mlt3@example.gov"
FIRST = (
    (
        "Opdracht aan de werkgroep",
        (
            "Constructieve brainstorm over de opdracht, met kritische vragen en inbreng van allen.",
            "Afspraak: De presentatie die eerder in de MCC aan bod kwam gaat met het verslag mee.",
            "De NCTV doet de acute crisisbestrijding; het programma-DG de LT- en MLT-teams.",
        ),
    ),
    (
        "Sheets stap 3 en stap 4",
        (
            "Uitvraag: Ingevulde sheets (stap 3 en 4) @allen uiterlijk wo eind van de dag",
            "Oefentekst: voorbeeldsheet rondsturen @VWS uiterlijk dinsdag 12u",
        ),
    ),
    (
        "Vervolg",
        (
            "Afspraak: Het volgende overleg is donderdag.",
            "Oefentekst: handelingsopties op één pagina uitwerken @SZW @BZK over twee weken",
        ),
    ),
)
PRACTICE = "Oefenoverleg (oefentekst)"


def load(shift: Shift) -> None:
    """The first meeting as circulated, the next as planned, and one to type in now."""
    secretary = User.objects.get(email=SECRETARY)
    body = Body.objects.get(code="MLT3")
    dossier = Dossier.objects.get(title="Perspectief voor kwetsbare groepen")
    first = shift.moment(2020, 11, 2, 15)
    if meeting := _planned(body, dossier, first, "", secretary, shift.moment(2020, 10, 29, 9)):
        _hold(meeting, secretary, first)
    thursday = shift.moment(2020, 11, 5, 15)
    if meeting := _planned(body, dossier, thursday, "", secretary, first + timedelta(hours=2)):
        _item(
            meeting,
            secretary,
            first + timedelta(hours=2),
            "Ingevulde sheets bespreken",
            "Instemmen met de verdeling van het werk over de departementen (oefentekst).",
        )
    if not Meeting.objects.filter(body=body, subject=PRACTICE).exists():
        _practice(body, dossier, secretary, shift.now)


def _planned(
    body: Body, dossier: Dossier, starts_at: datetime, subject: str, by: User, at: datetime
) -> Meeting | None:
    """A new meeting, or None where one of this body stands at this moment already."""
    if Meeting.objects.filter(body=body, starts_at=starts_at).exists():
        return None
    return plan_meeting(
        body=body,
        dossier=dossier,
        subject=subject,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        place="Webex",
        by=by,
        at=at,
    )


def _hold(meeting: Meeting, secretary: User, at: datetime) -> None:
    for row in meeting.attendances.select_related("organisation", "person"):
        absent = row.organisation.code == "OCW"
        note_attendance(
            attendance=row,
            presence=Presence.EXCUSED if absent else Presence.PRESENT,
            authority=row.authority,
            person=row.person,
            by=secretary,
            at=at,
        )
    for title, lines in FIRST:
        item = _item(meeting, secretary, at, title)
        for minute, typed in enumerate(lines, start=1):
            write_line(item=item, typed=typed, by=secretary, at=at + timedelta(minutes=minute))
    # circulated that evening at 20.14
    later = at + timedelta(hours=5, minutes=14)
    meeting.refresh_from_db()
    circulate_minutes(meeting=meeting, version=meeting.version, by=secretary, at=later)


def _item(
    meeting: Meeting, by: User, at: datetime, title: str, requested_decision: str = ""
) -> AgendaItem:
    facts = ItemFacts(title, meeting.dossier, requested_decision=requested_decision)
    return submit_item(meeting=meeting, facts=facts, by=by, at=at)


def _practice(body: Body, dossier: Dossier, secretary: User, now: datetime) -> None:
    """A meeting for the hour after the load, without lines, to type in."""
    starts_at = (now + timedelta(minutes=5)).replace(second=0, microsecond=0)
    meeting = _planned(body, dossier, starts_at, PRACTICE, secretary, now)
    if meeting is None:
        return
    for title in ("Opening en mededelingen", "Inventarisatie: stap 3 en stap 4", "Rondvraag"):
        _item(meeting, secretary, now, title)


example.add("meetings", load, order=60)
