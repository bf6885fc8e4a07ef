"""What is under embargo stays within government: no chain partner reads it on any surface."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier, Function
from coordination.dossiers.services import grant_access
from coordination.meetings.models import AgendaItem, Entry, Meeting
from coordination.meetings.queries.minutes import changes_since, minutes_for
from coordination.meetings.services.agenda import set_result
from coordination.meetings.services.circulation import circulate_minutes
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.reports import fetch_report
from coordination.people.models import User
from coordination.search.news import changed_since
from tests.cast import MONDAY, Cast
from tests.kept import kept

from .test_api import Api, api  # noqa: F401  a fixture of the other file

ASKED = "Instemmen met sluiting van de scholen"
FREE = "De opdracht is besproken."
DECIDED = "We houden de afbakening aan."


@kept
def typed(cast: Cast, item: AgendaItem) -> Meeting:
    """A note, an agreement, and a requested decision that was adopted; a partner may read it."""
    grant_access(
        dossier=cast.dossier, to=cast.partner, function=Function.READER, by=cast.lead, at=MONDAY
    )
    AgendaItem.objects.filter(pk=item.pk).update(requested_decision=ASKED)
    item.refresh_from_db()
    for text in (FREE, f"! {DECIDED}"):
        write_line(item=item, typed=text, by=cast.secretary, at=MONDAY)
    set_result(item=item, result="adopted", by=cast.secretary, at=MONDAY)
    return Meeting.objects.get(pk=item.meeting_id)


def shown(user: User, meeting: Meeting, sign_in: Callable[[User], Client], ask: Any) -> list[str]:
    """Every surface of these minutes as `user` gets it."""
    client = sign_in(user)
    pages = [
        meeting.get_absolute_url(),
        reverse("meetings:changes", args=[meeting.pk]) + "?after=0",
        reverse("meetings:agenda", args=[meeting.pk]),
        reverse("meetings:report", args=[meeting.pk, "html"]),
    ]
    said = [client.get(page).content.decode() for page in pages]
    rest = [f"entries?meeting={meeting.pk}", "entries?after=0", "agenda-items"]
    return said + [ask("GET", path).content.decode() for path in rest]


@pytest.fixture
def everything(
    sign_in: Callable[[User], Client],
    api: Callable[[User], Api],  # noqa: F811  a fixture of the other file
) -> Callable[[User, Meeting], str]:
    return lambda user, meeting: "\n".join(shown(user, meeting, sign_in, api(user)))


def test_a_partner_finds_no_decision_under_embargo_and_an_official_does(
    cast: Cast, typed: Meeting, everything: Callable[[User, Meeting], str]
) -> None:
    assert all(text in everything(cast.partner, typed) for text in (FREE, ASKED, DECIDED))
    Decision.objects.update(embargo_until=timezone.now() + timedelta(days=2))

    partner, official = everything(cast.partner, typed), everything(cast.vws_officer, typed)

    assert [text in partner for text in (FREE, ASKED, DECIDED)] == [True, False, False]
    assert [text in official for text in (FREE, ASKED, DECIDED)] == [True, True, True]


def test_nothing_of_a_dossier_under_embargo_reaches_a_partner(
    cast: Cast, typed: Meeting, everything: Callable[[User, Meeting], str]
) -> None:
    Dossier.objects.filter(pk=cast.dossier.pk).update(
        embargo_until=timezone.now() + timedelta(days=2)
    )
    partner = everything(cast.partner, typed)
    assert [text in partner for text in (FREE, ASKED, DECIDED)] == [False, False, False]


def found(user: User, words: str, sign_in: Callable[[User], Client]) -> list[bool]:
    """Whether these words find something on the page, in the palette and among what changed."""
    client, address = sign_in(user), reverse("search:index")
    page = client.get(address, {"q": words}).context["page"].rows
    groups = client.get(reverse("search:palette"), {"q": words}).context["groups"]
    news = [row.title for row in changed_since(user, MONDAY - timedelta(days=1))]
    return [page != [], groups != [], any(words in title for title in news)]


def test_what_is_under_embargo_is_not_found_by_its_words_either(
    cast: Cast, typed: Meeting, sign_in: Callable[[User], Client]
) -> None:
    circulate_minutes(meeting=typed, version=typed.version, by=cast.secretary, at=timezone.now())
    words = ("sluiting van de scholen", "afbakening aan")
    assert [found(cast.partner, some, sign_in)[:2] for some in words] == [[True, True]] * 2
    Decision.objects.update(embargo_until=timezone.now() + timedelta(days=2))

    partner = [found(cast.partner, some, sign_in) for some in words]
    official = [found(cast.vws_officer, some, sign_in) for some in words]

    assert partner == [[False, False, False]] * 2
    assert official == [[True, True, True]] * 2


def test_an_embargo_that_passed_holds_nothing_back(
    cast: Cast, typed: Meeting, everything: Callable[[User, Meeting], str]
) -> None:
    Decision.objects.update(embargo_until=timezone.now() - timedelta(minutes=1))
    assert all(text in everything(cast.partner, typed) for text in (FREE, ASKED, DECIDED))


def test_a_line_is_put_behind_one_that_she_has(cast: Cast, typed: Meeting) -> None:
    note = Entry.objects.get(text=FREE)
    Decision.objects.update(embargo_until=timezone.now() + timedelta(days=2))
    last = write_line(item=note.item, typed="Rondvraag", by=cast.secretary, at=MONDAY)
    meeting = Meeting.objects.get(pk=typed.pk)
    places = [(change.line, change.behind) for change in changes_since(cast.partner, meeting, 0)]
    assert places == [(note, None), (last, note.pk)]


def test_the_page_and_the_report_hold_the_same_lines(cast: Cast, typed: Meeting) -> None:
    Decision.objects.filter(entry__text=DECIDED).update(
        embargo_until=timezone.now() + timedelta(days=2)
    )
    for user in (cast.partner, cast.vws_officer):
        page = [line.text for view in minutes_for(user, typed).items for line in view.lines]
        report = fetch_report(meeting=typed, form="html", by=user, at=timezone.now())
        assert [line.text for line in report.sections[0].lines] == page
