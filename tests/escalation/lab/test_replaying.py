"""A replay against what was determined: days, changes, flips, and the seal on it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from coordination.audit.models import AuditEvent
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.work import WorkStatus
from escalation.lab.models import Replay
from escalation.lab.queries.checking import check_replay
from escalation.lab.queries.showing import levels_of, shown
from escalation.lab.services import running
from escalation.ladder.queries.assessments import outcomes
from escalation.regions.models import Indicator, Observation

from .conftest import FIRST, KNOWN, LAST, Setting

pytestmark = pytest.mark.django_db


def test_a_lower_bound_wins_days_and_costs_changes(setting: Setting) -> None:
    """By v1b level 2 is reached on 22 October, eight days before it was determined; from 45 on a
    day earlier."""
    found = shown(setting.replay(setting.variant("45")))
    assert found.ladder is not None
    assert (found.ladder.won, found.main.won) == (8, 9)
    assert (found.main.ahead, found.main.behind, found.main.never) == (1, 0, 0)
    assert (found.main.rises, found.main.falls, found.main.upward) == (2, 2, 4)
    [lead] = found.leads
    assert (lead.region.code, lead.day, lead.rank) == ("VR01", date(2020, 10, 30), 2)
    assert (lead.days, lead.ladder_days, lead.least) == (9, 8, False)


def test_a_bound_that_is_never_reached_loses_all_days_of_the_determination(
    setting: Setting,
) -> None:
    found = shown(setting.replay(setting.variant("90")))
    days = (LAST - date(2020, 10, 30)).days + 1
    assert (found.main.won, found.main.never, found.main.changes) == (-days, 1, 0)


def test_what_stood_from_the_first_day_on_is_ahead_by_at_least_that_much(setting: Setting) -> None:
    found = shown(setting.replay(setting.variant("40")))
    [lead] = found.leads
    assert (lead.days, lead.least) == ((date(2020, 10, 30) - FIRST).days, True)


def test_region_days_stand_above_below_and_beside_what_was_determined(setting: Setting) -> None:
    found = shown(setting.replay())
    by_code = {line.region.code: line.variant for line in found.lines}
    # VR02 stayed on 1 while the rule gave 2 from 22 October to 15 November
    assert (by_code["VR02"]["above"], by_code["VR02"]["below"]) == (25, 0)
    # VR01 was at 2 from 30 October on: the rule was above for 8 days, and below from 16 November
    assert (by_code["VR01"]["above"], by_code["VR01"]["below"]) == (8, 15)
    assert found.ladder is None


def test_weeks_on_end_and_a_hysteresis_hold_a_level(setting: Setting) -> None:
    slow = shown(setting.replay(setting.variant("50", weeks_up=2, weeks_down=2)))
    # up once 2 held from 22 to 29 October; down once 1 held from 16 to 23 November
    assert [one.days for one in slow.leads] == [1]
    row = levels_of(slow.replay, "variant")["VR01"]
    assert row.index("2") == (date(2020, 10, 29) - FIRST).days
    assert row.rindex("2") == (date(2020, 11, 22) - FIRST).days
    # 42 is 16 per cent below 50, so it is never left
    held = shown(setting.replay(setting.variant("50", hysteresis=20)))
    assert (held.main.rises, held.main.falls) == (2, 0)


def test_a_change_that_is_undone_soon_is_a_flip(setting: Setting) -> None:
    """Level 2 lasts 25 days, so it is undone within four weeks and not within three."""
    flips = [shown(setting.replay(flip_weeks=weeks)).main.flips for weeks in (3, 4)]
    assert flips == [0, 2]


def test_the_levels_are_those_the_ladder_gives_day_by_day(setting: Setting) -> None:
    Observation.objects.filter(day=date(2020, 11, 3), region=setting.regions["VR02"]).delete()
    replay = setting.replay()
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    expected: dict[str, str] = {}
    for outcome in outcomes(setting.ladder, list(setting.regions.values()), days):
        code = outcome.region.code
        expected[code] = expected.get(code, "") + str(outcome.verdict.rank or 0)
    assert levels_of(replay, "ladder") == expected
    assert "0" in expected["VR02"]


def test_a_replay_is_repeated_exactly_and_says_when_figures_were_corrected(
    setting: Setting,
) -> None:
    replay = setting.replay(setting.variant("45"))
    assert check_replay(fresh(replay)) == check_replay(fresh(replay))
    before = check_replay(fresh(replay))
    assert (before.repeated, before.same_figures) == (True, True)
    Observation.objects.create(
        region=setting.regions["VR01"],
        indicator=Indicator.objects.get(code="positive_tests"),
        day=date(2020, 10, 18),
        value=Decimal(80),
        known_at=KNOWN + timedelta(days=1),
        recorded_at=KNOWN + timedelta(days=1),
    )
    after = check_replay(fresh(replay))
    assert (after.repeated, after.same_figures) == (True, False)
    assert (after.then.won, after.now.won) == (9, 11)
    # with the figures known then nothing was corrected
    bounded = setting.replay(setting.variant("44"), known_at=KNOWN)
    assert check_replay(fresh(bounded)).same_figures


def test_figures_that_gave_way_to_those_of_other_days_are_not_called_a_correction(
    setting: Setting, client: Client
) -> None:
    replay = setting.replay(setting.variant("45"))
    assert not check_replay(fresh(replay)).gone
    Observation.objects.all().delete()
    after = check_replay(fresh(replay))
    assert (after.repeated, after.same_figures, after.gone) == (True, False, True)
    assert replay.asked_by is not None
    client.force_login(replay.asked_by, backend="coordination.people.backends.EmailBackend")
    page = client.get(f"{replay.get_absolute_url()}nagaan/").content.decode()
    assert "gecorrigeerd" not in page
    assert "niets meer bekend" in page


def test_a_replay_that_was_tampered_with_does_not_repeat(setting: Setting) -> None:
    replay = fresh(setting.replay())
    replay.found["ladder"]["counts"]["VR01"][0] += 1
    Replay.objects.filter(pk=replay.pk).update(found=replay.found, sha256="0" * 64)
    assert not check_replay(fresh(replay)).repeated


def test_a_replay_leaves_one_event_with_its_seal(setting: Setting) -> None:
    replay = setting.replay()
    [event] = AuditEvent.objects.filter(object_id=str(replay.pk))
    assert (event.action, event.root) == ("lab.replayed", True)
    assert replay.sha256 in event.payload


@pytest.mark.parametrize(
    ("span", "field", "sentence"),
    [
        ({"first": LAST, "last": FIRST}, "last", "eindigt voordat"),
        ({"first": date(2019, 1, 1), "last": date(2019, 2, 1)}, "first", "5 oktober 2020"),
        ({"first": date(2017, 1, 1)}, "last", "1.100"),
        ({"known_at": KNOWN + timedelta(days=1)}, "known_at", "later bekend"),
        ({"flip_weeks": 0}, "flip_weeks", "1 tot en met 26"),
    ],
)
def test_a_span_that_cannot_be_replayed_is_refused(
    setting: Setting, span: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(Refusal) as refused:
        setting.replay(**span)
    assert refused.value.field == field
    assert sentence in str(refused.value.sentence)
    assert not Replay.objects.exists()


def test_who_does_not_run_the_lab_replays_nothing(setting: Setting) -> None:
    for who in (setting.cast.auditor, setting.cast.partner):
        object.__setattr__(setting.cast, "coordinator", who)
        with pytest.raises(NotAllowed):
            setting.replay()


def test_a_long_replay_waits_for_a_worker_that_may_die(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("escalation.lab.services.asking.AT_ONCE", 1)
    replay = setting.replay(setting.variant("45"))
    assert (replay.status, replay.found) == (WorkStatus.WAITING, {})
    # a worker took it and fell silent
    Replay.objects.filter(pk=replay.pk).update(
        status=WorkStatus.RUNNING, attempt=1, alive_at=KNOWN - timedelta(minutes=2)
    )
    assert running.run_waiting(clock=lambda: KNOWN, stop=lambda: False) == 1
    found = fresh(replay)
    assert (found.status, found.attempt, found.share) == (WorkStatus.DONE, 2, 100)
    assert shown(found).main.won == 9
    assert running.run_waiting(clock=lambda: KNOWN, stop=lambda: False) == 0


def test_a_run_that_stops_every_worker_is_given_up(setting: Setting) -> None:
    replay = setting.replay()
    Replay.objects.filter(pk=replay.pk).update(
        status=WorkStatus.RUNNING, attempt=3, alive_at=KNOWN - timedelta(minutes=2)
    )
    running.run_waiting(clock=lambda: KNOWN, stop=lambda: False)
    found = fresh(replay)
    assert (found.status, bool(found.sentence)) == (WorkStatus.REFUSED, True)


def fresh(replay: Replay) -> Replay:
    return Replay.objects.get(pk=replay.pk)
