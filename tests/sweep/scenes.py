"""A scene: one of everything there is, in one dossier."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Any

from django.core.files.base import ContentFile

from coordination.actions.models import ActionPoint
from coordination.actions.services import add_action_point
from coordination.actions.terms import Owner, Term
from coordination.contributions.services import Answer, Question, ask_contribution, give_reply
from coordination.cycle.models import Cadence, Deadline, OutsideCalendar, Slot
from coordination.cycle.services.planning import plan_cadence
from coordination.decisions.services import record_decision_outside_meeting
from coordination.dossiers.models import Dossier, DossierAccess
from coordination.meetings.models import AgendaItem, Entry, Feedback, Meeting
from coordination.meetings.services.additions import propose_addition
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.attendance import add_guest
from coordination.meetings.services.circulation import circulate_minutes
from coordination.meetings.services.differences import add_point_of_difference
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.gathering import gather_papers
from coordination.meetings.services.meetings import plan_meeting
from coordination.meetings.services.papers import attach_paper
from coordination.meetings.services.referring import refer_item
from coordination.papers.models import Paper, PaperVersion
from coordination.people.models import (
    Body,
    BodyMember,
    Organisation,
    Post,
    User,
)

from .scene_advice import fill_advice, fill_options
from .scene_assignments import fill_assignments
from .scene_planning import fill_planning
from .scene_teams import fill_teams

NOW = datetime(2020, 11, 2, 14, 0, tzinfo=UTC)
"""Monday 15.00 in Amsterdam."""


class Where(Enum):
    """Whose object is asked for."""

    OWN = "own dossier"
    OTHER = "other dossier"
    FOREIGN = "other organisation"
    CLASSIFIED = "own dossier above her clearance"
    GONE = "deleted"


@dataclass
class Scene:
    """A dossier and one of everything in it; `keeper` leads it, `colleague` sits beside her."""

    word: str
    organisation: Organisation
    keeper: User
    colleague: User
    body: Body
    post: Post
    dossier: Dossier
    things: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.things[name]
        except KeyError as unknown:
            raise AttributeError(name) from unknown


def fill(scene: Scene) -> None:
    """One of everything, made by the scene's keeper."""
    word = scene.word
    by: dict[str, Any] = {"by": scene.keeper, "at": NOW}
    things = scene.things
    kept = plan(scene, days=-7)
    things["kept_item"] = submit(scene, kept, f"Terugblik {word}")
    things["kept_entry"] = type_line(scene, things["kept_item"], f"! Besluit over {word}")
    type_line(scene, things["kept_item"], f"Stuk {word} delen @{scene.organisation.code} 9 nov")
    told_item = submit(scene, kept, f"Teruggekoppeld {word}")
    things["kept"] = circulate_minutes(meeting=fresh(kept), version=fresh(kept).version, **by)
    things["decision"] = fresh(things["kept_entry"]).decision
    things["addition"] = propose_addition(item=things["kept_item"], text=f"Aanvulling {word}", **by)
    things["planned"] = plan(scene, days=4)
    things["next_item"] = refer_item(item=things["kept_item"], meeting=things["planned"], **by)
    things["papers"] = gather_papers(meeting=things["planned"], **by)
    things["fed_back"] = Feedback.objects.create(
        item=told_item, report=things["kept"].versions.get(), note=f"Over {word}", **by
    )
    things["meeting"] = plan(scene, days=3)
    things["item"] = submit(scene, things["meeting"], f"Bespreking {word}")
    things["second_item"] = submit(scene, things["meeting"], f"Rondvraag {word}")
    things["entry"] = type_line(scene, things["item"], f"Notitie over {word}")
    things["second_entry"] = type_line(scene, things["item"], f"Vervolg over {word}")
    things["difference"] = add_point_of_difference(
        item=things["item"], organisation=scene.organisation, position=f"Anders: {word}", **by
    )
    things["attendance"] = things["meeting"].attendances.get(person=scene.keeper)
    things["guest"] = add_guest(
        meeting=things["meeting"], organisation=Organisation.objects.get(code="RIVM"), **by
    )
    things["paper"], things["paper_version"] = supply(scene)
    things["second_paper"], _version = supply(scene)
    things["agenda_paper"] = attach_paper(item=things["item"], paper=things["paper"], **by)
    things["point"] = add_point(scene, f"Actie {word}")
    things["asked"] = add_point(scene, f"Uitvraag {word}", members=[scene.organisation])
    things["part"] = things["asked"].parts.get()
    fill_requests(scene)
    things["register"] = record_decision_outside_meeting(
        taken_by=scene.body,
        taken_on=NOW.date(),
        dossier=scene.dossier,
        text=f"Besloten: {word}",
        **by,
    )
    fill_rhythm(scene)
    fill_teams(scene, at=NOW)
    fill_assignments(scene, at=NOW)
    fill_advice(scene, at=NOW)
    fill_options(scene, at=NOW)
    fill_planning(scene, at=NOW)
    things["access"] = DossierAccess.objects.filter(dossier=scene.dossier).get(body=scene.body)
    things["member"] = BodyMember.objects.get(body=scene.body, person=scene.colleague)


def fill_requests(scene: Scene) -> None:
    """A request with a reply and its file, one that nobody answered, and a point to ask with."""
    word, things = scene.word, scene.things
    by: dict[str, Any] = {"by": scene.keeper, "at": NOW}
    members = [scene.organisation]
    question = Question(f"Wat vindt u van {word}?")
    things["request"] = ask_contribution(point=things["asked"], question=question, **by)
    upload = ContentFile(f"Antwoord over {word}".encode(), name="antwoord.txt")
    things["reply"] = give_reply(
        contribution=things["request"],
        organisation=scene.organisation,
        version=things["part"].version,
        answer=Answer(f"Antwoord over {word}", upload=upload),  # type: ignore[arg-type]  # a file as uploads are
        **by,
    )
    silent = add_point(scene, f"Stilte {word}", members=members)
    things["silent"] = ask_contribution(point=silent, question=question, **by)
    things["unasked"] = add_point(scene, f"Nog te vragen {word}", members=members)


def fill_rhythm(scene: Scene) -> None:
    """A cadence with a slot and an event, its first cycle, and a deadline."""
    word = scene.word
    kept = {"created_at": NOW, "dossier": scene.dossier}
    cadence = Cadence.objects.create(
        name_nl=f"Ritme {word}", name_en=f"Ritme {word}", length=14, anchor=NOW.date(), **kept
    )
    slots = {"cadence": cadence, "day_offset": 9, "starts": time(11), "created_at": NOW}
    scene.things["cadence"] = cadence
    scene.things["slot"] = Slot.objects.create(body=scene.body, purpose=f"Beeld {word}", **slots)
    scene.things["event"] = Slot.objects.create(title=f"Persconferentie {word}", **slots)
    plan_cadence(cadence=cadence, until=NOW.date(), by=None, at=NOW)
    scene.things["cycle"] = cadence.cycles.get()
    scene.things["outside"] = OutsideCalendar.objects.create(name=f"Agenda {word}", **kept)
    scene.things["deadline"] = Deadline.objects.create(
        what=f"Nota {word}", due_at=NOW, organisation=scene.organisation, **kept
    )


def plan(scene: Scene, days: int) -> Meeting:
    starts = NOW + timedelta(days=days)
    return plan_meeting(
        body=scene.body,
        dossier=scene.dossier,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        subject=f"Overleg {scene.word}",
        by=scene.keeper,
        at=NOW,
    )


def submit(scene: Scene, meeting: Meeting, title: str) -> AgendaItem:
    facts = ItemFacts(title=title, dossier=scene.dossier)
    return submit_item(meeting=meeting, facts=facts, by=scene.keeper, at=NOW)


def type_line(scene: Scene, item: AgendaItem, typed: str) -> Entry:
    return write_line(item=item, typed=typed, by=scene.keeper, at=NOW)


def add_point(scene: Scene, text: str, **more: Any) -> ActionPoint:
    return add_action_point(
        dossier=scene.dossier,
        body=scene.body,
        text=text,
        owner=Owner(scene.organisation),
        term=Term(date(2020, 11, 6)),
        by=scene.keeper,
        at=NOW,
        **more,
    )


def supply(scene: Scene) -> tuple[Paper, PaperVersion]:
    text = f"Stuk over {scene.word}".encode()
    paper = Paper.objects.create(
        dossier=scene.dossier,
        title=f"Stuk {scene.word}",
        supplied_by=scene.organisation,
        classification=scene.dossier.classification,
    )
    version = PaperVersion.objects.create(
        paper=paper,
        number=1,
        file=ContentFile(text, name=f"{scene.word}.txt"),
        name=f"{scene.word}.txt",
        size=len(text),
        content_type="text/plain",
        sha256="0" * 64,
        supplied_at=NOW,
        supplied_by=scene.keeper,
    )
    return paper, version


def fresh(row: Any) -> Any:
    """The row as it stands in the database now."""
    return type(row)._default_manager.get(pk=row.pk)
