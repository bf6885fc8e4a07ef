"""The pages of requests as their readers get them, and what is mailed."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from coordination.actions.models import PartStatus
from coordination.actions.services import add_action_point
from coordination.actions.services.moving import move_term
from coordination.actions.terms import Owner, Term
from coordination.contributions.models import Contribution, Reply
from coordination.contributions.services import remind_rest, withdraw_contribution
from coordination.mail.foretelling import foretell
from coordination.mail.kinds import mail_kinds
from coordination.mail.models import Message
from coordination.people.models import Organisation, User
from coordination.people.services import add_contact
from tests.cast import MONDAY, Cast
from tests.coordination.meetings.test_meetings import planned
from tests.coordination.papers.files import upload

from .conftest import WEDNESDAY, fresh, part_of

pytestmark = pytest.mark.usefixtures("on_monday")

SignIn = Callable[[User], Client]
Make = Callable[..., Contribution]
ReplyBy = Callable[..., Reply]


def url(name: str, asked: Contribution) -> str:
    return reverse(f"contributions:{name}", args=[asked.pk])


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_three(
    cast: Cast,
    make_request: Make,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for _number in range(count):
        make_request()
    client = sign_in(cast.lead)
    client.get("/uitvragen/")
    with django_assert_num_queries(5):
        page = client.get("/uitvragen/").context["page"]
    assert [(row.replied, row.counted) for row in page.rows] == [(0, 2)] * count


@pytest.mark.parametrize("count", [1, 2])
def test_one_request_asks_the_same_for_one_and_for_two_replies(
    cast: Cast,
    asked: Contribution,
    reply_by: ReplyBy,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for user in (cast.vws_officer, cast.szw_officer)[:count]:
        reply_by(asked, user)
    client = sign_in(cast.secretary)
    client.get(url("detail", asked))
    with django_assert_num_queries(12):
        context = client.get(url("detail", asked)).context
    assert context["counts"] == (count, 2)


def test_a_reply_with_a_file_is_given_in_one_form_and_undone(
    cast: Cast, asked: Contribution, sign_in: SignIn
) -> None:
    client = sign_in(cast.vws_officer)
    sent = {"version": 1, "verdict": "answer", "text": "Zie sheet", "upload": upload("sheet.pdf")}
    answer = client.post(url("reply", asked), sent, follow=True)
    assert answer.redirect_chain == [(asked.get_absolute_url(), 302)]
    reply = Reply.objects.get()
    assert reply.file is not None
    file: Any = client.get(reverse("contributions:file", args=[reply.pk]))
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    part = part_of(asked, cast.vws_officer)
    client.post(reverse("contributions:take_back", args=[reply.pk, part.version]))
    assert part_of(asked, cast.vws_officer).status == PartStatus.OPEN


def test_what_was_typed_stays_when_a_colleague_was_first(
    cast: Cast, asked: Contribution, reply_by: ReplyBy, sign_in: SignIn
) -> None:
    reply_by(asked, cast.vws_officer)
    sent = {"version": 1, "verdict": "answer", "text": "Mijn lange antwoord"}
    answer = sign_in(cast.vws_officer).post(url("reply", asked), sent)
    assert answer.status_code == 409
    assert "Mijn lange antwoord" in answer.content.decode()


def test_who_was_not_asked_gets_no_form(cast: Cast, asked: Contribution, sign_in: SignIn) -> None:
    assert sign_in(cast.secretary).get(url("reply", asked)).status_code == 404
    assert sign_in(cast.stranger).get(url("reply", asked)).status_code == 404


def test_the_page_of_the_point_says_how_many_are_in(
    cast: Cast, asked: Contribution, reply_by: ReplyBy, sign_in: SignIn
) -> None:
    reply_by(asked, cast.vws_officer)
    page = sign_in(cast.secretary).get(asked.action_point.get_absolute_url())
    assert "Uitvraag: 1 van 2 binnen" in page.content.decode()


def test_the_first_screen_says_once_what_my_organisation_must_answer(
    cast: Cast, asked: Contribution, reply_by: ReplyBy, sign_in: SignIn
) -> None:
    client = sign_in(cast.vws_officer)
    point = add_action_point(
        dossier=cast.dossier,
        text="Vul de lijst aan",
        owner=Owner(cast.body.organisation),
        term=WEDNESDAY,
        members=[cast.vws],
        by=cast.secretary,
        at=MONDAY,
    )

    def cards(number: str) -> list[str]:
        return [one.title for one in client.get("/").context["cards"] if number in one.html]

    assert url("reply", asked) in client.get("/").content.decode()
    assert cards(asked.number) == cards(point.number) == ["Te beantwoorden door mijn organisatie"]
    reply_by(asked, cast.vws_officer)
    assert cards(asked.number) == []


def test_all_answers_are_one_sheet_that_computes_nothing(
    cast: Cast, asked: Contribution, reply_by: ReplyBy, sign_in: SignIn
) -> None:
    reply_by(asked, cast.vws_officer, "=HYPERLINK(1)")
    answer = sign_in(cast.coordinator).get(url("xlsx", asked))
    sheet: Any = load_workbook(BytesIO(answer.content)).active
    rows = [list(row) for row in sheet.values]
    assert [row[0] for row in rows] == ["Organisatie", "SZW", "VWS"]
    assert rows[2][3] == "'=HYPERLINK(1)"


def test_all_answers_are_one_document(
    cast: Cast, asked: Contribution, reply_by: ReplyBy, sign_in: SignIn
) -> None:
    reply_by(asked, cast.vws_officer, "Stap 3 is ingevuld")
    answer = sign_in(cast.coordinator).get(url("docx", asked))
    text = [line.text for line in docx.Document(BytesIO(answer.content)).paragraphs]
    assert "Stap 3 is ingevuld" in text
    assert "VWS" in text


def test_reminding_in_one_click_is_undone_while_unsent(
    cast: Cast, asked: Contribution, sign_in: SignIn
) -> None:
    client = sign_in(cast.secretary)
    client.post(url("remind", asked))
    reminders = Message.objects.filter(kind="contributions.reminder")
    assert [message.status for message in reminders] == ["queued", "queued"]
    client.post(url("stop_reminder", asked))
    assert [message.status for message in reminders.all()] == ["cancelled", "cancelled"]


def test_nobody_is_left_to_remind_once_all_replied(
    cast: Cast, asked: Contribution, sign_in: SignIn, reply_by: ReplyBy
) -> None:
    client = sign_in(cast.secretary)
    assert url("remind", asked) in client.get(url("detail", asked)).content.decode()
    for officer in (cast.vws_officer, cast.szw_officer):
        reply_by(asked, officer)
    assert url("remind", asked) not in client.get(url("detail", asked)).content.decode()


def test_the_mail_says_what_is_asked_until_when_and_where_to_reply(asked: Contribution) -> None:
    message = Message.objects.filter(kind="contributions.asked").first()
    assert message is not None
    kind = mail_kinds[message.kind]
    told = foretell(message.recipient, lambda: kind.render(message), dossier=message.dossier)
    assert told.subject == "Uitvraag: Vul de sheets van stap 3 en 4 in"
    assert asked.get_absolute_url() in told.text
    assert kind.still_due(message) is None


def test_who_may_not_see_the_dossier_is_told_number_moment_and_link(
    cast: Cast, make_request: Make
) -> None:
    type(cast.dossier).objects.filter(pk=cast.dossier.pk).update(restricted=True)
    asked = make_request(members=[cast.jenv])
    message = Message.objects.get(kind="contributions.asked")
    rendered = mail_kinds[message.kind].render(message)
    assert message.dossier is None
    assert "sheets" not in f"{rendered.subject} {rendered.text}"
    assert asked.number in rendered.text


def test_mail_that_is_overtaken_does_not_leave(
    cast: Cast, asked: Contribution, reply_by: ReplyBy
) -> None:
    remind_rest(contribution=asked, by=cast.secretary, at=MONDAY)
    reply_by(asked, cast.vws_officer)
    reminders = Message.objects.filter(kind="contributions.reminder").select_related("recipient")
    due = {m.recipient.user_id: mail_kinds[m.kind].still_due(m) for m in reminders}
    assert due == {
        cast.vws_officer.pk: "the organisation has replied",
        cast.szw_officer.pk: None,
    }
    point = fresh(asked).action_point
    withdraw_contribution(
        contribution=asked, version=point.version, reason="Weg", by=cast.secretary, at=MONDAY
    )
    for message in reminders:
        assert mail_kinds[message.kind].still_due(message) == "the request was closed"


def test_who_withdraws_second_sends_her_reason_again(
    cast: Cast, asked: Contribution, sign_in: SignIn
) -> None:
    point = fresh(asked).action_point
    reason = "Het kabinet vraagt iets anders"
    typed = {"version": point.version, "reason": reason}
    by: dict[str, Any] = {"by": cast.secretary, "at": MONDAY}
    moved = move_term(
        point=point, version=point.version, term=Term(date(2020, 11, 6)), reason="Te krap", **by
    )
    client = sign_in(cast.secretary)
    late = client.post(url("withdraw", asked), typed)
    page = late.content.decode()
    assert (late.status_code, late.context["withdraw"]["reason"].value()) == (409, reason)
    assert "Iemand anders was u voor" in page
    assert f'name="version" value="{moved.version}"' in page
    sent = typed | {"version": moved.version}
    assert client.post(url("withdraw", asked), sent).status_code == 302
    again = client.post(url("withdraw", asked), sent)
    assert again.status_code == 409
    assert reason in again.content.decode()


def test_the_form_counts_back_from_a_meeting_and_refuses_two_moments(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.secretary)
    typed = {
        "question": "Vul de sheets in",
        "form": "both",
        "due": "woensdag",
        "meeting": planned(cast).pk,
        "number": "1",
        "unit": "working_days",
        "body": cast.body.pk,
        "dossier": cast.dossier.pk,
    }
    twice = client.post("/uitvragen/nieuw/", typed)
    assert (twice.status_code, list(twice.context["form"].errors)) == (422, ["meeting"])
    client.post("/uitvragen/nieuw/", typed | {"due": ""})
    page = client.get(url("detail", Contribution.objects.get())).content.decode()
    assert "(1 werkdag ervoor)</span>" in page
    assert ">MLT3 donderdag 5 november</a>" in page


def test_who_asks_sees_who_is_written_to_and_names_a_contact_where_nobody_is(
    cast: Cast, make_request: Make, sign_in: SignIn
) -> None:
    Organisation.objects.filter(pk=cast.jenv.pk).update(mailbox="")
    asked = make_request(members=[cast.jenv])
    page = sign_in(cast.secretary).get(url("detail", asked)).content.decode()
    assert "/contacten/nieuw/?organisatie=JenV" in page
    assert (
        "organisatie=JenV"
        not in sign_in(cast.szw_officer).get(url("detail", asked)).content.decode()
    )

    facts = {"name": "Liaison", "address": "liaison@example.org", "organisation": cast.jenv}
    contact = add_contact(**facts, by=cast.secretary, at=MONDAY)  # type: ignore[arg-type]  # as typed
    page = sign_in(cast.secretary).get(url("detail", asked)).content.decode()
    assert contact.get_absolute_url() in page
    assert remind_rest(contribution=fresh(asked), by=cast.secretary, at=MONDAY) == 1
    assert Message.objects.get(kind="contributions.reminder").recipient.contact == contact
