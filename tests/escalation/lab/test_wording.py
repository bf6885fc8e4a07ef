"""Numbers below nothing are told in words: lost, later, fewer."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from escalation.lab.models import Replay
from escalation.lab.queries.showing import shown
from escalation.lab.replaying.results import Summary
from escalation.lab.showing import measures
from escalation.lab.wording import earlier, finding, held, more, signed

from .conftest import Setting

NONE = Summary(*[0] * 5, None, *[0] * 8)  # type: ignore[call-arg]  # counts, all nought
ONE = replace(NONE, won=8, ahead=1, rises=3, falls=2, flips=1, median=8.0)


@pytest.mark.parametrize(
    ("two", "sentence"),
    [
        (replace(ONE, won=3, rises=4, flips=0),
         "Beside v1: 5 region-days lost, 1 change more, 1 flip back fewer"),
        (replace(ONE, won=1208, falls=0, flips=3),
         "Beside v1: 1,200 region-days won, 2 changes fewer, 2 flips back more"),
        (ONE, "Beside v1: 0 region-days won, as many changes, as many flips back"),
    ],
)  # fmt: skip
def test_a_finding_has_no_minus(two: Summary, sentence: str) -> None:
    with override("en"):
        assert finding(ONE, two, "v1") == sentence


def test_without_determinations_nothing_is_said_of_days() -> None:
    without = replace(ONE, won=0, ahead=0)
    with override("en"):
        assert finding(None, without, "v1") == "5 changes, 1 flip back"
        assert finding(without, without, "v1") == ("Beside v1: as many changes, as many flips back")


def test_a_measure_says_lost_later_and_fewer() -> None:
    worse = replace(ONE, won=-4, median=-2.5, flips=0)
    with override("en"):
        said = {one.name: one.said for one in measures(ONE, worse)}
    assert said["won"] == ("8", "4 lost", "12 fewer")
    assert said["median"] == ("8", "2.5 later", "10.5 fewer")
    assert said["flips"] == ("1", "0", "1 fewer")
    assert said["changes"] == ("5", "5", "equal")
    without = replace(ONE, median=None)
    with override("en"):
        [median] = [one.said for one in measures(ONE, without) if one.name == "median"]
    assert median == ("8", "–", "–")


def test_earlier_and_later_and_where_there_is_room_for_a_sign_only() -> None:
    with override("en"):
        assert [earlier(days) for days in (2, 0, -3)] == ["2 earlier", "same day", "3 later"]
        assert [more(count) for count in (2, 0, -3)] == ["2 more", "equal", "3 fewer"]
        assert held("Region", 1, -1) == (
            "With Region 1 change goes up to ministers, "
            "and levels hold 1 region-day later than in the process as it is."
        )
    assert [signed(ranks) for ranks in (1, 0, -1)] == ["+1", "0", "−1"]


@pytest.mark.django_db
def test_a_determination_that_lowered_is_held_against_the_replay(setting: Setting) -> None:
    """The figures fall below the bound on 12 November; lowered on the 20th."""
    setting.determine("VR01", 1, date(2020, 11, 20))
    found = shown(setting.replay(setting.variant("80"), known_at=None))
    [lead] = found.lowered
    region = (lead.region.code, lead.day, lead.rank, lead.ladder_days)
    levels = {name: found.levels(name)["VR01"] for name in ("variant", "ladder")}
    day = (date(2020, 11, 20) - found.replay.first).days
    ahead = {name: day - row.rindex("2") - 1 for name, row in levels.items()}
    assert region == ("VR01", date(2020, 11, 20), 1, ahead["ladder"])
    assert (lead.days, lead.never) == (ahead["variant"], False)
    assert ahead["variant"] > ahead["ladder"] > 0


@pytest.mark.django_db
def test_a_level_that_never_falls_never_comes_to_what_was_lowered(setting: Setting) -> None:
    setting.determine("VR01", 1, date(2020, 11, 20))
    [lead] = shown(setting.replay(setting.variant("20"))).lowered
    assert (lead.never, lead.days) == (True, -11)
    assert Replay.objects.filter(asked_at__gt=datetime(2020, 1, 1, tzinfo=UTC)).exists()
