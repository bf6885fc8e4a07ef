"""A question whose team is known to its members only: who reads it is told of no team."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from workgroups.options.models import OptionSet
from workgroups.teams.models import Team

pytestmark = pytest.mark.usefixtures("on_monday")

SignIn = Callable[..., Client]


@pytest.fixture
def hidden(consulted: OptionSet, make_team: Callable[..., Team]) -> Team:
    team = make_team("LT9", restricted=True)
    OptionSet.objects.filter(pk=consulted.pk).update(team=team)
    consulted.history.update(team=team)
    return team


def test_the_pages_name_no_team_that_she_may_not_see(
    consulted: OptionSet, hidden: Team, cast: Cast, now: datetime, sign_in: SignIn
) -> None:
    page = consulted.get_absolute_url()
    asked = [
        (page, {}),
        (page, {"op": f"{timezone.localtime(now):%Y-%m-%dT%H:%M}"}),
        (reverse("options:list"), {}),
    ]

    def named(client: Client) -> list[bool]:
        return ["LT9" in client.get(*one).content.decode() for one in asked]

    assert named(sign_in(cast.coordinator)) == [True, True, True]
    hers = sign_in(cast.vws_officer)
    assert named(hers) == [False, False, False]
    refused = hers.post(reverse("options:remark", args=[consulted.pk]), {"text": ""})
    assert (refused.status_code, "LT9" in refused.content.decode()) == (422, False)


def test_the_api_says_no_team_that_she_may_not_see(
    consulted: OptionSet, hidden: Team, cast: Cast, sign_in: SignIn
) -> None:
    def said(client: Client) -> list[str | None]:
        one = client.get(f"/api/v1/options/{consulted.pk}").json()
        rows = client.get("/api/v1/options").json()["results"]
        return [found["team"] for found in (one, *rows)]

    assert said(sign_in(cast.coordinator)) == [str(hidden.pk)] * 2
    assert said(sign_in(cast.vws_officer)) == [None, None]
