"""The steps of a team by decision, its end, its tracks and the people it asks for."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from coordination.actions.models import ActionPoint
from coordination.actions.services import add_action_point
from coordination.actions.terms import Owner, Term
from coordination.audit.models import AuditEvent
from coordination.decisions.models import Decision, Result
from coordination.decisions.services import record_decision_outside_meeting
from coordination.dossiers.permissions import functions_of
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.meetings.services.meetings import plan_meeting
from coordination.people.models import User
from tests.cast import Cast
from tests.workgroups.conftest import FIRST_DAY, LAST_DAY, Crew
from workgroups.teams.models import Horizon, Team, TeamRole, TeamStatus, TeamTemplate
from workgroups.teams.services import (
    Facts,
    Need,
    add_track,
    answer_request,
    ask_people,
    change_team,
    end_member,
    keep_template,
    reopen_request,
    take_back_step,
    take_step,
    wind_up_team,
)
from workgroups.teams.services.proposing import CodeTaken, HasTeam
from workgroups.teams.services.steps import NotNow
from workgroups.teams.services.winding_up import StillMeets


@pytest.fixture
def decide(cast: Cast, now: datetime) -> Callable[..., Decision]:
    def decide(text: str = "Het team gaat van start.", **more: Any) -> Decision:
        return record_decision_outside_meeting(
            taken_by=cast.body,
            taken_on=now.date(),
            dossier=cast.dossier,
            text=text,
            by=cast.secretary,
            at=now,
            **more,
        )

    return decide


def fresh(team: Team) -> Team:
    found: Team = Team.objects.select_related("dossier", "body").get(pk=team.pk)
    return found


def test_each_step_follows_from_a_decision_and_none_is_skipped(
    crew: Crew, decide: Callable[..., Decision], now: datetime
) -> None:
    decision = decide()
    deed: dict[str, Any] = {"by": crew.lead, "at": now}
    with pytest.raises(NotNow):
        take_step(team=crew.team, version=1, to=TeamStatus.ACTIVE, decision=decision, **deed)
    for version, step in enumerate((TeamStatus.COMMISSIONED, TeamStatus.ACTIVE), start=1):
        team = take_step(team=crew.team, version=version, to=step, decision=decision, **deed)
    assert (team.status, team.version) == ("active", 3)
    steps = team.steps.order_by("at", "pk").values_list("status", "decision")
    assert sorted(steps) == [
        ("active", decision.pk),
        ("commissioned", decision.pk),
        ("proposed", None),
    ]
    back = take_back_step(team=team, version=3, **deed)
    assert (back.status, back.version) == ("commissioned", 4)
    with pytest.raises(Stale):
        take_back_step(team=team, version=3, **deed)


@pytest.mark.parametrize("result", [Result.DEFERRED, Result.WITHDRAWN, Result.NOTED])
def test_what_was_not_adopted_carries_no_step(
    crew: Crew, decide: Callable[..., Decision], now: datetime, result: Result
) -> None:
    decision = decide(result=result)
    to = TeamStatus.COMMISSIONED
    with pytest.raises(Refusal) as refused:
        take_step(team=crew.team, version=1, to=to, decision=decision, by=crew.lead, at=now)
    assert refused.value.field == "decision"


def test_a_team_does_not_start_without_a_lead(
    make_team: Callable[..., Team],
    decide: Callable[..., Decision],
    cast: Cast,
    now: datetime,
) -> None:
    team, decision = make_team(), decide()
    deed: dict[str, Any] = {"decision": decision, "by": cast.coordinator, "at": now}
    take_step(team=team, version=1, to=TeamStatus.COMMISSIONED, **deed)
    with pytest.raises(Refusal):
        take_step(team=team, version=2, to=TeamStatus.ACTIVE, **deed)


def test_a_team_does_not_start_with_a_lead_who_has_gone(
    crew: Crew, decide: Callable[..., Decision], now: datetime
) -> None:
    deed: dict[str, Any] = {"by": crew.secretary, "at": now}
    step: dict[str, Any] = {"decision": decide(), **deed}
    lead = crew.team.members.get(role=TeamRole.LEAD)
    end_member(member=lead, version=1, until=now.date(), **deed)
    take_step(team=crew.team, version=1, to=TeamStatus.COMMISSIONED, **step)
    with pytest.raises(Refusal, match="wie het team trekt"):
        take_step(team=crew.team, version=2, to=TeamStatus.ACTIVE, **step)


def test_a_team_that_ends_before_it_starts_is_refused(
    crew: Crew, make_team: Callable[..., Team], cast: Cast, now: datetime
) -> None:
    with pytest.raises(Refusal) as refused:
        make_team("LT9", ends_on=FIRST_DAY - timedelta(days=1))
    assert (refused.value.field, Team.objects.count()) == ("ends_on", 1)
    facts = Facts("Anders", Horizon.LONG, cast.vws, LAST_DAY, FIRST_DAY)
    with pytest.raises(Refusal):
        change_team(team=crew.team, version=1, facts=facts, by=crew.lead, at=now)


def test_what_is_named_after_the_subject_follows_it(
    crew: Crew, make_team: Callable[..., Team], cast: Cast, now: datetime
) -> None:
    """And what got another name keeps that."""
    own = make_team("LT2", subject="Voorbereid de crisis door")
    facts = Facts("Voorbereid de winter door", Horizon.LONG, cast.vws, FIRST_DAY, LAST_DAY)
    change_team(team=own, version=1, facts=facts, by=cast.coordinator, at=now)
    found = fresh(own)
    assert (found.dossier.title, found.body.name_nl, found.body.name_en) == (
        "Voorbereid de winter door",
        "LT2 Voorbereid de winter door",
        "LT2 Voorbereid de winter door",
    )
    assert AuditEvent.objects.filter(dossier=own.pk, root=True).count() == 2
    body = fresh(crew.team).body.name_nl
    change_team(team=crew.team, version=1, facts=facts, by=crew.secretary, at=now)
    assert fresh(crew.team).body.name_nl == body


def test_a_code_and_a_dossier_have_one_team(
    crew: Crew, make_team: Callable[..., Team], cast: Cast
) -> None:
    with pytest.raises(CodeTaken):
        make_team("mlt3")
    with pytest.raises(HasTeam):
        make_team("LT9", dossier=cast.dossier)


@pytest.mark.parametrize("who", ["lead", "member", "stranger"])
def test_only_a_coordinator_proposes(crew: Crew, make_team: Callable[..., Team], who: str) -> None:
    with pytest.raises(NotAllowed):
        make_team("LT9", by=getattr(crew, who))


def test_winding_up_hands_over_what_is_open_and_ends_every_place(
    crew: Crew,
    cast: Cast,
    decide: Callable[..., Decision],
    now: datetime,
    sign_in: Callable[[User], Client],
) -> None:
    deed: dict[str, Any] = {"by": crew.lead, "at": now}
    own = add_action_point(
        dossier=cast.dossier,
        body=cast.body,
        text="Overdracht schrijven",
        owner=Owner(cast.dgsc, cast.secretary),
        term=Term(date(2020, 11, 6)),
        **deed,
    )
    theirs = add_action_point(
        dossier=cast.dossier,
        body=cast.body,
        text="Sheets invullen",
        owner=Owner(cast.szw),
        term=Term(date(2020, 11, 6)),
        **deed,
    )
    of_all = add_action_point(
        dossier=cast.dossier,
        body=cast.body,
        text="Welke variabelen neemt u mee?",
        owner=Owner(cast.dgsc),
        members=[cast.vws, cast.szw],
        term=Term(date(2020, 11, 6)),
        **deed,
    )
    need = Need(cast.jenv, "Iemand die het veld kent", date(2020, 11, 9))
    asked = ask_people(team=crew.team, need=need, **deed)
    to = Owner(cast.vws, cast.vws_officer)
    over = wind_up_team(team=crew.team, version=1, decision=decide(), to=to, **deed)

    owners = dict(ActionPoint.objects.values_list("pk", "owner_organisation__code"))
    assert (owners[own.pk], owners[of_all.pk], owners[theirs.pk]) == ("VWS", "VWS", "SZW")
    asked.refresh_from_db()
    cast.body.refresh_from_db()
    assert (over.status, over.ends_on, asked.status) == ("dissolved", now.date(), "withdrawn")
    assert (cast.body.active, crew.team.members.standing(now.date()).count()) == (False, 0)
    assert functions_of(crew.linking_pin, cast.dossier) == set()
    page = sign_in(crew.coordinator).get(over.get_absolute_url()).content.decode()
    assert "Er neemt niemand meer deel." in page


def test_a_team_that_still_meets_is_not_wound_up(
    crew: Crew, cast: Cast, decide: Callable[..., Decision], now: datetime
) -> None:
    plan_meeting(
        body=cast.body,
        dossier=cast.dossier,
        starts_at=now + timedelta(days=3),
        ends_at=now + timedelta(days=3, hours=1),
        by=cast.secretary,
        at=now,
    )
    to = Owner(cast.vws)
    with pytest.raises(StillMeets):
        wind_up_team(team=crew.team, version=1, decision=decide(), to=to, by=crew.lead, at=now)
    assert fresh(crew.team).status == "proposed"


def test_the_organisation_that_is_asked_answers_and_a_refusal_has_a_reason(
    crew: Crew, cast: Cast, now: datetime
) -> None:
    need = Need(cast.szw, "Marketeer", date(2020, 11, 9))
    asked = ask_people(team=crew.team, need=need, by=crew.lead, at=now)
    answer: dict[str, Any] = {"request": asked, "version": 1, "at": now}
    with pytest.raises(NotAllowed):
        answer_request(granted=True, answer="Ja", by=crew.member, **answer)
    with pytest.raises(Refusal) as refused:
        answer_request(granted=False, answer=" ", by=crew.szw_member, **answer)
    assert refused.value.field == "answer"
    granted = answer_request(granted=True, answer="Vanaf maandag", by=crew.szw_member, **answer)
    assert (granted.status, granted.answered_by) == ("granted", crew.szw_member)
    back = reopen_request(request=granted, version=2, by=crew.szw_member, at=now)
    assert (back.status, back.answered_at) == ("asked", None)


def test_who_is_asked_reads_the_request_of_a_team_she_does_not_see(
    make_team: Callable[..., Team], cast: Cast, now: datetime
) -> None:
    team = make_team(restricted=True)
    need = Need(cast.szw, "Marketeer", date(2020, 11, 9))
    asked = ask_people(team=team, need=need, by=cast.coordinator, at=now)
    requests = type(asked).objects
    assert requests.visible_to(cast.szw_officer).get() == asked
    assert not requests.visible_to(cast.vws_officer).exists()
    assert not Team.objects.visible_to(cast.szw_officer).exists()


def test_a_template_holds_the_kind_of_a_team_and_no_people(
    crew: Crew, cast: Cast, now: datetime
) -> None:
    add_track(team=crew.team, name="Gedrag", by=crew.lead, at=now)
    kept = keep_template(team=crew.team, name="Kort team", by=cast.coordinator, at=now)
    seats = kept.seats.order_by("organisation__code").values_list("organisation__code", "role")
    assert (kept.weeks, kept.track_names) == (15, ["Gedrag"])
    assert list(seats) == [
        ("JenV", "linking_pin"),
        ("OCW", "member"),
        ("SCP", "knowledge_partner"),
        ("SZW", "member"),
        ("VWS", "member"),
    ]
    assert TeamTemplate.objects.count() == 1
