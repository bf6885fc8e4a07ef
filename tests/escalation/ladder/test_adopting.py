"""A draft comes into force by a decision; what was in force ends the day before."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from django.db import transaction

from coordination.audit.models import AuditEvent
from coordination.decisions.models import Decision
from coordination.decisions.services import draft_decision, record_decision_outside_meeting
from coordination.dossiers.models import Dossier
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import OutcomeName
from escalation.ladder.models import Ladder, LadderStatus
from escalation.ladder.queries.ladders import by_code, in_force
from escalation.ladder.services.adopting import adopt_ladder
from escalation.ladder.services.drafting import change_draft, draft_ladder
from escalation.ladder.services.facts import LadderFacts
from escalation.regions.models import Scope
from tests.cast import Cast
from tests.coordination.meetings.test_concurrency import at_once
from tests.kept import kept

pytestmark = pytest.mark.usefixtures("english")

START = date(2026, 11, 30)
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)


@kept
def draft(published: dict[str, Ladder], cast: Cast) -> Ladder:
    return draft_ladder(based_on=published["oefenladder"], code="v4", by=cast.coordinator, at=AT)


@kept
def decision(cast: Cast, ladder_dossier: Dossier) -> Decision:
    """Of the body whose secretary led the dossier, on 23 November."""
    return record_decision_outside_meeting(
        taken_by=cast.body,
        taken_on=AT.date(),
        dossier=cast.dossier,
        text="De ladder wordt aangescherpt",
        by=cast.lead,
        at=AT,
    )


def adopt(draft: Ladder, decision: Decision, cast: Cast, on: date = START, **more: bool) -> Ladder:
    return adopt_ladder(
        ladder=draft,
        decision=decision,
        valid_from=on,
        version=draft.version,
        by=cast.coordinator,
        at=AT,
        **more,
    )


def national(draft: Ladder, cast: Cast) -> Ladder:
    whole = by_code(draft.code)
    assert whole is not None
    facts = replace(LadderFacts.of(whole), scope=Scope.NATIONAL)
    return change_draft(ladder=draft, facts=facts, version=1, by=cast.coordinator, at=AT)


def span(code: str) -> tuple[date | None, date | None]:
    ladder = Ladder.objects.get(code=code)
    return ladder.valid_from, ladder.valid_to


def test_the_one_in_force_ends_the_day_before(
    draft: Ladder, decision: Decision, cast: Cast
) -> None:
    adopted = adopt(draft, decision, cast)
    assert (adopted.status, adopted.decision, adopted.adopted_by) == (
        LadderStatus.ADOPTED,
        decision,
        cast.coordinator,
    )
    assert span("v4") == (START, None)
    assert span("oefenladder") == (date(2022, 5, 12), date(2026, 11, 29))
    codes = [in_force(day, Scope.REGION) for day in (date(2026, 11, 29), START)]
    assert [one.code for one in codes if one] == ["oefenladder", "v4"]
    assert AuditEvent.objects.filter(action="ladder.adopted", root=True).count() == 1
    assert AuditEvent.objects.filter(action="ladder.ended", root=False).count() == 1


def test_from_regional_to_national_is_a_date_and_the_old_days_keep_their_ladder(
    draft: Ladder, decision: Decision, cast: Cast
) -> None:
    adopt(national(draft, cast), decision, cast)
    assert in_force(START, Scope.REGION) is None
    found = in_force(START, Scope.NATIONAL), in_force(date(2026, 11, 29), Scope.REGION)
    assert [one.code for one in found if one] == ["v4", "oefenladder"]


def test_both_scopes_stand_side_by_side_where_that_is_asked(
    draft: Ladder, decision: Decision, cast: Cast
) -> None:
    adopt(national(draft, cast), decision, cast, end_other_scope=False)
    assert in_force(START, Scope.REGION) is not None


def test_a_day_on_which_a_later_version_holds_is_refused(
    draft: Ladder, decision: Decision, cast: Cast, published: dict[str, Ladder]
) -> None:
    adopt(draft, decision, cast)
    second = draft_ladder(based_on=draft, code="v5", by=cast.coordinator, at=AT)
    for day in (START, date(2026, 11, 25)):
        with pytest.raises(Refusal) as refused:
            adopt(second, decision, cast, on=day)
        assert str(refused.value.sentence) == (
            "Oefenladder (v4) is in force from 30 November 2026 on, so the two would overlap. "
            "Choose a later day."
        )
    assert span("v4") == (START, None)
    assert span("v5") == (None, None)


def test_no_day_before_the_decision(draft: Ladder, decision: Decision, cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        adopt(draft, decision, cast, on=date(2026, 11, 22))
    assert refused.value.field == "valid_from"


def test_only_a_recorded_decision_in_sight_adopts(draft: Ladder, cast: Cast) -> None:
    loose = draft_decision(
        body=cast.body, taken_on=AT.date(), dossier=cast.dossier, text="Concept",
        outcome_name=OutcomeName.DECISION, by=cast.lead, at=AT,
    )  # fmt: skip
    with pytest.raises(Refusal) as refused:
        adopt(draft, loose, cast)
    assert refused.value.field == "decision"


def test_adopting_twice_and_by_another_is_refused(
    draft: Ladder, decision: Decision, cast: Cast
) -> None:
    with pytest.raises(NotAllowed):
        adopt_ladder(
            ladder=draft, decision=decision, valid_from=START, version=1, by=cast.lead, at=AT
        )
    adopted = adopt(draft, decision, cast)
    with pytest.raises(Refusal):
        adopt(adopted, decision, cast)


def test_of_two_drafts_adopted_at_once_for_one_day_one_is_told_of_the_other(
    committed: None, published: dict[str, Ladder], decision: Decision, cast: Cast
) -> None:
    made = [
        draft_ladder(based_on=published["oefenladder"], code=code, by=cast.coordinator, at=AT)
        for code in ("v4", "v5")
    ]
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        # both come as far as they can before either goes on
        Ladder.objects.select_for_update().get(code="oefenladder")
        both = pool.submit(at_once, *(partial(adopt, one, decision, cast) for one in made))
        time.sleep(0.5)
    given = both.result()
    assert sorted(type(one).__name__ for one in given) == ["Ladder", "Overlaps"]
    assert [one.valid_from for one in Ladder.objects.filter(code__in=("v4", "v5")).adopted()] == [
        START
    ]
