"""Replies from the mail: a liaison without an account, one link, and nothing by looking."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from coordination.actions.models import ActionPart, ActionUpdate, PartStatus, Verb
from coordination.actions.services import report_part
from coordination.audit.models import AuditEvent
from coordination.contributions.models import AnswerForm, Contribution, Reply, Verdict
from coordination.contributions.queries.answers import counts_of, lines_of
from coordination.contributions.services import Answer as Said
from coordination.contributions.services import (
    close_contribution,
    close_due_rounds,
    remind_rest,
    reply_from_mail,
    withdraw_reply,
)
from coordination.cycle.services.reminders.planning import plan_reminders
from coordination.decisions.models import Decision
from coordination.dossiers.models import Classification, Dossier
from coordination.kit.refusals import NotAllowed
from coordination.mail.kinds import mail_kinds
from coordination.mail.links import link_to
from coordination.mail.models import Answer, Message
from coordination.people.models import Organisation, OrganisationKind, OutsideContact, User
from coordination.people.services import recipient_for
from tests.cast import MONDAY, Cast
from tests.coordination.cycle.reminding import local, make_rule
from tests.coordination.cycle.reminding import send as run
from tests.coordination.papers.files import archive, upload
from tests.sweep.ledger import Ledger

from .conftest import fresh

pytestmark = pytest.mark.usefixtures("on_monday")

Make = Callable[..., Contribution]
LIAISON = "Liaison crisisorganisatie"
LINK = re.compile(r"(\w[\w ]*): \S+(/post/antwoord/\S+)")
BOMB = archive({"[Content_Types].xml": b"<x/>", "word/document.xml": bytes(30_000_000)})


@pytest.fixture
def of_jenv(cast: Cast, make_request: Make) -> Contribution:
    """Asked of a ministry of which nobody has an account."""
    return make_request(members=[cast.jenv])


def links(asked: Contribution, kind: str = "asked") -> dict[str, str]:
    """The links by their word, in a mail about the request to who has no account."""
    message = Message.objects.get(
        kind=f"contributions.{kind}", payload__contribution=str(asked.pk), recipient__user=None
    )
    return dict(LINK.findall(mail_kinds[message.kind].render(message).text))


def link(asked: Contribution, word: str = "Reageren zonder aanmelden") -> str:
    return links(asked)[word]


def signed(who: User | Organisation | OutsideContact, part: ActionPart, **more: Any) -> str:
    verb, days = more.get("verb", "input"), more.get("days", 30)
    until = MONDAY + timedelta(days=days)
    address = link_to(recipient_for(who), f"contributions.{verb}", part.pk, until=until)
    return "/" + address.split("/", 3)[3]


def part_of(asked: Contribution, organisation: Organisation) -> ActionPart:
    return ActionPart.objects.get(action_point=asked.action_point_id, organisation=organisation)


def send(client: Client, url: str, text: str = "Stap 3 is ingevuld", **more: Any) -> Any:
    said = {"version": 1, "verdict": "answer", "text": text, "on_behalf": LIAISON}
    return client.post(url, said | more)


def standing(asked: Contribution) -> list[tuple[str, str, str]]:
    rows = Reply.objects.filter(contribution=asked).order_by("number")
    return [(row.organisation.code, row.verdict, row.text) for row in rows]


def sentence(response: Any) -> str:
    found = re.search(r"notice-body[^>]*>\s*(?:<[^>]+>)*([^<]+)", response.content.decode())
    return found.group(1).strip() if found else ""


def test_looking_shows_the_request_and_changes_nothing(
    client: Client, of_jenv: Contribution
) -> None:
    url = link(of_jenv)
    with Ledger() as ledger:
        answers = [client.get(url), client.head(url), client.get(url)]
    page = answers[0].content.decode()
    assert ([one.status_code for one in answers], ledger.tables) == ([200] * 3, set())
    assert all(
        word in page for word in (of_jenv.number, of_jenv.question, "Deze link is van JenV.")
    )


def test_a_liaison_without_an_account_replies_with_a_file(
    client: Client, cast: Cast, of_jenv: Contribution
) -> None:
    response = send(client, link(of_jenv), upload=upload("sheet.pdf"))
    reply, part = Reply.objects.get(), part_of(of_jenv, cast.jenv)
    assert sentence(response) == f"De reactie van JenV op {of_jenv.number} is binnen."
    assert (reply.by, reply.said_by) == (None, f"{LIAISON} · JenV")
    assert reply.file is not None
    assert (reply.file.name, reply.file.supplied_by) == ("sheet.pdf", None)
    mailbox = recipient_for(cast.jenv)
    assert (part.status, part.by, part.through) == (PartStatus.IN, None, mailbox)
    told = ActionUpdate.objects.get(action_point=of_jenv.action_point, verb=Verb.REPORTED)
    assert str(told.answer) == f"{LIAISON} · JenV"


def test_the_record_names_the_recipient_in_one_deed(
    client: Client, cast: Cast, of_jenv: Contribution
) -> None:
    send(client, link(of_jenv), upload=upload("sheet.pdf"))
    events = AuditEvent.objects.filter(actor=f"recipient:{recipient_for(cast.jenv).pk}")
    assert sorted(events.values_list("action", "root")) == [
        ("actions.reported", False),
        ("contributions.replied", False),
        ("mail.answered", True),
        ("papers.supplied", False),
    ]
    assert events.values("deed").distinct().count() == 1


def test_the_page_of_the_request_says_who_answered_for_the_mailbox(
    client: Client, cast: Cast, of_jenv: Contribution, sign_in: Callable[[User], Client]
) -> None:
    send(client, link(of_jenv))
    page = sign_in(cast.secretary).get(of_jenv.get_absolute_url()).content.decode()
    assert "1 van 1 binnen" in page
    assert f"{LIAISON} · JenV (vanuit de mail)" in page


def test_a_link_used_again_shows_what_was_answered_and_replaces_it(
    client: Client, of_jenv: Contribution
) -> None:
    url = link(of_jenv)
    send(client, url, upload=upload("sheet.pdf"))
    page = client.get(url).content.decode()
    assert all(word in page for word in (f"{LIAISON} · JenV", "sheet.pdf", "Stap 3 is ingevuld"))
    send(client, url, "Stap 4 ook", version=2)
    assert [text for _code, _verdict, text in standing(of_jenv)] == [
        "Stap 3 is ingevuld",
        "Stap 4 ook",
    ]
    assert [reply.file.name for reply in Reply.objects.all() if reply.file] == ["sheet.pdf"] * 2


@pytest.mark.parametrize("file", [None, "sheet.pdf"])
def test_the_same_sent_twice_is_one_reply(
    client: Client, of_jenv: Contribution, file: str | None
) -> None:
    url = link(of_jenv)
    more: list[dict[str, Any]] = [{"upload": upload(file)} if file else {} for _time in range(2)]
    responses = [send(client, url, **one) for one in more]
    assert [sentence(one) for one in responses] == [sentence(responses[0])] * 2
    assert (responses[1].status_code, Reply.objects.count()) == (200, 1)


def test_what_was_typed_stays_where_a_colleague_was_first(
    client: Client, cast: Cast, of_jenv: Contribution, make_user: Callable[..., User]
) -> None:
    colleague = make_user("policy officer jenv", cast.jenv)
    send(client, signed(colleague, part_of(of_jenv, cast.jenv)), "Van een collega")
    response = send(client, link(of_jenv), "Mijn lange antwoord")
    page = response.content.decode()
    assert (response.status_code, Reply.objects.count()) == (409, 1)
    assert all(word in page for word in ("Mijn lange antwoord", "Van een collega"))
    assert 'name="version" value="2"' in page


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("sheet.pdf", b"PK\x03\x04 geen pdf", "niet wat"),
        ("sheet.docx", BOMB, "veel meer"),
        ("sheet.exe", b"MZ", "worden niet aangenomen"),
        ("sheet.txt", b"x" * 2_000, "groter dan"),
        ("sheet.txt", b"", "leeg"),
    ],
    ids=["another kind", "bomb", "program", "too large", "empty"],
)
def test_a_refused_file_leaves_what_was_typed_and_keeps_nothing(
    client: Client,
    of_jenv: Contribution,
    settings: Settings,
    name: str,
    content: bytes,
    said: str,
) -> None:
    settings.PAPER_MAX_BYTES = 1_000 if "x" * 9 in content.decode("latin-1") else 50_000_000
    with Ledger() as ledger:
        response = send(client, link(of_jenv), "Lange tekst", upload=upload(name, content))
    page = response.content.decode()
    assert (response.status_code, ledger.tables) == (422, set())
    assert "Lange tekst" in page
    assert said in page


def test_forged_expired_or_of_another_organisation_it_is_refused_with_a_sentence(
    client: Client, cast: Cast, make_request: Make
) -> None:
    asked = make_request(members=[cast.jenv, cast.szw])
    ours, theirs = part_of(asked, cast.jenv), part_of(asked, cast.szw)
    good = signed(cast.jenv, ours)
    forged = good[:-3] + ("A" if good[-3] != "A" else "B") + good[-2:]
    tries = [
        forged,
        signed(cast.jenv, ours, days=-1),
        signed(cast.jenv, theirs),
        signed(cast.jenv, ours, verb="object"),
        signed(cast.stranger, ours),
    ]
    with Ledger() as ledger:
        answers = [send(client, url) for url in tries]
    assert [one.status_code for one in answers] == [404, 410, 410, 410, 410]
    assert (all(map(sentence, answers)), ledger.tables) == (True, set())


def test_nobody_replies_from_her_mail_for_another_organisation(
    cast: Cast, of_jenv: Contribution
) -> None:
    part = part_of(of_jenv, cast.jenv)
    for who in (cast.szw, cast.szw_officer, cast.secretary):
        mail = Answer.objects.create(
            recipient=recipient_for(who),
            verb="contributions.input",
            object_id=part.pk,
            digest=str(who.pk),
            at=MONDAY,
        )
        with pytest.raises(NotAllowed):
            reply_from_mail(part=part, version=9, answer=Said("Ja"), mail=mail, at=MONDAY)


def test_after_closing_it_says_whom_to_ask(
    client: Client, cast: Cast, of_jenv: Contribution
) -> None:
    url = link(of_jenv)
    version = of_jenv.action_point.version
    close_contribution(contribution=of_jenv, version=version, by=cast.secretary, at=MONDAY)
    answers = [client.get(url), send(client, url)]
    assert [one.status_code for one in answers] == [410, 410]
    assert all(
        "Vraag het aan secretary · DGSC-19, dgsc-19@example.gov" in sentence(one) for one in answers
    )
    assert Reply.objects.count() == 0


def test_after_the_moment_it_is_late_and_the_link_still_works(
    client: Client, of_jenv: Contribution
) -> None:
    url = link(of_jenv)
    with time_machine.travel(MONDAY + timedelta(days=20), tick=False):
        response = send(client, url)
    assert "geldt als te laat" in sentence(response)
    assert Reply.objects.get().late is True


def test_a_mailbox_says_who_answers(client: Client, of_jenv: Contribution) -> None:
    response = send(client, link(of_jenv), on_behalf="")
    assert (response.status_code, Answer.objects.count()) == (422, 0)


def test_a_reminder_holds_the_same_link(cast: Cast, of_jenv: Contribution) -> None:
    remind_rest(contribution=of_jenv, by=cast.secretary, at=MONDAY)
    assert list(links(of_jenv, "reminder")) == ["Reageren zonder aanmelden"]


def test_a_reminder_by_rule_holds_a_link_too(
    client: Client, cast: Cast, of_jenv: Contribution
) -> None:
    make_rule(cast, kind="actions.part")
    plan_reminders(at=local(2020, 11, 3, 7))
    run(local(2020, 11, 3, 7, 31))
    body = Message.objects.get(kind="cycle.digest").body
    (url,) = dict(LINK.findall(body)).values()
    response = send(client, url)
    assert (response.status_code, Reply.objects.count()) == (200, 1)


def test_a_contact_without_an_account_answers_for_her_organisation(
    client: Client, cast: Cast, make_request: Make, now: datetime
) -> None:
    Organisation.objects.filter(pk=cast.jenv.pk).update(mailbox="")
    OutsideContact.objects.create(
        name="Contact JenV",
        address="contact@example.gov",
        organisation=cast.jenv,
        sponsor=cast.secretary,
        expires_on=now + timedelta(days=60),
    )
    cast.jenv.refresh_from_db()
    asked = make_request(members=[cast.jenv])
    send(client, link(asked))
    assert [reply.said_by for reply in Reply.objects.all()] == [f"{LIAISON} · Contact JenV"]


@pytest.mark.parametrize("hidden", ["classified", "embargo"])
def test_what_may_not_leave_is_not_behind_a_link(
    client: Client, cast: Cast, of_jenv: Contribution, hidden: str
) -> None:
    url = link(of_jenv)
    if hidden == "classified":
        more: dict[str, Any] = {"classification": Classification.DEPARTMENTAL, "restricted": True}
    else:
        more = {"embargo_until": MONDAY + timedelta(days=1)}
        kind = OrganisationKind.CHAIN_PARTNER
        Organisation.objects.filter(pk=cast.jenv.pk).update(kind=kind)
    Dossier.objects.filter(pk=cast.dossier.pk).update(**more)
    response = client.get(url)
    assert (response.status_code, of_jenv.question in response.content.decode()) == (410, False)
    assert links(of_jenv) == {}


def test_in_a_round_one_agrees_or_objects_and_may_think_again(
    client: Client, cast: Cast, make_request: Make, now: datetime
) -> None:
    asked = make_request(AnswerForm.WRITTEN_ROUND, text="Akkoord met de brief", members=[cast.jenv])
    words = links(asked)
    assert list(words) == ["Akkoord", "Bezwaar", "Niet van toepassing op ons"]
    send(client, words["Bezwaar"], "Alinea 3 klopt niet")
    assert Message.objects.filter(kind="contributions.objected").count() == 1
    assert close_due_rounds(at=asked.closes_at) == []
    assert "Alinea 3 klopt niet" in client.get(words["Akkoord"]).content.decode()
    send(client, words["Akkoord"], "", version=2)
    assert [verdict for _code, verdict, _text in standing(asked)] == [
        Verdict.OBJECT,
        Verdict.AGREE,
    ]
    assert close_due_rounds(at=asked.closes_at) == [asked]


def test_an_objection_says_why_and_agreed_with_words_is_a_remark(
    client: Client, cast: Cast, make_request: Make
) -> None:
    asked = make_request(AnswerForm.WRITTEN_ROUND, members=[cast.jenv])
    refused = send(client, links(asked)["Bezwaar"], "")
    send(client, links(asked)["Akkoord"], "Let op de data")
    assert refused.status_code == 422
    assert standing(asked) == [("JenV", Verdict.REMARKS, "Let op de data")]


def test_whom_a_round_does_not_concern_says_so_without_words_and_counts_for_neither(
    client: Client, cast: Cast, make_request: Make
) -> None:
    asked = make_request(AnswerForm.WRITTEN_ROUND, members=[cast.jenv, cast.szw, cast.vws])
    not_ours = links(asked)["Niet van toepassing op ons"]
    assert "Hoeft niet." in client.get(not_ours).content.decode()
    assert standing(asked) == []
    sent = send(client, not_ours, "")
    assert f"{asked.number} gaat JenV niet aan" in sent.content.decode()
    assert standing(asked) == [("JenV", Verdict.NOT_APPLICABLE, "")]
    assert counts_of(lines_of(asked, cast.secretary)) == (0, 2)
    report_part(
        part=part_of(asked, cast.vws),
        version=1,
        status=PartStatus.NOT_APPLICABLE,
        by=cast.vws_officer,
        at=MONDAY,
    )
    close_due_rounds(at=asked.closes_at)
    assert Decision.objects.get().reason.splitlines()[1:] == [
        "JenV: niet van toepassing",
        "SZW: geen antwoord, dus akkoord",
        "VWS: niet van toepassing",
    ]


def test_a_colleague_with_an_account_takes_a_mailed_reply_back(
    client: Client, cast: Cast, of_jenv: Contribution, make_user: Callable[..., User]
) -> None:
    send(client, link(of_jenv))
    colleague = make_user("policy officer jenv", cast.jenv)
    reply = Reply.objects.get()
    withdraw_reply(reply=reply, version=2, by=colleague, at=MONDAY)
    part = part_of(of_jenv, cast.jenv)
    assert (part.status, part.by, part.through) == (PartStatus.OPEN, None, None)
    assert fresh(of_jenv).is_open
