"""A meeting as it stood, its kept versions, and what changed between them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from coordination.dossiers.asof import as_of
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.meetings.models import AgendaItem, Entry, Meeting
from coordination.meetings.queries.as_of import meeting_as_of
from coordination.meetings.queries.since import changes_since
from coordination.meetings.report.build import report_in
from coordination.meetings.report.differences import Kind, differences
from coordination.meetings.services.additions import propose_addition, settle_addition
from coordination.meetings.services.agenda import ItemFacts, edit_item, submit_item
from coordination.meetings.services.circulation import (
    circulate_minutes,
    correct_line,
    take_back_circulation,
)
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.moving import move_meeting
from coordination.meetings.services.reports import fetch_meeting_then
from coordination.people.models import Clearance, User
from tests.cast import MONDAY, Cast
from tests.kept import kept

HOUR = timedelta(hours=1)
FRIDAY = MONDAY - timedelta(days=3)


@kept
def kept_item(cast: Cast, meeting: Meeting) -> AgendaItem:
    """An item with history, put on the agenda on Friday."""
    facts = ItemFacts(title="Inventarisatie", dossier=cast.dossier)
    return submit_item(meeting=meeting, facts=facts, by=cast.secretary, at=FRIDAY + HOUR)


@kept
def circulated(cast: Cast, kept_item: AgendaItem) -> Meeting:
    """Two lines, circulated at the end of Monday's meeting."""
    for text in ("De opdracht is besproken.", "! We houden de afbakening aan."):
        write_line(item=kept_item, typed=text, by=cast.secretary, at=MONDAY)
    meeting = Meeting.objects.get(pk=kept_item.meeting_id)
    return circulate_minutes(
        meeting=meeting, version=meeting.version, by=cast.secretary, at=MONDAY + 2 * HOUR
    )


@kept
def corrected(cast: Cast, circulated: Meeting) -> Meeting:
    """A word put right on Tuesday, and an addition of SZW taken in."""
    entry = Entry.objects.get(text="De opdracht is besproken.")
    correct_line(
        entry=entry,
        typed="De opdracht is uitvoerig besproken.",
        reason="Onvolledig",
        version=entry.version,
        by=cast.secretary,
        at=MONDAY + timedelta(days=1),
    )
    addition = propose_addition(
        item=entry.item, text="Ook de arbeidsmarkt.", by=cast.szw_officer, at=MONDAY + 26 * HOUR
    )
    settle_addition(addition=addition, accept=True, by=cast.secretary, at=MONDAY + 27 * HOUR)
    return Meeting.objects.get(pk=circulated.pk)


def page(client: Client, meeting: Meeting, at: datetime) -> str:
    answer = client.get(f"{meeting.get_absolute_url()}?{urlencode({'op': at.isoformat()})}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_it_was_planned_there_was_no_meeting(
    cast: Cast, meeting: Meeting, sign_in: Callable[[User], Client]
) -> None:
    assert meeting_as_of(cast.secretary, meeting, FRIDAY - HOUR) is None
    said = page(sign_in(cast.secretary), meeting, FRIDAY - HOUR)
    assert "Dit overleg was op dat moment nog niet gepland." in said


def test_its_time_and_place_read_as_they_stood_beside_what_they_are_now(
    cast: Cast, meeting: Meeting
) -> None:
    move_meeting(
        meeting=meeting,
        starts_at=MONDAY + HOUR,
        ends_at=MONDAY + 2 * HOUR,
        place="Webex",
        version=meeting.version,
        by=cast.secretary,
        at=FRIDAY + 2 * HOUR,
    )
    then = meeting_as_of(cast.secretary, Meeting.objects.get(pk=meeting.pk), FRIDAY + HOUR)
    assert then is not None
    with translation.override("nl"):
        changed = {fact.label: (fact.then, fact.now) for fact in then.facts if fact.differs}
    assert list(changed.values()) == [
        ("maandag 2 november 2020, 15.00–16.30", "maandag 2 november 2020, 16.00–17.00"),
        ("", "Webex"),
    ]


def test_the_agenda_reads_as_it_stood(cast: Cast, kept_item: AgendaItem) -> None:
    edit_item(
        item=kept_item,
        facts=ItemFacts(title="Inventarisatie van maatregelen", dossier=cast.dossier),
        version=kept_item.version,
        by=cast.secretary,
        at=FRIDAY + 3 * HOUR,
    )
    titles = []
    for hours in (0, 2, 4):
        then = meeting_as_of(cast.secretary, kept_item.meeting, FRIDAY + hours * HOUR)
        assert then is not None
        titles.append([item.title for item in then.items])
    assert titles == [[], ["Inventarisatie"], ["Inventarisatie van maatregelen"]]


def test_items_of_one_place_stand_then_in_the_order_of_now(cast: Cast, meeting: Meeting) -> None:
    """What is adopted comes on the agenda at one moment, all at the first place."""
    for number in range(6):
        facts = ItemFacts(title=f"Verslag {number}", dossier=cast.dossier)
        submit_item(meeting=meeting, facts=facts, by=cast.secretary, at=FRIDAY)
    AgendaItem.objects.update(position=1)
    AgendaItem.history.update(position=1)
    assert changes_since(cast.secretary, meeting, FRIDAY) == []


def test_what_one_moment_wrote_twice_stands_there_once(cast: Cast, meeting: Meeting) -> None:
    item = submit_item(
        meeting=meeting, facts=ItemFacts("Verslag", cast.dossier), by=cast.secretary, at=FRIDAY
    )
    written = AgendaItem.history.get(id=item.pk)
    written.pk, written.title, written.history_type = uuid4(), "Verslag, daarna", "~"
    written.save(force_insert=True)
    then = meeting_as_of(cast.secretary, meeting, FRIDAY)
    assert then is not None
    assert [row.title for row in then.items] == ["Verslag, daarna"]


def test_before_circulation_it_was_being_written_and_no_line_is_shown(
    cast: Cast, circulated: Meeting, sign_in: Callable[[User], Client]
) -> None:
    said = page(sign_in(cast.secretary), circulated, MONDAY + HOUR)
    assert "In bewerking: regels worden bewaard vanaf het rondsturen." in said
    assert "Inventarisatie" in said
    assert "De opdracht is besproken." not in said


def test_after_circulation_the_lines_read_as_they_were_kept_with_what_changed_since(
    cast: Cast, corrected: Meeting
) -> None:
    found = fetch_meeting_then(
        meeting=corrected, then=MONDAY + 3 * HOUR, by=cast.secretary, at=MONDAY + 50 * HOUR
    )
    assert found is not None
    assert found.document is not None
    assert [line.text for line in found.document.sections[0].lines] == [
        "De opdracht is besproken.",
        "We houden de afbakening aan.",
    ]
    kinds = [line.kind for line in found.changes[0].lines]
    assert kinds == [Kind.CHANGED, Kind.SAME, Kind.ADDED]


def test_at_the_newest_moment_nothing_changed_since(cast: Cast, corrected: Meeting) -> None:
    found = fetch_meeting_then(
        meeting=corrected, then=MONDAY + 49 * HOUR, by=cast.secretary, at=MONDAY + 50 * HOUR
    )
    assert found is not None
    assert found.changes == []


def test_of_two_states_of_one_moment_the_later_version_counts(
    cast: Cast, circulated: Meeting
) -> None:
    """Circulating closes and circulates at the same moment."""
    same = circulated.history.filter(history_date=MONDAY + 2 * HOUR)
    assert same.count() == 2
    assert [row.status for row in as_of(Meeting, MONDAY + 2 * HOUR)] == ["circulated"]


def test_a_circulation_that_was_taken_back_was_being_written_again(
    cast: Cast, circulated: Meeting
) -> None:
    take_back_circulation(
        meeting=circulated,
        version=circulated.version,
        by=cast.secretary,
        at=MONDAY + 2 * HOUR + timedelta(minutes=1),
    )
    then = meeting_as_of(cast.secretary, circulated, MONDAY + 3 * HOUR)
    assert then is not None
    assert then.version is None


@pytest.mark.parametrize("op", ["gisteren", "2020-02-30T10:00", "9999-01-01T00:00", "\0"])
def test_a_moment_that_cannot_be_is_refused_with_a_sentence(
    op: str, cast: Cast, meeting: Meeting, sign_in: Callable[[User], Client]
) -> None:
    address = f"{meeting.get_absolute_url()}?{urlencode({'op': op})}"
    assert sign_in(cast.secretary).get(address).status_code == 422


def test_looking_back_shows_no_dossier_that_is_closed_to_her(
    cast: Cast, meeting: Meeting, sign_in: Callable[[User], Client]
) -> None:
    cast.secretary.clearance = Clearance.DEPARTMENTAL
    cast.secretary.save()
    grant_access(
        dossier=cast.secret_dossier,
        to=cast.secretary,
        function=Function.WRITER,
        by=None,
        at=FRIDAY,
    )
    hidden = submit_item(
        meeting=meeting,
        facts=ItemFacts(title="Achter de deur", dossier=cast.secret_dossier),
        by=cast.secretary,
        at=FRIDAY,
    )
    write_line(item=hidden, typed="! Geheime afspraak", by=cast.secretary, at=MONDAY)
    current = Meeting.objects.get(pk=meeting.pk)
    kept = circulate_minutes(
        meeting=current, version=current.version, by=cast.secretary, at=MONDAY + HOUR
    )
    moments = (MONDAY, MONDAY + 2 * HOUR)
    client = sign_in(cast.secretary)
    assert ["Achter de deur" in page(client, kept, at) for at in moments] == [True, True]
    client = sign_in(cast.vws_officer)
    assert ["Achter de deur" in page(client, kept, at) for at in moments] == [False, False]
    version = client.get(reverse("meetings:version", args=[kept.pk, 1])).content.decode()
    assert "Geheim" not in version
    assert "Achter de deur" not in version


def test_a_version_names_every_change_in_a_word_and_marks_it(
    cast: Cast, corrected: Meeting, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.szw_officer)
    second = client.get(reverse("meetings:version", args=[corrected.pk, 2])).content.decode()
    assert "<ins>uitvoerig </ins>" in second
    assert "gewijzigd" in second
    third = client.get(reverse("meetings:version", args=[corrected.pk, 3])).content.decode()
    assert "<ins>Ook de arbeidsmarkt.</ins>" in third
    assert "toegevoegd" in third
    assert [f"versies/{number}/" in third for number in (1, 2, 3)] == [True] * 3


@pytest.mark.parametrize("number", [0, 9, 99999999999999999999])
def test_a_version_that_was_never_kept_is_not_found(
    number: int, cast: Cast, circulated: Meeting, sign_in: Callable[[User], Client]
) -> None:
    address = reverse("meetings:version", args=[circulated.pk, number])
    assert sign_in(cast.secretary).get(address).status_code == 404


def test_differences_find_what_is_new_gone_and_changed(cast: Cast, corrected: Meeting) -> None:
    first, last = (report_in(corrected.versions.get(number=n)) for n in (1, 3))
    forward, back = differences(first, last), differences(last, first)
    assert [line.kind for line in forward[0].lines] == [Kind.CHANGED, Kind.SAME, Kind.ADDED]
    assert [line.kind for line in back[0].lines] == [Kind.CHANGED, Kind.SAME, Kind.REMOVED]
    words = [(piece.kind, piece.text) for piece in forward[0].lines[0].pieces]
    assert words == [
        (Kind.SAME, "De opdracht is "),
        (Kind.ADDED, "uitvoerig "),
        (Kind.SAME, "besproken."),
    ]
    assert not any(item.differs for item in differences(None, last))


def test_looking_back_costs_as_many_queries_however_long_the_report_is(
    cast: Cast,
    corrected: Meeting,
    sign_in: Callable[[User], Client],
    django_assert_num_queries: Callable[..., object],
) -> None:
    client = sign_in(cast.szw_officer)
    at = MONDAY + 3 * HOUR
    page(client, corrected, at)
    with django_assert_num_queries(18):  # type: ignore[attr-defined]  # a fixture of pytest-django
        page(client, corrected, at)
    for version in corrected.versions.all():
        version.content["items"] *= 5
        version.save()
    with django_assert_num_queries(18):  # type: ignore[attr-defined]  # a fixture of pytest-django
        page(client, corrected, at)
