"""Opening, changing, closing; parts; classification; reading that leaves a trace."""

from datetime import timedelta

import pytest

from coordination.audit.models import AuditAnchor, AuditEvent
from coordination.dossiers.models import Classification, Dossier, DossierAccess, Function
from coordination.dossiers.services import (
    Levels,
    break_glass,
    change_dossier,
    classify_dossier,
    close_dossier,
    end_part,
    grant_access,
    name_member,
    open_dossier,
    record_read,
    reopen_dossier,
    seal_day,
)
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.mail.models import Message
from coordination.people.models import Clearance, User
from tests.cast import MONDAY, Cast

LATER = MONDAY + timedelta(hours=1)


def visible(dossier: Dossier, user: User) -> bool:
    return Dossier.objects.visible_to(user).filter(pk=dossier.pk).exists()


def test_numbers_run_per_year_and_who_opens_leads(cast: Cast) -> None:
    first = open_dossier(title="Griep", owner=cast.dgsc, by=cast.lead, at=MONDAY)
    second = open_dossier(title="Sneeuw", owner=cast.dgsc, by=cast.lead, at=MONDAY)
    assert (first.number, second.number) == ("2020-0003", "2020-0004")
    parts = DossierAccess.objects.filter(dossier=first)
    assert [(part.user, part.function) for part in parts] == [(cast.lead, Function.LEAD)]


@pytest.mark.parametrize("title", ["", "  ", "x" * 201, "a\0b", "\u202eomgekeerd"])
def test_a_title_nobody_can_read_is_refused(cast: Cast, title: str) -> None:
    before = Dossier.objects.count()
    with pytest.raises(Refusal) as refused:
        open_dossier(title=title, owner=cast.dgsc, by=cast.lead, at=MONDAY)
    assert (refused.value.field, Dossier.objects.count()) == ("title", before)


def change(cast: Cast, by: User, *, version: int = 1, title: str = "Anders") -> Dossier:
    return change_dossier(
        dossier=cast.dossier,
        version=version,
        title=title,
        kind=cast.dossier.kind,
        owner=cast.dossier.owner,
        primacy=None,
        by=by,
        at=LATER,
    )


def test_a_change_keeps_what_it_said(cast: Cast) -> None:
    changed = change(cast, cast.lead)
    states = changed.history.order_by("version").values_list("title", "history_user")
    assert list(states) == [("Kwetsbare groepen", cast.lead.pk), ("Anders", cast.lead.pk)]


def test_a_change_of_what_somebody_else_changed_first_is_refused(cast: Cast) -> None:
    change(cast, cast.lead)
    with pytest.raises(Stale):
        change(cast, cast.lead, title="Nog anders")
    assert Dossier.objects.get(pk=cast.dossier.pk).title == "Anders"


def test_only_the_lead_or_a_coordinator_with_part_changes_it(cast: Cast) -> None:
    for user in (cast.secretary, cast.stranger, cast.auditor):
        with pytest.raises(NotAllowed):
            change(cast, user)
    assert change(cast, cast.coordinator).title == "Anders"


def test_closing_twice_is_refused_and_reopening_undoes_it(cast: Cast) -> None:
    close_dossier(dossier=cast.dossier, by=cast.lead, at=LATER)
    with pytest.raises(Refusal):
        close_dossier(dossier=cast.dossier, by=cast.lead, at=LATER)
    opened = reopen_dossier(dossier=cast.dossier, by=cast.lead, at=LATER)
    assert (opened.closed_at, opened.closed_by) == (None, None)
    with pytest.raises(Refusal):
        reopen_dossier(dossier=cast.dossier, by=cast.lead, at=LATER)


def test_a_named_member_reads_until_her_part_ends(cast: Cast) -> None:
    closed = open_dossier(
        title="Besloten", owner=cast.dgsc, by=cast.lead, at=MONDAY, restricted=True
    )
    assert not visible(closed, cast.stranger)
    part = name_member(
        dossier=closed, to=cast.stranger, function=Function.READER, by=cast.lead, at=MONDAY
    )
    assert visible(closed, cast.stranger)
    end_part(access=part, by=cast.lead, at=LATER)
    assert not visible(closed, cast.stranger)


def test_the_last_lead_cannot_leave(cast: Cast) -> None:
    part = DossierAccess.objects.get(dossier=cast.dossier, function=Function.LEAD)
    with pytest.raises(Refusal):
        end_part(access=part, by=cast.lead, at=LATER)


def test_a_part_given_elsewhere_ends_elsewhere(cast: Cast) -> None:
    part = grant_access(
        dossier=cast.dossier,
        to=cast.szw,
        function=Function.READER,
        by=None,
        at=MONDAY,
        via="team",
    )
    with pytest.raises(Refusal):
        end_part(access=part, by=cast.lead, at=LATER)


def test_an_end_in_the_past_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        name_member(
            dossier=cast.dossier,
            to=cast.stranger,
            function=Function.READER,
            until=MONDAY,
            by=cast.lead,
            at=MONDAY,
        )
    assert refused.value.field == "until"


def test_a_stranger_names_nobody(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        name_member(
            dossier=cast.dossier,
            to=cast.stranger,
            function=Function.LEAD,
            by=cast.stranger,
            at=MONDAY,
        )


def classify(cast: Cast, by: User, level: Classification, reason: str = "Kabinet") -> Dossier:
    return classify_dossier(
        dossier=cast.dossier,
        version=Dossier.objects.get(pk=cast.dossier.pk).version,
        levels=Levels(level),
        reason=reason,
        by=by,
        at=LATER,
    )


def test_raising_the_classification_hides_it_at_once(cast: Cast) -> None:
    assert visible(cast.dossier, cast.vws_officer)
    raised = classify(cast, cast.coordinator, Classification.DEPARTMENTAL)
    assert (raised.restricted, raised.classified_by) == (True, cast.coordinator)
    assert not visible(cast.dossier, cast.vws_officer)
    assert visible(cast.dossier, cast.coordinator)


def test_classifying_above_her_own_clearance_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        classify(cast, cast.lead, Classification.DEPARTMENTAL)
    assert refused.value.field == "classification"


def test_a_reason_is_asked_and_a_lowered_dossier_stays_restricted_if_wanted(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        classify(cast, cast.coordinator, Classification.DEPARTMENTAL, reason=" ")
    assert refused.value.field == "reason"
    classify(cast, cast.coordinator, Classification.DEPARTMENTAL)
    lowered = classify(cast, cast.coordinator, Classification.UNCLASSIFIED)
    assert (lowered.classification, lowered.restricted, lowered.classified_by) == (0, False, None)


def test_broken_glass_ends_by_itself_and_tells_every_auditor(cast: Cast) -> None:
    cast.administrator.clearance = Clearance.DEPARTMENTAL
    part = break_glass(
        dossier=cast.secret_dossier,
        reason="Storing in de nacht: rechten staan verkeerd.",
        by=cast.administrator,
        at=MONDAY,
    )
    assert (part.until, part.via) == (MONDAY + timedelta(hours=4), "break_glass")
    message = Message.objects.get()
    assert (message.kind, message.recipient.user) == ("dossiers.glass_broken", cast.auditor)
    event = AuditEvent.objects.get(action="dossiers.glass_broken")
    assert (event.root, event.dossier) == (True, cast.secret_dossier.pk)


def test_breaking_glass_is_not_for_everybody_and_never_above_clearance(cast: Cast) -> None:
    reason = "Ik wil het graag weten vandaag."
    for user in (cast.lead, cast.stranger, cast.auditor):
        with pytest.raises(Refusal):
            break_glass(dossier=cast.secret_dossier, reason=reason, by=user, at=MONDAY)
    assert Message.objects.count() == 0


def test_breaking_glass_without_a_reason_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        break_glass(dossier=cast.dossier, reason="moet", by=cast.administrator, at=MONDAY)
    assert refused.value.field == "reason"


def test_only_reading_of_classified_dossiers_is_recorded(cast: Cast) -> None:
    for dossier in (cast.dossier, cast.secret_dossier):
        record_read(dossier=dossier, obj=dossier, by=cast.coordinator, at=MONDAY)
    event = AuditEvent.objects.get(stream="reads")
    assert (event.action, event.object_id) == ("dossiers.read", str(cast.secret_dossier.pk))


def test_the_record_is_sealed_once_a_day_and_mailed(cast: Cast) -> None:
    assert seal_day(at=MONDAY) is not None
    assert seal_day(at=MONDAY + timedelta(hours=3)) is None
    assert seal_day(at=MONDAY + timedelta(hours=12)) is not None
    assert AuditAnchor.objects.count() == 2
    kinds = Message.objects.values_list("kind", "recipient__user")
    assert list(kinds) == [("dossiers.anchor", cast.auditor.pk)] * 2
