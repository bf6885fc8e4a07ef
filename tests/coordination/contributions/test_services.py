"""Asking, replying, reminding and closing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from coordination.actions.models import ActionStatus, PartStatus, Verb
from coordination.actions.services import add_action_point, complete_action_point
from coordination.actions.terms import Owner
from coordination.audit.models import AuditEvent
from coordination.contributions.models import AnswerForm, Contribution, Reply, Verdict
from coordination.contributions.services import (
    Answer,
    Question,
    ask_contribution,
    close_contribution,
    give_reply,
    remind_rest,
    take_back_reminder,
    withdraw_contribution,
    withdraw_reply,
)
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.mail.models import Message, Status
from coordination.papers.models import Paper, PaperVersion
from coordination.people.models import User
from tests.cast import Cast
from tests.coordination.papers.files import GOOD, upload

from .conftest import WEDNESDAY, fresh, part_of

Make = Callable[..., Contribution]
ReplyBy = Callable[..., Reply]
LATE = timedelta(days=3)


def states(asked: Contribution) -> list[tuple[str, str]]:
    parts = asked.action_point.parts.order_by("organisation__code")
    return [(part.organisation.code, part.status) for part in parts]


def mailed(kind: str) -> list[str]:
    found = Message.objects.filter(kind=f"contributions.{kind}", status=Status.QUEUED)
    return sorted(message.recipient.address for message in found)


def roots() -> list[str]:
    """What the record says of the last deed, its root first."""
    last = AuditEvent.objects.filter(root=True).latest("id")
    return [last.action]


def test_asking_makes_a_point_with_a_part_per_organisation(asked: Contribution) -> None:
    point = asked.action_point
    assert (point.number, point.for_everyone, point.due_on) == (
        "MLT3-2020-01",
        True,
        WEDNESDAY.due_on,
    )
    assert states(asked) == [("SZW", PartStatus.OPEN), ("VWS", PartStatus.OPEN)]
    assert asked.closes_at.isoformat() == "2020-11-05T00:00:00+01:00"


def test_each_organisation_is_mailed_by_its_member_of_the_body(
    cast: Cast, asked: Contribution
) -> None:
    assert mailed("asked") == sorted([cast.vws_officer.email, cast.szw_officer.email])


def test_an_organisation_without_a_member_is_mailed_at_its_mailbox(
    cast: Cast, make_request: Make
) -> None:
    make_request(members=[cast.jenv])
    assert mailed("asked") == [cast.jenv.mailbox]


def test_a_request_is_made_of_an_existing_point_once(cast: Cast, now: datetime) -> None:
    point = add_action_point(
        dossier=cast.dossier,
        body=cast.body,
        text="Sheets",
        owner=Owner(cast.dgsc),
        term=WEDNESDAY,
        members=[cast.vws],
        by=cast.secretary,
        at=now,
    )
    made = ask_contribution(
        point=point, question=Question("Vul de sheets in"), by=cast.secretary, at=now
    )
    assert made.action_point == point
    assert [update.verb for update in point.updates.order_by("at", "verb")] == [
        Verb.ADDED,
        Verb.ASKED,
    ]
    with pytest.raises(Refusal, match="heeft al een uitvraag"):
        ask_contribution(point=point, question=Question("Nog eens"), by=cast.secretary, at=now)


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001, "a\0b"])
def test_a_question_that_cannot_be_kept_is_refused(make_request: Make, text: str) -> None:
    with pytest.raises(Refusal) as refused:
        make_request(text=text)
    assert refused.value.field in {"question", "text"}
    assert Contribution.objects.count() == 0


def test_asking_in_the_past_is_refused(make_request: Make, now: datetime) -> None:
    with pytest.raises(Refusal, match="al voorbij"):
        make_request(at=now + LATE)


def test_only_who_steers_the_point_asks(cast: Cast, make_request: Make) -> None:
    with pytest.raises(NotAllowed):
        make_request(by=cast.vws_officer)


def test_a_reply_puts_the_part_in(cast: Cast, asked: Contribution, reply_by: ReplyBy) -> None:
    reply = reply_by(asked, cast.vws_officer)
    assert (reply.number, reply.late, reply.text) == (1, False, "Ingevuld")
    assert states(asked) == [("SZW", PartStatus.OPEN), ("VWS", PartStatus.IN)]
    assert roots() == ["contributions.replied"]


def test_a_reply_of_another_organisation_is_refused(
    cast: Cast, asked: Contribution, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        give_reply(
            contribution=asked,
            organisation=cast.szw,
            version=1,
            answer=Answer("Namens SZW"),
            by=cast.vws_officer,
            at=now,
        )


def test_an_organisation_that_was_not_asked_is_refused(
    cast: Cast, asked: Contribution, now: datetime
) -> None:
    with pytest.raises(Refusal, match="niet gevraagd"):
        give_reply(
            contribution=asked,
            organisation=cast.dgsc,
            version=1,
            answer=Answer("Wij ook"),
            by=cast.secretary,
            at=now,
        )


def test_a_late_reply_is_taken_and_marked(
    cast: Cast, asked: Contribution, reply_by: ReplyBy, now: datetime
) -> None:
    assert reply_by(asked, cast.vws_officer, at=now + LATE).late is True


def test_a_replaced_reply_stays_beside_the_one_that_counts(
    cast: Cast, asked: Contribution, reply_by: ReplyBy
) -> None:
    reply_by(asked, cast.vws_officer, "Eerste")
    reply_by(asked, cast.vws_officer, "Tweede")
    kept = asked.replies.order_by("number").values_list("number", "text")
    assert list(kept) == [(1, "Eerste"), (2, "Tweede")]


def test_two_colleagues_do_not_write_over_each_other(
    cast: Cast, asked: Contribution, reply_by: ReplyBy
) -> None:
    version = part_of(asked, cast.vws_officer).version
    reply_by(asked, cast.vws_officer)
    with pytest.raises(Stale):
        reply_by(asked, cast.vws_officer, "Van een collega", version=version)


def test_a_withdrawn_reply_gives_way_to_the_one_before(
    cast: Cast, asked: Contribution, reply_by: ReplyBy, now: datetime
) -> None:
    first = reply_by(asked, cast.vws_officer, "Niet van ons", verdict=Verdict.NOT_APPLICABLE)
    second = reply_by(asked, cast.vws_officer, "Toch wel")
    take: dict[str, Any] = {"by": cast.vws_officer, "at": now}
    for reply, state in ((second, PartStatus.NOT_APPLICABLE), (first, PartStatus.OPEN)):
        part = part_of(asked, cast.vws_officer)
        withdraw_reply(reply=reply, version=part.version, **take)
        assert part_of(asked, cast.vws_officer).status == state


def test_not_applicable_needs_a_reason(cast: Cast, asked: Contribution, reply_by: ReplyBy) -> None:
    with pytest.raises(Refusal, match="waarom dit niet voor u is"):
        reply_by(asked, cast.vws_officer, "", verdict=Verdict.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("form", "text", "sentence"),
    [
        (AnswerForm.TEXT, "", "Typ uw inbreng."),
        (AnswerForm.FILE, "Zie bijlage", "Voeg het gevraagde bestand toe"),
        (AnswerForm.BOTH, "", "Typ uw inbreng of voeg een bestand toe."),
        (AnswerForm.BOTH, "x" * 1_000_000, "1000000 tekens"),
    ],
)
def test_a_reply_without_what_was_asked_is_refused(
    cast: Cast,
    make_request: Make,
    reply_by: ReplyBy,
    form: AnswerForm,
    text: str,
    sentence: str,
) -> None:
    with pytest.raises(Refusal, match=sentence):
        reply_by(make_request(form), cast.vws_officer, text)
    assert Reply.objects.count() == 0


def test_the_file_of_a_better_reply_is_the_next_version(
    cast: Cast, asked: Contribution, reply_by: ReplyBy
) -> None:
    first = reply_by(asked, cast.vws_officer, "", upload=upload("sheet.pdf"))
    second = reply_by(asked, cast.vws_officer, "Beter", upload=upload("sheet.docx", GOOD["docx"]))
    third = reply_by(asked, cast.vws_officer, "Alleen tekst anders")
    files = [reply.file for reply in (first, second, third)]
    assert [(file.number, str(file.paper)) for file in files if file] == [
        (1, "Reactie van VWS op MLT3-2020-01"),
        (2, "Reactie van VWS op MLT3-2020-01"),
        (2, "Reactie van VWS op MLT3-2020-01"),
    ]
    assert Paper.objects.count() == 1


def test_a_file_that_is_none_is_refused_and_nothing_kept(
    cast: Cast, asked: Contribution, reply_by: ReplyBy
) -> None:
    with pytest.raises(Refusal, match="niet wat de naam zegt"):
        reply_by(asked, cast.vws_officer, upload=upload("sheet.pdf", b"MZ geen pdf"))
    assert (Reply.objects.count(), PaperVersion.objects.count()) == (0, 0)


def test_after_closing_no_reply_is_taken(
    cast: Cast, asked: Contribution, reply_by: ReplyBy, now: datetime
) -> None:
    close_contribution(contribution=asked, version=asked.version, by=cast.secretary, at=now)
    assert roots() == ["contributions.closed"]
    assert fresh(asked).action_point.status == ActionStatus.DONE
    with pytest.raises(Refusal, match="gesloten"):
        reply_by(asked, cast.vws_officer)


def test_a_point_ticked_as_done_closes_its_request(
    cast: Cast, asked: Contribution, now: datetime
) -> None:
    point = asked.action_point
    complete_action_point(point=point, version=point.version, by=cast.secretary, at=now)
    assert fresh(asked).is_open is False


def test_closing_from_an_old_version_is_refused(
    cast: Cast, asked: Contribution, now: datetime
) -> None:
    with pytest.raises(Stale):
        close_contribution(contribution=asked, version=0, by=cast.secretary, at=now)


def test_two_clicks_remind_the_rest_once(
    cast: Cast, asked: Contribution, reply_by: ReplyBy, now: datetime
) -> None:
    reply_by(asked, cast.vws_officer)
    assert remind_rest(contribution=asked, by=cast.secretary, at=now) == 1
    with pytest.raises(Refusal, match="vandaag al herinnerd"):
        remind_rest(contribution=asked, by=cast.secretary, at=now)
    assert mailed("reminder") == [cast.szw_officer.email]
    tomorrow = now + timedelta(days=1)
    assert remind_rest(contribution=asked, by=cast.secretary, at=tomorrow) == 1


def test_who_replied_after_the_reminder_is_not_reminded_again(
    cast: Cast, asked: Contribution, reply_by: ReplyBy, now: datetime
) -> None:
    remind_rest(contribution=asked, by=cast.secretary, at=now)
    reply_by(asked, cast.vws_officer)
    with pytest.raises(Refusal, match="vandaag al herinnerd"):
        remind_rest(contribution=asked, by=cast.secretary, at=now)


def test_a_reminder_taken_back_may_be_sent_anew(
    cast: Cast, asked: Contribution, now: datetime
) -> None:
    by: dict[str, Any] = {"contribution": asked, "by": cast.secretary, "at": now}
    assert remind_rest(**by) == 2
    assert take_back_reminder(**by) == 2
    assert mailed("reminder") == []
    assert remind_rest(**by) == 2
    assert len(mailed("reminder")) == 2


def test_a_reminder_that_left_is_not_taken_back(
    cast: Cast, asked: Contribution, now: datetime
) -> None:
    by: dict[str, Any] = {"contribution": asked, "by": cast.secretary, "at": now}
    remind_rest(**by)
    Message.objects.filter(kind="contributions.reminder").update(status=Status.SENT)
    with pytest.raises(Refusal, match="is vertrokken"):
        take_back_reminder(**by)


def test_nobody_is_reminded_when_all_replied(
    cast: Cast, asked: Contribution, reply_by: ReplyBy, now: datetime
) -> None:
    reply_by(asked, cast.vws_officer)
    reply_by(asked, cast.szw_officer)
    with pytest.raises(Refusal, match="Iedereen heeft gereageerd"):
        remind_rest(contribution=asked, by=cast.secretary, at=now)


def test_withdrawing_tells_who_was_asked(cast: Cast, asked: Contribution, now: datetime) -> None:
    withdraw_contribution(
        contribution=asked,
        version=asked.version,
        reason="Vervallen",
        by=cast.secretary,
        at=now,
    )
    assert fresh(asked).action_point.status == ActionStatus.DROPPED
    assert mailed("withdrawn") == sorted([cast.vws_officer.email, cast.szw_officer.email])


def test_a_request_is_seen_with_its_point_and_replies_by_who_may(
    cast: Cast, make_request: Make, reply_by: ReplyBy, make_user: Callable[..., User]
) -> None:
    """Who was asked and has no part in the restricted dossier sees her own reply only."""
    type(cast.dossier).objects.filter(pk=cast.dossier.pk).update(restricted=True)
    outsider = make_user("policy officer jenv", cast.jenv)
    asked = make_request(members=[cast.vws, cast.jenv])
    reply_by(asked, outsider, "Van JenV")
    reply_by(asked, cast.vws_officer, "Van VWS")
    seen = {
        user.name: list(
            Reply.objects.visible_to(user).order_by("text").values_list("text", flat=True)
        )
        for user in (outsider, cast.vws_officer, cast.secretary, cast.stranger, cast.partner)
    }
    assert seen == {
        "policy officer jenv": ["Van JenV"],
        "policy officer vws": ["Van JenV", "Van VWS"],
        "secretary": ["Van JenV", "Van VWS"],
        "stranger": [],
        "partner": [],
    }
