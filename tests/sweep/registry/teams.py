"""Teams, who takes part in them, their tracks, and people asked for."""

from typing import Any

from coordination.people.models import Organisation, OrganisationKind
from workgroups.teams.services import answer_request, take_step

from ..rows import Case, Row, by_colleagues, empty, of
from ..scenes import NOW, fresh

TEAM, PLACE, TRACK, ASKED = of("team"), of("team_member"), of("track"), of("people_asked")


def facts(case: Case) -> dict[str, Any]:
    return {
        "subject": "Perspectief voor later",
        "horizon": "long",
        "sponsor": Organisation.objects.get(kind=OrganisationKind.MINISTRY).pk,
        "starts_on": "2020-10-19",
        "ends_on": "2021-02-26",
    }


def propose(case: Case) -> dict[str, Any]:
    return {
        **facts(case),
        "code": "MLT9",
        "name_en": "Later",
        "owner": case.scene.organisation.pk,
        "organisations": [case.scene.organisation.pk],
        "restricted": "on",
    }


def change(case: Case) -> dict[str, Any]:
    return {**facts(case), "version": fresh(case.scene.team).version}


def step(case: Case) -> dict[str, Any]:
    return {
        "to": "commissioned",
        "decision": case.scene.register.pk,
        "version": fresh(case.scene.team).version,
    }


def stepped(case: Case) -> None:
    scene = case.scene
    values: dict[str, Any] = {"to": "commissioned", "decision": scene.register}
    take_step(team=scene.team, version=1, by=scene.keeper, at=NOW, **values)


def step_back(case: Case) -> dict[str, Any]:
    return {"pk": case.scene.team.pk, "version": fresh(case.scene.team).version}


def wind_up(case: Case) -> dict[str, Any]:
    return {
        "decision": case.scene.register.pk,
        "organisation": case.scene.organisation.pk,
        "person": case.scene.colleague.email,
        "version": fresh(case.scene.team).version,
    }


def seat(case: Case) -> dict[str, Any]:
    return {
        "organisation": case.scene.organisation.pk,
        "role": "member",
        "person": case.scene.colleague.email,
        "post": "",
        "capacity": "0.5",
        "capacity_unit": "fte",
        "seconded": "on",
        "since": "2020-11-02",
        "until": "2020-12-01",
    }


def seat_again(case: Case) -> dict[str, Any]:
    return {**seat(case), "version": fresh(case.scene.team_member).version}


def end(case: Case) -> dict[str, Any]:
    return {"until": "2020-11-20", "version": fresh(case.scene.team_member).version}


def track(case: Case) -> dict[str, Any]:
    pin = case.scene.team_member.pk
    return {"name": "Gedrag", "about": "Wat mensen doen", "linking_pin": pin}


def track_again(case: Case) -> dict[str, Any]:
    return {**track(case), "version": fresh(case.scene.track).version}


def need(case: Case) -> dict[str, Any]:
    return {
        "organisation": case.scene.organisation.pk,
        "profile": "Een ontwerper van processen",
        "track": case.scene.track.pk,
        "capacity": "16",
        "capacity_unit": "hours",
        "answer_by": "2090-12-01",
    }


def answer(case: Case) -> dict[str, Any]:
    return {"granted": "yes", "answer": "Vanaf maandag", "version": asked_version(case)}


def asked_version(case: Case) -> int:
    version: int = fresh(case.scene.people_asked).version
    return version


def withdraw(case: Case) -> dict[str, Any]:
    return {"version": asked_version(case)}


def answered(case: Case) -> None:
    scene = case.scene
    answer_request(
        request=scene.people_asked,
        version=asked_version(case),
        granted=True,
        answer="Ja",
        by=scene.keeper,
        at=NOW,
    )


def reopening(case: Case) -> dict[str, Any]:
    return {"pk": case.scene.people_asked.pk, "version": asked_version(case)}


def matching(name: str, **body: Any) -> Any:
    return lambda case: {**body, "If-Match": fresh(getattr(case.scene, name)).version}


def api_facts(case: Case) -> dict[str, Any]:
    return {**facts(case), "If-Match": fresh(case.scene.team).version}


def api_propose(case: Case) -> dict[str, Any]:
    return {**facts(case), "code": "MLT9", "owner": case.scene.organisation.pk}


def api_step(case: Case) -> dict[str, Any]:
    return as_match(step(case))


def as_match(sent: dict[str, Any]) -> dict[str, Any]:
    """On the API the version goes in a header."""
    version = sent.pop("version")
    return {**sent, "If-Match": version}


def api_wind_up(case: Case) -> dict[str, Any]:
    return as_match({**wind_up(case), "person": case.scene.colleague.pk})


def api_seat(case: Case) -> dict[str, Any]:
    sent = seat(case) | {"person": case.scene.colleague.pk, "seconded": True, "post": None}
    return {**sent, "team": case.scene.team.pk}


def api_seat_again(case: Case) -> dict[str, Any]:
    sent = api_seat(case)
    del sent["team"]
    return {**sent, "If-Match": fresh(case.scene.team_member).version}


def api_end(case: Case) -> dict[str, Any]:
    return {"until": "2020-11-20", "If-Match": fresh(case.scene.team_member).version}


def api_track(case: Case) -> dict[str, Any]:
    return {**track(case), "team": case.scene.team.pk}


def api_track_again(case: Case) -> dict[str, Any]:
    return {**track(case), "If-Match": fresh(case.scene.track).version}


def api_need(case: Case) -> dict[str, Any]:
    return {**need(case), "team": case.scene.team.pk}


FREE = frozenset({"capacity_unit"})
ROWS: dict[str, Row] = {
    "teams:list": Row(),
    "teams:propose": Row(post=propose, loose=frozenset({"restricted"})),
    "teams:places": Row(),
    "teams:places_xlsx": Row(),
    "teams:radar": Row(),
    "teams:templates": Row(),
    "teams:template_keep": Row(TEAM, post=lambda case: {"name": "Kort team"}),
    "teams:template_remove": Row(of("team_template"), seen=by_colleagues, get=False, post=empty),
    "teams:detail": Row(TEAM),
    "teams:setup": Row(TEAM),
    "teams:edit": Row(TEAM, post=change),
    "teams:step": Row(TEAM, post=step),
    "teams:step_back": Row(step_back, get=False, post=empty, before=stepped),
    "teams:wind_up": Row(TEAM, post=wind_up),
    "teams:member_new": Row(TEAM, post=seat, loose=FREE),
    "teams:member_edit": Row(PLACE, post=seat_again, loose=FREE),
    "teams:member_end": Row(PLACE, post=end),
    "teams:member_replace": Row(PLACE, post=seat_again, loose=FREE),
    "teams:track_new": Row(TEAM, post=track),
    "teams:track_edit": Row(TRACK, post=track_again),
    "teams:request_new": Row(TEAM, post=need, loose=FREE),
    "teams:request": Row(ASKED, post=answer, gate="teams.answer"),
    "teams:request_withdraw": Row(ASKED, get=False, post=withdraw),
    "teams:request_reopen": Row(reopening, get=False, post=empty, before=answered),
    "api:team-list list": Row(),
    "api:team-list create": Row(post=api_propose),
    "api:team-detail retrieve": Row(TEAM),
    "api:team-detail partial_update": Row(TEAM, post=api_facts),
    "api:team-step step": Row(TEAM, post=api_step),
    "api:team-undo-step undo_step": Row(TEAM, post=matching("team"), before=stepped),
    "api:team-wind-up wind_up": Row(TEAM, post=api_wind_up),
    "api:team-member-list list": Row(),
    "api:team-member-list create": Row(post=api_seat, loose=FREE),
    "api:team-member-detail retrieve": Row(PLACE),
    "api:team-member-detail partial_update": Row(PLACE, post=api_seat_again, loose=FREE),
    "api:team-member-end end": Row(PLACE, post=api_end),
    "api:team-member-replace replace": Row(PLACE, post=api_seat_again, loose=FREE),
    "api:team-radar radar": Row(),
    "api:team-load load": Row(TEAM),
    "api:team-template-list list": Row(),
    "api:team-template-list create": Row(
        post=lambda case: {"team": case.scene.team.pk, "name": "Kort team"}
    ),
    "api:team-template-detail retrieve": Row(of("team_template"), seen=by_colleagues),
    "api:team-template-remove remove": Row(of("team_template"), seen=by_colleagues, post=empty),
    "api:track-list list": Row(),
    "api:track-list create": Row(post=api_track),
    "api:track-detail retrieve": Row(TRACK),
    "api:track-detail partial_update": Row(TRACK, post=api_track_again),
    "api:resource-request-list list": Row(),
    "api:resource-request-list create": Row(post=api_need, loose=FREE),
    "api:resource-request-detail retrieve": Row(ASKED),
    "api:resource-request-answer answer": Row(
        ASKED, post=matching("people_asked", granted=True, answer="Vanaf maandag")
    ),
    "api:resource-request-withdraw withdraw": Row(ASKED, post=matching("people_asked")),
    "api:resource-request-reopen reopen": Row(
        ASKED, post=matching("people_asked"), before=answered
    ),
}
