"""A hold stops all mail; a run that would mail far more than expected holds itself."""

from pytest_django.fixtures import Settings

from coordination.mail.delivery import deliver
from coordination.mail.models import Hold, Status
from coordination.mail.services import hold_all, release_hold
from tests.cast import Cast
from tests.coordination.mail.conftest import Clock, Queue, state
from tests.services.smtp import SmtpSink


def test_a_hold_stops_all_mail_until_it_is_released(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink
) -> None:
    message = queue(cast.secretary)
    hold_all(reason="storing", by=cast.coordinator, at=clock.now)
    deliver(clock=clock)
    assert (state(message), relay.attempts) == ((Status.QUEUED, 0), 0)

    release_hold(by=cast.coordinator, at=clock.now)
    deliver(clock=clock)
    assert (state(message), relay.attempts) == ((Status.SENT, 1), 1)


def test_a_hold_takes_the_rows_out_of_a_workers_hands(
    cast: Cast, queue: Queue, clock: Clock, relay: SmtpSink
) -> None:
    messages = [queue(user) for user in (cast.secretary, cast.lead, cast.vws_officer)]
    looked = []

    def stop() -> bool:
        looked.append(1)
        if len(looked) == 3:
            hold_all(reason="storing", by=None, at=clock.now)
        return False

    deliver(clock=clock, stop=stop)

    assert sorted(state(message)[0] for message in messages) == ["queued", "queued", "sent"]


def test_far_more_mail_than_expected_is_put_on_hold(
    cast: Cast, queue: Queue, clock: Clock, settings: Settings
) -> None:
    settings.MAIL_BRAKE = 3
    messages = [queue(cast.secretary, key=str(number)) for number in range(4)]

    deliver(clock=clock)

    assert Hold.objects.get().reason == "Far more mail than expected was about to leave."
    assert {state(message) for message in messages} == {(Status.QUEUED, 0)}

    clock.forward(minutes=1)
    release_hold(by=cast.coordinator, at=clock.now)
    deliver(clock=clock)
    assert {state(message) for message in messages} == {(Status.SENT, 1)}


def test_mail_within_what_is_expected_is_not_held(
    cast: Cast, queue: Queue, clock: Clock, settings: Settings
) -> None:
    settings.MAIL_BRAKE = 4
    for number in range(4):
        queue(cast.secretary, key=str(number))

    deliver(clock=clock)

    assert not Hold.objects.exists()
