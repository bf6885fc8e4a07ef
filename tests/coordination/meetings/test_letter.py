"""What is shown before it goes round is what goes round."""

from typing import Any

from django.urls import reverse
from django.utils.translation import override

from coordination.dossiers.models import Classification, Dossier, Function
from coordination.dossiers.services import grant_access, open_dossier
from coordination.mail.kinds import mail_kinds
from coordination.mail.models import Message
from coordination.meetings.letter import Part, foretold_letter, letter_for
from coordination.meetings.models import AgendaItem, Entry, Meeting
from coordination.meetings.report.build import report_of
from coordination.meetings.report.readers import reader_of
from coordination.meetings.services.circulation import circulate_minutes
from coordination.meetings.services.entries import write_line
from coordination.people.models import Clearance, Recipient, User
from coordination.people.services import recipient_for
from tests.cast import MONDAY, Cast
from tests.kept import kept

from .test_meetings import planned


@kept
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

    letter = foretold_letter(reader, typed)
    parts = letter.parts

    assert [part.title for part in parts] == ["", "", "Besluiten", "1. Inventarisatie", ""]
    assert parts[1] == Part("", "U hebt geen punten uit dit overleg.")
    assert "\n\n".join(f"{p.title}\n{p.text}".strip() for p in parts) == letter.text


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


def preview(client: Any, meeting: Meeting, who: Recipient) -> str:
    address = reverse("meetings:circulate", args=[meeting.pk])
    page: str = client.get(address, {"lezer": str(who.pk)}).content.decode()
    return page[page.index('<article class="letter"') :]


def test_who_gets_only_a_notice_by_mail_is_shown_that_notice(
    cast: Cast, typed: Meeting, sign_in: Any, settings: Any
) -> None:
    settings.EMAIL_URL, settings.EXERCISE = "smtp://relay.example.gov", False
    settings.GOVERNMENT_DOMAINS = ["example.gov"]
    User.objects.filter(pk=cast.szw_officer.pk).update(email="officer@example.com")
    client = sign_in(cast.secretary)

    outside, inside = (
        preview(client, typed, recipient_for(who)) for who in (cast.szw_officer, cast.vws_officer)
    )

    assert "We houden de afbakening aan." in inside
    assert "Het verslag zelf mag Baken voor deze lezer niet uit" not in inside
    assert "We houden de afbakening aan." not in outside
    assert "Het verslag zelf mag Baken voor deze lezer niet uit" in outside
    assert "Er staat iets voor u klaar in Baken" in outside


def test_in_a_classified_dossier_everybody_is_shown_a_notice(
    cast: Cast, typed: Meeting, sign_in: Any
) -> None:
    User.objects.update(clearance=Clearance.DEPARTMENTAL)
    Dossier.objects.filter(pk=cast.dossier.pk).update(
        restricted=True, classification=Classification.DEPARTMENTAL
    )
    page = preview(sign_in(cast.secretary), typed, recipient_for(cast.vws_officer))
    assert "We houden de afbakening aan." not in page
    assert "Het verslag zelf mag Baken voor deze lezer niet uit" in page


def test_an_item_of_a_classified_dossier_goes_in_no_mail(
    cast: Cast, typed: Meeting, make_item: Any
) -> None:
    User.objects.update(clearance=Clearance.DEPARTMENTAL)
    dossier = open_dossier(
        title="Besloten",
        owner=cast.dgsc,
        by=None,
        at=MONDAY,
        classification=Classification.DEPARTMENTAL,
    )
    grant_access(dossier=dossier, to=cast.body, function=Function.WRITER, by=None, at=MONDAY)
    hidden = make_item(typed, title="Besloten punt", dossier=dossier)
    secretary = User.objects.get(pk=cast.secretary.pk)
    write_line(item=hidden, typed="! Besloten afspraak", by=secretary, at=MONDAY)

    reader = reader_of(recipient_for(cast.vws_officer), report_of(typed))
    letter = foretold_letter(reader, typed)

    assert "Besloten afspraak" in str(reader.report)
    assert "Besloten" not in letter.text
    assert "1 punt wordt niet gemaild; lees het in Baken." in letter.text


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


def test_own_points_are_answered_from_the_mail_and_by_nobody_who_looks_before(
    cast: Cast, item: AgendaItem
) -> None:
    write_line(item=item, typed="> Sheets nalopen @VWS wo 4 nov", by=cast.secretary, at=MONDAY)
    meeting = Meeting.objects.select_related("body", "dossier").get(pk=item.meeting_id)
    reader = reader_of(recipient_for(cast.vws_officer), report_of(meeting))
    foretold = foretold_letter(reader, meeting)
    circulate_minutes(meeting=meeting, version=meeting.version, by=cast.secretary, at=MONDAY)

    texts = [
        mail_kinds["meetings.report"].render(message).text.count("/post/antwoord/")
        for who in (cast.vws_officer, cast.szw_officer)
        for message in Message.objects.filter(kind="meetings.report", recipient__user=who)
    ]

    assert ("/post/antwoord/" in foretold.text, texts) == (False, [3, 0])
