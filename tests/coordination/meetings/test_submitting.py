"""What a form offers is what the deed accepts: items for her papers, meetings for a new item."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from coordination.kit.refusals import Refusal
from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.queries.submitting import open_items, open_meetings
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.meetings import cancel_meeting, plan_meeting
from coordination.meetings.services.papers import supply_paper
from coordination.papers.models import PaperKind
from coordination.people.models import User
from tests.cast import MONDAY, Cast
from tests.sweep.registry.papers import pdf


@pytest.fixture
def thursday(cast: Cast) -> Meeting:
    starts = MONDAY + timedelta(days=3)
    return plan_meeting(
        body=cast.body,
        dossier=cast.dossier,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        by=cast.secretary,
        at=MONDAY,
    )


@pytest.fixture
def items(cast: Cast, thursday: Meeting) -> dict[str, AgendaItem]:
    """One that the secretary put there, one that waits for her."""

    def submit(title: str, by: User) -> AgendaItem:
        facts = ItemFacts(title, cast.dossier)
        return submit_item(meeting=thursday, facts=facts, by=by, at=MONDAY)

    return {
        "accepted": submit("Van haar", cast.secretary),
        "waits": submit("Van VWS", cast.vws_officer),
    }


def accepts(item: AgendaItem, by: User) -> bool:
    deed: dict[str, Any] = {"title": "Nota", "kind": PaperKind.OTHER, "by": by, "at": MONDAY}
    try:
        supply_paper(item=item, upload=pdf(), **deed)
    except Refusal:
        return False
    return True


@pytest.mark.parametrize("who", ["secretary", "lead", "vws_officer", "szw_officer", "stranger"])
def test_an_item_is_offered_to_whom_its_papers_may_be_changed_by(
    cast: Cast, items: dict[str, AgendaItem], who: str
) -> None:
    user = getattr(cast, who)
    offered = set(open_items(user, MONDAY).values_list("title", flat=True))
    assert offered == {item.title for item in items.values() if accepts(item, user)}
    expected = {"secretary": 2, "lead": 2, "vws_officer": 1, "szw_officer": 0, "stranger": 0}
    assert len(offered) == expected[who]


def test_a_meeting_takes_a_new_item_of_a_member_until_it_is_cancelled(
    cast: Cast, thursday: Meeting
) -> None:
    def offered(user: User, at: datetime = MONDAY) -> list[Meeting]:
        return list(open_meetings(user, at))

    assert offered(cast.szw_officer) == [thursday]
    assert offered(cast.stranger) == []
    assert offered(cast.szw_officer, MONDAY + timedelta(days=4)) == []
    cancel_meeting(meeting=thursday, reason="Ziekte", by=cast.secretary, at=MONDAY)
    assert offered(cast.szw_officer) == []
