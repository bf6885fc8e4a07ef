"""The chair's sheet: one A4 per meeting, made by itself, for who leads it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from time_machine import travel

from coordination.actions.models import ActionPoint
from coordination.actions.services import add_action_point
from coordination.actions.terms import Owner, Term
from coordination.audit.models import AuditEvent
from coordination.chairing.document import document_of, pdf_of
from coordination.chairing.queries import Sheet, evening_before, sheet_for
from coordination.contributions.models import AnswerForm, Contribution, Verdict
from coordination.contributions.services import Answer, Question, ask_with_point, give_reply
from coordination.contributions.terms import Before
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.kit.workdays import Offset, Unit
from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.services.agenda import ItemFacts, accept_item, submit_item
from coordination.meetings.services.differences import (
    add_point_of_difference,
    remove_point_of_difference,
)
from coordination.meetings.services.meetings import plan_meeting
from coordination.meetings.services.moving import move_meeting
from coordination.meetings.services.papers import detach_paper, supply_paper
from coordination.papers.models import PaperKind
from coordination.papers.services import add_version
from coordination.people.models import Clearance, User
from tests.browser.test_print import page_sizes
from tests.cast import MONDAY, Cast
from tests.kept import kept

FRIDAY = MONDAY - timedelta(days=3)
SUNDAY_18 = MONDAY - timedelta(hours=21)
"""18.00 in Amsterdam on the evening before."""

SUNDAY_22 = SUNDAY_18 + timedelta(hours=4)
ASKED = "Instemmen met de lijst"


def upload(words: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("nota.pdf", b"%PDF-1.7\n" + words + b"%%EOF\n", "application/pdf")


@kept
def prepared(cast: Cast, meeting: Meeting) -> AgendaItem:
    """An item of twenty minutes with a paper on Friday, and a point of difference of VWS."""
    facts = ItemFacts(
        title="Inventarisatie", dossier=cast.dossier, requested_decision=ASKED, minutes_planned=20
    )
    item = submit_item(meeting=meeting, facts=facts, by=cast.szw_officer, at=FRIDAY)
    accept_item(item=item, by=cast.secretary, at=FRIDAY)
    supply_paper(
        item=item, title="Nota", kind=PaperKind.ADVICE, upload=upload(b"1\n"), by=cast.secretary,
        at=FRIDAY,
    )  # fmt: skip
    add_point_of_difference(
        item=item, organisation=cast.vws, position="Eerst de cijfers", by=cast.secretary, at=FRIDAY
    )
    return item


def made(user: User, item: AgendaItem) -> Sheet:
    meeting = Meeting.objects.select_related("body", "dossier").get(pk=item.meeting_id)
    return sheet_for(user, meeting, since=evening_before(meeting), now=SUNDAY_22)


def said(user: User, item: AgendaItem) -> dict[str, Any]:
    return document_of(made(user, item), at=SUNDAY_22)


def test_it_looks_back_to_six_on_the_evening_before(meeting: Meeting) -> None:
    assert evening_before(meeting) == SUNDAY_18


def test_an_item_says_when_what_is_asked_who_differs_and_who_speaks(
    cast: Cast, prepared: AgendaItem
) -> None:
    row = said(cast.lead, prepared)["items"][0]
    assert row["time"] == "15.00"
    assert row["minutes"] == "20 min"
    assert row["requested"] == ASKED
    assert row["differences"] == ["VWS: Eerst de cijfers"]
    assert row["speaks"] == "SZW (policy officer szw), VWS (policy officer vws)"
    assert (row["late_papers"], row["late"], row["changes"]) == ("", [], [])


def test_papers_after_the_term_and_what_changed_since_six_stand_there(
    cast: Cast, prepared: AgendaItem
) -> None:
    paper = prepared.papers.get().paper
    add_version(paper=paper, upload=upload(b"2\n"), by=cast.secretary, at=SUNDAY_22)
    supply_paper(
        item=prepared, title="Brief", kind=PaperKind.LETTER, upload=upload(b"3\n"),
        by=cast.secretary, at=SUNDAY_22,
    )  # fmt: skip
    row = said(cast.lead, prepared)["items"][0]
    assert row["late_papers"] == "Brief"
    assert row["changes"] == [
        "Punt 1, Inventarisatie: “Nota” is vervangen door versie 2 van zo 1 nov 2020, 22.00.",
        "Punt 1, Inventarisatie: “Brief” is toegevoegd.",
    ]


def test_late_points_stand_with_the_item_of_their_dossier_and_how_often_they_moved(
    cast: Cast, prepared: AgendaItem
) -> None:
    point = add_action_point(
        dossier=cast.dossier, body=cast.body, text="Sheets aanleveren", owner=Owner(cast.szw),
        term=Term(date(2020, 10, 30)), by=cast.secretary, at=FRIDAY - timedelta(days=5),
    )  # fmt: skip
    ActionPoint.objects.filter(pk=point.pk).update(postponed=3)
    assert said(cast.lead, prepared)["items"][0]["late"] == [
        f"{point.number} Sheets aanleveren · SZW · 2 dagen te laat · 3x verschoven"
    ]


def ask(cast: Cast, item: AgendaItem, *, named: bool) -> Contribution:
    """A shared picture counted back from the meeting, about the item where it is `named`."""
    return ask_with_point(
        dossier=cast.dossier, body=cast.body, by=cast.secretary, at=FRIDAY,
        term=Before(item.meeting, Offset(2, Unit.HOURS)), item=item if named else None,
        question=Question("Akkoord?", AnswerForm.SHARED_PICTURE),
    )  # fmt: skip


def reply(asked: Contribution, user: User, answer: Answer) -> None:
    part = asked.action_point.parts.get(organisation=user.organisation)
    give_reply(
        contribution=Contribution.objects.get(pk=asked.pk), organisation=user.organisation,
        version=part.version, answer=answer, by=user, at=FRIDAY,
    )  # fmt: skip


NOT_SO = Answer("Nee, want", verdict=Verdict.NOT_AGREED, proposed="Later")
AGREED = Answer("", verdict=Verdict.AGREE)


def test_replies_to_what_was_asked_before_the_meeting_say_who_stands_where(
    cast: Cast, prepared: AgendaItem
) -> None:
    asked = ask(cast, prepared, named=False)
    reply(asked, cast.vws_officer, NOT_SO)
    reply(asked, cast.szw_officer, AGREED)
    row = said(cast.lead, prepared)["items"][0]
    assert row["stances"] == "SZW"
    assert row["differences"] == ["VWS: Eerst de cijfers", "VWS: Nee, want"]


@pytest.mark.parametrize(("named", "first", "second"), [(True, "", "SZW"), (False, "SZW", "")])
def test_of_two_items_of_one_dossier_the_named_one_says_who_stands_where(
    cast: Cast, prepared: AgendaItem, named: bool, first: str, second: str
) -> None:
    facts = ItemFacts(title="Vervolg", dossier=cast.dossier)
    other = submit_item(meeting=prepared.meeting, facts=facts, by=cast.secretary, at=FRIDAY)
    asked = ask(cast, other, named=named)
    reply(asked, cast.szw_officer, AGREED)
    reply(asked, cast.vws_officer, NOT_SO)
    rows = said(cast.lead, prepared)["items"]
    assert [row["stances"] for row in rows] == [first, second]
    assert rows[1]["differences"] == (["VWS: Nee, want"] if named else [])
    assert rows[1]["speaks"] == (
        "DGSC-19 (team lead), VWS (policy officer vws)" if named else "DGSC-19 (team lead)"
    )


@pytest.mark.parametrize("items", [1, 18])
def test_it_is_one_page_of_a4_however_much_there_is(
    cast: Cast, prepared: AgendaItem, items: int
) -> None:
    for number in range(items):
        facts = ItemFacts(
            title=f"Onderwerp {number}", dossier=cast.dossier, minutes_planned=5,
            requested_decision="Instemmen met " + "een heel lange zin " * 60,
        )  # fmt: skip
        item = submit_item(meeting=prepared.meeting, facts=facts, by=cast.secretary, at=FRIDAY)
        add_point_of_difference(
            item=item, organisation=cast.szw, position="Anders " * 80, by=cast.secretary, at=FRIDAY
        )
    sizes = page_sizes(pdf_of(made(cast.lead, prepared), at=SUNDAY_22))
    assert [tuple(map(round, size)) for size in sizes] == [(595, 842)]


@pytest.mark.parametrize("who", ["vws_officer", "coordinator", "stranger"])
@pytest.mark.parametrize("place", ["chairing:sheet", "chairing:sheet_pdf"])
def test_others_than_chair_and_secretary_are_told_that_it_is_not_for_them(
    client: Client, cast: Cast, meeting: Meeting, who: str, place: str
) -> None:
    client.force_login(getattr(cast, who))
    answer = client.get(reverse(place, args=[meeting.pk]))
    assert answer.status_code == 403
    assert "Het spoorboekje is voor de voorzitter en de secretaris" in answer.content.decode()


def test_chair_and_secretary_reach_it_from_meeting_agenda_and_palette(
    client: Client, cast: Cast, meeting: Meeting
) -> None:
    url = reverse("chairing:sheet", args=[meeting.pk])
    for user in (cast.lead, cast.secretary):
        client.force_login(user)
        for place in ("meetings:detail", "meetings:agenda"):
            page = client.get(reverse(place, args=[meeting.pk])).content.decode()
            assert f'href="{url}"' in page
        with travel(SUNDAY_22, tick=False):
            assert client.get(reverse("chairing:next_sheet"))["Location"] == url
    palette = client.get(reverse("search:palette"), {"q": "spoor"}).content.decode()
    assert reverse("chairing:next_sheet") in palette
    client.force_login(cast.vws_officer)
    page = client.get(reverse("meetings:detail", args=[meeting.pk])).content.decode()
    assert f'href="{url}"' not in page


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ("2020-11-01T20:00", 200, "Gewijzigd sinds zo 1 nov 2020, 20.00"),
        ("", 200, "Gewijzigd sinds zo 1 nov 2020, 18.00"),
        ("gisteren", 422, "Dit is geen moment."),
        ("2020-11-03T09:00", 422, "Dit moment moet nog komen."),
    ],
)
def test_the_moment_can_be_chosen(
    client: Client, cast: Cast, meeting: Meeting, typed: str, status: int, sentence: str
) -> None:
    client.force_login(cast.lead)
    with travel(SUNDAY_22, tick=False):
        answer = client.get(reverse("chairing:sheet", args=[meeting.pk]), {"sinds": typed})
    assert (answer.status_code, sentence in answer.content.decode()) == (status, True)


def test_before_it_was_planned_the_sheet_does_not_say_that_nothing_changed(
    client: Client, cast: Cast, prepared: AgendaItem
) -> None:
    client.force_login(cast.lead)
    url = reverse("chairing:sheet", args=[prepared.meeting_id])
    with travel(SUNDAY_22, tick=False):
        page = client.get(url, {"sinds": "2020-10-01T18:00"}).content.decode()
        now = client.get(url, {"sinds": "2020-11-01T20:00"}).content.decode()
    assert ("nog niet gepland" in page, "Er is niets gewijzigd" in page) == (True, False)
    assert ("nog niet gepland" in now, "Er is niets gewijzigd" in now) == (False, True)


@pytest.mark.parametrize("items", [1, 3])
def test_the_page_takes_as_many_queries_for_three_items_as_for_one(
    client: Client, cast: Cast, prepared: AgendaItem, django_assert_num_queries: Any, items: int
) -> None:
    for number in range(items - 1):
        facts = ItemFacts(title=f"Onderwerp {number}", dossier=cast.dossier)
        submit_item(meeting=prepared.meeting, facts=facts, by=cast.secretary, at=FRIDAY)
    client.force_login(cast.lead)
    url = reverse("chairing:sheet", args=[prepared.meeting_id])
    client.get(url)
    with travel(SUNDAY_22, tick=False), django_assert_num_queries(12):
        client.get(url)


@pytest.mark.parametrize("where", ["page", "pdf"])
def test_it_takes_as_many_whatever_changed_since(
    client: Client,
    cast: Cast,
    prepared: AgendaItem,
    django_assert_num_queries: Any,
    where: str,
) -> None:
    """An item and a point of difference came, others went, and the meeting moved."""
    deed: dict[str, Any] = {"by": cast.secretary, "at": SUNDAY_22}
    submit_item(meeting=prepared.meeting, facts=ItemFacts("Nieuw", cast.dossier), **deed)
    detach_paper(attached=prepared.papers.get(), **deed)
    remove_point_of_difference(point=prepared.points_of_difference.get(), **deed)
    add_point_of_difference(item=prepared, organisation=cast.szw, position="Te vroeg", **deed)
    meeting = Meeting.objects.get(pk=prepared.meeting_id)
    later = meeting.starts_at + timedelta(hours=1)
    move_meeting(
        meeting=meeting, starts_at=later, ends_at=later + timedelta(hours=1), place="",
        version=meeting.version, **deed,
    )  # fmt: skip
    client.force_login(cast.lead)
    url = reverse(f"chairing:sheet{'_pdf' if where == 'pdf' else ''}", args=[prepared.meeting_id])
    client.get(url)
    with travel(SUNDAY_22, tick=False), django_assert_num_queries(12 if where == "page" else 11):
        answer = client.get(url)
    if where == "page":
        page = answer.content.decode()
        for sentence in (
            "Nieuw op de agenda: punt 2, Nieuw.", "“Nota” is weggehaald.",
            "een geschilpunt van VWS is weggehaald", "SZW heeft een geschilpunt: Te vroeg",
            "Wanneer: was maandag 2 november 2020, 15.00",
        ):  # fmt: skip
            assert sentence in page, sentence


def test_fetching_it_from_a_classified_dossier_is_noted(client: Client, cast: Cast) -> None:
    for user in (cast.secretary, cast.lead):
        user.clearance = Clearance.DEPARTMENTAL
        user.save()
    grant_access(
        dossier=cast.secret_dossier, to=cast.body, function=Function.LEAD, by=None, at=FRIDAY
    )
    closed = plan_meeting(
        body=cast.body, dossier=cast.secret_dossier, starts_at=MONDAY,
        ends_at=MONDAY + timedelta(hours=1), by=cast.secretary, at=FRIDAY,
    )  # fmt: skip
    client.force_login(cast.lead)
    client.get(reverse("chairing:sheet_pdf", args=[closed.pk]))
    event = AuditEvent.objects.get(action="chairing.sheet_read")
    assert (event.stream, event.parsed["form"]) == ("reads", "pdf")
