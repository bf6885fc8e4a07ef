"""Versions of an assignment: drafted, circulated and then fixed, adopted by a decision."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from coordination.actions.models import ActionStatus
from coordination.contributions.models import Verdict
from coordination.contributions.services import Answer, give_reply
from coordination.contributions.services.replying import NeverAgrees
from coordination.cycle.due import due_items
from coordination.decisions.models import Result
from coordination.decisions.services import record_decision_outside_meeting
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.people.models import User
from tests.cast import Cast
from tests.workgroups.conftest import Crew
from workgroups.assignments.differences import differences
from workgroups.assignments.facts import (
    AssignmentFacts,
    ConsultationFacts,
    PartFacts,
    read_consultations,
    read_parts,
    write_parts,
)
from workgroups.assignments.models import Assignment, AssignmentStatus
from workgroups.assignments.queries import assignment_as_of, positions_of
from workgroups.assignments.services import (
    adopt_assignment,
    change_assignment,
    discard_assignment,
    draft_assignment,
    hold_consultation,
    reopen_consultation,
)
from workgroups.assignments.services.adopting import NotAdopted
from workgroups.assignments.services.drafting import DraftStands, NotNext
from workgroups.assignments.services.saving import Fixed
from workgroups.teams.models import Team


def test_versions_go_up_one_draft_at_a_time(
    draft: Assignment,
    team: Team,
    facts: AssignmentFacts,
    cast: Cast,
    now: datetime,
    circulate: Callable[..., Assignment],
) -> None:
    assert (draft.number, draft.parts.count(), draft.consultations.count()) == ("0.1", 2, 1)
    with pytest.raises(DraftStands):
        draft_assignment(team=team, facts=facts, by=cast.secretary, at=now)
    sent = circulate(draft)
    again = replace(facts, number="0.1")
    with pytest.raises(NotNext):
        draft_assignment(team=team, facts=again, by=cast.secretary, at=now)
    second = draft_assignment(team=team, facts=facts, by=cast.secretary, at=now)
    assert second.number == "0.2"
    assert circulate(second).contribution != sent.contribution
    sent.refresh_from_db()
    assert sent.contribution is not None
    # nobody answers about a version that has been overtaken
    assert sent.contribution.action_point.status == ActionStatus.DROPPED


def test_a_circulated_version_stays_as_it_is(
    draft: Assignment,
    facts: AssignmentFacts,
    cast: Cast,
    now: datetime,
    circulate: Callable[..., Assignment],
) -> None:
    sent = circulate(draft)
    other = replace(facts, text="Iets anders")
    with pytest.raises(Fixed):
        change_assignment(
            assignment=sent, facts=other, version=sent.version, by=cast.secretary, at=now
        )
    with pytest.raises(Fixed):
        discard_assignment(assignment=sent, version=sent.version, by=cast.secretary, at=now)
    sent.refresh_from_db()
    assert (sent.text, sent.status) == (facts.text, AssignmentStatus.CIRCULATED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=sent.pk).update(circulated_at=None)


def test_a_stale_version_and_a_stranger_are_refused(
    draft: Assignment, facts: AssignmentFacts, cast: Cast, now: datetime, team: Team
) -> None:
    changed = change_assignment(
        assignment=draft,
        facts=replace(facts, remark="gesprek moet nog plaatsvinden"),
        version=1,
        by=cast.secretary,
        at=now,
    )
    assert (changed.remark, changed.version) == ("gesprek moet nog plaatsvinden", 2)
    with pytest.raises(Stale):
        change_assignment(assignment=draft, facts=facts, version=1, by=cast.secretary, at=now)
    with pytest.raises(NotAllowed):
        draft_assignment(team=team, facts=facts, by=cast.stranger, at=now)


def test_only_the_lead_and_the_secretary_circulate(
    draft: Assignment, cast: Cast, circulate: Callable[..., Assignment]
) -> None:
    with pytest.raises(NotAllowed):
        circulate(draft, by=cast.vws_officer)
    assert circulate(draft, by=cast.lead).circulated_by == cast.lead


def test_ministries_say_whether_they_share_it_and_a_bureau_only_reflects(
    draft: Assignment,
    cast: Cast,
    crew: Crew,
    now: datetime,
    circulate: Callable[..., Assignment],
) -> None:
    sent = circulate(draft)
    asked = sent.contribution
    assert asked is not None
    assert "1. Venstertijden" in asked.instructions
    assert "JenV: gesprek met JenV (10 november 2020)" in asked.instructions

    def say(user: User, verdict: Verdict, text: str, proposed: str = "") -> None:
        part = asked.action_point.parts.get(organisation=user.organisation)
        give_reply(
            contribution=asked,
            organisation=user.organisation,
            version=part.version,
            answer=Answer(text, verdict, proposed=proposed),
            by=user,
            at=now,
        )

    say(cast.vws_officer, Verdict.AGREE, "")
    say(cast.szw_officer, Verdict.NOT_AGREED, "Te breed", "Alleen deel 1.")
    with pytest.raises(NeverAgrees):
        say(crew.knowledge_partner, Verdict.AGREE, "")
    say(crew.knowledge_partner, Verdict.REFLECTION, "Let op de aannames")
    found = positions_of(sent, cast.secretary)
    assert found is not None
    said = {line.part.organisation.code: line.reply.verdict for line in found.lines if line.reply}
    assert said == {"VWS": "agree", "SZW": "not_agreed", "SCP": "reflection"}
    assert [(r.organisation.code, r.text, r.proposed) for r in found.differing] == [
        ("SZW", "Te breed", "Alleen deel 1.")
    ]
    before = positions_of(sent, cast.secretary, at=now - timedelta(minutes=1))
    assert before is not None
    assert (before.replied, {line.reply for line in before.lines}) == (0, {None})


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (Result.DEFERRED, "stelt niets vast"),
        (Result.ADOPTED_WITH_CHANGES, "vraagt wijzigingen"),
    ],
)
def test_only_a_decision_that_adopts_this_text_adopts_it(
    result: Result,
    sentence: str,
    draft: Assignment,
    cast: Cast,
    now: datetime,
    circulate: Callable[..., Assignment],
) -> None:
    sent = circulate(draft)
    decision = record_decision_outside_meeting(
        taken_by=cast.body,
        taken_on=now.date(),
        dossier=cast.dossier,
        text="Opdracht",
        by=cast.secretary,
        at=now,
    )
    decision.result = result
    decision.save()
    values: dict[str, Any] = {
        "assignment": sent,
        "version": sent.version,
        "by": cast.secretary,
        "at": now,
    }
    with pytest.raises(NotAdopted) as refused:
        adopt_assignment(decision=decision, **values)
    assert sentence in str(refused.value.sentence)
    decision.result = Result.ADOPTED
    decision.save()
    adopted = adopt_assignment(decision=decision, **values)
    assert (adopted.status, adopted.decision) == (AssignmentStatus.ADOPTED, decision)


def test_looking_back_shows_what_had_gone_round_by_then(
    draft: Assignment, cast: Cast, now: datetime, circulate: Callable[..., Assignment]
) -> None:
    sent = circulate(draft, at=now + timedelta(hours=1))
    assert assignment_as_of(sent, now) is None
    then = assignment_as_of(sent, now + timedelta(hours=2))
    assert then is not None
    assert then.status == AssignmentStatus.CIRCULATED


def test_a_consultation_is_held_and_taken_back_on_a_fixed_version(
    draft: Assignment, cast: Cast, now: datetime, circulate: Callable[..., Assignment]
) -> None:
    circulate(draft)
    row = draft.consultations.get()
    held = hold_consultation(
        consultation=row, outcome="Akkoord", version=row.version, by=cast.secretary, at=now
    )
    assert (held.held_by, held.outcome) == (cast.secretary, "Akkoord")
    with pytest.raises(Refusal):
        hold_consultation(
            consultation=held, outcome="", version=held.version, by=cast.secretary, at=now
        )
    back = reopen_consultation(consultation=held, version=held.version, by=cast.secretary, at=now)
    assert (back.held_at, back.outcome) == (None, "Akkoord")
    again = hold_consultation(consultation=back, version=back.version, by=cast.secretary, at=now)
    assert (again.held_by, again.outcome) == (cast.secretary, "Akkoord")


def test_a_draft_that_is_changed_keeps_what_came_of_its_consultations(
    draft: Assignment, facts: AssignmentFacts, cast: Cast, now: datetime
) -> None:
    by: dict[str, Any] = {"by": cast.secretary, "at": now}
    row = draft.consultations.get()
    hold_consultation(consultation=row, outcome="Akkoord", version=row.version, **by)
    first = ConsultationFacts(cast.szw, "gesprek met SZW")
    renamed = ConsultationFacts(cast.jenv, "tweede gesprek met JenV")
    wanted = replace(facts, consultations=(first, renamed))
    changed = change_assignment(assignment=draft, facts=wanted, version=draft.version, **by)
    assert [
        (one.subject, one.outcome, one.held_by)
        for one in changed.consultations.order_by("position")
    ] == [("gesprek met SZW", "", None), ("tweede gesprek met JenV", "Akkoord", cast.secretary)]
    assert changed.consultations.get(organisation=cast.jenv).pk == row.pk
    wanted = replace(facts, consultations=(first,))
    with pytest.raises(Refusal, match="al gevoerd"):
        change_assignment(assignment=changed, facts=wanted, version=changed.version, **by)
    assert changed.consultations.count() == 2


def test_a_discarded_draft_leaves_nothing(draft: Assignment, cast: Cast, now: datetime) -> None:
    discard_assignment(assignment=draft, version=draft.version, by=cast.secretary, at=now)
    assert (Assignment.objects.count(), Assignment.history.count()) == (0, 0)


@pytest.mark.once
def test_parts_are_read_from_the_lines_they_are_typed_in() -> None:
    typed = "1. Scenario's\nmet handelingsperspectief\n\n2) Tweedeling\nWacht op: MLT3 en MLT4"
    parts = read_parts(typed)
    assert parts == (
        PartFacts("Scenario's", "met handelingsperspectief"),
        PartFacts("Tweedeling", waits_for="MLT3 en MLT4"),
    )
    assert read_parts(write_parts(parts)) == parts
    with pytest.raises(Refusal):
        read_parts("Scenario's")


def test_consultations_are_read_with_who_and_when(cast: Cast) -> None:
    found = read_consultations("@J&V gesprek, uiterlijk 10 nov", on=date(2020, 11, 2))
    assert [(one.organisation, one.due_on) for one in found] == [(cast.jenv, date(2020, 11, 10))]
    with pytest.raises(Refusal) as refused:
        read_consultations("@MinFIN gesprek", on=date(2020, 11, 2))
    assert "@MinFIN is niet bekend" in str(refused.value.sentence)


def test_what_changed_is_shown_word_by_word(facts: AssignmentFacts) -> None:
    new = replace(facts, text="Perspectief voor jeugd", parts=facts.parts[:1])
    found = differences(facts, new)
    assert [(one.label, one.new) for one in found] == [
        ("Opdracht", "Perspectief voor jeugd"),
        ("Onderdeel 2", ""),
    ]
    assert [(p.kind, p.text) for p in found[0].pieces][:1] == [("same", "Perspectief voor ")]


def test_a_part_that_comes_before_the_others_changes_none_of_them(facts: AssignmentFacts) -> None:
    first, second = facts.parts
    waits = replace(second, waits_for="uitkomsten MLT3")
    new = replace(facts, parts=(PartFacts("Dijkbewaking"), first, waits))
    assert [(one.label, one.old, one.new) for one in differences(facts, new)] == [
        ("Onderdeel 1", "", "Dijkbewaking"),
        (
            "Onderdeel 3",
            "Tweedeling\nWacht op: uitkomsten MLT4",
            "Tweedeling\nWacht op: uitkomsten MLT3",
        ),
    ]


def test_a_consultation_with_a_day_is_due_until_it_was_held(
    draft: Assignment, cast: Cast, now: datetime
) -> None:
    def due(*, is_open: bool) -> list[tuple[str, date]]:
        source = due_items["assignments.consultation"]
        rows = source.found(user=cast.secretary, is_open=is_open)
        return [(one.what, one.day) for one in source.items("assignments.consultation", rows)]

    row = draft.consultations.get()
    named = f"{draft.team.code}: {row.organisation.code}, {row.subject}"
    assert due(is_open=True) == [(named, date(2020, 11, 10))]
    hold_consultation(consultation=row, outcome="", version=1, by=cast.secretary, at=now)
    assert (due(is_open=True), due(is_open=False)) == ([], [(named, date(2020, 11, 10))])
