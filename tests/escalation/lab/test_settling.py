"""Each change from figure to force: who settles it, from when it holds, and what that wins."""

from datetime import date

import pytest

from escalation.lab.models import Replay
from escalation.lab.queries.settling import Change, Settled, settled
from escalation.lab.queries.showing import shown
from escalation.lab.replaying.process import Process, Recorded, Settling, Turn, forces, held
from escalation.lab.services.processes import ProcessFacts, make_process

from .conftest import KNOWN, Setting

pytestmark = pytest.mark.django_db

REGION_UP = Settling("up", 1, 2, "region", 24)


def tried(setting: Setting, *rules: Settling, minister_hours: int | None = None) -> Replay:
    """A replay of a bound of 45 under a process of these rules."""
    process = make_process(
        dossier=setting.ladder.dossier,
        facts=ProcessFacts("Ander proces", "", minister_hours, rules),
        by=setting.coordinator,
        at=KNOWN,
    )
    return setting.replay(setting.variant("45"), process=process)


def of(replay: Replay) -> Settled:
    return settled(replay, shown(replay).regions)


def change(found: Settled, code: str, after: int) -> Change:
    [one] = [row for row in found.changes if (row.region.code, row.after) == (code, after)]
    return one


def test_each_change_says_from_when_it_holds_and_how_many_days_that_wins(setting: Setting) -> None:
    """By the figures on 21 October, in force a day later at ten; the office did it on the 30th.

    The ladder itself called for it on the 22nd, so the minister is taken to need eight days.
    """
    found = of(tried(setting, REGION_UP))
    rise = change(found, "VR01", 2)
    assert (rise.day, rise.here.settler, rise.here.hours) == (date(2020, 10, 21), "region", 24)
    assert (rise.holds_from, rise.held_from) == (date(2020, 10, 22), date(2020, 10, 29))
    assert (rise.earlier, rise.determined_on, rise.ahead) == (7, date(2020, 10, 30), 8)
    fall = change(found, "VR01", 1)
    assert (fall.here.settler, fall.here.hours, fall.earlier) == ("", 192, 0)
    assert (found.here.course.up, found.now.course.up) == (2, 4)
    assert found.earlier == 14


def test_what_never_was_determined_has_no_days_ahead(setting: Setting) -> None:
    rise = change(of(tried(setting, REGION_UP)), "VR02", 2)
    assert (rise.determined_on, rise.ahead, rise.earlier) == (None, None, 7)


def test_days_won_are_counted_again_with_the_levels_as_they_came_into_force(
    setting: Setting,
) -> None:
    """The rule alone wins nine days on the one determination; a day of the region leaves eight."""
    replay = tried(setting, REGION_UP)
    found = of(replay)
    assert shown(replay).main.won == 9
    assert found.here.summary is not None
    assert found.now.summary is not None
    assert (found.here.summary.won, found.now.summary.won) == (8, 1)


def test_the_hours_of_the_minister_go_before_what_was_measured(setting: Setting) -> None:
    rise = change(of(tried(setting, minister_hours=48)), "VR01", 2)
    assert (rise.here.settler, rise.here.hours, rise.holds_from) == ("", 48, date(2020, 10, 23))


def test_without_any_time_of_the_minister_nothing_is_made_up(setting: Setting) -> None:
    """Never reached, so no determination followed the ladder."""
    turns = [Turn("VR01", 3, 1, 2), Turn("VR01", 9, 2, 1)]
    found = forces(Process("", (REGION_UP,)), turns, Recorded())
    assert [(one.hours, one.day, one.holds_from) for one in found] == [(24, 4, 4), (None,) * 3]


def test_a_change_that_a_later_one_overtakes_never_holds() -> None:
    """Up takes the minister ten days, down is the region's in a day."""
    process = Process("", (Settling("down", 1, 9, "region", 24),), 240)
    turns = [Turn("VR01", 2, 1, 2), Turn("VR01", 6, 2, 1), Turn("VR02", 2, 1, 2)]
    found = forces(process, turns, Recorded())
    assert [(one.day, one.overtaken) for one in found] == [(12, True), (7, False), (12, False)]
    assert held("1122221111111111", found[:2]) == [1] * 16
    assert held("11222222222222", found[2:]) == [1] * 12 + [2] * 2


def test_a_level_is_in_force_at_the_end_of_the_day_its_hours_end_on() -> None:
    """Known at ten: fourteen hours later it is the next day."""
    turns = [Turn("VR01", 5, 1, 2)]
    days = []
    for hours in (13, 14, 38):
        process = Process("", (Settling("both", 1, 9, "officials", hours),))
        [one] = forces(process, turns, Recorded(after=None))
        days.append(one.day)
    assert days == [5, 6, 7]
