"""Who may not do a deed hears that, whatever state or version the point is in."""

from collections.abc import Callable
from typing import Any

import pytest

from coordination.actions import services
from coordination.actions.models import ActionPoint, ActionStatus, Assent, PartStatus
from coordination.actions.terms import Owner, Share, Term
from coordination.kit.refusals import NotAllowed
from tests.cast import MONDAY, Cast

from .conftest import FRIDAY

OLD = 99


def point_verb(service: Callable[..., object], **more: Any) -> Any:
    def run(cast: Cast, point: ActionPoint, **deed: Any) -> object:
        return service(point=point, version=OLD, **more, **deed)

    return pytest.param(run, id=service.__name__)


def hand_over(cast: Cast, point: ActionPoint, **deed: Any) -> object:
    return services.hand_over(point=point, version=OLD, to=Owner(cast.szw), reason="", **deed)


def split(cast: Cast, point: ActionPoint, **deed: Any) -> object:
    share = Share("", Owner(cast.szw), Term(FRIDAY.due_on))
    return services.split_action_point(point=point, version=OLD, into=[share], **deed)


def report(cast: Cast, point: ActionPoint, **deed: Any) -> object:
    part = point.parts.get(organisation=cast.szw)
    return services.report_part(part=part, version=OLD, status=PartStatus.IN, **deed)


VERBS = [
    point_verb(services.complete_action_point),
    point_verb(services.reopen_action_point),
    point_verb(services.drop_action_point, reason=""),
    point_verb(services.restore_action_point),
    point_verb(services.move_term, term=FRIDAY, reason=""),
    point_verb(services.confirm_assent),
    point_verb(services.keep_reservation, reason=""),
    point_verb(services.undo_action_point),
    hand_over,
    split,
    report,
]


@pytest.mark.parametrize("status", [ActionStatus.OPEN, ActionStatus.DONE, ActionStatus.DROPPED])
@pytest.mark.parametrize("verb", VERBS)
def test_rights_are_asked_first(
    cast: Cast, make_point: Callable[..., ActionPoint], verb: Callable[..., object], status: str
) -> None:
    point = make_point(members=[cast.szw])
    point.status, point.assent = status, Assent.AWAITED
    if status == ActionStatus.DONE:
        point.done_at, point.done_by = MONDAY, cast.lead
    if status == ActionStatus.DROPPED:
        point.dropped_at, point.dropped_by = MONDAY, cast.lead
    point.save()
    with pytest.raises(NotAllowed):
        verb(cast, point, by=cast.stranger, at=MONDAY)
