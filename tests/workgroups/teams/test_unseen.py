"""A restricted team is known to nobody outside it, its body neither."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from coordination.people.models import Body, User
from tests.cast import Cast
from workgroups.teams.models import Team, TeamMember

SignIn = Callable[[User], Client]


def test_the_body_of_a_restricted_team_is_known_to_its_members(
    make_team: Callable[..., Team], make_member: Callable[..., TeamMember], cast: Cast
) -> None:
    team = make_team("LT9", restricted=True)
    make_member(team, cast.szw, person=cast.szw_officer)
    assert Body.objects.visible_to(cast.szw_officer).filter(pk=team.body_id).exists()
    assert not Body.objects.visible_to(cast.vws_officer).filter(pk=team.body_id).exists()


def test_no_page_of_people_tells_of_it(
    make_team: Callable[..., Team],
    make_member: Callable[..., TeamMember],
    cast: Cast,
    sign_in: SignIn,
) -> None:
    team = make_team("LT9", restricted=True)
    make_member(team, cast.szw, person=cast.szw_officer)
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
    for gone in (team.get_absolute_url(), reverse("people:body", args=[team.body_id])):
        assert client.get(gone).status_code == 404
