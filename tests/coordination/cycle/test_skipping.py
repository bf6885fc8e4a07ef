"""A cycle is skipped with what was planned in it, and taken up again."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from coordination.cycle.models import Cadence, Cycle, Deadline
from coordination.cycle.queries.due import Wanted, find_items, list_due
from coordination.cycle.queries.skipping import preview_skip
from coordination.cycle.services.clock import plan_six_weeks
from coordination.cycle.services.planning import NothingToPlan, plan_cadence
from coordination.cycle.services.skip import Skipped, resume_cycle, skip_cycle
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.mail.delivery.composing import frozen
from coordination.mail.kinds import mail_kinds
from coordination.mail.models import Message, Status
from coordination.meetings.models import Meeting
from coordination.meetings.services.meetings import cancel_meeting, open_meeting
from coordination.people.models import User
from tests.cast import MONDAY, Cast
from tests.kept import kept

from .conftest import begin_cadence, begin_slot

BEFORE = MONDAY - timedelta(days=1)


@kept
def rhythm(cast: Cast, led: None) -> Cadence:
    """Two meetings of MLT3 in each cycle and a press conference; two cycles planned."""
    made = begin_cadence(cast)
    begin_slot(cast, made, "MLT3", 2, "15:00", purpose="voortgang")
    begin_slot(cast, made, "MLT3", 9, "15:00", purpose="richting")
    begin_slot(cast, made, "", 10, "19:00", title="Persconferentie")
    plan_cadence(cadence=made, until=date(2020, 11, 29), by=cast.coordinator, at=MONDAY)
    return made


def skip(cadence: Cadence, by: User, number: int = 1, **more: Any) -> Skipped:
    facts = {"reason": "Kerst", "at": MONDAY, **more}
    return skip_cycle(cadence=cadence, number=number, by=by, **facts)


def resume(cycle: Cycle, by: User, **more: Any) -> Skipped:
    facts = {"version": cycle.version, "at": MONDAY + timedelta(minutes=5), **more}
    return resume_cycle(cycle=cycle, by=by, **facts)


def statuses(cycle: int) -> list[str]:
    rows = Meeting.objects.filter(planned_as__cycle__number=cycle).order_by("starts_at")
    return list(rows.values_list("status", flat=True))


def test_skipping_cancels_what_has_not_begun_in_this_cycle_alone(
    cast: Cast, rhythm: Cadence
) -> None:
    first = Meeting.objects.earliest("starts_at")
    open_meeting(meeting=first, by=cast.secretary, at=MONDAY)
    found = skip(rhythm, cast.coordinator)

    assert (statuses(1), statuses(2)) == (["open", "cancelled"], ["planned", "planned"])
    assert [m.cancelled_because for m in found.meetings] == ["Kerst"]
    assert (found.cycle.skipped_by, found.cycle.version) == (cast.coordinator, 2)


def test_the_preview_says_what_goes_what_stays_and_how_many_are_told(
    cast: Cast, rhythm: Cadence
) -> None:
    first = Meeting.objects.earliest("starts_at")
    open_meeting(meeting=first, by=cast.secretary, at=MONDAY)
    seen = preview_skip(cast.coordinator, cadence=rhythm, number=1, at=MONDAY)
    assert [(one.meeting.starts_at.day, one.items) for one in seen.lapses] == [(10, 1)]
    assert (seen.stays, [title for _at, title in seen.events], seen.told) == (
        [first],
        ["Persconferentie"],
        4,
    )


def test_each_person_expected_hears_of_it_in_one_mail(cast: Cast, rhythm: Cadence) -> None:
    skip(rhythm, cast.coordinator)
    hers = Message.objects.get(recipient__user=cast.szw_officer)
    said = frozen(hers, leaves=False, at=MONDAY)
    assert Message.objects.count() == 4
    assert (hers.kind, hers.not_before - MONDAY) == ("cycle.skipped", timedelta(minutes=15))
    assert said["subject"] == "De cyclus van 2 november tot en met 15 november wordt overgeslagen"
    assert "Reden: Kerst" in said["body"]
    assert said["body"].count("Werkgroep MLT3") == 2
    assert said["calendar"].count("METHOD:CANCEL") == 2


def test_silently_tells_nobody(cast: Cast, rhythm: Cadence) -> None:
    skip(rhythm, cast.coordinator, silently=True)
    assert (statuses(1), Message.objects.count()) == (["cancelled", "cancelled"], 0)


def test_taken_up_again_brings_its_meetings_back_and_nobody_hears_of_either(
    cast: Cast, rhythm: Cadence
) -> None:
    first = Meeting.objects.earliest("starts_at")
    cancel_meeting(meeting=first, reason="Ziek", by=cast.coordinator, at=BEFORE)
    skipped = skip(rhythm, cast.coordinator).cycle
    back = resume(skipped, cast.coordinator)
    assert (statuses(1), len(back.meetings)) == (["cancelled", "planned"], 1)
    kind = mail_kinds["cycle.skipped"]
    waiting = Message.objects.filter(kind="cycle.skipped")
    assert [kind.still_due(message) for message in waiting] == ["it was undone"] * 4
    assert Message.objects.filter(kind="cycle.resumed").count() == 0


def test_who_was_told_hears_that_it_takes_place_after_all(cast: Cast, rhythm: Cadence) -> None:
    skipped = skip(rhythm, cast.coordinator).cycle
    told = Message.objects.filter(recipient__user__in=[cast.secretary, cast.lead])
    told.update(status=Status.SENT)
    resume(skipped, cast.coordinator)
    again = Message.objects.filter(kind="cycle.resumed")
    assert {m.recipient.user for m in again} == {cast.secretary, cast.lead}
    assert "Deze overleggen gaan toch door" in frozen(again[0], leaves=False, at=MONDAY)["body"]


def test_what_was_due_for_it_is_due_no_more_and_comes_back(cast: Cast, cadence: Cadence) -> None:
    plan_cadence(cadence=cadence, until=date(2020, 11, 29), by=cast.coordinator, at=MONDAY)
    before = [row.pk for row in list_due(cast.coordinator, Wanted()).rows]
    skipped = skip(cadence, cast.coordinator, number=2).cycle
    due = Deadline.objects.filter(meeting__planned_as__cycle=skipped).distinct()
    gone = {("cycle.papers", deadline.pk) for deadline in due}
    left = [row.pk for row in list_due(cast.coordinator, Wanted()).rows]
    assert (len(gone), len(before) - len(left), find_items(gone)) == (2, 2, {})
    resume(skipped, cast.coordinator)
    assert set(find_items(gone)) == {pk for _kind, pk in gone}
    assert [row.pk for row in list_due(cast.coordinator, Wanted()).rows] == before


def test_planning_passes_a_skipped_cycle_by(cast: Cast, rhythm: Cadence) -> None:
    skip(rhythm, cast.coordinator)
    with pytest.raises(NothingToPlan):
        plan_cadence(cadence=rhythm, until=date(2020, 11, 29), by=cast.coordinator, at=MONDAY)


def test_one_skipped_ahead_hides_those_before_it_from_the_clock(
    cast: Cast, rhythm: Cadence
) -> None:
    ahead = skip(rhythm, cast.coordinator, number=5)
    assert (ahead.meetings, ahead.cycle.starts_on) == ([], date(2020, 12, 28))
    [(_cadence, planned)] = plan_six_weeks(at=MONDAY)
    assert [cycle.number for cycle in planned.cycles] == [3, 4]
    [(_cadence, later)] = plan_six_weeks(at=MONDAY + timedelta(days=28))
    assert ([cycle.number for cycle in later.cycles], statuses(5)) == ([6], [])


@pytest.mark.parametrize(
    ("number", "more", "sentence"),
    [
        (0, {}, "geen cyclus"),
        (100, {}, "twee jaar"),
        (10**30, {}, "twee jaar"),
        (1, {"reason": "  "}, "Vul dit in"),
        (1, {"reason": "x" * 301}, "300"),
        (1, {"at": MONDAY + timedelta(days=14)}, "voorbij"),
    ],
)
def test_what_cannot_be_skipped_is_a_sentence(
    cast: Cast, rhythm: Cadence, number: int, more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        skip(rhythm, cast.coordinator, number, **more)
    assert statuses(1) == ["planned", "planned"]


def test_skipping_twice_and_resuming_twice_are_refused(cast: Cast, rhythm: Cadence) -> None:
    skipped = skip(rhythm, cast.coordinator).cycle
    with pytest.raises(Refusal, match="al overgeslagen"):
        skip(rhythm, cast.coordinator)
    with pytest.raises(Stale):
        resume(skipped, cast.coordinator, version=1)
    again = resume(skipped, cast.coordinator).cycle
    with pytest.raises(Refusal, match="niet overgeslagen"):
        resume(again, cast.coordinator)


def test_only_who_keeps_the_rhythm_skips(cast: Cast, rhythm: Cadence) -> None:
    for who in (cast.secretary, cast.lead, cast.stranger):
        with pytest.raises(NotAllowed):
            skip(rhythm, who)


@time_machine.travel(MONDAY, tick=False)
def test_on_its_page_a_cycle_is_skipped_shown_as_such_and_taken_up_again(
    cast: Cast, rhythm: Cadence, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.coordinator)
    url = f"/cyclus/cadansen/{rhythm.pk}/cyclus/1/overslaan/"
    assert client.post(url, {"reason": ""}).status_code == 422
    page = client.post(url, {"reason": "Kerst"}, follow=True).content.decode()
    assert ("Deze cyclus is overgeslagen" in page, "Kerst" in page) == (True, True)
    cycle = Cycle.objects.get(number=1)
    client.post(f"/cyclus/cycli/{cycle.pk}/hervatten/{cycle.version}/")
    assert statuses(1) == ["planned", "planned"]
    assert client.get(f"/cyclus/cadansen/{rhythm.pk}/cyclus/999999/overslaan/").status_code == 422
