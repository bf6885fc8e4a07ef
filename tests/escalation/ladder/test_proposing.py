"""A proposal opens a round; the talk goes on around it; it may be settled lower."""

from datetime import timedelta

import pytest

from coordination.kit.refusals import NotAllowed, Refusal, Stale
from escalation.ladder.models import Proposal, ProposalStatus, StepKind
from escalation.ladder.services.proposing import propose_level, withdraw_proposal
from escalation.ladder.services.rounds import settle_round, take_step
from tests.cast import MONDAY, Cast

from .conftest import Setting

pytestmark = pytest.mark.usefixtures("english")


def propose(setting: Setting, by: object, **more: object) -> Proposal:
    values = {"region": setting.regions[0], "level": setting.level(3), "reason": "Boven de drempel",
              "why_here": "Maatregelen raken drie regio's"}  # fmt: skip
    return propose_level(**(values | more), by=by, at=MONDAY)  # type: ignore[arg-type]  # one of many ways to ask


def test_a_proposal_opens_a_round_that_starts_at_its_figures(cast: Cast, setting: Setting) -> None:
    assessment = setting.assess(setting.regions[0], 3)
    proposal = propose(setting, cast.vws_officer)
    steps = proposal.round.steps.order_by("at").values_list("kind", "at", "by__name")
    assert proposal.round.assessment == assessment
    assert list(steps) == [
        ("figure", MONDAY - timedelta(hours=4, minutes=45), None),
        ("proposal", MONDAY, "policy officer vws"),
    ]


def test_steps_before_the_proposal_stand_in_the_same_round(cast: Cast, setting: Setting) -> None:
    first = setting.regions[0]
    at = MONDAY - timedelta(hours=3)
    take_step(region=first, kind=StepKind.SIGNAL, taken_at=at, by=cast.vws_officer, at=at)
    for partner in ("GGD", "RBT", "RIVM"):
        take_step(
            region=first, kind=StepKind.MEANING, taken_at=at, with_whom=partner,
            by=cast.vws_officer, at=at,
        )  # fmt: skip
    proposal = propose(setting, cast.vws_officer)
    assert [step.with_whom for step in proposal.round.steps.filter(kind="meaning")] == [
        "GGD", "RBT", "RIVM",
    ]  # fmt: skip
    with pytest.raises(Refusal, match="has been logged"):
        take_step(region=first, kind=StepKind.SIGNAL, taken_at=at, by=cast.lead, at=MONDAY)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reason": "  "}, "Say why this level."),
        ({"why_here": ""}, "Say why it is decided here and not lower."),
        ({"reason": "x" * 2001}, "The text has 2001 characters; at most 2000 fit. Split it."),
    ],
)
def test_a_proposal_without_its_reasons_is_refused(
    cast: Cast, setting: Setting, wrong: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Refusal) as refused:
        propose(setting, cast.vws_officer, **wrong)
    assert str(refused.value.sentence) == sentence
    assert Proposal.objects.count() == 0


def test_a_second_open_proposal_is_refused(cast: Cast, setting: Setting) -> None:
    propose(setting, cast.vws_officer)
    with pytest.raises(Refusal, match="A proposal for Groningen is open"):
        propose(setting, cast.coordinator)


def test_a_level_of_a_ladder_that_does_not_hold_is_refused(cast: Cast, setting: Setting) -> None:
    setting.ladder.valid_to = MONDAY.date() - timedelta(days=1)
    setting.ladder.save()
    with pytest.raises(Refusal, match="does not hold for Groningen"):
        propose(setting, cast.vws_officer, level=type(setting.levels[0]).objects.get(rank=3))


def test_an_auditor_proposes_nothing(cast: Cast, setting: Setting) -> None:
    with pytest.raises(NotAllowed):
        propose(setting, cast.auditor)


def test_a_withdrawn_proposal_leaves_its_round_open(cast: Cast, setting: Setting) -> None:
    proposal = propose(setting, cast.vws_officer)
    with pytest.raises(Stale):
        withdraw_proposal(proposal=proposal, version=7, by=cast.vws_officer, at=MONDAY)
    gone = withdraw_proposal(proposal=proposal, version=1, by=cast.vws_officer, at=MONDAY)
    assert (gone.status, gone.round.closed_at, gone.history.count()) == ("withdrawn", None, 2)
    with pytest.raises(Refusal, match="no longer open"):
        withdraw_proposal(proposal=proposal, version=2, by=cast.vws_officer, at=MONDAY)


def test_settled_lower_the_round_ends_with_its_body(cast: Cast, setting: Setting) -> None:
    proposal = propose(setting, cast.vws_officer)
    ended = settle_round(
        region=setting.regions[0], body=cast.body, outcome="Blijft op 2", by=cast.lead, at=MONDAY
    )
    proposal.refresh_from_db()
    assert (ended.settled_by, ended.closed_at) == (cast.body, MONDAY)
    assert proposal.status == ProposalStatus.WITHDRAWN
    with pytest.raises(Refusal, match="No round is open for Groningen"):
        settle_round(
            region=setting.regions[0], body=cast.body, outcome="Nog eens", by=cast.lead, at=MONDAY
        )


def test_what_is_yet_to_happen_is_not_logged(cast: Cast, setting: Setting) -> None:
    later = MONDAY + timedelta(minutes=1)
    with pytest.raises(Refusal, match="yet to happen"):
        take_step(
            region=setting.regions[0], kind=StepKind.SIGNAL, taken_at=later, by=cast.lead, at=MONDAY
        )
    with pytest.raises(Refusal, match="Say with whom"):
        take_step(
            region=setting.regions[0], kind=StepKind.MEANING, taken_at=MONDAY, by=cast.lead,
            at=MONDAY,
        )  # fmt: skip
