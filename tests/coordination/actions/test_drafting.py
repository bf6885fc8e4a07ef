from datetime import date, datetime, time

import pytest

from coordination.actions.models import ActionKind, ActionPart, ActionPoint, ActionStatus
from coordination.actions.services import (
    discard_draft_action_point,
    draft_action_point,
    open_action_point,
    rewrite_draft_action_point,
)
from coordination.actions.services.saving import NotADraft, WrongOwner, WrongTerm
from coordination.actions.terms import Owner, Term
from coordination.kit.refusals import Refusal
from coordination.search.models import SearchRow
from tests.cast import Cast

WEDNESDAY = Term(date(2020, 11, 4), time(17), "woensdag eind van de dag")


@pytest.fixture
def draft(cast: Cast, now: datetime) -> ActionPoint:
    return draft_action_point(
        dossier=cast.dossier,
        body=cast.body,
        text="Sheets van stap 3 en 4 aanleveren",
        owner=Owner(cast.dgsc),
        term=WEDNESDAY,
        also=[cast.szw],
        members=[cast.vws, cast.szw, cast.jenv],
        by=cast.secretary,
        at=now,
    )


def test_a_draft_has_a_number_and_parts_and_is_on_nobodys_list(
    cast: Cast, draft: ActionPoint
) -> None:
    assert draft.number == "MLT3-2020-01"
    assert draft.for_everyone
    assert sorted(part.organisation.code for part in draft.parts.all()) == ["JenV", "SZW", "VWS"]
    assert list(draft.also.all()) == [cast.szw]
    assert list(ActionPoint.objects.visible_to(cast.lead)) == []
    assert ActionPoint.history.count() == 0
    assert ActionPart.history.count() == 0


def test_a_rewritten_draft_follows_its_line(cast: Cast, draft: ActionPoint, now: datetime) -> None:
    rewritten = rewrite_draft_action_point(
        point=draft,
        text="Toezegging",
        owner=Owner(cast.vws, person=cast.vws_officer),
        term=Term(date(2020, 11, 6)),
        kind=ActionKind.COMMITMENT,
        also=[],
        members=[],
        by=cast.secretary,
        at=now,
    )
    rewritten.refresh_from_db()
    assert rewritten.owner_label == "VWS (policy officer vws)"
    assert rewritten.kind == ActionKind.COMMITMENT
    assert not rewritten.for_everyone
    assert rewritten.due_time is None
    assert not rewritten.parts.exists()
    assert not rewritten.also.exists()
    assert ActionPoint.history.count() == 0
    assert ActionPart.history.count() == 0


def test_a_discarded_draft_leaves_nothing(cast: Cast, draft: ActionPoint, now: datetime) -> None:
    discard_draft_action_point(point=draft, by=cast.secretary, at=now)
    assert not ActionPoint.objects.exists()
    assert ActionPoint.history.count() == 0
    assert ActionPart.history.count() == 0


def test_opening_puts_it_on_the_list_with_its_first_history(
    cast: Cast, draft: ActionPoint, now: datetime
) -> None:
    opened = open_action_point(point=draft, by=cast.secretary, at=now)
    assert opened.status == ActionStatus.OPEN
    assert list(ActionPoint.objects.visible_to(cast.stranger)) == [opened]
    row = ActionPoint.history.get()
    assert (row.history_user, row.history_date) == (cast.secretary, now)
    assert [also.organisation for also in row.also.all()] == [cast.szw]
    assert ActionPart.history.count() == 3
    assert SearchRow.objects.get(kind="actionpoint").title == draft.text


def test_what_was_opened_is_no_draft_any_more(
    cast: Cast, draft: ActionPoint, now: datetime
) -> None:
    opened = open_action_point(point=draft, by=cast.secretary, at=now)
    with pytest.raises(NotADraft):
        open_action_point(point=opened, by=cast.secretary, at=now)
    with pytest.raises(NotADraft):
        discard_draft_action_point(point=opened, by=cast.secretary, at=now)


def test_an_owner_of_another_organisation_is_refused(cast: Cast, now: datetime) -> None:
    with pytest.raises(WrongOwner):
        draft_action_point(
            dossier=cast.dossier,
            body=cast.body,
            text="Iets doen",
            owner=Owner(cast.vws, person=cast.szw_officer),
            term=WEDNESDAY,
            by=cast.secretary,
            at=now,
        )


@pytest.mark.parametrize("text", ["", "  ", "a\0b", "\ud800", "x" * 4001])
def test_a_text_that_is_none_is_refused(cast: Cast, now: datetime, text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        draft_action_point(
            dossier=cast.dossier,
            body=cast.body,
            text=text,
            owner=Owner(cast.vws),
            term=WEDNESDAY,
            by=cast.secretary,
            at=now,
        )
    assert refusal.value.field == "text"


def test_the_year_9999_is_refused(cast: Cast, now: datetime) -> None:
    with pytest.raises(WrongTerm):
        draft_action_point(
            dossier=cast.dossier,
            body=cast.body,
            text="Iets doen",
            owner=Owner(cast.vws),
            term=Term(date(9999, 1, 1)),
            by=cast.secretary,
            at=now,
        )
