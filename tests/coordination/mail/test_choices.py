"""What somebody need not be mailed she reads in the app; what is urgent or asks something stays."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from coordination.cycle.letters import kept_in_the_app
from coordination.kit.refusals import Refusal
from coordination.mail.kinds import mail_kinds, optional_kinds
from coordination.mail.models import Message, Muted, Status
from coordination.mail.queries import inbox
from coordination.mail.services import cancel_messages, choose_mail, queue_message
from coordination.people.models import User
from coordination.people.services import recipient_for
from tests.cast import MONDAY, Cast

SignIn = Callable[[User], Client]
REPORT, ASKED = "meetings.report", "contributions.asked"


def queued(user: User, kind: str, key: str = "1") -> Message:
    made = queue_message(recipient=recipient_for(user), kind=kind, key=key, payload={}, at=MONDAY)
    assert made is not None
    return Message.objects.get(pk=made.pk)


def test_nothing_urgent_may_be_done_without() -> None:
    assert [kind for kind in optional_kinds() if mail_kinds[kind].urgent] == []
    assert {ASKED, "cycle.digest", "meetings.moved"} & set(optional_kinds()) == set()


def test_what_is_muted_is_a_notice_and_no_mail(cast: Cast) -> None:
    choose_mail(user=cast.vws_officer, muted=[REPORT], at=MONDAY)
    kept, other = queued(cast.vws_officer, REPORT), queued(cast.szw_officer, REPORT)
    asked = queued(cast.vws_officer, ASKED)
    assert [one.status for one in (kept, other, asked)] == ["skipped", "queued", "queued"]
    assert list(inbox(cast.vws_officer, at=MONDAY)) == [kept]
    (told,) = kept_in_the_app(recipient_for(cast.vws_officer), at=MONDAY + timedelta(hours=16))
    assert kept.get_absolute_url() in told


def test_what_was_undone_is_no_notice_either(cast: Cast) -> None:
    choose_mail(user=cast.vws_officer, muted=[REPORT], at=MONDAY)
    kept = queued(cast.vws_officer, REPORT)
    cancel_messages(messages=Message.objects.filter(pk=kept.pk), reason="undone")
    assert (Message.objects.get().status, list(inbox(cast.vws_officer, at=MONDAY))) == (
        Status.CANCELLED,
        [],
    )


def test_what_is_obliged_cannot_be_muted(cast: Cast) -> None:
    with pytest.raises(Refusal, match="altijd gemaild"):
        choose_mail(user=cast.vws_officer, muted=[REPORT, ASKED], at=MONDAY)
    assert Muted.objects.count() == 0


@time_machine.travel(MONDAY, tick=False)
def test_the_page_and_the_api_say_what_is_mailed_and_change_it(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.vws_officer)
    page = client.get("/post/keuzes/").content.decode()
    assert "Altijd gemaild" in page
    assert "Uitvraag" in page
    free = [kind for kind in optional_kinds() if kind != REPORT]
    assert client.post("/post/keuzes/", {"mailed": free}).status_code == 302
    assert list(Muted.objects.values_list("kind", flat=True)) == [REPORT]
    listed = {row["kind"]: row["by_mail"] for row in client.get("/api/v1/mail-choices").json()}
    assert (listed[REPORT], listed[ASKED], "account" in listed) == (False, True, False)
    body, path = {"muted": [ASKED]}, "/api/v1/mail-choices"
    assert client.post(path, body, content_type="application/json").status_code == 422
    client.post(path, {"muted": []}, content_type="application/json")
    assert Muted.objects.count() == 0
