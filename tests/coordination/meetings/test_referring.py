"""An item goes on to the next meeting, and what came of it goes back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access, open_dossier
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.mail.kinds import mail_kinds
from coordination.mail.models import Message, Status
from coordination.meetings.models import AgendaItem, Feedback, Meeting
from coordination.meetings.queries.course import course_of
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.circulation import circulate_minutes, take_back_circulation
from coordination.meetings.services.differences import add_point_of_difference
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.feeding_back import feed_back, take_back_feedback
from coordination.meetings.services.meetings import plan_meeting
from coordination.meetings.services.papers import supply_paper
from coordination.meetings.services.referring import refer_item, take_back_referral
from coordination.papers.models import PaperKind
from coordination.papers.services import add_version
from coordination.people.models import Body, BodyMember, MemberRole, User
from tests.cast import Cast
from tests.sweep.registry.papers import pdf


@pytest.fixture
def ministers(cast: Cast) -> Body:
    """The body the item goes on to; VWS keeps its agenda."""
    body = Body.objects.create(code="MCC", name_nl="MCC", name_en="MCC", organisation=cast.vws)
    BodyMember.objects.create(
        body=body,
        organisation=cast.vws,
        person=cast.vws_officer,
        role=MemberRole.SECRETARY,
        since=date(2020, 10, 1),
    )
    return body


@pytest.fixture
def meet(cast: Cast, now: datetime) -> Callable[..., Meeting]:
    def plan(body: Body, days: int, by: Any = None) -> Meeting:
        starts = now + timedelta(days=days)
        return plan_meeting(
            body=body,
            dossier=cast.dossier,
            starts_at=starts,
            ends_at=starts + timedelta(hours=1),
            by=by or cast.secretary,
            at=now,
        )

    return plan


@pytest.fixture
def item(cast: Cast, now: datetime, meet: Callable[..., Meeting]) -> AgendaItem:
    """An item with a paper and a point of difference, brought in by SZW."""
    made = submit_item(
        meeting=meet(cast.body, 3),
        facts=ItemFacts("Pilots", cast.dossier, requested_decision="Instemmen met variant A"),
        by=cast.secretary,
        at=now,
    )
    by: dict[str, Any] = {"by": cast.secretary, "at": now}
    supply_paper(item=made, title="Nota", kind=PaperKind.COVER_NOTE, upload=pdf(), **by)
    add_point_of_difference(item=made, organisation=cast.szw, position="Liever B", **by)
    return made


@pytest.fixture
def later(meet: Callable[..., Meeting], ministers: Body, cast: Cast) -> Meeting:
    return meet(ministers, 4, cast.vws_officer)


def test_what_belongs_to_an_item_goes_on_with_it(
    cast: Cast, now: datetime, item: AgendaItem, later: Meeting
) -> None:
    made = refer_item(item=item, meeting=later, by=cast.secretary, at=now)
    item.refresh_from_db()
    assert (item.result, item.referred_to) == ("referred", later.body)
    assert (made.follows, made.origin, made.submission) == (item, item, "submitted")
    assert made.requested_decision == "Instemmen met variant A"
    assert [row.paper.title for row in made.papers.all()] == ["Nota"]
    assert [row.position for row in made.points_of_difference.all()] == ["Liever B"]


def test_what_changed_since_the_meeting_before_is_said(
    cast: Cast, now: datetime, item: AgendaItem, later: Meeting
) -> None:
    made = refer_item(item=item, meeting=later, by=cast.secretary, at=now)
    paper = made.papers.get().paper
    write_line(item=item, typed="Besproken", by=cast.secretary, at=now)
    meeting = Meeting.objects.get(pk=item.meeting_id)
    circulate_minutes(meeting=meeting, version=meeting.version, by=cast.secretary, at=now)
    upload = SimpleUploadedFile("nota.pdf", b"%PDF-1.7\n%2\n%%EOF\n", "application/pdf")
    add_version(paper=paper, upload=upload, by=cast.secretary, at=now)
    made.requested_decision = "Instemmen met variant B"
    made.points_of_difference.all().delete()
    made.save()
    _first, second = course_of(cast.secretary, [item])
    assert [(one.kind, one.was, one.now) for one in second.since.papers] == [("version", 1, 2)]
    assert [(p.kind, p.text) for p in second.since.asked if p.kind != "same"] == [
        ("gone", "A"),
        ("new", "B"),
    ]
    assert (second.since.joined, second.since.left) == ([], ["SZW"])


def test_an_item_goes_on_once_and_only_forward(
    cast: Cast, now: datetime, item: AgendaItem, later: Meeting, meet: Callable[..., Meeting]
) -> None:
    earlier = meet(cast.body, 2)
    with pytest.raises(Refusal, match="na dit overleg"):
        refer_item(item=item, meeting=earlier, by=cast.secretary, at=now)
    with pytest.raises(NotAllowed):
        refer_item(item=item, meeting=later, by=cast.szw_officer, at=now)
    refer_item(item=item, meeting=later, by=cast.secretary, at=now)
    with pytest.raises(Refusal, match="al doorgeleid"):
        refer_item(item=item, meeting=later, by=cast.secretary, at=now)


def test_a_referral_is_taken_back_with_its_result(
    cast: Cast, now: datetime, item: AgendaItem, later: Meeting
) -> None:
    made = refer_item(item=item, meeting=later, by=cast.secretary, at=now)
    take_back_referral(item=made, version=made.version, by=cast.secretary, at=now)
    item.refresh_from_db()
    assert (item.result, item.referred_to) == ("", None)
    assert not item.entries.present().exists()
    assert not later.items.present().exists()
    again = refer_item(item=item, meeting=later, by=cast.secretary, at=now)
    assert again.follows == item


def test_a_referral_stays_once_the_next_item_was_changed(
    cast: Cast, now: datetime, item: AgendaItem, later: Meeting
) -> None:
    made = refer_item(item=item, meeting=later, by=cast.secretary, at=now)
    with pytest.raises(Refusal):
        take_back_referral(item=made, version=made.version + 1, by=cast.secretary, at=now)


@pytest.fixture
def team(cast: Cast, now: datetime) -> Body:
    """A team that works in the dossier, with SZW's officer and somebody of JenV's mailbox."""
    team = Body.objects.create(code="MLT4", name_nl="t", name_en="t", organisation=cast.dgsc)
    since = date(2020, 10, 1)
    BodyMember.objects.create(
        body=team, organisation=cast.szw, person=cast.szw_officer, since=since
    )
    BodyMember.objects.create(body=team, organisation=cast.jenv, since=since)
    grant_access(dossier=cast.dossier, to=team, function=Function.WRITER, by=cast.lead, at=now)
    return team


@pytest.fixture
def held(cast: Cast, now: datetime, item: AgendaItem, team: Body) -> AgendaItem:
    """Its report went round, with another item beside it."""
    other = submit_item(
        meeting=item.meeting,
        facts=ItemFacts("Rondvraag", cast.dossier),
        by=cast.secretary,
        at=now,
    )
    write_line(item=item, typed="! Variant A wordt uitgewerkt", by=cast.secretary, at=now)
    write_line(item=other, typed="Niet voor iedereen", by=cast.secretary, at=now)
    meeting = Meeting.objects.get(pk=item.meeting_id)
    circulate_minutes(meeting=meeting, version=meeting.version, by=cast.secretary, at=now)
    return AgendaItem.objects.get(pk=item.pk)


def test_the_extract_of_that_item_only_goes_to_the_team(
    cast: Cast, now: datetime, held: AgendaItem
) -> None:
    feed_back(item=held, note="Zie de uitkomst", by=cast.secretary, at=now)
    mail = Message.objects.filter(kind="meetings.feedback")
    # of JenV nobody is named in the team, so its mailbox hears of it
    assert {str(message.recipient) for message in mail} == {str(cast.jenv), str(cast.szw_officer)}
    said = mail_kinds["meetings.feedback"].render(mail[0])
    assert "Variant A wordt uitgewerkt" in said.text
    assert "Zie de uitkomst" in said.text
    assert "Niet voor iedereen" not in said.text
    assert "Rondvraag" not in said.text


def test_feedback_waits_for_the_report_and_is_taken_back_in_time(
    cast: Cast, now: datetime, item: AgendaItem, held: AgendaItem, later: Meeting
) -> None:
    told = feed_back(item=held, by=cast.secretary, at=now)
    with pytest.raises(Refusal, match="al teruggekoppeld"):
        feed_back(item=held, by=cast.secretary, at=now)
    take_back_feedback(feedback=told, by=cast.secretary, at=now)
    mail = Message.objects.filter(kind="meetings.feedback")
    assert {message.status for message in mail} == {Status.CANCELLED}
    made = refer_item(item=held, meeting=later, by=cast.secretary, at=now)
    with pytest.raises(Refusal, match="Stuur eerst het verslag"):
        feed_back(item=made, by=cast.vws_officer, at=now)


def test_of_a_closed_meeting_only_who_is_told_and_the_team_read_the_extract(
    cast: Cast,
    now: datetime,
    held: AgendaItem,
    make_user: Callable[..., User],
    sign_in: Callable[..., Client],
) -> None:
    """The item's dossier is open to everybody, that of the meeting to its body only."""
    told = feed_back(item=held, by=cast.secretary, at=now)
    closed = open_dossier(title="MCC", owner=cast.vws, by=cast.coordinator, at=now)
    closed.restricted = True
    closed.save()
    Meeting.objects.filter(pk=held.meeting_id).update(dossier=closed)
    by_mail = make_user("jenv mailbox", cast.jenv)
    for who, status in (
        (cast.szw_officer, 200),
        (by_mail, 200),
        (cast.stranger, 404),
        (cast.auditor, 404),
        (cast.partner, 404),
    ):
        assert sign_in(who).get(told.get_absolute_url()).status_code == status, who
    assert not Feedback.objects.visible_to(AnonymousUser()).exists()


def test_who_reads_the_lines_in_the_meeting_anyhow_does_not_read_the_note(
    cast: Cast, now: datetime, held: AgendaItem, sign_in: Callable[..., Client]
) -> None:
    told = feed_back(item=held, note="Alleen voor het team", by=cast.secretary, at=now)
    for who, read in ((cast.szw_officer, True), (cast.secretary, True), (cast.stranger, False)):
        page = sign_in(who).get(told.get_absolute_url())
        assert page.status_code == 200
        assert ("Alleen voor het team" in page.content.decode()) is read, who


def test_a_report_that_is_taken_back_takes_its_feedback_along(
    cast: Cast, now: datetime, held: AgendaItem, sign_in: Callable[..., Client]
) -> None:
    told = feed_back(item=held, by=cast.secretary, at=now)
    meeting = Meeting.objects.get(pk=held.meeting_id)
    take_back_circulation(meeting=meeting, version=meeting.version, by=cast.secretary, at=now)
    assert sign_in(cast.szw_officer).get(told.get_absolute_url()).status_code == 404
    mail = Message.objects.filter(kind="meetings.feedback")
    assert {message.status for message in mail} == {Status.CANCELLED}


def test_nothing_is_fed_back_where_nobody_may_read_it(
    cast: Cast, now: datetime, held: AgendaItem
) -> None:
    cast.dossier.classification, cast.dossier.restricted = 1, True
    cast.dossier.save()
    with pytest.raises(Refusal, match="mag het dossier lezen"):
        feed_back(item=held, by=cast.secretary, at=now)
    assert not Feedback.objects.exists()


def test_the_pages_of_referring_and_feeding_back(
    cast: Cast, held: AgendaItem, later: Meeting, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(cast.secretary)
    sent = {"meeting": later.pk, "referred_to": ""}
    response = client.post(f"/overleg/punten/{held.pk}/doorgeleiden", sent)
    assert response.status_code == 302, response.content
    page = client.get(f"/overleg/punten/{held.pk}/").content.decode()
    assert "MCC" in page
    assert client.get(f"/overleg/{later.pk}/agenda/").status_code == 200
    page = client.get(f"/overleg/punten/{held.pk}/terugkoppelen").content.decode()
    assert "policy officer szw" in page
    client.post(f"/overleg/punten/{held.pk}/terugkoppelen", {"note": ""})
    told = Feedback.objects.get()
    page = client.get(told.get_absolute_url()).content.decode()
    assert "Variant A wordt uitgewerkt" in page
    assert "Niet voor iedereen" not in page
