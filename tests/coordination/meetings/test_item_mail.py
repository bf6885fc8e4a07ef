"""An item that came back is told to who submitted it, by mail and on the first screen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from coordination.mail.kinds import mail_kinds
from coordination.mail.models import Message
from coordination.meetings.models import AgendaItem
from coordination.meetings.services.agenda import accept_item, resubmit_item, return_item
from tests.cast import MONDAY, Cast
from tests.kept import kept

from .test_agenda import submitted
from .test_meetings import planned

KIND = mail_kinds["meetings.item_returned"]


@kept
def returned(cast: Cast) -> AgendaItem:
    item = submitted(cast, planned(cast), "Stap 3", cast.vws_officer)
    return return_item(item=item, because="De nota ontbreekt", by=cast.secretary, at=MONDAY)


def test_the_submitter_reads_what_is_missing_and_where_to_go(
    cast: Cast, returned: AgendaItem
) -> None:
    message = Message.objects.get(kind="meetings.item_returned")
    assert message.recipient.user == cast.vws_officer

    with override("nl"):
        rendered = KIND.render(message)

    assert rendered.subject == "Teruggegeven: Stap 3"
    assert "Reden: De nota ontbreekt" in rendered.text
    assert "donderdag 5 november" in rendered.text
    assert rendered.notice.path == (
        reverse("meetings:agenda", args=[returned.meeting_id]) + f"#item-{returned.pk}"
    )
    assert "Stap 3" not in rendered.notice.number


@pytest.mark.parametrize("verb", [accept_item, resubmit_item])
def test_what_was_settled_meanwhile_is_not_told(
    cast: Cast, returned: AgendaItem, verb: object
) -> None:
    message = Message.objects.get(kind="meetings.item_returned")
    assert KIND.still_due(message) is None

    who = cast.secretary if verb is accept_item else cast.vws_officer
    verb(item=returned, by=who, at=MONDAY)  # type: ignore[operator]  # the values of the case are right

    assert KIND.still_due(message) == "the item is no longer returned"


def test_a_second_return_is_told_again(cast: Cast, returned: AgendaItem) -> None:
    again = resubmit_item(item=returned, by=cast.vws_officer, at=MONDAY)

    return_item(item=again, because="Nog steeds", by=cast.secretary, at=MONDAY)

    assert Message.objects.filter(kind="meetings.item_returned").count() == 2


def test_who_left_hears_nothing_and_her_mailbox_does(cast: Cast) -> None:
    item = submitted(cast, planned(cast), "Stap 3", cast.vws_officer)
    cast.vws_officer.is_active = False
    cast.vws_officer.save()

    return_item(
        item=AgendaItem.objects.get(pk=item.pk),
        because="De nota ontbreekt",
        by=cast.secretary,
        at=MONDAY,
    )

    message = Message.objects.get(kind="meetings.item_returned")
    assert message.recipient.mailbox == cast.vws


def test_who_may_not_see_the_dossier_any_more_gets_no_mail(cast: Cast) -> None:
    item = submitted(cast, planned(cast), "Stap 3", cast.vws_officer)
    AgendaItem.objects.filter(pk=item.pk).update(dossier=cast.secret_dossier)
    cast.secretary.clearance = cast.coordinator.clearance
    cast.secretary.save()

    return_item(
        item=AgendaItem.objects.get(pk=item.pk), because="Nee", by=cast.secretary, at=MONDAY
    )

    assert Message.objects.filter(kind="meetings.item_returned").count() == 0


def test_the_first_screen_shows_what_came_back(cast: Cast, sign_in: object) -> None:
    meeting = planned(cast, timezone.now() + timedelta(days=3), at=timezone.now())
    item = submitted(cast, meeting, "Stap 3", cast.vws_officer)
    return_item(item=item, because="De nota ontbreekt", by=cast.secretary, at=MONDAY)

    page = sign_in(cast.vws_officer).get("/").content.decode()  # type: ignore[operator]  # the values of the case are right

    assert "De nota ontbreekt" in page
    assert reverse("meetings:agenda", args=[meeting.pk]) + f"#item-{item.pk}" in page
