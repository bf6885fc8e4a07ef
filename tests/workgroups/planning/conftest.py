"""MLT3 with an action line, a product and a milestone in November."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from coordination.actions.terms import Owner
from coordination.meetings.models import Meeting
from coordination.meetings.services.meetings import plan_meeting
from tests.cast import Cast
from tests.workgroups.conftest import Crew
from workgroups.planning.facts import LineFacts, MilestoneFacts, ProductFacts
from workgroups.planning.models import ActionLine, Milestone, Product
from workgroups.planning.services import add_line, add_product, change_milestone
from workgroups.planning.spans import Span, read_span

NOVEMBER = Span(date(2020, 11, 1), date(2020, 11, 30), "nov")


def span(words: str) -> Span:
    return read_span(words, on=date(2020, 10, 19))


@pytest.fixture
def line(crew: Crew, now: datetime) -> ActionLine:
    return add_line(team=crew.team, facts=LineFacts(1, "Scenario's"), by=crew.secretary, at=now)


@pytest.fixture
def make_product(line: ActionLine, cast: Cast, crew: Crew, now: datetime) -> Callable[..., Product]:
    """A product in November unless `due` says otherwise; `due=""` leaves it without a date."""

    def make(title: str = "Beslisboom", due: str = "nov", **more: Any) -> Product:
        milestone = MilestoneFacts(span=span(due) if due else None, **more.pop("to", {}))
        facts = ProductFacts(title, Owner(cast.vws), **more.pop("facts", {}))
        values: dict[str, Any] = {
            "line": line,
            "facts": facts,
            "milestone": milestone,
            "by": crew.secretary,
            "at": now,
        }
        return add_product(**(values | more))

    return make


@pytest.fixture
def product(make_product: Callable[..., Product]) -> Product:
    return make_product()


@pytest.fixture
def milestone(product: Product) -> Milestone:
    found: Milestone = product.milestones.get()
    return found


@pytest.fixture
def meeting(cast: Cast, now: datetime) -> Meeting:
    """Of MLT3, on Tuesday 10 November."""
    starts = now + timedelta(days=8)
    return plan_meeting(
        body=cast.body,
        dossier=cast.dossier,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        subject="Besloten overleg",
        by=cast.secretary,
        at=now,
    )


@pytest.fixture
def bound(milestone: Milestone, meeting: Meeting, crew: Crew, now: datetime) -> Milestone:
    """It goes to that meeting."""
    facts = MilestoneFacts("", milestone.span, meeting.body, meeting)
    return change_milestone(milestone=milestone, facts=facts, version=1, by=crew.secretary, at=now)
