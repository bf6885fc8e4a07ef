"""Is this the latest? Prints of a meeting, asked by their code."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from time_machine import travel

from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access, open_dossier
from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.queries.since import changes_since, sentences
from coordination.meetings.services.agenda import ItemFacts, edit_item, remove_item, submit_item
from coordination.meetings.services.attendance import note_attendance
from coordination.meetings.services.circulation import circulate_minutes
from coordination.meetings.services.differences import (
    add_point_of_difference,
    remove_point_of_difference,
)
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.moving import move_meeting
from coordination.meetings.services.papers import detach_paper, supply_paper
from coordination.papers.models import PaperKind
from coordination.papers.services import add_version
from coordination.people.models import User
from coordination.prints.codes import Code
from tests.cast import MONDAY, Cast
from tests.kept import kept

HOUR = timedelta(hours=1)
FRIDAY = MONDAY - timedelta(days=3)
PRINTED = MONDAY - timedelta(hours=6)
LATER = PRINTED + HOUR


def facts_of(cast: Cast, requested: str = "Instemmen met de lijst") -> ItemFacts:
    return ItemFacts("Inventarisatie", dossier=cast.dossier, requested_decision=requested)


def upload(words: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("nota.pdf", b"%PDF-1.7\n" + words + b"%%EOF\n", "application/pdf")


@kept
def planned(cast: Cast, meeting: Meeting) -> AgendaItem:
    """An item on the agenda with a paper, since Friday."""
    facts = facts_of(cast)
    item = submit_item(meeting=meeting, facts=facts, by=cast.secretary, at=FRIDAY)
    supply_paper(
        item=item, title="Nota", kind=PaperKind.ADVICE, upload=upload(), by=cast.secretary,
        at=FRIDAY,
    )  # fmt: skip
    return item


def told(user: User, meeting: Meeting) -> list[str]:
    found = changes_since(user, Meeting.objects.get(pk=meeting.pk), PRINTED)
    assert found is not None
    return sentences(found)


def page(client: Client, user: User, code: str) -> Any:
    client.force_login(user)
    with travel(LATER + HOUR, tick=False):
        return client.get(reverse("prints:check", args=[code]))


def code_for(meeting: Meeting) -> str:
    return Code.of(1, meeting.pk, PRINTED).plain


def test_a_print_after_which_nothing_happened_is_up_to_date(
    cast: Cast, planned: AgendaItem
) -> None:
    assert told(cast.secretary, planned.meeting) == []


def test_a_meeting_that_was_moved_is_told_with_both_times(cast: Cast, planned: AgendaItem) -> None:
    meeting = planned.meeting
    move_meeting(
        meeting=meeting, starts_at=MONDAY + HOUR, ends_at=MONDAY + 2 * HOUR,
        version=meeting.version, by=cast.secretary, at=LATER,
    )  # fmt: skip
    assert told(cast.secretary, meeting) == [
        (
            "Wanneer: was maandag 2 november 2020, 15.00–16.30, "
            "is nu maandag 2 november 2020, 16.00–17.00."
        )
    ]


def test_a_changed_item_says_what_it_said_and_says(cast: Cast, planned: AgendaItem) -> None:
    facts = facts_of(cast, "Kennisnemen")
    edit_item(item=planned, facts=facts, version=planned.version, by=cast.secretary, at=LATER)
    assert told(cast.secretary, planned.meeting) == [
        "Punt 1, Inventarisatie, gevraagd besluit: was Instemmen met de lijst, is nu Kennisnemen."
    ]


def test_items_that_came_and_went_are_told(cast: Cast, planned: AgendaItem) -> None:
    facts = ItemFacts(title="Rondvraag", dossier=cast.dossier)
    submit_item(meeting=planned.meeting, facts=facts, by=cast.secretary, at=LATER)
    remove_item(item=planned, by=cast.secretary, at=LATER)
    assert told(cast.secretary, planned.meeting) == [
        "Van de agenda gehaald: Inventarisatie.",
        "Nieuw op de agenda: punt 1, Rondvraag.",
    ]


def test_a_paper_that_was_replaced_is_told_with_its_version(
    cast: Cast, planned: AgendaItem
) -> None:
    paper = planned.papers.get().paper
    add_version(paper=paper, upload=upload(b"2\n"), by=cast.secretary, at=LATER)
    assert told(cast.secretary, planned.meeting) == [
        "Punt 1, Inventarisatie: “Nota” is vervangen door versie 2 van ma 2 nov 2020, 10.00."
    ]


def test_papers_put_there_and_taken_off_are_told(cast: Cast, planned: AgendaItem) -> None:
    detach_paper(attached=planned.papers.get(), by=cast.secretary, at=LATER)
    supply_paper(
        item=planned, title="Brief", kind=PaperKind.LETTER, upload=upload(b"3\n"),
        by=cast.secretary, at=LATER,
    )  # fmt: skip
    assert told(cast.secretary, planned.meeting) == [
        "Punt 1, Inventarisatie: “Brief” is toegevoegd.",
        "Punt 1, Inventarisatie: “Nota” is weggehaald.",
    ]


def test_points_of_difference_noted_and_taken_away_are_told(
    cast: Cast, planned: AgendaItem
) -> None:
    old = add_point_of_difference(
        item=planned, organisation=cast.vws, position="Te vroeg", by=cast.secretary, at=FRIDAY
    )
    remove_point_of_difference(point=old, by=cast.secretary, at=LATER)
    add_point_of_difference(
        item=planned, organisation=cast.szw, position="Te laat", by=cast.secretary, at=LATER
    )
    assert told(cast.secretary, planned.meeting) == [
        "Punt 1, Inventarisatie: SZW heeft een geschilpunt: Te laat",
        "Punt 1, Inventarisatie: een geschilpunt van VWS is weggehaald.",
    ]


def test_attendance_lines_and_versions_are_told(cast: Cast, planned: AgendaItem) -> None:
    meeting = planned.meeting
    row = meeting.attendances.order_by("organisation__code").first()
    assert row is not None
    note_attendance(attendance=row, by=cast.secretary, at=LATER, presence="present")
    write_line(item=planned, typed="De opdracht is besproken.", by=cast.secretary, at=LATER)
    assert told(cast.secretary, meeting)[1:] == [
        "De aanwezigheid is genoteerd of gewijzigd.",
        "1 regel is genoteerd of gewijzigd.",
    ]
    meeting.refresh_from_db()
    circulate_minutes(meeting=meeting, version=meeting.version, by=cast.secretary, at=LATER + HOUR)
    assert told(cast.secretary, meeting)[-1] == "Versie 1 van het verslag is gemaakt."


def test_before_it_was_planned_there_was_no_print(cast: Cast, planned: AgendaItem) -> None:
    assert changes_since(cast.secretary, planned.meeting, FRIDAY - HOUR) is None


def test_the_page_says_up_to_date_or_what_changed(
    client: Client, cast: Cast, planned: AgendaItem
) -> None:
    code = code_for(planned.meeting)
    assert "Actueel." in page(client, cast.vws_officer, code).content.decode()
    remove_item(item=planned, by=cast.secretary, at=LATER)
    outdated = page(client, cast.vws_officer, code).content.decode()
    assert ("Achterhaald." in outdated, "Actueel." in outdated) == (True, False)
    assert "Van de agenda gehaald: Inventarisatie." in outdated


def test_what_she_may_not_see_is_answered_as_a_code_nobody_knows(
    client: Client, cast: Cast, meeting: Meeting
) -> None:
    nobodys = Code.of(1, cast.body.pk, PRINTED)
    answers = [
        page(client, cast.partner, code_for(meeting)),
        page(client, cast.partner, nobodys.plain),
        page(client, cast.secretary, nobodys.plain),
        page(client, cast.secretary, Code.of(1, meeting.pk, LATER + 3 * HOUR).plain),
        page(client, cast.secretary, Code.of(9, meeting.pk, PRINTED).plain),
    ]
    assert {answer.status_code for answer in answers} == {404}
    for answer in answers:
        assert "Deze code is hier niet bekend." in answer.content.decode()
        assert "MLT3, maandag" not in answer.content.decode()


def test_an_item_of_a_dossier_she_may_not_see_makes_no_change(
    cast: Cast, planned: AgendaItem
) -> None:
    meeting = planned.meeting
    secret = open_dossier(title="Dicht", owner=cast.dgsc, by=cast.lead, at=FRIDAY, restricted=True)
    grant_access(
        dossier=secret, to=cast.secretary, function=Function.WRITER, by=cast.lead, at=FRIDAY
    )
    facts = ItemFacts(title="Geheim punt", dossier=secret)
    item = submit_item(meeting=meeting, facts=facts, by=cast.secretary, at=LATER)
    supply_paper(
        item=item, title="Stuk", kind=PaperKind.ADVICE, upload=upload(b"4\n"),
        by=cast.secretary, at=LATER,
    )  # fmt: skip
    assert told(cast.vws_officer, meeting) == []
    assert told(cast.secretary, meeting) == [
        "Nieuw op de agenda: punt 2, Geheim punt.",
        "Punt 2, Geheim punt: “Stuk” is toegevoegd.",
    ]


def test_a_mistyped_code_says_so_and_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    client.force_login(cast.secretary)
    answer = client.get(reverse("prints:ask"), {"code": "K7PM-4T9X-2QWC"})
    assert answer.status_code == 422
    assert "Er klopt ten minste één teken niet." in answer.content.decode()
    assert 'value="K7PM-4T9X-2QWC"' in answer.content.decode()


def test_a_typed_code_leads_to_its_page(client: Client, cast: Cast, meeting: Meeting) -> None:
    client.force_login(cast.secretary)
    code = code_for(meeting)
    answer = client.get(
        reverse("prints:ask"), {"code": f" {code[:4]} {code[4:8]}-{code[8:].lower()}"}
    )
    assert (answer.status_code, answer["Location"]) == (302, reverse("prints:check", args=[code]))


@pytest.mark.parametrize("place", ["search:index", "search:palette"])
def test_a_code_is_found_by_search_and_palette(
    client: Client, cast: Cast, meeting: Meeting, place: str
) -> None:
    client.force_login(cast.secretary)
    code = code_for(meeting)
    answer = client.get(reverse(place), {"q": code.lower()}).content.decode()
    assert reverse("prints:check", args=[code]) in answer
    wrong = client.get(reverse(place), {"q": "K7PM-4T9X-2QWC"}).content.decode()
    assert reverse("prints:check", args=["K7PM4T9X2QWC"]) in wrong


@pytest.mark.parametrize("items", [1, 3])
def test_the_page_takes_ten_queries(
    client: Client,
    cast: Cast,
    planned: AgendaItem,
    django_assert_num_queries: Any,
    items: int,
) -> None:
    for number in range(items):
        facts = ItemFacts(title=f"Punt {number}", dossier=cast.dossier)
        item = submit_item(meeting=planned.meeting, facts=facts, by=cast.secretary, at=LATER)
        supply_paper(
            item=item, title=f"Stuk {number}", kind=PaperKind.ADVICE,
            upload=upload(f"{number}\n".encode()), by=cast.secretary, at=LATER,
        )  # fmt: skip
    client.force_login(cast.secretary)
    url = reverse("prints:check", args=[code_for(planned.meeting)])
    client.get(url)
    with django_assert_num_queries(10):
        client.get(url)


def test_the_api_answers_the_same(client: Client, cast: Cast, planned: AgendaItem) -> None:
    remove_item(item=planned, by=cast.secretary, at=LATER)
    client.force_login(cast.secretary)
    code = code_for(planned.meeting)
    answer = client.get(f"/api/v1/prints/{code}").json()
    assert answer["code"].replace("-", "") == code
    assert answer["found"][0]["is_latest"] is False
    assert answer["found"][0]["changes"] == ["Van de agenda gehaald: Inventarisatie."]
    assert client.get("/api/v1/prints/K7PM4T9X2QWC").status_code == 422
    client.force_login(cast.partner)
    assert client.get(f"/api/v1/prints/{code}").status_code == 404
