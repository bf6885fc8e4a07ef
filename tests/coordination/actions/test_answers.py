"""Answers from the mail: one link, one deed, its recipient, and nothing by looking."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from coordination.actions.models import ActionPoint, ActionStatus, ActionUpdate, Assent, Verb
from coordination.actions.queries.answering import answer_lines, comes_later
from coordination.actions.services import complete_action_point, hand_over
from coordination.actions.terms import Owner
from coordination.audit.models import AuditEvent
from coordination.dossiers.models import Classification, Dossier
from coordination.mail.kinds import mail_kinds
from coordination.mail.links import SALT, link_to
from coordination.mail.models import Answer, Message
from coordination.people.models import Organisation, User
from coordination.people.services import recipient_for
from tests.cast import MONDAY, Cast
from tests.sweep.ledger import Ledger

pytestmark = pytest.mark.usefixtures("on_monday")

LATER = {"until": "2020-11-13", "reason": "wacht op cijfers"}
NAMED = {"on_behalf": "Medewerker secretariaat"}


def link(who: User | Organisation, point: ActionPoint, verb: str = "done", **more: Any) -> str:
    until = MONDAY + timedelta(days=more.pop("days", 30))
    address = link_to(recipient_for(who), f"actions.{verb}", point.pk, until=until)
    return "/" + address.split("/", 3)[3]


def said(response: Any) -> str:
    """The sentence of the notice on the page."""
    found = re.search(r"notice-body[^>]*>\s*(?:<[^>]+>)*([^<]+)", response.content.decode())
    return found.group(1).strip() if found else ""


def press(client: Client, url: str, point: ActionPoint, **data: Any) -> Any:
    return client.post(url, {"version": point.version, **data})


@pytest.fixture
def of_vws(make_point: Callable[..., ActionPoint], cast: Cast) -> ActionPoint:
    """A point of the ministry in which nobody is named."""
    return make_point(owner=Owner(cast.vws))


def test_looking_changes_nothing(client: Client, point: ActionPoint, cast: Cast) -> None:
    url = link(cast.vws_officer, point)
    with Ledger() as ledger:
        answers = [
            client.get(url),
            client.head(url),
            client.get(url, headers={"Purpose": "prefetch", "Sec-Purpose": "prefetch"}),
            client.get(url),
        ]
    assert ([one.status_code for one in answers], ledger.tables) == ([200] * 4, set())


def test_the_page_names_whose_link_it_is_and_tells_nobody_else(
    client: Client, point: ActionPoint, cast: Cast
) -> None:
    response = client.get(link(cast.vws_officer, point))
    page = response.content.decode()
    assert all(part in page for part in (cast.vws_officer.name, point.number, point.text))
    assert "on_behalf" not in page
    wanted = ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")
    assert [response[name] for name in wanted] == [
        "no-store",
        "strict-origin",
        "noindex, nofollow",
    ]


def test_the_button_does_it_and_the_record_names_the_recipient(
    client: Client, point: ActionPoint, cast: Cast
) -> None:
    response = press(client, link(cast.vws_officer, point), point)
    point.refresh_from_db()
    actor = f"recipient:{recipient_for(cast.vws_officer).pk}"
    events = AuditEvent.objects.filter(actor=actor).order_by("pk")
    assert said(response) == f"{point.number} is gereed."
    assert (point.status, point.done_by) == (ActionStatus.DONE, cast.vws_officer)
    assert list(events.values_list("action", "root")) == [
        ("actions.completed", False),
        ("mail.answered", True),
    ]


def test_a_link_is_used_once(client: Client, point: ActionPoint, cast: Cast) -> None:
    url = link(cast.vws_officer, point)
    press(client, url, point)
    ActionPoint.objects.get(pk=point.pk)
    with Ledger() as ledger:
        again = press(client, url, point)
    assert (again.status_code, ledger.tables, Answer.objects.count()) == (410, set(), 1)
    assert "al gebruikt" in said(again)


def test_a_mailbox_says_who_answers(client: Client, of_vws: ActionPoint, cast: Cast) -> None:
    url = link(cast.vws, of_vws)
    nameless = press(client, url, of_vws)
    answered = press(client, url, of_vws, **NAMED)
    of_vws.refresh_from_db()
    update = ActionUpdate.objects.get(action_point=of_vws, verb=Verb.COMPLETED)
    mailbox = recipient_for(cast.vws)
    assert (nameless.status_code, answered.status_code) == (422, 200)
    assert (of_vws.status, of_vws.done_by, of_vws.done_through) == ("done", None, mailbox)
    assert str(update.answer) == f"{NAMED['on_behalf']} · VWS"
    assert AuditEvent.objects.get(action="actions.completed").actor == f"recipient:{mailbox.pk}"


def test_an_owner_says_when_it_comes_and_the_term_stands(
    client: Client, point: ActionPoint, cast: Cast
) -> None:
    url = link(cast.vws_officer, point, "later")
    responses = [press(client, url, point, **LATER) for _time in range(2)]
    before, point = point, ActionPoint.objects.get(pk=point.pk)
    assert [response.status_code for response in responses] == [200, 200]
    assert (point.due_on, point.version) == (before.due_on, before.version)
    assert comes_later(point) == date(2020, 11, 13)
    for day in (20, 24, 18):
        press(client, url, point, **LATER | {"until": f"2020-11-{day}"})
    point.updates.update(at=MONDAY)
    assert comes_later(point) == date(2020, 11, 24), "of one moment the latest day"


def test_who_manages_the_point_moves_its_term(
    client: Client, make_point: Callable[..., ActionPoint], cast: Cast
) -> None:
    own = make_point(owner=Owner(cast.dgsc, person=cast.secretary))
    press(client, link(cast.secretary, own, "later"), own, **LATER)
    own.refresh_from_db()
    assert (str(own.due_on), own.postponed) == ("2020-11-13", 1)


def test_later_is_after_the_term(client: Client, point: ActionPoint, cast: Cast) -> None:
    early = LATER | {"until": "2020-11-06"}
    response = press(client, link(cast.vws_officer, point, "later"), point, **early)
    assert (response.status_code, Answer.objects.count()) == (422, 0)


def test_not_mine_is_a_colleagues_and_she_hears_of_it(
    client: Client, point: ActionPoint, cast: Cast, make_user: Callable[..., User]
) -> None:
    colleague = make_user("colleague vws", cast.vws)
    url = link(cast.vws_officer, point, "not_mine")
    press(client, url, point, owner=colleague.email, reason="haar onderwerp")
    point.refresh_from_db()
    told = Message.objects.get(kind="actions.handed_over")
    text = mail_kinds["actions.handed_over"].render(told).text
    assert (point.owner_person, told.recipient.user) == (colleague, colleague)
    assert (text.count("/post/antwoord/"), "haar onderwerp" in text) == (3, True)


def test_not_ours_keeps_a_reservation(client: Client, of_vws: ActionPoint, cast: Cast) -> None:
    url = link(cast.vws, of_vws, "not_mine")
    press(client, url, of_vws, owner="@SZW", reason="gaat over werk", **NAMED)
    of_vws.refresh_from_db()
    update = ActionUpdate.objects.get(action_point=of_vws, verb=Verb.RESERVED)
    assert (of_vws.assent, of_vws.owner_organisation) == (Assent.RESERVED, cast.vws)
    assert update.text == "Niet van ons maar van SZW: gaat over werk"


def test_a_mailbox_hands_over_to_its_own_and_finds_nobody_else(
    client: Client, of_vws: ActionPoint, cast: Cast
) -> None:
    url = link(cast.vws, of_vws, "not_mine")
    asked = {"reason": "haar onderwerp", **NAMED}
    other = press(client, url, of_vws, owner=cast.szw_officer.email, **asked)
    own = press(client, url, of_vws, owner=cast.vws_officer.email, **asked)
    of_vws.refresh_from_db()
    assert (other.status_code, own.status_code) == (422, 200)
    assert of_vws.owner_person == cast.vws_officer


def forged(cast: Cast, point: ActionPoint) -> str:
    return link(cast.vws_officer, point)[:-3] + "xx/"


def signed_otherwise(cast: Cast, point: ActionPoint) -> str:
    said = [recipient_for(cast.vws_officer).pk.hex, "actions.done", point.pk.hex, 9_999_999_999]
    token = Signer(sep=".", salt=f"{SALT}.other").sign_object(said)
    return reverse("mail:answer", args=[token])


def unknown_verb(cast: Cast, point: ActionPoint) -> str:
    return link(cast.vws_officer, point, "drop")


def expired(cast: Cast, point: ActionPoint) -> str:
    return link(cast.vws_officer, point, days=-1)


def of_another(cast: Cast, point: ActionPoint) -> str:
    return link(cast.stranger, point)


def of_another_in_the_dossier(cast: Cast, point: ActionPoint) -> str:
    return link(cast.szw_officer, point)


def deactivated(cast: Cast, point: ActionPoint) -> str:
    User.objects.filter(pk=cast.vws_officer.pk).update(
        is_active=False, deactivated_at=MONDAY, deactivated_by=cast.administrator
    )
    return link(cast.vws_officer, point)


def classified(cast: Cast, point: ActionPoint) -> str:
    classes = {"classification": Classification.DEPARTMENTAL, "restricted": True}
    Dossier.objects.filter(pk=cast.dossier.pk).update(**classes)
    return link(cast.vws_officer, point)


def closed(cast: Cast, point: ActionPoint) -> str:
    complete_action_point(point=point, version=point.version, by=cast.secretary, at=MONDAY)
    return link(cast.vws_officer, point)


def moved_on(cast: Cast, point: ActionPoint) -> str:
    hand_over(
        point=point,
        version=point.version,
        to=Owner(cast.szw),
        reason="past daar",
        by=cast.secretary,
        at=MONDAY,
    )
    return link(cast.vws_officer, point)


@pytest.mark.parametrize(
    ("dead", "status"),
    [
        (forged, 404),
        (signed_otherwise, 404),
        (unknown_verb, 404),
        (expired, 410),
        (of_another, 410),
        (of_another_in_the_dossier, 410),
        (deactivated, 410),
        (classified, 410),
        (closed, 410),
        (moved_on, 410),
    ],
)
def test_a_dead_link_is_a_sentence_and_changes_nothing(
    dead: Callable[[Cast, ActionPoint], str],
    status: int,
    client: Client,
    point: ActionPoint,
    cast: Cast,
) -> None:
    url = dead(cast, point)
    with Ledger() as ledger:
        read, pressed = client.get(url), press(client, url, point)
    assert (read.status_code, pressed.status_code) == (status, status)
    assert (ledger.tables, len(said(pressed)) > 20) == (set(), True)


def test_who_is_signed_in_uses_no_link_of_somebody_else(
    sign_in: Callable[[User], Client], point: ActionPoint, cast: Cast
) -> None:
    url = link(cast.vws_officer, point)
    other = press(sign_in(cast.szw_officer), url, point)
    own = press(sign_in(cast.vws_officer), url, point)
    assert (other.status_code, own.status_code) == (403, 200)


def test_what_changed_since_the_page_was_opened_is_refused(
    client: Client, point: ActionPoint, cast: Cast
) -> None:
    response = client.post(link(cast.vws_officer, point), {"version": point.version - 1})
    assert (response.status_code, Answer.objects.count()) == (409, 0)


def test_a_post_without_the_token_against_forgery_is_refused(
    point: ActionPoint, cast: Cast
) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = press(strict, link(cast.vws_officer, point), point)
    assert (response.status_code, Answer.objects.count()) == (403, 0)


def test_an_earlier_key_still_opens_its_links(
    client: Client, point: ActionPoint, cast: Cast, settings: Settings
) -> None:
    url = link(cast.vws_officer, point)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of the same installation"
    known = client.get(url).status_code
    settings.SECRET_KEY_FALLBACKS = []
    assert (known, client.get(url).status_code) == (200, 404)


def test_too_many_links_from_one_address_wait(
    client: Client, point: ActionPoint, cast: Cast, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "link": "2/m/ip"}
    url = link(cast.vws_officer, point)
    assert [client.get(url).status_code for _time in range(3)] == [200, 200, 429]


def test_no_link_is_given_to_who_cannot_answer(
    point: ActionPoint, of_vws: ActionPoint, cast: Cast, now: datetime
) -> None:
    points = [point.pk, of_vws.pk]
    officer = answer_lines(recipient_for(cast.vws_officer), points, at=now)
    mailbox = answer_lines(recipient_for(cast.vws), points, at=now)
    stranger = answer_lines(recipient_for(cast.stranger), points, at=now)
    assert set(officer) == {str(point.pk), str(of_vws.pk)}
    assert (set(mailbox), stranger) == ({str(of_vws.pk)}, {})
