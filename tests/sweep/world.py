"""One world for the whole sweep: everything there is, four times over.

A scene is a dossier with all that hangs under it, and the person who leads it. The visitors, one
per role, lead the dossier of their own scene and chair its body: what they are refused there
they are refused by their role alone.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any

from django.core.files.base import ContentFile

from coordination.actions.models import ActionPoint
from coordination.actions.services import add_action_point
from coordination.actions.terms import Owner, Term
from coordination.decisions.services import record_decision_outside_meeting
from coordination.dossiers.models import Classification, Dossier, DossierAccess, Function
from coordination.dossiers.services import grant_access, open_dossier
from coordination.mail.models import Message, Status
from coordination.meetings.models import AgendaItem, Entry, Meeting
from coordination.meetings.services.additions import propose_addition
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.attendance import add_guest
from coordination.meetings.services.circulation import circulate_minutes
from coordination.meetings.services.differences import add_point_of_difference
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.meetings import plan_meeting
from coordination.meetings.services.papers import attach_paper
from coordination.papers.models import Paper, PaperVersion
from coordination.people.models import (
    Body,
    BodyMember,
    Clearance,
    MemberRole,
    Organisation,
    OrganisationKind,
    Post,
    Role,
    RoleGrant,
    User,
)
from coordination.people.services import create_token, recipient_for

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


@dataclass
class World:
    visitors: dict[Role, User]
    scenes: dict[Where, Scene]
    stranger: User


def build_world() -> World:
    home, abroad = make_organisation("RIVM"), make_organisation("KNMI")
    visitors = {role: make_user(role.value, home, role) for role in Role}
    keeper = make_user("secretaris", home, Role.TEAM_LEAD, clearance=Clearance.DEPARTMENTAL)
    chair = make_user("voorzitter", abroad, Role.TEAM_LEAD)
    own = set_scene("Waterhoen", home, keeper, visitors=list(visitors.values()))
    foreign = set_scene("Meerkoet", abroad, chair)
    stranger = make_user("passant", make_organisation("CPB"))
    elsewhere = make_organisation("SCP")
    scenes = {
        Where.OWN: own,
        Where.FOREIGN: foreign,
        Where.OTHER: set_scene(
            "Roerdomp", elsewhere, make_user("trekker", elsewhere, Role.TEAM_LEAD), restricted=True
        ),
        Where.CLASSIFIED: set_secret_scene(own),
    }
    for user in (*visitors.values(), chair):
        give_her_own(user)
    return World(visitors, scenes, stranger)


def make_organisation(code: str) -> Organisation:
    return Organisation.objects.create(
        code=code,
        name_nl=code,
        name_en=code,
        kind=OrganisationKind.INSTITUTE,
        mailbox=f"{code.lower()}@example.gov",
    )


def make_user(name: str, organisation: Organisation, *roles: Role, **more: Any) -> User:
    user = User.objects.create(
        email=f"{name}.{organisation.code.lower()}@example.gov",
        name=f"{name} {organisation.code}",
        function=name,
        organisation=organisation,
        expires_on=date(2021, 1, 4) if Role.PARTNER in roles else None,
        **more,
    )
    for role in roles or (Role.POLICY_OFFICER,):
        RoleGrant.objects.create(user=user, role=role, granted_at=NOW, confirmed_at=NOW)
    return user


def set_scene(
    word: str,
    organisation: Organisation,
    keeper: User,
    *,
    visitors: list[User] | None = None,
    restricted: bool = False,
) -> Scene:
    """A body, its dossier and everything in it, named with `word`."""
    body = Body.objects.create(
        code=word[:4].upper(), name_nl=word, name_en=word, organisation=organisation
    )
    colleague = make_user("collega", organisation)
    post = Post.objects.create(
        code=f"hoofd-{word.lower()}",
        name_nl=f"Hoofd {word}",
        name_en=f"Hoofd {word}",
        organisation=organisation,
        holder=keeper,
        held_since=NOW,
    )
    seats = {keeper: MemberRole.SECRETARY, colleague: MemberRole.MEMBER}
    seats |= dict.fromkeys(visitors or [], MemberRole.CHAIR)
    for person, role in seats.items():
        BodyMember.objects.create(
            body=body,
            organisation=organisation,
            person=person,
            role=role,
            since=date(2020, 10, 1),
        )
    dossier = open_dossier(
        title=f"Dossier {word}", owner=organisation, restricted=restricted, by=keeper, at=NOW
    )
    for visitor in visitors or []:
        grant_access(dossier=dossier, to=visitor, function=Function.LEAD, by=keeper, at=NOW)
    grant_access(dossier=dossier, to=body, function=Function.WRITER, by=keeper, at=NOW)
    scene = Scene(word, organisation, keeper, colleague, body, post, dossier)
    fill(scene)
    return scene


def set_secret_scene(own: Scene, word: str = "Kwartelkoning") -> Scene:
    """A classified dossier of the visitors' own body; only its keeper may read that high."""
    dossier = open_dossier(
        title=f"Dossier {word}",
        owner=own.organisation,
        by=own.keeper,
        at=NOW,
        classification=Classification.DEPARTMENTAL,
    )
    grant_access(dossier=dossier, to=own.body, function=Function.WRITER, by=own.keeper, at=NOW)
    scene = Scene(word, own.organisation, own.keeper, own.colleague, own.body, own.post, dossier)
    fill(scene)
    return scene


def fill(scene: Scene) -> None:
    """One of everything, made by the scene's keeper."""
    word, by = scene.word, {"by": scene.keeper, "at": NOW}
    things = scene.things
    kept = plan(scene, days=-7)
    things["kept_item"] = submit(scene, kept, f"Terugblik {word}")
    things["kept_entry"] = type_line(scene, things["kept_item"], f"! Besluit over {word}")
    type_line(scene, things["kept_item"], f"Stuk {word} delen @{scene.organisation.code} 9 nov")
    things["kept"] = circulate_minutes(meeting=fresh(kept), version=fresh(kept).version, **by)
    things["decision"] = fresh(things["kept_entry"]).decision
    things["addition"] = propose_addition(item=things["kept_item"], text=f"Aanvulling {word}", **by)
    things["planned"] = plan(scene, days=4)
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
    things["register"] = record_decision_outside_meeting(
        taken_by=scene.body,
        taken_on=NOW.date(),
        dossier=scene.dossier,
        text=f"Besloten: {word}",
        **by,
    )
    things["access"] = DossierAccess.objects.filter(dossier=scene.dossier).get(body=scene.body)
    things["member"] = BodyMember.objects.get(body=scene.body, person=scene.colleague)


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


def give_her_own(user: User) -> None:
    """A key and a read letter of her own."""
    create_token(user=user, name="agenda", at=NOW)
    Message.objects.create(
        recipient=recipient_for(user),
        kind="account",
        key=str(user.pk),
        status=Status.SENT,
        subject="Welkom",
        body="Welkom bij Baken",
        queued_at=NOW,
        not_before=NOW,
        sent_at=NOW,
        read_at=NOW,
    )


def fresh(row: Any) -> Any:
    """The row as it stands in the database now."""
    return type(row)._default_manager.get(pk=row.pk)
