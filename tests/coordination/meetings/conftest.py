from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.services.meetings import plan_meeting
from tests.cast import MONDAY, Cast
from tests.kept import kept


@kept
def meeting(cast: Cast) -> Meeting:
    """MLT3 on Monday 2 November 2020, 15.00 in Amsterdam."""
    return plan_meeting(
        body=cast.body,
        dossier=cast.dossier,
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(minutes=90),
        by=cast.secretary,
        at=MONDAY - timedelta(days=3),
    )


def add_item(
    cast: Cast, meeting: Meeting, title: str = "Inventarisatie", **more: object
) -> AgendaItem:
    values = {"dossier": meeting.dossier, "position": meeting.items.count() + 1, **more}
    return AgendaItem.objects.create(
        meeting=meeting, title=title, created_at=MONDAY, created_by=cast.secretary, **values
    )


@pytest.fixture
def make_item(cast: Cast) -> Callable[..., AgendaItem]:
    return partial(add_item, cast)


@kept
def item(cast: Cast, meeting: Meeting) -> AgendaItem:
    return add_item(cast, meeting)
