"""What is shown before it goes round is what goes round."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from coordination.mail.kinds import mail_kinds
from coordination.mail.models import Message
from coordination.meetings.letter import Part, letter_for
from coordination.meetings.models import AgendaItem, Entry, Meeting
from coordination.meetings.report.build import report_of
from coordination.meetings.report.readers import reader_of
from coordination.meetings.services.circulation import circulate_minutes
from coordination.meetings.services.entries import write_line
from coordination.people.services import recipient_for
from tests.cast import MONDAY, Cast

from .test_meetings import planned


@pytest.fixture
def typed(cast: Cast, item: AgendaItem) -> Meeting:
    for text in ("! We houden de afbakening aan.", "Actie: sheets nalopen"):
        write_line(item=item, typed=text, by=cast.secretary, at=MONDAY)
    meeting: Meeting = Meeting.objects.select_related("body", "dossier").get(pk=item.meeting_id)
    return meeting


def test_the_letter_that_is_shown_is_the_mail_that_leaves(cast: Cast, typed: Meeting) -> None:
    reader = reader_of(recipient_for(cast.vws_officer), report_of(typed))
    shown = letter_for(reader, typed)
    circulate_minutes(meeting=typed, version=typed.version, by=cast.secretary, at=MONDAY)
    message = Message.objects.get(kind="meetings.report", recipient__user=cast.vws_officer)

    with override("nl"):
        mailed = mail_kinds["meetings.report"].render(message)

    assert (mailed.subject, mailed.text) == (shown.subject, shown.text)


def test_a_letter_has_titles_above_its_lists_only(cast: Cast, typed: Meeting) -> None:
    reader = reader_of(recipient_for(cast.vws_officer), report_of(typed))

    parts = letter_for(reader, typed).parts

    assert [part.title for part in parts] == ["", "", "Besluiten", "1. Inventarisatie", ""]
    assert parts[1] == Part("", "U hebt geen punten uit dit overleg.")
    assert "\n\n".join(f"{p.title}\n{p.text}".strip() for p in parts) == (
        letter_for(reader, typed).text
    )


def test_the_chosen_reader_is_marked_and_what_lacks_something_is_named(
    cast: Cast, typed: Meeting, sign_in: Any
) -> None:
    chosen = recipient_for(cast.szw_officer)

    page = (
        sign_in(cast.secretary)
        .get(reverse("meetings:circulate", args=[typed.pk]), {"lezer": str(chosen.pk)})
        .content.decode()
    )

    assert f'?lezer={chosen.pk}" aria-current="page"' in page
    assert page.count('aria-current="page"><span>') == 1
    assert "1 regel mist nog iets" in page
    assert "Wie doet het?" in page


def test_adopting_shows_first_what_will_be_recorded(
    cast: Cast, typed: Meeting, sign_in: Any
) -> None:
    kept = circulate_minutes(meeting=typed, version=typed.version, by=cast.secretary, at=MONDAY)
    client = sign_in(cast.secretary)

    adopt = client.get(reverse("meetings:adopt", args=[kept.pk])).content.decode()
    line = Entry.objects.get(kind="decision")
    correct = client.get(reverse("meetings:correct", args=[line.pk])).content.decode()

    assert line.decision is not None
    assert line.decision.number in adopt
    assert "We houden de afbakening aan." in adopt
    assert "<q>We houden de afbakening aan.</q>" in correct


def test_a_planned_meeting_says_how_to_begin(cast: Cast, sign_in: Any) -> None:
    meeting = planned(cast)
    address = reverse("meetings:open", args=[meeting.pk])

    pages = [
        sign_in(who).get(meeting.get_absolute_url()).content.decode()
        for who in (cast.secretary, cast.vws_officer)
    ]

    assert [address in page for page in pages] == [True, False]
    assert "de eerste regel opent het overleg" in pages[0]
