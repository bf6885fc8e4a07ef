"""At night mail rests, but for what is acute."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from pytest_django.fixtures import Settings

from coordination.mail.kinds import mail_kinds
from coordination.mail.models import Message
from coordination.mail.services import queue_message
from coordination.people.services import recipient_for
from coordination.settings import quiet_hours
from tests.cast import Cast

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture(autouse=True)
def _night(settings: Settings) -> None:
    settings.MAIL_QUIET = quiet_hours("23:00-07:00")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def queued(cast: Cast, moment: str, kind: str = "actions.handed_over") -> datetime:
    """When a message of that moment goes."""
    message = queue_message(
        recipient=recipient_for(cast.vws_officer),
        kind=kind,
        key=moment,
        payload={},
        at=at(moment),
    )
    assert message is not None
    return Message.objects.get(pk=message.pk).not_before


@pytest.mark.parametrize(
    ("moment", "goes"),
    [
        ("2020-11-01T22:59:59", "2020-11-01T22:59:59"),
        ("2020-11-01T23:00", "2020-11-02T07:00"),
        ("2020-11-02T00:00", "2020-11-02T07:00"),
        ("2020-11-02T06:59:59", "2020-11-02T07:00"),
        ("2020-11-02T07:00", "2020-11-02T07:00"),
        # the clock goes back that night, and still it is seven on the wall
        ("2020-10-24T23:30", "2020-10-25T07:00"),
    ],
)
def test_what_can_wait_waits_until_the_morning(cast: Cast, moment: str, goes: str) -> None:
    assert queued(cast, moment) == at(goes)


@pytest.mark.parametrize("kind", ["meetings.moved", "meetings.report", "account"])
def test_what_is_acute_goes_at_night(cast: Cast, kind: str) -> None:
    assert queued(cast, "2020-11-01T23:30", kind) == at("2020-11-01T23:30")


def test_without_quiet_hours_nothing_rests(cast: Cast, settings: Settings) -> None:
    settings.MAIL_QUIET = quiet_hours("")
    assert queued(cast, "2020-11-01T23:30") == at("2020-11-01T23:30")


def test_quiet_hours_may_lie_within_a_day(cast: Cast, settings: Settings) -> None:
    settings.MAIL_QUIET = quiet_hours("01:00-06:30")
    assert queued(cast, "2020-11-02T00:30") == at("2020-11-02T00:30")
    assert queued(cast, "2020-11-02T01:30") == at("2020-11-02T06:30")
    assert (time(1), time(6, 30)) == settings.MAIL_QUIET


def test_nothing_urgent_rests() -> None:
    kinds = [mail_kinds[name] for name in mail_kinds.names()]
    assert [kind for kind in kinds if kind.rests and (kind.urgent or kind.account)] == []
