"""Recording outside a meeting, amending, replacing: who may, and what is refused."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from coordination.decisions.models import Decision, DecisionStatus, Distribution
from coordination.decisions.services import (
    amend_decision,
    confirm_replacement,
    record_decision,
    record_decision_outside_meeting,
    replace_decision,
    withdraw_replacement,
)
from coordination.decisions.services.amending import IsRecorded
from coordination.decisions.services.recording import ReviewTooEarly, TakenInFuture
from coordination.decisions.services.replacing import NotReplaceable
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.kit.refusals import NotAllowed, Stale
from coordination.people.models import Post, Role, RoleGrant, User
from tests.cast import MONDAY, Cast


def outside(cast: Cast, **more: Any) -> Decision:
    values: dict[str, Any] = {
        "taken_by": cast.body,
        "taken_on": MONDAY.date(),
        "dossier": cast.dossier,
        "text": "Per mail besloten",
        "by": cast.secretary,
        "at": MONDAY,
    } | more
    return record_decision_outside_meeting(**values)


def test_the_secretary_records_outside_a_meeting(cast: Cast) -> None:
    made = outside(cast)
    assert (made.status, made.recorded_by, made.version) == (
        DecisionStatus.RECORDED,
        cast.secretary,
        1,
    )
    assert made.number == "MLT3-2020-01"
    assert Decision.history.count() == 1


def test_an_office_decides_through_its_holder(cast: Cast) -> None:
    post = Post.objects.create(
        code="minister-vws",
        name_nl="minister van VWS",
        name_en="minister of VWS",
        organisation=cast.vws,
        holder=cast.vws_officer,
        held_since=MONDAY,
    )
    made = outside(cast, taken_by=post, by=cast.vws_officer)
    assert (made.number, made.taken_by) == ("VWS-2020-01", post)


def test_others_do_not_record(cast: Cast) -> None:
    for person in (cast.vws_officer, cast.stranger, cast.partner, cast.auditor):
        with pytest.raises(NotAllowed):
            outside(cast, by=person)
    assert not Decision.objects.exists()


def test_days_that_cannot_be_are_refused(cast: Cast) -> None:
    with pytest.raises(TakenInFuture):
        outside(cast, taken_on=MONDAY.date() + timedelta(days=1))
    with pytest.raises(ReviewTooEarly):
        outside(cast, review_on=date(2020, 11, 1))


def test_amending_keeps_what_stood_there(cast: Cast, decision: Decision, now: datetime) -> None:
    changed = amend_decision(
        decision=decision, version=decision.version, text="Anders", by=cast.lead, at=now
    )
    assert (changed.text, changed.version) == ("Anders", decision.version + 1)
    assert [row.text for row in Decision.history.order_by("version")] == [decision.text, "Anders"]


def test_amending_an_older_version_is_refused(
    cast: Cast, decision: Decision, now: datetime
) -> None:
    with pytest.raises(Stale) as stale:
        amend_decision(
            decision=decision, version=decision.version - 1, text="X", by=cast.lead, at=now
        )
    assert stale.value.current == decision


def test_a_member_does_not_amend(cast: Cast, decision: Decision, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        amend_decision(
            decision=decision, version=decision.version, text="X", by=cast.vws_officer, at=now
        )


def test_a_recorded_decision_changes_only_in_how_far_it_goes(
    cast: Cast, decision: Decision, now: datetime
) -> None:
    recorded = record_decision(decision=decision, by=cast.secretary, at=now)
    with pytest.raises(IsRecorded):
        amend_decision(decision=recorded, version=recorded.version, text="X", by=cast.lead, at=now)
    changed = amend_decision(
        decision=recorded,
        version=recorded.version,
        distribution=Distribution.PUBLIC,
        by=cast.lead,
        at=now,
    )
    assert changed.distribution == Distribution.PUBLIC


@pytest.fixture
def second(cast: Cast) -> User:
    person = User.objects.create(
        email="second@example.gov", name="second coordinator", organisation=cast.dgsc
    )
    RoleGrant.objects.create(
        user=person, role=Role.COORDINATOR, granted_at=MONDAY, confirmed_at=MONDAY
    )
    return person


def test_a_replacement_needs_two_coordinators(
    cast: Cast, decision: Decision, second: User, now: datetime
) -> None:
    recorded = record_decision(decision=decision, by=cast.secretary, at=now)
    grant_access(
        dossier=cast.dossier, to=cast.coordinator, function=Function.WRITER, by=cast.lead, at=now
    )
    values: dict[str, Any] = {
        "decision": recorded,
        "version": recorded.version,
        "text": "Nieuw",
        "reason": "Andere cijfers",
        "taken_on": now.date(),
        "at": now,
    }
    with pytest.raises(NotAllowed):
        replace_decision(**values, by=cast.lead)
    new = replace_decision(**values, by=cast.coordinator)
    assert list(Decision.objects.visible_to(cast.lead)) == [recorded]
    with pytest.raises(NotReplaceable):
        replace_decision(**values, by=cast.coordinator)
    with pytest.raises(NotAllowed):
        confirm_replacement(decision=new, by=cast.coordinator, at=now)
    confirmed = confirm_replacement(decision=new, by=second, at=now)
    assert (confirmed.status, confirmed.replaces) == (DecisionStatus.RECORDED, recorded)
    recorded.refresh_from_db()
    assert recorded.replaced_by == confirmed


def test_a_withdrawn_replacement_leaves_the_old_one(
    cast: Cast, decision: Decision, now: datetime
) -> None:
    recorded = record_decision(decision=decision, by=cast.secretary, at=now)
    new = replace_decision(
        decision=recorded,
        version=recorded.version,
        text="Nieuw",
        reason="Toch",
        taken_on=now.date(),
        by=cast.coordinator,
        at=now,
    )
    withdraw_replacement(decision=new, by=cast.coordinator, at=now)
    assert list(Decision.objects.all()) == [recorded]
