"""What a body knew at a moment: what lay there then, in the version of then, and no more."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from coordination.dossiers.models import Classification, Function
from coordination.dossiers.services import grant_access
from coordination.meetings.models import AgendaItem, AgendaPaper, Meeting
from coordination.meetings.queries.knowledge import KnownPaper, known_to
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.circulation import circulate_minutes
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.meetings import plan_meeting
from coordination.meetings.services.papers import attach_paper, detach_paper, supply_paper
from coordination.papers.models import PaperKind
from coordination.papers.services import add_version
from coordination.people.models import Body, Role, User
from tests.cast import MONDAY, Cast, add_user
from tests.kept import kept
from tests.sweep.registry.papers import pdf

HOUR = timedelta(hours=1)
FRIDAY = MONDAY - timedelta(days=3)


@kept
def item(cast: Cast, meeting: Meeting) -> AgendaItem:
    """On Monday's agenda since Friday 16.00, with a paper since 17.00."""
    facts = ItemFacts("Pilots", cast.dossier, requested_decision="Instemmen met variant A")
    made = submit_item(meeting=meeting, facts=facts, by=cast.secretary, at=FRIDAY + HOUR)
    supply_paper(
        item=made,
        title="Nota pilots",
        kind=PaperKind.COVER_NOTE,
        upload=pdf(),
        by=cast.secretary,
        at=FRIDAY + 2 * HOUR,
    )
    return made


def papers_at(user: User, cast: Cast, at: datetime) -> list[KnownPaper]:
    known = known_to(user, cast.body, at)
    return [
        paper for part in known.held + known.coming for row in part.items for paper in row.papers
    ]


def test_a_paper_is_known_from_when_it_was_hung_with_the_item(cast: Cast, item: AgendaItem) -> None:
    assert papers_at(cast.secretary, cast, FRIDAY + HOUR) == []
    [paper] = papers_at(cast.secretary, cast, FRIDAY + 2 * HOUR)
    assert (paper.paper.title, paper.version.number, paper.newest) == ("Nota pilots", 1, None)
    assert paper.since == FRIDAY + 2 * HOUR


def test_a_paper_that_existed_is_not_known_before_it_was_hung_there(
    cast: Cast, item: AgendaItem
) -> None:
    paper = AgendaPaper.objects.get(item=item).paper
    other = submit_item(
        meeting=item.meeting,
        facts=ItemFacts("Rondvraag", cast.dossier),
        by=cast.secretary,
        at=FRIDAY + HOUR,
    )
    attach_paper(item=other, paper=paper, by=cast.secretary, at=FRIDAY + 5 * HOUR)
    assert len(papers_at(cast.secretary, cast, FRIDAY + 4 * HOUR)) == 1
    assert len(papers_at(cast.secretary, cast, FRIDAY + 5 * HOUR)) == 2


def test_the_version_of_then_stands_beside_the_newest(cast: Cast, item: AgendaItem) -> None:
    hung = AgendaPaper.objects.get(item=item)
    add_version(
        paper=hung.paper,
        upload=SimpleUploadedFile("twee.pdf", b"%PDF-1.7\n2\n%%EOF\n"),
        by=cast.secretary,
        at=MONDAY + 5 * HOUR,
    )
    [then] = papers_at(cast.secretary, cast, MONDAY + 4 * HOUR)
    assert (then.version.number, then.newest and then.newest.number) == (1, 2)
    [now] = papers_at(cast.secretary, cast, MONDAY + 5 * HOUR)
    assert (now.version.number, now.newest) == (2, None)


def test_a_paper_that_was_taken_off_since_was_known_all_the_same(
    cast: Cast, item: AgendaItem
) -> None:
    hung = AgendaPaper.objects.get(item=item)
    detach_paper(attached=hung, by=cast.secretary, at=FRIDAY + 4 * HOUR)
    [then] = papers_at(cast.secretary, cast, FRIDAY + 3 * HOUR)
    assert (then.paper.title, then.taken_off) == ("Nota pilots", True)
    assert papers_at(cast.secretary, cast, FRIDAY + 5 * HOUR) == []


def test_a_meeting_is_on_its_way_until_it_begins_and_unknown_before_it_was_planned(
    cast: Cast, item: AgendaItem
) -> None:
    def parts(at: datetime) -> tuple[int, int]:
        known = known_to(cast.secretary, cast.body, at)
        return len(known.held), len(known.coming)

    assert parts(FRIDAY - HOUR) == (0, 0)
    assert parts(FRIDAY) == (0, 1)
    assert parts(MONDAY) == (1, 0)


def test_a_decision_reads_as_it_did_then(cast: Cast, item: AgendaItem) -> None:
    write_line(item=item, typed="! We kiezen variant A.", by=cast.secretary, at=MONDAY)
    meeting = Meeting.objects.get(pk=item.meeting_id)
    circulate_minutes(
        meeting=meeting, version=meeting.version, by=cast.secretary, at=MONDAY + 2 * HOUR
    )
    assert known_to(cast.secretary, cast.body, MONDAY + HOUR).decisions == []
    [row] = known_to(cast.secretary, cast.body, MONDAY + 2 * HOUR).decisions
    assert (row.decision.text, row.changed) == ("We kiezen variant A.", False)


def test_who_has_no_part_in_the_dossier_reads_nothing_of_it(
    cast: Cast, item: AgendaItem, sign_in: Callable[[User], Client]
) -> None:
    known = known_to(cast.partner, cast.body, MONDAY)
    assert (known.held, known.coming, known.decisions) == ([], [], [])
    address = reverse("meetings:known", args=[cast.body.pk])
    assert sign_in(cast.partner).get(address).status_code == 404


def test_the_page_and_the_api_look_back(
    cast: Cast, item: AgendaItem, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.secretary)
    moment = urlencode({"op": (FRIDAY + 3 * HOUR).isoformat()})
    page = client.get(f"{reverse('meetings:known', args=[cast.body.pk])}?{moment}")
    assert page.status_code == 200
    assert "Zoals het stond op" in page.content.decode()
    assert "Nota pilots" in page.content.decode()
    said = client.get(f"/api/v1/body-knowledge/{cast.body.pk}?{moment}").json()
    [coming] = said["coming"]
    assert [paper["title"] for row in coming["items"] for paper in row["papers"]] == ["Nota pilots"]
    assert said["held"] == []


@pytest.mark.parametrize("address", ["page", "api"])
def test_a_moment_that_is_none_is_refused_with_a_sentence(
    cast: Cast, address: str, sign_in: Callable[[User], Client]
) -> None:
    page = reverse("meetings:known", args=[cast.body.pk])
    path = page if address == "page" else f"/api/v1/body-knowledge/{cast.body.pk}"
    answer = sign_in(cast.secretary).get(f"{path}?op=gisteren")
    assert answer.status_code in {400, 422}
    assert "Dit is geen moment." in answer.content.decode()


def test_more_meetings_and_papers_cost_no_more_queries(
    cast: Cast,
    item: AgendaItem,
    sign_in: Callable[[User], Client],
    django_assert_num_queries: Any,
) -> None:
    client = sign_in(cast.secretary)
    address = reverse("meetings:known", args=[cast.body.pk])
    with django_assert_num_queries(12):
        client.get(address)
    for number in range(2):
        starts = MONDAY - timedelta(days=number + 1)
        more = plan_meeting(
            body=cast.body,
            dossier=cast.dossier,
            starts_at=starts,
            ends_at=starts + HOUR,
            by=cast.secretary,
            at=FRIDAY,
        )
        made = submit_item(
            meeting=more,
            facts=ItemFacts(f"Punt {number}", cast.dossier),
            by=cast.secretary,
            at=FRIDAY,
        )
        supply_paper(
            item=made,
            title=f"Nota {number}",
            kind=PaperKind.ADVICE,
            upload=pdf(),
            by=cast.secretary,
            at=FRIDAY,
        )
    with django_assert_num_queries(12):
        client.get(address)


STATES = ("open", "restricted", "reader", "classified")


def seen_in(role: Role, state: str) -> bool:
    """Whether she reads what lies in the dossier: by role alone while it is open to all.

    A partner knows no bodies, also where she has a part in the dossier.
    """
    return role not in {Role.PARTNER, Role.ADMINISTRATOR} and state in {"open", "reader"}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", Role)
def test_each_role_reads_of_it_what_the_dossier_lets_her_now_and_then(
    cast: Cast, item: AgendaItem, sign_in: Callable[[User], Client], role: Role, state: str
) -> None:
    body = Body.objects.get(pk=cast.body.pk)
    user = add_user(f"in {role}", cast.jenv, role)
    if state != "open":
        cast.dossier.restricted = True
    if state == "classified":
        cast.dossier.classification = Classification.DEPARTMENTAL
    cast.dossier.save()
    if state in {"reader", "classified"}:
        grant_access(dossier=cast.dossier, to=user, function=Function.READER, by=None, at=FRIDAY)
    client, moment = sign_in(user), {"op": (FRIDAY + 3 * HOUR).isoformat()}
    for address in (
        reverse("meetings:known", args=[body.pk]), f"/api/v1/body-knowledge/{body.pk}",
    ):  # fmt: skip
        for asked in ({}, moment):
            answer = client.get(address, asked)
            if role is Role.ADMINISTRATOR:
                assert answer.status_code == 403
            else:
                assert answer.status_code == (404 if role is Role.PARTNER else 200)
            shown = "Nota pilots" in answer.text
            assert shown == (answer.status_code == 200 and seen_in(role, state)), (address, asked)
            assert shown or "variant A" not in answer.text
