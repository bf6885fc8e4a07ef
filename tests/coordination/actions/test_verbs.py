"""Every verb: what it does, what it refuses, and how it is undone."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from coordination.actions.models import (
    ActionPoint,
    ActionStatus,
    ActionUpdate,
    Assent,
    PartStatus,
    Verb,
)
from coordination.actions.services import (
    add_action_point,
    comment_on_action_point,
    complete_action_point,
    confirm_assent,
    drop_action_point,
    hand_over,
    keep_reservation,
    move_term,
    reopen_action_point,
    report_part,
    restore_action_point,
    split_action_point,
    undo_action_point,
)
from coordination.actions.services.closing import NotDone, NotDropped
from coordination.actions.services.moving import SameTerm
from coordination.actions.services.owners import NotAwaited, SameOwner
from coordination.actions.services.saving import NotOpen, ReasonNeeded, WrongOwner
from coordination.actions.services.splitting import TooFew
from coordination.actions.terms import Owner, Share, Term
from coordination.audit.models import AuditEvent
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.kit.refusals import CannotBeUndone, NotAllowed, Refusal, Stale
from coordination.people.models import User
from tests.cast import MONDAY, Cast

Make = Callable[..., ActionPoint]
NEXT_WEEK = Term(date(2020, 11, 9))


def complete(point: ActionPoint, by: User) -> ActionPoint:
    return complete_action_point(point=point, version=point.version, by=by, at=MONDAY)


def move(point: ActionPoint, by: User, **more: Any) -> ActionPoint:
    values: dict[str, Any] = {"term": NEXT_WEEK, "reason": "Wacht op cijfers"} | more
    return move_term(point=point, version=point.version, by=by, at=MONDAY, **values)


def drop(point: ActionPoint, by: User) -> ActionPoint:
    return drop_action_point(
        point=point, version=point.version, reason="Ingehaald", by=by, at=MONDAY
    )


def hand(point: ActionPoint, to: Owner, by: User) -> ActionPoint:
    return hand_over(
        point=point, version=point.version, to=to, reason="Hoort daar", by=by, at=MONDAY
    )


def undo(point: ActionPoint, by: User) -> ActionPoint:
    return undo_action_point(point=point, version=point.version, by=by, at=MONDAY)


def state(point: ActionPoint) -> tuple[Any, ...]:
    point.refresh_from_db()
    return (
        point.status,
        point.due_on,
        point.postponed,
        point.owner_label,
        point.assent,
        point.dropped_because,
        point.done_by,
    )


def test_the_owner_and_who_manages_report_it_done(cast: Cast, make_point: Make) -> None:
    for person in (cast.vws_officer, cast.secretary, cast.lead):
        done = complete(make_point(), person)
        assert (done.status, done.done_by, done.done_at) == (ActionStatus.DONE, person, MONDAY)


def test_others_do_not_touch_it(cast: Cast, point: ActionPoint) -> None:
    for person in (cast.szw_officer, cast.stranger, cast.partner, cast.auditor):
        for verb in (complete, move, drop):
            with pytest.raises(NotAllowed):
                verb(point, person)
        with pytest.raises(NotAllowed):
            hand(point, Owner(cast.szw), person)
    for person in (cast.stranger, cast.partner, cast.auditor):
        with pytest.raises(NotAllowed):
            comment_on_action_point(point=point, text="Ja maar", by=person, at=MONDAY)
    assert ActionUpdate.objects.filter(action_point=point).count() == 1


def test_the_owner_does_not_move_or_drop_her_own(cast: Cast, point: ActionPoint) -> None:
    for verb in (move, drop):
        with pytest.raises(NotAllowed):
            verb(point, cast.vws_officer)


def test_where_only_the_organisation_is_named_its_people_update(
    cast: Cast, make_point: Make
) -> None:
    ours = make_point(owner=Owner(cast.stranger.organisation))
    assert complete(ours, cast.stranger).status == ActionStatus.DONE


def test_every_verb_refuses_an_older_version(cast: Cast, point: ActionPoint) -> None:
    old = ActionPoint.objects.get(pk=point.pk)
    move(point, cast.lead)
    verbs: list[Callable[[], Any]] = [
        lambda: complete(old, cast.lead),
        lambda: move(old, cast.lead),
        lambda: drop(old, cast.lead),
        lambda: hand(old, Owner(cast.szw), cast.lead),
        lambda: undo(old, cast.lead),
        lambda: split_action_point(
            point=old, version=old.version, into=[], by=cast.lead, at=MONDAY
        ),
    ]
    for verb in verbs:
        with pytest.raises(Stale) as stale:
            verb()
        assert stale.value.status == 409


def test_done_twice_is_refused_and_reopening_undoes_it(cast: Cast, point: ActionPoint) -> None:
    done = complete(point, cast.lead)
    with pytest.raises(NotOpen):
        complete(done, cast.lead)
    again = reopen_action_point(point=done, version=done.version, by=cast.lead, at=MONDAY)
    assert (again.status, again.done_by, again.done_at) == (ActionStatus.OPEN, None, None)
    with pytest.raises(NotDone):
        reopen_action_point(point=again, version=again.version, by=cast.lead, at=MONDAY)


def test_moving_counts_what_is_postponed(cast: Cast, point: ActionPoint) -> None:
    later = move(point, cast.lead)
    assert (later.due_on, later.postponed, later.due_version) == (NEXT_WEEK.due_on, 1, 2)
    earlier = move(later, cast.lead, term=Term(date(2020, 11, 5)))
    assert (earlier.postponed, earlier.due_version) == (1, 3)
    told = ActionUpdate.objects.filter(verb=Verb.MOVED).order_by("version").first()
    assert told is not None
    assert (told.old, told.new, told.text) == ("2020-11-06", "2020-11-09", "Wacht op cijfers")


def test_moving_wants_a_reason_and_another_term(cast: Cast, point: ActionPoint) -> None:
    with pytest.raises(ReasonNeeded):
        move(point, cast.lead, reason="  ")
    with pytest.raises(SameTerm):
        move(point, cast.lead, term=Term(point.due_on))


def test_an_owner_hands_over_within_her_organisation_only(
    cast: Cast, point: ActionPoint, make_user: Callable[..., User]
) -> None:
    colleague = make_user("colleague vws", cast.vws)
    with pytest.raises(NotAllowed):
        hand(point, Owner(cast.szw), cast.vws_officer)
    handed = hand(point, Owner(cast.vws, person=colleague), cast.vws_officer)
    assert (handed.owner_person, handed.assent) == (colleague, Assent.GIVEN)


def test_another_organisation_must_confirm(cast: Cast, point: ActionPoint) -> None:
    handed = hand(point, Owner(cast.szw, person=cast.szw_officer), cast.lead)
    assert handed.assent == Assent.AWAITED
    with pytest.raises(NotAllowed):
        confirm_assent(point=handed, version=handed.version, by=cast.lead, at=MONDAY)
    kept = keep_reservation(
        point=handed, version=handed.version, reason="Geen mensen", by=cast.szw_officer, at=MONDAY
    )
    assert kept.assent == Assent.RESERVED
    given = confirm_assent(point=kept, version=kept.version, by=cast.szw_officer, at=MONDAY)
    assert given.assent == Assent.GIVEN
    with pytest.raises(NotAwaited):
        confirm_assent(point=given, version=given.version, by=cast.szw_officer, at=MONDAY)


def test_handing_over_to_the_same_or_to_a_wrong_owner_is_refused(
    cast: Cast, point: ActionPoint
) -> None:
    with pytest.raises(SameOwner):
        hand(point, Owner(cast.vws, person=cast.vws_officer), cast.lead)
    with pytest.raises(WrongOwner):
        hand(point, Owner(cast.vws, person=cast.szw_officer), cast.lead)


def test_dropping_and_restoring(cast: Cast, point: ActionPoint) -> None:
    dropped = drop(point, cast.lead)
    assert (dropped.status, dropped.dropped_because) == (ActionStatus.DROPPED, "Ingehaald")
    restored = restore_action_point(point=dropped, version=dropped.version, by=cast.lead, at=MONDAY)
    assert (restored.status, restored.dropped_because) == (ActionStatus.OPEN, "")
    with pytest.raises(NotDropped):
        restore_action_point(point=restored, version=restored.version, by=cast.lead, at=MONDAY)


def shares(cast: Cast) -> list[Share]:
    return [Share("Een", Owner(cast.vws), NEXT_WEEK), Share("Twee", Owner(cast.szw), NEXT_WEEK)]


def test_splitting_makes_points_that_name_each_other(cast: Cast, point: ActionPoint) -> None:
    made = split_action_point(
        point=point, version=point.version, into=shares(cast), by=cast.lead, at=MONDAY
    )
    assert [(one.number, one.text, one.owner_label) for one in made] == [
        ("MLT3-2020-02", "Een", "VWS"),
        ("MLT3-2020-03", "Twee", "SZW"),
    ]
    point.refresh_from_db()
    assert point.status == ActionStatus.DROPPED
    assert "MLT3-2020-02, MLT3-2020-03" in point.dropped_because
    roots = AuditEvent.objects.filter(action="actions.split", root=True)
    assert roots.count() == 1


def test_splitting_into_one_is_refused(cast: Cast, point: ActionPoint) -> None:
    with pytest.raises(TooFew):
        split_action_point(
            point=point, version=point.version, into=shares(cast)[:1], by=cast.lead, at=MONDAY
        )
    assert ActionPoint.objects.count() == 1


@pytest.mark.parametrize("name", ["complete", "move", "drop", "hand", "split"])
def test_each_deed_can_be_undone_while_nothing_changed(
    cast: Cast, point: ActionPoint, name: str
) -> None:
    before = state(point)
    match name:
        case "split":
            into = shares(cast)
            split_action_point(
                point=point, version=point.version, into=into, by=cast.lead, at=MONDAY
            )
            point.refresh_from_db()
        case "hand":
            point = hand(point, Owner(cast.szw), cast.lead)
        case _:
            point = {"complete": complete, "move": move, "drop": drop}[name](point, cast.lead)
    assert state(point) != before
    undone = undo(point, cast.lead)
    assert state(undone) == before
    with pytest.raises(CannotBeUndone):
        undo(undone, cast.lead)
    assert ActionPoint.objects.filter(split_from=point, status=ActionStatus.OPEN).count() == 0


def test_undoing_a_split_stops_where_a_share_was_touched(cast: Cast, point: ActionPoint) -> None:
    made = split_action_point(
        point=point, version=point.version, into=shares(cast), by=cast.lead, at=MONDAY
    )
    complete(made[0], cast.lead)
    point.refresh_from_db()
    with pytest.raises(CannotBeUndone):
        undo(point, cast.lead)


def test_nobody_undoes_what_another_did(cast: Cast, point: ActionPoint) -> None:
    done = complete(point, cast.lead)
    with pytest.raises(NotAllowed):
        undo(done, cast.vws_officer)


def test_parts_are_reported_by_their_own(cast: Cast, make_point: Make) -> None:
    asked = make_point(owner=Owner(cast.dgsc), members=[cast.vws, cast.szw])
    part = asked.parts.get(organisation=cast.szw)
    with pytest.raises(NotAllowed):
        report_part(
            part=part, version=part.version, status=PartStatus.IN, by=cast.vws_officer, at=MONDAY
        )
    told = report_part(
        part=part, version=part.version, status=PartStatus.IN, by=cast.szw_officer, at=MONDAY
    )
    assert (told.status, told.by, told.at) == (PartStatus.IN, cast.szw_officer, MONDAY)
    with pytest.raises(Stale):
        report_part(
            part=part, version=part.version, status=PartStatus.OPEN, by=cast.szw_officer, at=MONDAY
        )
    assert [row.status for row in told.history.order_by("version")] == ["open", "in"]


def test_a_remark_changes_nothing(cast: Cast, point: ActionPoint) -> None:
    comment_on_action_point(point=point, text="Gebeld", by=cast.vws_officer, at=MONDAY)
    with pytest.raises(Refusal):
        comment_on_action_point(point=point, text=" ", by=cast.vws_officer, at=MONDAY)
    version = point.version
    point.refresh_from_db()
    assert point.version == version


def add(cast: Cast, **more: Any) -> ActionPoint:
    values: dict[str, Any] = {
        "dossier": cast.dossier,
        "text": "Ledenlijst aanvullen",
        "owner": Owner(cast.dgsc),
        "term": NEXT_WEEK,
        "by": cast.szw_officer,
        "at": MONDAY,
    } | more
    return add_action_point(**values)


def test_a_writer_adds_without_a_meeting_and_manages_it(cast: Cast) -> None:
    made = add(cast, source="mail van 3 november")
    assert (made.number, made.status, made.version) == ("SZW-2020-01", ActionStatus.OPEN, 1)
    assert move(made, cast.szw_officer, term=Term(date(2020, 11, 12))).postponed == 1


def test_others_add_nothing(cast: Cast) -> None:
    for person in (cast.stranger, cast.partner, cast.auditor, cast.administrator):
        with pytest.raises(NotAllowed):
            add(cast, by=person)
    assert not ActionPoint.objects.exists()


def test_nothing_is_added_to_a_closed_dossier(cast: Cast, now: datetime) -> None:
    cast.dossier.closed_at, cast.dossier.closed_by = now, cast.lead
    cast.dossier.save()
    with pytest.raises(Refusal):
        add(cast)


def test_a_classified_point_goes_only_to_someone_with_part(cast: Cast) -> None:
    grant_access(
        dossier=cast.secret_dossier,
        to=cast.coordinator,
        function=Function.LEAD,
        by=None,
        at=MONDAY,
    )
    with pytest.raises(WrongOwner):
        add(cast, dossier=cast.secret_dossier, by=cast.coordinator, owner=Owner(cast.vws))
    made = add(
        cast,
        dossier=cast.secret_dossier,
        by=cast.coordinator,
        owner=Owner(cast.dgsc, person=cast.coordinator),
    )
    assert list(ActionPoint.objects.visible_to(cast.coordinator)) == [made]
    assert list(ActionPoint.objects.visible_to(cast.lead)) == []
