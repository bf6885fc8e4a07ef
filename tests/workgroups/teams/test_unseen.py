"""A restricted team is known to nobody outside it, its body neither."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coordination.audit.models import AuditEvent
from coordination.dossiers.models import Classification, Dossier
from coordination.dossiers.services import open_dossier
from coordination.dossiers.services.classifying import Levels, classify_dossier
from coordination.meetings.services.meetings import plan_meeting
from coordination.people.models import Body, User
from tests.cast import Cast
from tests.workgroups.conftest import Crew
from workgroups.teams.models import Team, TeamMember, TeamRole

SignIn = Callable[[User], Client]


@pytest.fixture
def closed(
    make_team: Callable[..., Team], make_member: Callable[..., TeamMember], cast: Cast
) -> Team:
    """LT9, known to its members only, of whom one is of SZW."""
    team = make_team("LT9", restricted=True)
    make_member(team, cast.szw, person=cast.szw_officer)
    return team


def test_the_body_of_a_restricted_team_is_known_to_its_members(closed: Team, cast: Cast) -> None:
    assert Body.objects.visible_to(cast.szw_officer).filter(pk=closed.body_id).exists()
    assert not Body.objects.visible_to(cast.vws_officer).filter(pk=closed.body_id).exists()


def test_no_page_of_people_tells_of_it(closed: Team, cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.vws_officer)
    for address in (
        reverse("people:bodies"),
        reverse("people:user", args=[cast.szw_officer.pk]),
        reverse("people:organisation", args=[cast.dgsc.pk]),
        reverse("teams:list"),
        reverse("teams:places"),
        reverse("overview:overview"),
    ):
        answer = client.get(address)
        assert (answer.status_code, "LT9" in answer.content.decode()) == (200, False)
    for gone in (closed.get_absolute_url(), reverse("people:body", args=[closed.body_id])):
        assert client.get(gone).status_code == 404


def test_an_administrator_is_told_that_there_is_a_place_and_not_in_which_team(
    closed: Team, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.administrator)
    page = client.get(reverse("people:account", args=[cast.szw_officer.pk])).content.decode()
    assert "LT9" not in page
    assert str(closed.body_id) not in page
    assert "1 die u niet mag lezen" in page


def test_the_body_follows_where_the_team_is_restricted_later_and_where_it_is_not_any_more(
    crew: Crew, cast: Cast, now: datetime
) -> None:
    def known_to(user: User) -> bool:
        return Body.objects.visible_to(user).filter(pk=crew.team.body_id).exists()

    assert known_to(crew.stranger)
    for version, restricted in ((1, True), (2, False)):
        dossier = Dossier.objects.get(pk=crew.team.pk)
        classify_dossier(
            dossier=dossier,
            version=dossier.version,
            levels=Levels(Classification.UNCLASSIFIED, restricted=restricted),
            reason=f"Oefentekst {version}",
            by=crew.lead,
            at=now,
        )
        assert (known_to(crew.stranger), known_to(crew.member)) == (not restricted, True)
    assert AuditEvent.objects.filter(action="people.body_changed").count() == 2


def test_a_body_that_stands_is_known_to_its_members_once_a_restricted_team_works_with_it(
    make_team: Callable[..., Team], cast: Cast, now: datetime
) -> None:
    dossier = open_dossier(
        title="Besloten", owner=cast.dgsc, restricted=True, by=cast.coordinator, at=now
    )
    make_team("LT9", dossier=dossier, body=cast.body)
    cast.body.refresh_from_db()
    assert cast.body.restricted


def test_who_has_a_part_without_a_seat_is_led_to_no_page_that_she_may_not_open(
    make_team: Callable[..., Team],
    make_member: Callable[..., TeamMember],
    cast: Cast,
    now: datetime,
    sign_in: SignIn,
) -> None:
    """The coordinator who set it up leads its dossier; the body is known to who sits in it."""
    team = make_team("LT9", restricted=True)
    make_member(team, cast.dgsc, person=cast.lead, role=TeamRole.LEAD)
    soon = now + timedelta(days=1)
    facts: dict[str, Any] = {"body": team.body, "dossier": team.dossier, "by": cast.lead, "at": now}
    meeting = plan_meeting(starts_at=soon, ends_at=soon + timedelta(hours=1), **facts)
    body = reverse("people:body", args=[team.body_id])
    client = sign_in(cast.coordinator)
    assert client.get(body).status_code == 404
    for address in (team.get_absolute_url(), meeting.get_absolute_url()):
        page = client.get(address)
        assert (page.status_code, "LT9" in page.text, body in page.text) == (200, True, False)
