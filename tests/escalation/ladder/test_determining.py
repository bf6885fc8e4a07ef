"""One sitting of the office sets many levels, all or none."""

from datetime import date, timedelta
from typing import Any

import pytest

from coordination.audit.models import AuditEvent
from coordination.decisions.models import Decision
from coordination.decisions.services import record_decision_outside_meeting
from coordination.kit.refusals import NotAllowed, Refusal
from escalation.ladder.models import Determination, ProposalStatus, Round, StepKind
from escalation.ladder.services.determining import Choice, determine_levels
from escalation.ladder.services.proposing import propose_level
from escalation.regions.models import Region
from tests.cast import MONDAY, Cast

from .conftest import Setting

pytestmark = pytest.mark.usefixtures("english")


def test_one_sitting_sets_many_levels_by_one_new_decision(setting: Setting) -> None:
    made = setting.determine(4, 4, 3)
    decision = Decision.objects.get()
    assert [row.level for row in made] == [setting.level(n) for n in (4, 4, 3)]
    assert {row.decision for row in made} == {decision}
    assert (decision.post, decision.dossier) == (setting.minister, setting.ladder.dossier)
    assert AuditEvent.objects.filter(root=True, action="ladder.levels_determined").count() == 1
    assert AuditEvent.objects.filter(action="ladder.level_determined").count() == 3


def test_a_recorded_decision_of_the_office_may_be_followed(setting: Setting) -> None:
    decision = record_decision_outside_meeting(
        taken_by=setting.minister, taken_on=MONDAY.date(), dossier=setting.ladder.dossier,
        text="Inschaling", by=setting.coordinator, at=MONDAY,
    )  # fmt: skip
    (made,) = setting.determine(2, decision=decision)
    assert made.decision == decision
    assert Decision.objects.count() == 1


def test_the_decision_of_somebody_else_is_refused(cast: Cast, setting: Setting) -> None:
    other = record_decision_outside_meeting(
        taken_by=cast.body, taken_on=MONDAY.date(), dossier=cast.dossier, text="Iets anders",
        by=cast.secretary, at=MONDAY,
    )  # fmt: skip
    with pytest.raises(Refusal, match="Choose a recorded decision of minister of VWS"):
        setting.determine(2, decision=other)


def test_other_than_the_rule_needs_a_reason_and_then_nothing_is_set(setting: Setting) -> None:
    for region in setting.regions:
        setting.assess(region, 2)
    with pytest.raises(Refusal) as refused:
        setting.determine(2, 3)
    assert str(refused.value.sentence) == (
        "The rule gives Fryslân level 2 Worrying. Say why it becomes another."
    )
    assert refused.value.field == "deviation-VR02"
    assert (Determination.objects.count(), Round.objects.count()) == (0, 0)
    assert Decision.objects.count() == 0


def test_a_reason_carries_another_level(setting: Setting) -> None:
    assessment = setting.assess(setting.regions[0], 2)
    choice = Choice(setting.regions[0], setting.level(3), "Druk op de zorg")
    (made,) = determine_levels(
        choices=[choice], sitting=setting.sitting(), by=setting.coordinator, at=MONDAY
    )
    assert (made.deviation, made.assessment) == ("Druk op de zorg", assessment)


def test_an_assessment_of_a_later_day_is_not_held_against_it(setting: Setting) -> None:
    setting.assess(setting.regions[0], 4, on=MONDAY.date() + timedelta(days=1))
    (made,) = setting.determine(2)
    assert made.assessment is not None
    assert (made.assessment.on, made.assessment.level) == (MONDAY.date(), None)


def test_the_open_proposal_is_answered(cast: Cast, setting: Setting) -> None:
    proposal = propose_level(
        region=setting.regions[0], level=setting.level(3), reason="r", why_here="w",
        by=cast.vws_officer, at=MONDAY - timedelta(days=1),
    )  # fmt: skip
    (made,) = setting.determine(3)
    proposal.refresh_from_db()
    assert (made.proposal, made.round) == (proposal, proposal.round)
    assert proposal.status == ProposalStatus.DETERMINED
    assert made.round is not None
    assert made.round.steps.filter(kind=StepKind.DETERMINATION).get().at == MONDAY


def _twice(setting: Setting) -> dict[str, Any]:
    return {"choices": [Choice(setting.regions[0], setting.level(n)) for n in (2, 3)]}


def _nothing(setting: Setting) -> dict[str, Any]:
    return {"choices": []}


def _early(setting: Setting) -> dict[str, Any]:
    return {"sitting": setting.sitting(next_on=MONDAY.date())}


def _embargo(setting: Setting) -> dict[str, Any]:
    return {"sitting": setting.sitting(embargo_until=MONDAY + timedelta(minutes=1))}


def _silent(setting: Setting) -> dict[str, Any]:
    return {"sitting": setting.sitting(text=" ")}


def _before_the_ladder(setting: Setting) -> dict[str, Any]:
    return {"sitting": setting.sitting(in_force_at=MONDAY - timedelta(days=100))}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (_twice, "A region stands here twice; choose one level for it."),
        (_nothing, "Choose a level for at least one region."),
        (_early, "The next determination comes after this one."),
        (_embargo, "The embargo cannot end after the level is in force."),
        (_silent, "Type what was decided."),
        (_before_the_ladder, "2 Worrying of Ladder does not hold for Groningen on 25-07-2020."),
    ],
)
def test_a_sitting_that_cannot_be_is_refused_whole(
    setting: Setting, wrong: Any, sentence: str
) -> None:
    asked = {
        "choices": [Choice(setting.regions[0], setting.level(2))],
        "sitting": setting.sitting(),
    } | wrong(setting)
    with pytest.raises(Refusal) as refused:
        determine_levels(**asked, by=setting.coordinator, at=MONDAY)
    assert str(refused.value.sentence) == sentence
    assert Determination.objects.count() == 0


def test_a_region_that_waits_for_publication_is_not_set_again(setting: Setting) -> None:
    setting.determine(2)
    with pytest.raises(Refusal, match="Not yet published: Groningen"):
        setting.determine(3, 3)
    assert Determination.objects.count() == 1


def test_only_a_coordinator_records_what_the_office_set(cast: Cast, setting: Setting) -> None:
    choice = Choice(setting.regions[0], setting.level(2))
    with pytest.raises(NotAllowed):
        determine_levels(choices=[choice], sitting=setting.sitting(), by=cast.lead, at=MONDAY)


def test_the_ladder_of_the_day_it_is_in_force_decides(setting: Setting) -> None:
    (made,) = setting.determine(2, in_force_at=MONDAY - timedelta(days=20))
    assert (made.in_force_at, made.determined_at) == (MONDAY - timedelta(days=20), MONDAY)
    assert date(2020, 9, 1) == setting.ladder.valid_from


def test_regions_out_of_sight_are_not_set(cast: Cast, setting: Setting) -> None:
    hidden = setting.regions[0]
    hidden.dossier.restricted, hidden.dossier.owner = True, cast.jenv
    hidden.dossier.save()
    assert hidden not in Region.objects.visible_to(setting.coordinator)
    with pytest.raises(NotAllowed):
        setting.determine(2)
