"""An administrator with a part in a dossier is led to nothing that her role does not open."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coordination.decisions.models import Decision
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.meetings.services.meetings import plan_meeting
from coordination.people.models import User
from tests.browser.walk import paths_in
from tests.cast import Cast
from tests.workgroups.conftest import Crew
from workgroups.options.services import Words, start_options

SignIn = Callable[[User], Client]


@pytest.fixture
def hers(cast: Cast, crew: Crew, decision: Decision, now: datetime, sign_in: SignIn) -> Client:
    """Beside what stands in the dossier: a decision, a meeting, a point of hers and variants."""
    grant_access(
        dossier=cast.dossier,
        to=cast.administrator,
        function=Function.WRITER,
        by=cast.coordinator,
        at=now,
    )
    by: dict[str, Any] = {"by": cast.secretary, "at": now}
    starts = now + timedelta(days=2)
    plan_meeting(
        body=cast.body,
        dossier=cast.dossier,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        **by,
    )
    start_options(words=Words("Welke pilot?", ""), dossier=cast.dossier, **by)
    return sign_in(cast.administrator)


@pytest.mark.usefixtures("on_monday")
def test_no_link_of_today_or_of_her_dossier_and_its_body_is_refused(
    hers: Client, cast: Cast
) -> None:
    dossier, body = cast.dossier.get_absolute_url(), reverse("people:body", args=[cast.body.pk])
    refused = {
        (page, path)
        for page in ("/", dossier, f"{dossier}?meer=1", body, f"{body}?meer=1")
        for path in paths_in(page, hers.get(page).content.decode())
        if hers.get(path).status_code == 403
    }
    assert refused == set()
