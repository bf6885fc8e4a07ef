"""Two planners at the same moment, with different clocks, in threads that really commit."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

import pytest

from coordination.cycle.models import Audience, Reminder, Side
from coordination.cycle.services.reminders.auditing import audit_reminders
from coordination.cycle.services.reminders.planning import Plan, plan_reminders
from coordination.kit.workdays import Unit
from coordination.mail.models import Message, Status
from tests.cast import Cast

from .reminding import local, make_point, make_rule, send
from .test_two_planners import at_once

THURSDAY = local(2020, 11, 5, 7)


@pytest.fixture
def scene(committed: None, cast: Cast) -> Cast:
    make_rule(cast)
    make_rule(cast, 4, unit=Unit.HOURS)
    make_rule(cast, 1, side=Side.AFTER)
    make_rule(cast, 2, side=Side.AFTER, audience=Audience.LEAD)
    for day in range(1, 12):
        make_point(cast, date(2020, 11, day))
    return cast


def planning(at: datetime) -> Callable[[], Plan]:
    return lambda: plan_reminders(at=at)


@pytest.mark.parametrize("apart", [0, 1, 60, 600])
def test_two_planners_plan_every_reminder_once(scene: Cast, apart: int) -> None:
    at_once(planning(THURSDAY), planning(THURSDAY + timedelta(minutes=apart)))
    rows = list(Reminder.objects.values_list("recipient", "item", "item_version", "cause"))
    assert len(rows) == len(set(rows))
    assert Reminder.objects.filter(message=None).count() == 0
    send(THURSDAY + timedelta(minutes=apart + 31))
    sent = Message.objects.filter(kind="cycle.digest", status=Status.SENT)
    told = sorted((message.recipient.address, message.key) for message in sent)
    assert told == [
        ("policy.officer.vws@example.gov", "2020-11-05"),
        ("team.lead@example.gov", "2020-11-05"),
    ]


def test_planners_beside_senders_tell_everything_once(scene: Cast) -> None:
    for hour in (7, 8, 13, 14):
        at = local(2020, 11, 5, hour, 30)
        at_once(planning(at), planning(at), partial(send, at), partial(send, at))
    done = [Status.SENT, Status.SKIPPED]
    left = Message.objects.filter(kind__startswith="cycle.", not_before__lte=at)
    assert left.exclude(status__in=done).count() == 0
    assert audit_reminders(at=at).hold
