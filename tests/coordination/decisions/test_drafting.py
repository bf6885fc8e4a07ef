from datetime import date, datetime

import pytest

from coordination.decisions.models import Decision, DecisionStatus, Result
from coordination.decisions.services import (
    circulate_decision,
    discard_draft_decision,
    draft_decision,
    record_decision,
    rewrite_draft_decision,
)
from coordination.decisions.services.recording import NotCirculated
from coordination.decisions.services.saving import NotADraft, NoText
from coordination.people.models import OutcomeName
from coordination.search.models import SearchRow
from tests.cast import Cast

MONDAY = date(2020, 11, 2)


@pytest.fixture
def draft(cast: Cast, now: datetime) -> Decision:
    return draft_decision(
        body=cast.body,
        taken_on=MONDAY,
        dossier=cast.dossier,
        text="MLT3 werkt met sheets",
        outcome_name=OutcomeName.AGREEMENT,
        by=cast.secretary,
        at=now,
    )


def test_a_draft_has_a_number_and_stands_nowhere(cast: Cast, draft: Decision) -> None:
    assert draft.number == "MLT3-2020-01"
    assert list(Decision.objects.visible_to(cast.lead)) == []
    assert Decision.history.count() == 0
    assert not SearchRow.objects.exists()


def test_a_rewritten_draft_follows_its_line(cast: Cast, draft: Decision, now: datetime) -> None:
    rewrite_draft_decision(
        decision=draft,
        text="Doorgeleid",
        outcome_name=OutcomeName.ADVICE,
        result=Result.REFERRED,
        referred_to=cast.body,
        by=cast.secretary,
        at=now,
    )
    draft.refresh_from_db()
    assert (draft.text, draft.result, draft.referred_to) == (
        "Doorgeleid",
        Result.REFERRED,
        cast.body,
    )
    assert Decision.history.count() == 0


def test_a_discarded_draft_leaves_nothing(cast: Cast, draft: Decision, now: datetime) -> None:
    discard_draft_decision(decision=draft, by=cast.secretary, at=now)
    assert not Decision.objects.exists()
    assert Decision.history.count() == 0


def test_circulating_puts_it_in_the_register(cast: Cast, draft: Decision, now: datetime) -> None:
    circulated = circulate_decision(decision=draft, by=cast.secretary, at=now)
    assert circulated.status == DecisionStatus.CIRCULATED
    assert list(Decision.objects.visible_to(cast.stranger)) == [circulated]
    row = Decision.history.get()
    assert (row.history_user, row.history_date) == (cast.secretary, now)
    assert SearchRow.objects.get().title == "MLT3 werkt met sheets"


def test_only_what_circulated_can_be_recorded(cast: Cast, draft: Decision, now: datetime) -> None:
    with pytest.raises(NotCirculated):
        record_decision(decision=draft, by=cast.secretary, at=now)
    circulate_decision(decision=draft, by=cast.secretary, at=now)
    recorded = record_decision(decision=draft, by=cast.secretary, at=now)
    assert (recorded.status, recorded.recorded_by) == (DecisionStatus.RECORDED, cast.secretary)


def test_what_circulated_is_no_draft_any_more(cast: Cast, draft: Decision, now: datetime) -> None:
    circulate_decision(decision=draft, by=cast.secretary, at=now)
    with pytest.raises(NotADraft):
        discard_draft_decision(decision=draft, by=cast.secretary, at=now)
    with pytest.raises(NotADraft):
        circulate_decision(decision=draft, by=cast.secretary, at=now)


def test_a_decision_without_words_is_refused(cast: Cast, now: datetime) -> None:
    with pytest.raises(NoText):
        draft_decision(
            body=cast.body,
            taken_on=MONDAY,
            dossier=cast.dossier,
            text="  ",
            outcome_name=OutcomeName.AGREEMENT,
            by=cast.secretary,
            at=now,
        )
