"""The two weeks on top of every page."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from coordination.cycle.models import Cadence, Slot
from coordination.cycle.queries.ribbon import ribbon_days
from coordination.cycle.services.planning import plan_cadence
from coordination.cycle.services.skip import skip_cycle
from coordination.dossiers.models import MANY_PARTS
from coordination.meetings.models import Meeting
from coordination.meetings.services.meetings import plan_meeting
from coordination.people.models import User
from tests.cast import MONDAY, Cast
from tests.kept import kept

SATURDAY = datetime(2020, 11, 7, 9, 0, tzinfo=UTC)


def plan(cast: Cast, starts_at: datetime) -> Meeting:
    return plan_meeting(
        body=cast.body,
        dossier=cast.dossier,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        by=cast.secretary,
        at=MONDAY,
    )


def shown(cast: Cast, at: datetime = MONDAY) -> dict[str, list[tuple[str, bool]]]:
    """Per day what stands there, and whether it leads somewhere."""
    return {
        f"{day['date']:%d-%m}": [(one["title"], bool(one["url"])) for one in day["meetings"]]
        for day in ribbon_days(cast.secretary, at=at)
        if day["meetings"]
    }


@kept
def planned(cast: Cast, cadence: Cadence) -> Cadence:
    plan_cadence(cadence=cadence, until=date(2020, 11, 29), by=cast.coordinator, at=MONDAY)
    return cadence


def test_meetings_lead_on_and_the_press_conference_stands_by_itself(
    cast: Cast, planned: Cadence
) -> None:
    assert shown(cast) == {
        "03-11": [("ACC 09.30", True), ("MCC 14.00", True)],
        "10-11": [("Persconferentie 19.00", False)],
    }


def test_every_reader_sees_the_same_where_the_query_is_prepared(
    cast: Cast, planned: Cadence, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where somebody of the same role came first, and with a part in very many dossiers."""
    plan(cast, SATURDAY)
    readers = [user for user in vars(cast).values() if isinstance(user, User)]
    assert len(readers) > 5
    expected = [ribbon_days(user, at=MONDAY) for user in readers]
    assert len({str(days) for days in expected}) > 1
    for most in (MANY_PARTS, 0):
        monkeypatch.setattr("coordination.dossiers.models.MANY_PARTS", most)
        for user, days in zip(readers, expected, strict=True):
            user.remembered = {}
            assert ribbon_days(user, at=MONDAY) == days


def test_it_asks_one_question(cast: Cast, planned: Cadence, django_assert_num_queries: Any) -> None:
    plan(cast, SATURDAY)
    with django_assert_num_queries(1):
        assert len(ribbon_days(cast.secretary, at=MONDAY)) == 11


def test_today_stands_also_on_an_empty_saturday(cast: Cast) -> None:
    days = ribbon_days(cast.secretary, at=SATURDAY)
    assert len(days) == 11
    assert [day["date"].day for day in days if day["is_today"]] == [7]


def test_a_skipped_cycle_has_no_events(cast: Cast, planned: Cadence) -> None:
    skip_cycle(cadence=planned, number=1, reason="Kerst", by=cast.coordinator, at=MONDAY)
    assert "10-11" not in shown(cast)


def test_an_event_shows_within_its_validity(
    cast: Cast,
    make_cadence: Callable[..., Cadence],
    make_slot: Callable[..., Slot],
) -> None:
    cadence = make_cadence(length=1, ends_on=date(2020, 11, 6))
    make_slot(cadence, title="Debat", valid_from=date(2020, 11, 4), valid_until=date(2020, 11, 9))
    plan_cadence(cadence=cadence, until=date(2020, 11, 12), by=cast.coordinator, at=MONDAY)
    assert list(shown(cast)) == ["04-11", "05-11", "06-11"]


def test_rhythms_of_others_do_not_crowd_the_ribbon(
    cast: Cast, make_cadence: Callable[..., Cadence], make_slot: Callable[..., Slot]
) -> None:
    cadence = make_cadence(length=7, outside=True)
    make_slot(cadence, title="Ministerraad")
    plan_cadence(cadence=cadence, until=date(2020, 11, 12), by=cast.coordinator, at=MONDAY)
    assert shown(cast) == {}


def test_what_stands_in_a_secret_dossier_is_not_shown(cast: Cast, planned: Cadence) -> None:
    Meeting.objects.filter(body__code="ACC").update(dossier=cast.secret_dossier)
    assert shown(cast)["03-11"] == [("MCC 14.00", True)]
    Cadence.objects.filter(pk=planned.pk).update(dossier=cast.secret_dossier)
    assert "10-11" not in shown(cast)
