"""The example: loaded once, added to later, moved by whole weeks."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from coordination.audit.models import AuditEvent
from coordination.example.services import weeks_of_first_load, weeks_to
from coordination.people.models import Body, Organisation, User
from escalation.regions.models import Indicator, Observation, Region

LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]


def load(settings: Any, *options: str) -> str:
    settings.ALLOWED_HOSTS = LOOPBACK
    said = StringIO()
    call_command("load_example", *options, stdout=said)
    return said.getvalue()


def test_it_tells_who_can_sign_in(db: None, settings: Any) -> None:
    said = load(settings)
    assert "coordinator@example.gov" in said
    assert User.objects.get_queryset().filter(email__endswith="@example.gov").count() == 14


@pytest.mark.parametrize(
    ("today", "monday"),
    [
        (date(2026, 11, 22), date(2026, 11, 16)),  # a Sunday: this week's Monday
        (date(2026, 11, 18), date(2026, 11, 16)),  # a Wednesday: two days back
        (date(2026, 11, 17), date(2026, 11, 9)),  # a Tuesday: one day back is too near
    ],
)
def test_the_first_monday_is_the_latest_at_least_two_days_back(today: date, monday: date) -> None:
    weeks = weeks_to(today - timedelta(days=2))
    assert date(2020, 11, 2) + timedelta(weeks=weeks) == monday


def test_on_keeps_the_dates_of_the_documents(db: None, settings: Any) -> None:
    load(settings, "--on", "2020-11-02")
    assert weeks_of_first_load() == 0


def test_without_figures_all_else_stands_there(db: None, settings: Any) -> None:
    load(settings, "--no-figures")
    assert not Observation.objects.exists()
    assert (Region.objects.count(), Indicator.objects.count()) == (26, 4)


def test_a_later_load_keeps_the_weeks_of_the_first_and_alters_nothing(
    loaded: None, settings: Any
) -> None:
    Body.objects.filter(code="MLT3").update(name_nl="eigen naam")
    Organisation.objects.filter(code="PBL").update(code="PBL-oud", mailbox="")
    before = AuditEvent.objects.filter(action="example.loaded").count()
    load(settings, "--on", "2026-11-16")
    assert Body.objects.get(code="MLT3").name_nl == "eigen naam"
    assert Organisation.objects.filter(code="PBL").exists()
    assert (weeks_of_first_load(), before) == (0, 1)


def test_a_member_not_yet_known_stands_as_such(loaded: None) -> None:
    row = Body.objects.get(code="MLT3").members.get(organisation__code="OCW")
    assert (row.person, row.post) == (None, None)


def test_it_refuses_where_others_can_reach_it_unless_told_twice(db: None, settings: Any) -> None:
    settings.ALLOWED_HOSTS = [*LOOPBACK, "baken.example.gov"]
    with pytest.raises(CommandError, match=r"baken\.example\.gov"):
        call_command("load_example")
    call_command("load_example", "--yes-really", stdout=StringIO())
    assert User.objects.get_queryset().count() == 14
