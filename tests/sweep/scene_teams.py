"""The team of a scene: a body of its own around the scene's dossier."""

from datetime import date
from typing import TYPE_CHECKING, Any

from coordination.kit.history import save_as
from coordination.people.models import Body, BodyMember, MemberRole
from coordination.search.services import index_object
from workgroups.teams.models import (
    Horizon,
    Team,
    TeamMember,
    TeamRole,
    TeamStep,
    TeamTemplate,
)
from workgroups.teams.services import Need, add_track, ask_people

if TYPE_CHECKING:
    from .scenes import Scene

FIRST_DAY, LAST_DAY = date(2020, 10, 19), date(2021, 1, 29)
ROLES = ((MemberRole.CHAIR, TeamRole.LEAD), (MemberRole.MEMBER, TeamRole.MEMBER))


def fill_teams(scene: "Scene", *, at: Any) -> None:
    """A team that its keeper leads, and a place of which nobody is named.

    Which bodies there are is no secret, so those of the classified teams stand there from the
    start, beside that of the open one.
    """
    by = scene.keeper
    body = spare_body(scene) or make_bodies(scene)[0]
    team = Team(
        dossier=scene.dossier,
        body=body,
        code=scene.word[:10],
        subject=f"Onderwerp {scene.word}",
        horizon=Horizon.MEDIUM,
        sponsor=scene.organisation,
        starts_on=FIRST_DAY,
        ends_on=LAST_DAY,
    )
    save_as(team, by=by, at=at)
    index_object(
        team, dossier=scene.dossier, title=str(team), text="", url=team.get_absolute_url(), at=at
    )
    TeamStep.objects.create(team=team, status=team.status, at=at, by=by)
    seats = {seat.role: seat for seat in BodyMember.objects.filter(body=body)}
    lead, empty = [make_place(team, seats[seat], role) for seat, role in ROLES]
    for place in (lead, empty):
        save_as(place, by=by, at=at)
    scene.things |= {"team": team, "team_lead": lead, "team_member": empty}
    fill_asking(scene, team, lead, at=at)


def fill_asking(scene: "Scene", team: Team, pin: TeamMember, *, at: Any) -> None:
    """A track with its linking pin, somebody asked for, and what a new team may start from."""
    deed: dict[str, Any] = {"by": scene.keeper, "at": at}
    track = add_track(team=team, name=f"Spoor {scene.word}", linking_pin=pin, **deed)
    need = Need(scene.organisation, f"Profiel {scene.word}", at.date(), track=track)
    scene.things |= {
        "track": track,
        "people_asked": ask_people(team=team, need=need, **deed),
        "team_template": TeamTemplate.objects.get_or_create(
            name=f"Sjabloon {scene.body.code}", weeks=13
        )[0],
    }


def make_bodies(scene: "Scene") -> list[Body]:
    return [make_body(scene, number) for number in (1, 2, 3)]


def spare_body(scene: "Scene") -> Body | None:
    taken = Team.objects.values("body")
    spare = Body.objects.filter(code__startswith=f"{scene.body.code}-").exclude(pk__in=taken)
    return spare.order_by("code").first()


def make_body(scene: "Scene", number: int) -> Body:
    body = Body.objects.create(
        code=f"{scene.body.code}-{number}",
        name_nl=f"Team {number}",
        name_en=f"Team {number}",
        organisation=scene.organisation,
    )
    for role, person in ((MemberRole.CHAIR, scene.keeper), (MemberRole.MEMBER, None)):
        BodyMember.objects.create(
            body=body,
            organisation=scene.organisation,
            person=person,
            role=role,
            since=FIRST_DAY,
            via=scene.word[:10] if number == 1 else "team",
        )
    return body


def make_place(team: Team, seat: BodyMember, role: TeamRole) -> TeamMember:
    return TeamMember(
        team=team,
        organisation=seat.organisation,
        person=seat.person,
        role=role,
        since=FIRST_DAY,
        seat=seat,
    )
