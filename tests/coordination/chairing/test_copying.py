"""Decisions and points in five to eight plain lines, for chat and mail."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from coordination.actions.models import ActionPoint
from coordination.audit.models import AuditEvent
from coordination.chairing.services import copy_meeting
from coordination.dossiers.models import Classification, Dossier
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.mail.links import absolute
from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.circulation import circulate_minutes
from coordination.meetings.services.entries import write_line
from coordination.people.models import User
from tests.cast import MONDAY, Cast
from tests.kept import kept

FRIDAY = MONDAY - timedelta(days=3)
LATER = MONDAY + timedelta(hours=2)


@kept
def item(cast: Cast, meeting: Meeting) -> AgendaItem:
    facts = ItemFacts(title="Inventarisatie", dossier=cast.dossier)
    return submit_item(meeting=meeting, facts=facts, by=cast.secretary, at=FRIDAY)


@pytest.fixture
def circulated(cast: Cast, item: AgendaItem) -> Meeting:
    """One decision and one point of SZW."""
    for typed in ("! We houden de afbakening aan.", "> @SZW levert de sheets aan vr 6 november"):
        write_line(item=item, typed=typed, by=cast.secretary, at=MONDAY)
    return circulate(cast, item)


def circulate(cast: Cast, item: AgendaItem) -> Meeting:
    meeting = Meeting.objects.get(pk=item.meeting_id)
    return circulate_minutes(meeting=meeting, version=meeting.version, by=cast.secretary, at=LATER)


def copied(user: User, meeting: Meeting) -> list[str]:
    found = Meeting.objects.select_related("body", "dossier").get(pk=meeting.pk)
    return copy_meeting(meeting=found, by=user, at=LATER)


def test_it_says_what_was_decided_who_does_what_and_what_comes_next(
    cast: Cast, circulated: Meeting
) -> None:
    assert copied(cast.vws_officer, circulated) == [
        "Verslag MLT3, 2 november 2020 (concept, versie 1)",
        "Afspraak MLT3-2020-01: We houden de afbakening aan.",
        "Actie MLT3-2020-02: levert de sheets aan (SZW, vr 6 nov 2020)",
        "Er is nog geen volgende vergadering gepland.",
        f"Lees verder: {absolute(circulated.get_absolute_url())}",
    ]


@pytest.mark.parametrize(("decisions", "lines"), [(0, 5), (1, 5), (3, 7), (30, 8)])
def test_it_is_never_less_than_five_lines_or_more_than_eight(
    cast: Cast, item: AgendaItem, decisions: int, lines: int
) -> None:
    write_line(item=item, typed="Er is gesproken.", by=cast.secretary, at=MONDAY)
    for number in range(decisions):
        write_line(item=item, typed=f"! Besluit {number}", by=cast.secretary, at=MONDAY)
    meeting = circulate(cast, item)
    assert len(copied(cast.secretary, meeting)) == lines


def test_twenty_items_with_long_texts_of_several_lines_still_make_eight_plain_lines(
    cast: Cast, item: AgendaItem
) -> None:
    for number in range(20):
        facts = ItemFacts(title=f"Onderwerp {number}", dossier=cast.dossier)
        other = submit_item(meeting=item.meeting, facts=facts, by=cast.secretary, at=FRIDAY)
        for typed in ("! " + "Een heel lang besluit. " * 40, "> @SZW levert aan vr 6 november"):
            write_line(item=other, typed=typed, by=cast.secretary, at=MONDAY)
    lines = copied(cast.secretary, circulate(cast, item))
    assert (len(lines), lines[5]) == (8, "En nog 36.")
    assert max(map(len, lines)) < 200
    assert not any("\n" in line for line in lines)


def test_a_point_of_which_owner_and_term_are_not_known_yet_says_so(
    cast: Cast, item: AgendaItem
) -> None:
    write_line(item=item, typed="> contactgegevens doorgeven", by=cast.secretary, at=MONDAY)
    lines = copied(cast.secretary, circulate(cast, item))
    assert lines[1:3] == [
        "Actie: contactgegevens doorgeven (nog niet bekend)",
        "Er is niets besloten.",
    ]


def test_people_stand_there_by_their_function(cast: Cast, item: AgendaItem) -> None:
    cast.szw_officer.name, cast.szw_officer.function = "A. Bakker", "adviseur"
    cast.szw_officer.save()
    entry = write_line(
        item=item, typed="> @SZW levert de sheets aan vr 6 november", by=cast.secretary, at=MONDAY
    )
    assert entry.action_point_id is not None
    ActionPoint.objects.filter(pk=entry.action_point_id).update(owner_person=cast.szw_officer)
    text = "\n".join(copied(cast.secretary, circulate(cast, item)))
    assert "(SZW, adviseur, vr 6 nov 2020)" in text
    assert "Bakker" not in text


def test_it_is_recorded_with_its_hash_only(cast: Cast, circulated: Meeting) -> None:
    copied(cast.vws_officer, circulated)
    event = AuditEvent.objects.get(action="chairing.text_copied")
    assert (event.parsed["lines"], len(event.parsed["sha256"])) == (5, 64)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"classification": Classification.DEPARTMENTAL, "restricted": True},
            "Wat gerubriceerd is, gaat niet naar chat of mail. Stuur de link naar de vergadering.",
        ),
        (
            {"embargo_until": LATER + timedelta(days=1)},
            "Onder embargo tot",
        ),
    ],
)
def test_what_is_classified_or_under_embargo_is_refused_with_a_sentence(
    cast: Cast, circulated: Meeting, change: dict[str, object], sentence: str
) -> None:
    Dossier.objects.filter(pk=cast.dossier.pk).update(**change)
    with pytest.raises(Refusal) as refused:
        copied(cast.secretary, circulated)
    assert str(refused.value.sentence).startswith(sentence)
    assert not AuditEvent.objects.filter(action="chairing.text_copied").exists()


def test_before_it_is_circulated_only_who_writes_it_copies(cast: Cast, item: AgendaItem) -> None:
    with pytest.raises(NotAllowed):
        copied(cast.vws_officer, item.meeting)
    assert copied(cast.secretary, item.meeting)[0].endswith("(concept, nog niet rondgestuurd)")


def test_the_page_shows_the_lines_in_a_field(
    client: Client, cast: Cast, circulated: Meeting
) -> None:
    client.force_login(cast.vws_officer)
    with travel(LATER, tick=False):
        page = client.get(reverse("meetings:detail", args=[circulated.pk])).content.decode()
        url = reverse("chairing:copy", args=[circulated.pk])
        assert f'action="{url}"' in page
        answer = client.post(url)
    assert answer.status_code == 200
    assert "Afspraak MLT3-2020-01: We houden de afbakening aan." in answer.content.decode()
