"""One world for the whole sweep: everything there is, four times over.

A scene is a dossier with all that hangs under it, and the person who leads it. The visitors, one
per role, lead the dossier of their own scene and chair its body: what they are refused there
they are refused by their role alone.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from coordination.dossiers.models import Classification, Function
from coordination.dossiers.services import grant_access, open_dossier
from coordination.mail.models import Message, Status
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

from .scene_exercise import fill_exercise, fill_lessons
from .scenes import NOW, Scene, Where, fill


@dataclass
class World:
    visitors: dict[Role, User]
    scenes: dict[Where, Scene]
    stranger: User


def build_world() -> World:
    home, abroad = make_organisation("RIVM"), make_organisation("KNMI")
    visitors = {role: make_user(f"de-{role.value}", home, role) for role in Role}
    keeper = make_user("secretaris", home, Role.TEAM_LEAD, clearance=Clearance.DEPARTMENTAL)
    chair = make_user("voorzitter", abroad, Role.TEAM_LEAD)
    own = set_scene("Waterhoen", home, keeper, visitors=list(visitors.values()))
    foreign = set_scene("Meerkoet", abroad, chair)
    stranger = make_user("passant", make_organisation("CPB"))
    elsewhere = make_organisation("SCP")
    make_organisation("VWS", OrganisationKind.MINISTRY)
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


def make_organisation(
    code: str, kind: OrganisationKind = OrganisationKind.INSTITUTE
) -> Organisation:
    return Organisation.objects.create(
        code=code,
        name_nl=code,
        name_en=code,
        kind=kind,
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
    fill_exercise(scene)
    fill_lessons(scene)
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
    fill_exercise(scene)
    fill_lessons(scene)
    return scene


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
