"""A team that ends leaves its lines to who takes over, and is asked nothing any more."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coordination.actions.terms import Owner
from coordination.decisions.services import record_decision_outside_meeting
from coordination.kit.refusals import NotAllowed, Refusal
from tests.cast import Cast
from workgroups.advice.models import AdviceRequest
from workgroups.advice.services import Asked, answer_line, start_line
from workgroups.teams.models import Team
from workgroups.teams.services import Need, ask_people, wind_up_team

Ask = Callable[..., AdviceRequest]


@pytest.fixture
def end(cast: Cast, team: Team, now: datetime) -> Callable[[], Team]:
    """The team is wound up; the officer of JenV, who had no part in its dossier, takes over."""

    def end() -> Team:
        decision = record_decision_outside_meeting(
            taken_by=cast.body,
            taken_on=now.date(),
            dossier=cast.dossier,
            text="De opdracht is uitgevoerd.",
            by=cast.secretary,
            at=now,
        )
        deed: dict[str, Any] = {"version": team.version, "by": cast.lead, "at": now}
        to = Owner(cast.stranger.organisation, cast.stranger)
        return wind_up_team(team=team, decision=decision, to=to, **deed)

    return end


def test_who_takes_over_goes_on_with_the_lines_that_run(
    cast: Cast, ask: Ask, now: datetime, end: Callable[[], Team]
) -> None:
    line = ask()
    answer: dict[str, Any] = {"line": line, "text": "Klein vieren", "version": 1, "at": now}
    with pytest.raises(NotAllowed):
        answer_line(by=cast.stranger, **answer)
    end()
    answer_line(by=cast.stranger, **answer)
    assert not AdviceRequest.objects.get(pk=line.pk).is_running


def test_a_team_without_lines_that_run_gives_nobody_a_part(
    cast: Cast, ask: Ask, now: datetime, end: Callable[[], Team]
) -> None:
    line = answer_line(line=ask(), text="Klein", version=1, by=cast.secretary, at=now)
    end()
    assert not cast.dossier.access.filter(user=cast.stranger).exists()
    assert not line.is_running


def test_the_page_names_the_lines_that_run_and_the_people_asked_for(
    cast: Cast, team: Team, ask: Ask, now: datetime, sign_in: Callable[..., Client]
) -> None:
    line, done = ask(), ask("Wat kan er wel met oud en nieuw?")
    answer_line(line=done, text="Klein", version=1, by=cast.secretary, at=now)
    need = Need(cast.jenv, "Iemand die het veld kent", date(2020, 11, 9))
    asked = ask_people(team=team, need=need, by=cast.lead, at=now)
    page = sign_in(cast.lead).get(reverse("teams:wind_up", args=[team.pk])).content.decode()
    assert f'<a href="{line.get_absolute_url()}">{line.number} {line.question}</a>' in page
    assert f'<a href="{asked.get_absolute_url()}">JenV Iemand die het veld kent</a>' in page
    assert done.get_absolute_url() not in page


def test_a_team_that_was_wound_up_is_asked_nothing(
    cast: Cast,
    ask: Ask,
    now: datetime,
    end: Callable[[], Team],
    team: Team,
    sign_in: Callable[..., Client],
) -> None:
    ask()
    end()
    team.refresh_from_db()
    asked = Asked("Wat kan er wel in het voorjaar?", team, asked_on=now.date())
    with pytest.raises(Refusal) as refused:
        start_line(asked=asked, by=cast.stranger, at=now)
    sentence = "MLT3 is afgerond; stel de vraag aan een team dat werkt."
    assert (refused.value.field, str(refused.value)) == ("team", sentence)
    page = sign_in(cast.coordinator).get(reverse("advice:new")).content.decode()
    assert f"{team.code} · {team.subject}" not in page
