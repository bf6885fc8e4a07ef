"""The written round: no answer is agreed, an objection stops it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from coordination.actions.models import ActionStatus
from coordination.contributions.models import AnswerForm, Contribution, Reply, Verdict
from coordination.contributions.services import (
    close_contribution,
    close_due_rounds,
)
from coordination.decisions.models import Decision, DecisionStatus
from coordination.kit.refusals import Refusal
from coordination.mail.models import Message
from tests.cast import Cast

from .conftest import NINE, fresh

ReplyBy = Callable[..., Reply]
ENDS = datetime.fromisoformat("2020-11-04T21:00:00+01:00")


def test_no_answer_at_the_moment_is_agreed_and_makes_a_decision(
    cast: Cast, written_round: Contribution, reply_by: ReplyBy
) -> None:
    reply_by(written_round, cast.vws_officer, "Let op de regio", verdict=Verdict.REMARKS)
    assert close_due_rounds(at=ENDS - timedelta(seconds=1)) == []
    assert close_due_rounds(at=ENDS) == [written_round]
    decision = Decision.objects.get()
    assert (decision.text, decision.written, decision.status, decision.body) == (
        "Akkoord met de brief",
        True,
        DecisionStatus.RECORDED,
        cast.body,
    )
    assert decision.reason.splitlines()[1:] == [
        "SZW: geen antwoord, dus akkoord",
        "VWS: akkoord, met opmerkingen",
    ]
    assert decision.reservations == "VWS: Let op de regio"
    ended = fresh(written_round)
    assert (ended.decision, ended.action_point.status) == (decision, ActionStatus.DONE)


def test_a_round_ends_once(written_round: Contribution) -> None:
    close_due_rounds(at=ENDS)
    assert close_due_rounds(at=ENDS) == []
    assert Decision.objects.count() == 1


def test_without_a_broker_a_command_ends_what_is_due(written_round: Contribution) -> None:
    said = StringIO()
    for moment in (ENDS - timedelta(seconds=1), ENDS, ENDS):
        with time_machine.travel(moment, tick=False):
            call_command("close_rounds", stdout=said)
    decision = Decision.objects.get()
    assert said.getvalue() == f"{written_round.number} {decision}\n"


def test_an_objection_stops_the_round_and_tells_who_asked(
    cast: Cast, written_round: Contribution, reply_by: ReplyBy
) -> None:
    reply_by(written_round, cast.szw_officer, "Geen dekking", verdict=Verdict.OBJECT)
    told = Message.objects.get(kind="contributions.objected")
    assert told.recipient.user == cast.secretary
    assert close_due_rounds(at=ENDS) == []
    assert (Decision.objects.count(), fresh(written_round).is_open) == (0, True)
    with pytest.raises(Refusal, match="Bezwaar van SZW"):
        close_contribution(
            contribution=written_round, version=written_round.version, by=cast.secretary, at=ENDS
        )


def test_an_objection_replaced_by_agreement_lets_the_round_end(
    cast: Cast, written_round: Contribution, reply_by: ReplyBy
) -> None:
    reply_by(written_round, cast.szw_officer, "Geen dekking", verdict=Verdict.OBJECT)
    reply_by(written_round, cast.szw_officer, "", verdict=Verdict.AGREE)
    assert close_due_rounds(at=ENDS) == [written_round]


def test_a_round_ends_early_only_when_all_replied(
    cast: Cast, written_round: Contribution, reply_by: ReplyBy, now: datetime
) -> None:
    close: dict[str, Any] = {"contribution": written_round, "version": written_round.version}
    reply_by(written_round, cast.vws_officer, "", verdict=Verdict.AGREE)
    with pytest.raises(Refusal, match="nog niet iedereen heeft gereageerd"):
        close_contribution(**close, by=cast.secretary, at=now)
    reply_by(written_round, cast.szw_officer, "", verdict=Verdict.AGREE)
    close_contribution(**close, by=cast.secretary, at=now)
    assert Decision.objects.get().taken_on == now.date()


@pytest.mark.parametrize("verdict", [Verdict.REMARKS, Verdict.OBJECT])
def test_remarks_and_objections_need_words(
    cast: Cast, written_round: Contribution, reply_by: ReplyBy, verdict: Verdict
) -> None:
    with pytest.raises(Refusal):
        reply_by(written_round, cast.vws_officer, " ", verdict=verdict)


def test_a_round_takes_no_plain_input(
    cast: Cast, written_round: Contribution, reply_by: ReplyBy
) -> None:
    with pytest.raises(Refusal, match="die er staan"):
        reply_by(written_round, cast.vws_officer, "Iets", verdict=Verdict.ANSWER)


def test_a_round_needs_a_body(cast: Cast, make_request: Callable[..., Contribution]) -> None:
    with pytest.raises(Refusal, match="het gremium nodig"):
        make_request(AnswerForm.WRITTEN_ROUND, body=None, members=[cast.vws], term=NINE)


def test_very_long_remarks_of_many_still_fit_in_the_decision(
    cast: Cast, written_round: Contribution, reply_by: ReplyBy
) -> None:
    for user in (cast.vws_officer, cast.szw_officer):
        reply_by(written_round, user, "x" * 4000, verdict=Verdict.REMARKS)
    assert close_due_rounds(at=ENDS) == [written_round]
