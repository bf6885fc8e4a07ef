from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from coordination.actions.models import ActionPoint, ActionStatus
from coordination.decisions.models import Decision, DecisionStatus
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.mail.models import Message, Status
from coordination.meetings.models import (
    AgendaItem,
    Entry,
    Meeting,
    MeetingStatus,
    MinutesVersion,
)
from coordination.meetings.report.build import report_in, report_of
from coordination.meetings.report.content import Report
from coordination.meetings.services.additions import propose_addition, settle_addition
from coordination.meetings.services.circulation import (
    adopt_minutes,
    agree_minutes,
    circulate_minutes,
    close_meeting,
    correct_line,
    reopen_meeting,
    take_back_circulation,
)
from coordination.meetings.services.entries import rewrite_line, write_line
from coordination.people.models import Clearance
from tests.cast import MONDAY, Cast
from tests.kept import kept


@kept
def typed(cast: Cast, item: AgendaItem) -> Meeting:
    """Three lines: a note, an agreement and an action point of VWS."""
    for text in (
        "De opdracht is besproken.",
        "! We houden de afbakening aan.",
        "Voorbeeldsheet delen @VWS uiterlijk wo 4 nov",
    ):
        write_line(item=item, typed=text, by=cast.secretary, at=MONDAY)
    return Meeting.objects.get(pk=item.meeting_id)


@kept
def circulated(cast: Cast, typed: Meeting) -> Meeting:
    return circulate_minutes(meeting=typed, version=typed.version, by=cast.secretary, at=MONDAY)


def test_circulating_puts_points_and_decisions_on_the_lists(
    cast: Cast, circulated: Meeting
) -> None:
    assert circulated.status == MeetingStatus.CIRCULATED
    point = ActionPoint.objects.visible_to(cast.vws_officer).get()
    assert point.status == ActionStatus.OPEN
    assert Decision.objects.visible_to(cast.vws_officer).get().status == DecisionStatus.CIRCULATED


def test_circulating_writes_the_first_history(circulated: Meeting) -> None:
    assert (Entry.history.count(), ActionPoint.history.count(), Decision.history.count()) == (
        3,
        1,
        1,
    )


def test_everybody_who_may_read_it_gets_the_report_once_and_two_minutes_later(
    cast: Cast, circulated: Meeting
) -> None:
    messages = Message.objects.filter(kind="meetings.report")
    assert {m.recipient.user for m in messages} == {
        cast.secretary,
        cast.lead,
        cast.vws_officer,
        cast.szw_officer,
    }
    assert {m.not_before for m in messages} == {MONDAY + timedelta(minutes=2)}


def test_a_second_circulation_is_refused(cast: Cast, circulated: Meeting) -> None:
    with pytest.raises(Refusal):
        circulate_minutes(
            meeting=circulated, version=circulated.version, by=cast.secretary, at=MONDAY
        )
    assert Message.objects.filter(kind="meetings.report").count() == 4


def test_an_empty_report_does_not_go_round(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(Refusal):
        circulate_minutes(meeting=meeting, version=1, by=cast.secretary, at=MONDAY)


@pytest.mark.parametrize("who", ["vws_officer", "stranger", "coordinator", "auditor"])
def test_only_secretary_and_chair_circulate(cast: Cast, typed: Meeting, who: str) -> None:
    with pytest.raises(NotAllowed):
        circulate_minutes(meeting=typed, version=typed.version, by=getattr(cast, who), at=MONDAY)


def test_where_the_chair_agrees_first_the_secretary_waits_for_her(
    cast: Cast, typed: Meeting
) -> None:
    cast.body.chair_approves = True
    cast.body.save()
    closed = close_meeting(meeting=typed, version=typed.version, by=cast.secretary, at=MONDAY)
    with pytest.raises(Refusal):
        circulate_minutes(meeting=closed, version=closed.version, by=cast.secretary, at=MONDAY)
    with pytest.raises(NotAllowed):
        agree_minutes(meeting=closed, version=closed.version, by=cast.secretary, at=MONDAY)
    agreed = agree_minutes(meeting=closed, version=closed.version, by=cast.lead, at=MONDAY)
    circulate_minutes(meeting=agreed, version=agreed.version, by=cast.secretary, at=MONDAY)
    assert Message.objects.filter(kind="meetings.report").count() == 4


def test_a_circulation_taken_back_leaves_nothing_on_a_list(cast: Cast, circulated: Meeting) -> None:
    take_back_circulation(
        meeting=circulated,
        version=circulated.version,
        by=cast.secretary,
        at=MONDAY + timedelta(minutes=1),
    )
    assert ActionPoint.objects.visible_to(cast.vws_officer).count() == 0
    assert Decision.objects.visible_to(cast.vws_officer).count() == 0
    assert set(Message.objects.filter(kind="meetings.report").values_list("status", flat=True)) == {
        Status.CANCELLED
    }


def test_a_circulation_taken_back_goes_round_again(cast: Cast, circulated: Meeting) -> None:
    back = take_back_circulation(
        meeting=circulated, version=circulated.version, by=cast.secretary, at=MONDAY
    )
    circulate_minutes(meeting=back, version=back.version, by=cast.secretary, at=MONDAY)
    queued = Message.objects.filter(kind="meetings.report", status=Status.QUEUED)
    assert queued.count() == 4


def test_mail_that_left_cannot_be_taken_back(cast: Cast, circulated: Meeting) -> None:
    message = Message.objects.filter(kind="meetings.report").first()
    assert message is not None
    Message.objects.filter(pk=message.pk).update(status=Status.SENT)
    with pytest.raises(Refusal):
        take_back_circulation(
            meeting=circulated, version=circulated.version, by=cast.secretary, at=MONDAY
        )
    circulated.refresh_from_db()
    assert circulated.status == MeetingStatus.CIRCULATED


def test_a_circulated_line_is_not_typed_over(cast: Cast, circulated: Meeting) -> None:
    entry = circulated.entries.first()
    assert entry is not None
    with pytest.raises(Refusal):
        rewrite_line(
            entry=entry, typed="anders", version=entry.version, by=cast.secretary, at=MONDAY
        )


def test_a_closed_meeting_opens_again(cast: Cast, typed: Meeting) -> None:
    closed = close_meeting(meeting=typed, version=typed.version, by=cast.secretary, at=MONDAY)
    again = reopen_meeting(meeting=closed, version=closed.version, by=cast.secretary, at=MONDAY)
    assert (again.status, again.closed_at) == (MeetingStatus.OPEN, None)


def test_an_addition_accepted_is_a_line_and_a_new_version(
    cast: Cast, circulated: Meeting, item: AgendaItem
) -> None:
    addition = propose_addition(
        item=item, text="SZW noemt ook de arbeidsmigranten.", by=cast.szw_officer, at=MONDAY
    )
    settle_addition(addition=addition, accept=True, by=cast.secretary, at=MONDAY)
    newest = MinutesVersion.objects.filter(meeting=circulated).order_by("number").last()
    assert newest is not None
    assert (newest.number, [line.text for line in report_in(newest).lines][-1]) == (
        2,
        "SZW noemt ook de arbeidsmigranten.",
    )


def test_an_addition_is_declined_with_a_reason(
    cast: Cast, circulated: Meeting, item: AgendaItem
) -> None:
    addition = propose_addition(item=item, text="Meer.", by=cast.szw_officer, at=MONDAY)
    with pytest.raises(Refusal):
        settle_addition(addition=addition, accept=False, by=cast.secretary, at=MONDAY)
    settle_addition(
        addition=addition, accept=False, because="Niet gezegd", by=cast.secretary, at=MONDAY
    )
    assert circulated.entries.present().count() == 3


def test_a_stranger_proposes_nothing(cast: Cast, circulated: Meeting, item: AgendaItem) -> None:
    with pytest.raises(NotAllowed):
        propose_addition(item=item, text="Ik ook", by=cast.stranger, at=MONDAY)


def test_adopting_records_the_decisions(cast: Cast, circulated: Meeting) -> None:
    adopt_minutes(
        meeting=circulated,
        adopted_in=None,
        version=circulated.version,
        by=cast.secretary,
        at=MONDAY + timedelta(days=3),
    )
    decision = Decision.objects.get()
    assert (decision.status, decision.recorded_by) == (DecisionStatus.RECORDED, cast.secretary)


def test_open_additions_hold_adoption_up(cast: Cast, circulated: Meeting, item: AgendaItem) -> None:
    propose_addition(item=item, text="Meer.", by=cast.szw_officer, at=MONDAY)
    with pytest.raises(Refusal):
        adopt_minutes(
            meeting=circulated,
            adopted_in=None,
            version=circulated.version,
            by=cast.secretary,
            at=MONDAY,
        )


def test_an_adopted_report_changes_by_a_correction_only(cast: Cast, circulated: Meeting) -> None:
    adopted = adopt_minutes(
        meeting=circulated,
        adopted_in=None,
        version=circulated.version,
        by=cast.secretary,
        at=MONDAY,
    )
    entry = adopted.entries.order_by("position").first()
    assert entry is not None
    correct_line(
        entry=entry,
        typed="De opdracht en de planning zijn besproken.",
        reason="planning ontbrak",
        version=entry.version,
        by=cast.secretary,
        at=MONDAY,
    )
    kept = MinutesVersion.objects.filter(meeting=adopted).order_by("number")
    assert [(v.number, report_in(v).lines[0].text) for v in kept] == [
        (1, "De opdracht is besproken."),
        (2, "De opdracht is besproken."),
        (3, "De opdracht en de planning zijn besproken."),
    ]


def test_a_report_survives_being_kept(typed: Meeting) -> None:
    report = report_of(typed)
    assert Report.from_json(report.to_json()) == report


def test_an_item_of_another_dossier_is_left_out_for_who_may_not_read_it(
    cast: Cast, typed: Meeting, item: AgendaItem
) -> None:
    secret = AgendaItem.objects.create(
        meeting=typed,
        title="Achter gesloten deuren",
        dossier=cast.secret_dossier,
        position=9,
        created_at=MONDAY,
    )
    cast.secretary.clearance = Clearance.DEPARTMENTAL
    cast.secretary.save()
    grant_access(
        dossier=cast.secret_dossier,
        to=cast.secretary,
        function=Function.WRITER,
        by=None,
        at=MONDAY,
    )
    write_line(item=secret, typed="Geheim besproken", by=cast.secretary, at=MONDAY)
    report = report_of(typed)
    seen = report.seen_by({str(cast.dossier.pk)})
    assert [i.title for i in seen.items] == ["Inventarisatie"]
    assert "Geheim besproken" not in str(seen.to_json())


def test_circulating_from_a_page_of_before_shows_the_way(
    cast: Cast, circulated: Meeting, sign_in: Any
) -> None:
    address = reverse("meetings:circulate_now", args=[circulated.pk])
    answer = sign_in(cast.secretary).post(address, {"version": circulated.version - 1})
    page = answer.content.decode()
    assert (answer.status_code, "Beide teksten" in page) == (409, False)
    assert "dus er is niets gedaan" in page
    assert f'<a href="{circulated.get_absolute_url()}">Bekijk hoe het er nu staat</a>' in page
