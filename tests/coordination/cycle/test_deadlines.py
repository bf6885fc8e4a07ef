"""What is due: set, changed, met late or in time, and open again."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordination.cycle.models import Cadence, Deadline
from coordination.cycle.queries.deadlines import list_deadlines
from coordination.cycle.services.deadlines import (
    DeadlineFacts,
    change_deadline,
    meet_deadline,
    reopen_deadline,
    set_deadline,
)
from coordination.cycle.services.planning import plan_cadence
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from tests.cast import MONDAY, Cast
from tests.kept import kept


@kept
def facts(cast: Cast, led: None) -> DeadlineFacts:
    return DeadlineFacts(
        what="Nota opvang",
        due_at=MONDAY + timedelta(days=2),
        dossier=cast.dossier,
        organisation=cast.szw,
    )


@kept
def deadline(cast: Cast, facts: DeadlineFacts) -> Deadline:
    return set_deadline(facts=facts, by=cast.coordinator, at=MONDAY)


def test_one_party_owes_it(cast: Cast, facts: DeadlineFacts) -> None:
    for wrong in ({"organisation": None}, {"person": cast.szw_officer}):
        with pytest.raises(Refusal, match="Zeg wie"):
            set_deadline(facts=replace(facts, **wrong), by=cast.coordinator, at=MONDAY)
    one = replace(facts, organisation=None, person=cast.szw_officer)
    assert set_deadline(facts=one, by=cast.coordinator, at=MONDAY).owed_by == cast.szw_officer


def test_it_is_late_once_its_moment_has_passed_until_it_is_met(
    cast: Cast, deadline: Deadline
) -> None:
    later = MONDAY + timedelta(days=3)
    assert [deadline.is_late(moment) for moment in (MONDAY, later)] == [False, True]
    met = meet_deadline(deadline=deadline, version=1, by=cast.coordinator, at=later)
    assert (met.is_late(later), met.met_by, met.version) == (False, cast.coordinator, 2)
    again = reopen_deadline(deadline=met, version=2, by=cast.coordinator, at=later)
    assert (again.met_at, again.history.count()) == (None, 3)


def test_it_is_met_once(cast: Cast, deadline: Deadline) -> None:
    met = meet_deadline(deadline=deadline, version=1, by=cast.coordinator, at=MONDAY)
    with pytest.raises(Refusal, match="al gehaald"):
        meet_deadline(deadline=met, version=2, by=cast.coordinator, at=MONDAY)
    with pytest.raises(Stale):
        reopen_deadline(deadline=met, version=1, by=cast.coordinator, at=MONDAY)


def test_a_date_set_by_hand_no_longer_follows_the_meeting(cast: Cast, cadence: Cadence) -> None:
    plan_cadence(cadence=cadence, until=date(2020, 11, 15), by=cast.coordinator, at=MONDAY)
    papers: Any = Deadline.objects.filter(meeting__body__code="ACC").get()
    facts = DeadlineFacts(
        what=papers.what,
        due_at=papers.due_at - timedelta(hours=1),
        dossier=papers.dossier,
        organisation=papers.organisation,
        meeting=papers.meeting,
    )
    changed = change_deadline(
        deadline=papers, facts=facts, version=1, by=cast.coordinator, at=MONDAY
    )
    assert changed.offset is None
    with pytest.raises(Refusal, match="horen bij hun overleg"):
        change_deadline(
            deadline=changed,
            facts=replace(facts, meeting=None),
            version=2,
            by=cast.coordinator,
            at=MONDAY,
        )


def test_only_who_keeps_the_rhythm_sets_a_deadline(cast: Cast, facts: DeadlineFacts) -> None:
    with pytest.raises(NotAllowed):
        set_deadline(facts=facts, by=cast.secretary, at=MONDAY)


def test_who_owes_it_says_that_it_is_there_and_nobody_beside(
    cast: Cast, deadline: Deadline
) -> None:
    for other in (cast.vws_officer, cast.secretary, cast.auditor):
        with pytest.raises(NotAllowed, match="wie het moet leveren"):
            meet_deadline(deadline=deadline, version=1, by=other, at=MONDAY)
    met = meet_deadline(deadline=deadline, version=1, by=cast.szw_officer, at=MONDAY)
    assert (met.met_by, met.version) == (cast.szw_officer, 2)
    Deadline.objects.filter(pk=met.pk).update(organisation=None, person=cast.vws_officer)
    with pytest.raises(NotAllowed):
        reopen_deadline(deadline=met, version=2, by=cast.szw_officer, at=MONDAY)
    again = reopen_deadline(deadline=met, version=2, by=cast.vws_officer, at=MONDAY)
    assert again.met_at is None


def test_a_deadline_of_a_secret_dossier_is_in_no_list(cast: Cast, deadline: Deadline) -> None:
    assert list(list_deadlines(cast.szw_officer)) == [deadline]
    Deadline.objects.filter(pk=deadline.pk).update(dossier=cast.secret_dossier)
    assert list(list_deadlines(cast.szw_officer)) == []
