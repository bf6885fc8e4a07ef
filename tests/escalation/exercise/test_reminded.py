"""What is due follows the story: a faster clock reminds, within the building."""

from datetime import date, timedelta
from typing import Any

import time_machine

from coordination.actions.models import ActionPoint
from coordination.cycle.tasks import plan_reminders
from coordination.kit import clock
from coordination.mail.models import Message, Status
from coordination.mail.tasks import deliver
from escalation.exercise.models import ClockSetting, Exercise
from escalation.exercise.services.clock import set_clock
from escalation.exercise.story import StoryClock
from tests.cast import Cast
from tests.coordination.cycle.reminding import local, make_point, make_rule
from tests.services.smtp import SmtpSink

from .conftest import REAL


def test_a_faster_clock_makes_a_reminder_due_and_nothing_leaves(
    exercise: Exercise, cast: Cast, real: time_machine.Traveller, smtp: SmtpSink, settings: Any
) -> None:
    settings.EMAIL_URL = f"smtp://127.0.0.1:{smtp.port}"
    make_rule(cast)
    make_point(cast, date(2020, 11, 6))
    plan_reminders()
    assert Message.objects.filter(kind="cycle.digest").count() == 0

    last = ClockSetting.objects.latest("pk").pk
    set_clock(exercise=exercise, speed=1440, last=last, by=cast.secretary, at=clock.now())
    for minutes in (2, 3, 4):  # a day of the story each
        real.move_to(REAL + timedelta(minutes=minutes))
        clock.tell(StoryClock())
        plan_reminders()
        deliver()

    reminded = Message.objects.get(kind="cycle.digest")
    assert reminded.status == Status.SENT
    assert reminded.not_before == local(2020, 11, 5, 7, 30)
    assert reminded.sent_at is not None
    assert local(2020, 11, 5, 7, 30) <= reminded.sent_at <= clock.now()
    assert reminded.subject.startswith("OEFENING: ")
    assert smtp.attempts == 0
    [point] = ActionPoint.objects.visible_to(cast.vws_officer)
    assert not point.is_late(clock.now())
    real.move_to(REAL + timedelta(minutes=6))
    clock.tell(StoryClock())
    assert point.is_late(clock.now())
