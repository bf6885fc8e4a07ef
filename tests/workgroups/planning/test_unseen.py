"""What a plan points at and its reader may not see: named neither by the API nor on a page."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from coordination.dossiers.models import Dossier
from coordination.dossiers.services import open_dossier
from coordination.meetings.models import Meeting
from coordination.papers.models import Paper
from coordination.people.models import User
from tests.cast import Cast
from tests.workgroups.conftest import Crew
from tests.workgroups.sending import send
from workgroups.planning.facts import MilestoneFacts
from workgroups.planning.models import Milestone, Product
from workgroups.planning.services import (
    deliver_product,
    move_milestone,
    supply_product,
)

from .conftest import span

SignIn = Callable[[User], Client]
HOUR = timedelta(hours=1)


@pytest.fixture
def elsewhere(cast: Cast, now: datetime) -> Dossier:
    """A dossier that nobody of the team has a part in."""
    made = open_dossier(title="Elders", owner=cast.vws, by=cast.coordinator, at=now)
    made.access.all().delete()
    Dossier.objects.filter(pk=made.pk).update(restricted=True)
    return made


def hide(meeting: Meeting, elsewhere: Dossier) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(dossier=elsewhere)


def got(client: Client, path: str) -> Any:
    return client.get(f"/api/v1/{path}").json()


def test_the_api_points_at_no_meeting_that_she_may_not_see(
    bound: Milestone, meeting: Meeting, elsewhere: Dossier, crew: Crew, sign_in: SignIn
) -> None:
    client, path = sign_in(crew.secretary), f"milestones/{bound.pk}"
    assert got(client, path)["meeting"] == str(meeting.pk)
    hide(meeting, elsewhere)
    assert (got(client, path)["meeting"], got(client, path)["due_on"]) == (None, "2020-11-10")
    assert [one["meeting"] for one in got(client, "milestones")["results"]] == [None]
    stale = send(client, path, {"title": "Anders"}, version=1, verb="patch").json()
    assert stale["current"]["meeting"] is None
    team = f"{path}/reach?team={elsewhere.pk}"
    reached = send(client, team, version=bound.version)
    assert (reached.status_code, reached.json()["meeting"]) == (200, None)


def test_the_api_says_no_meeting_that_was_missed_and_may_not_be_seen(
    bound: Milestone,
    meeting: Meeting,
    elsewhere: Dossier,
    crew: Crew,
    now: datetime,
    sign_in: SignIn,
) -> None:
    by: dict[str, Any] = {"by": crew.secretary, "at": now}
    later = MilestoneFacts("", span("dec"), meeting.body)
    moved = move_milestone(
        milestone=bound, facts=later, reason="Later", version=bound.version, **by
    )
    client, slip = sign_in(crew.secretary), moved.slips.get()
    assert got(client, f"slips/{slip.pk}")["meeting"] == str(meeting.pk)
    page = client.get(moved.get_absolute_url()).content.decode()
    assert "di 10 nov" in page
    hide(meeting, elsewhere)
    assert got(client, f"slips/{slip.pk}")["meeting"] is None
    assert [one["meeting"] for one in got(client, "slips")["results"]] == [None]
    page = client.get(moved.get_absolute_url()).content.decode()
    assert ("di 10 nov" in page, "Later" in page) == (False, True)
    back = send(client, f"slips/{slip.pk}/take-back", version=moved.version)
    assert (back.status_code, back.json()["meeting"]) == (200, None)


def test_the_api_points_at_no_paper_that_she_may_not_see(
    product: Product, elsewhere: Dossier, crew: Crew, now: datetime, sign_in: SignIn
) -> None:
    by: dict[str, Any] = {"by": crew.secretary, "at": now}
    upload = SimpleUploadedFile("beslisboom.txt", b"De boom")
    supplied = supply_product(product=product, upload=upload, version=1, **by)
    assert supplied.paper_id is not None
    done = deliver_product(product=supplied, version=supplied.version, **by)
    client, path = sign_in(crew.secretary), f"products/{done.pk}"
    names = ("paper", "delivered_version")
    assert None not in [got(client, path)[name] for name in names]
    Paper.objects.filter(pk=supplied.paper_id).update(dossier=elsewhere)
    assert [got(client, path)[name] for name in names] == [None, None]
    assert [got(client, "products")["results"][0][name] for name in names] == [None, None]


def test_a_plan_keeps_the_day_and_names_no_meeting_that_she_may_not_see(
    bound: Milestone,
    meeting: Meeting,
    elsewhere: Dossier,
    crew: Crew,
    now: datetime,
    sign_in: SignIn,
) -> None:
    client = sign_in(crew.secretary)
    pages = [
        bound.get_absolute_url(),
        reverse("planning:team", args=[crew.team.pk]),
        reverse("planning:list"),
    ]
    then = {"op": (now + HOUR).astimezone().isoformat()[:16]}
    asked: list[tuple[str, Any]] = [(one, {}) for one in pages]
    asked += [(one, then) for one in pages[:2]]
    named = f"{meeting.body.code} di 10 nov"

    def say() -> list[tuple[bool, bool]]:
        shown = [client.get(*one).content.decode() for one in asked]
        squeezed = [" ".join(one.replace("</a>", "").split()) for one in shown]
        return [('datetime="2020-11-10"' in one, named in one) for one in squeezed]

    assert bound.due_on == date(2020, 11, 10)
    assert say() == [(True, True)] * len(asked)
    hide(meeting, elsewhere)
    assert say() == [(True, False)] * len(asked)
