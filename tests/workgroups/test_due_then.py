"""What is due of teams reads back as it read, whatever became of it and of what it hangs on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from coordination.actions.models import ActionPart, ActionPoint, PartStatus
from coordination.cycle.due import due_items
from coordination.cycle.queries.due import Wanted, list_due
from coordination.cycle.queries.due_then import due_soon_then, list_due_then
from coordination.kit.history import save_as
from coordination.meetings.models import Meeting, MeetingStatus
from coordination.people.models import Organisation, User
from tests.example import NOW
from workgroups.advice.models import AdviceRequest, Stop
from workgroups.assignments.models import Assignment, Consultation
from workgroups.options.models import OptionSet
from workgroups.planning.models import Milestone, Product
from workgroups.teams.models import RequestStatus, ResourceRequest, Team, TeamMember, TeamRole

SEEN, LATER, TODAY = NOW + timedelta(hours=1), NOW + timedelta(hours=2), NOW + timedelta(hours=3)
WEEK = timedelta(days=7)
KINDS = (
    "planning.milestone",
    "advice.stop",
    "teams.team",
    "teams.request",
    "assignments.consultation",
    "options.consultation",
    "actions.part",
)


@pytest.fixture
def reader(loaded: None) -> User:
    """Who sees them all; the example plans no day for talks, and each stop in its meeting."""
    newest = Assignment.objects.order_by("team", "-major", "-minor")[0]
    talk = Consultation(
        assignment=newest, position=90, subject="Over de afbakening", due_on=NOW.date() + WEEK,
        organisation=Organisation.objects.get(code="SZW"),
    )  # fmt: skip
    save_as(talk, by=None, at=NOW)
    for stop in Stop.objects.filter(item=None, removed_at=None).exclude(slot=None):
        # where its slot becomes a meeting, as a stop stands that nobody moved by hand
        stop.meeting = None
        save_as(stop, by=None, at=NOW)
    return User.objects.get(email="coordinator@example.gov")


def change(noun: Any, **values: Any) -> None:
    """Another state of it, as a deed would leave one."""
    for name, value in values.items():
        setattr(noun, name, value)
    noun.version += 1
    save_as(noun, by=None, at=LATER)


def said(item: Any) -> tuple[Any, ...]:
    owner = item.owner_label, item.organisation, item.person
    return item.pk, item.what, item.due_at, *owner, item.number, item.is_open, item.url


def now(reader: User, kind: str) -> list[tuple[Any, ...]]:
    return [said(item) for item in list_due(reader, Wanted(kind=kind)).rows]


def then(reader: User, kind: str) -> list[tuple[Any, ...]]:
    return [said(row.item) for row in list_due_then(reader, Wanted(kind=kind), at=SEEN).rows]


def move_all(reader: User) -> None:
    """Every date another, every owner and name too."""
    other = Organisation.objects.get(code="BZK")
    for product in Product.objects.all():
        change(product, title=f"{product.title} anders", owner_organisation=other,
               owner_person=None, owner_post=None)  # fmt: skip
    for milestone in Milestone.objects.exclude(due_on=None):
        change(milestone, due_on=milestone.due_on + WEEK)
    for meeting in Meeting.objects.filter(starts_at__gt=LATER):
        change(meeting, starts_at=meeting.starts_at + WEEK, ends_at=meeting.ends_at + WEEK)
    for line in AdviceRequest.objects.all():
        change(line, question=f"{line.question} anders")
    for team in Team.objects.exclude(ends_on=None):
        change(team, ends_on=team.ends_on + WEEK, subject=f"{team.subject} anders")
    for asked in ResourceRequest.objects.all():
        change(asked, answer_by=asked.answer_by + WEEK)
    for one in Consultation.objects.exclude(due_on=None):
        change(one, due_on=one.due_on + WEEK)
    for question in OptionSet.objects.all():
        change(question, question=f"{question.question} anders")
    for point in ActionPoint.objects.all():
        change(point, due_on=point.due_on + WEEK, text=f"{point.text} anders")


def close_all(reader: User) -> None:
    """Nothing is due any more."""
    done = {"by": reader, "at": LATER}
    for product in Product.objects.all():
        change(product, state="dropped", dropped_because="Vervalt", delivered_at=None,
               delivered_by=None, delivered_version=None)  # fmt: skip
    for line in AdviceRequest.objects.filter(answered_at=None, withdrawn_at=None):
        change(line, withdrawn_at=LATER, withdrawn_by=reader, withdrawn_because="Vervalt")
    for team in Team.objects.all():
        change(team, status="dissolved")
    for asked in ResourceRequest.objects.filter(status=RequestStatus.ASKED):
        change(asked, status=RequestStatus.GRANTED, answered_at=LATER, answered_by=reader)
    for one in Consultation.objects.filter(held_at=None):
        change(one, held_at=done["at"], held_by=done["by"])
    for point in ActionPoint.objects.filter(status="open"):
        change(point, status="done", done_at=LATER, done_by=reader)
    for part in ActionPart.objects.filter(status=PartStatus.OPEN):
        part.status, part.at, part.by = PartStatus.IN, LATER, reader
        save_as(part, by=None, at=LATER)


@pytest.mark.parametrize("deed", [move_all, close_all])
def test_each_kind_reads_back_as_it_read(reader: User, deed: Callable[[User], None]) -> None:
    with travel(SEEN, tick=False):
        before = {kind: now(reader, kind) for kind in KINDS}
    assert [kind for kind in KINDS if not before[kind]] == []
    with travel(LATER, tick=False):
        deed(reader)
    with travel(TODAY, tick=False):
        assert {kind: then(reader, kind) for kind in KINDS} == before
        today = {kind: now(reader, kind) for kind in KINDS}
    assert [kind for kind in KINDS if today[kind] == before[kind]] == []


def test_what_was_met_reads_back_too(reader: User) -> None:
    asked = Wanted(kind="teams.request", met=True)
    with travel(LATER, tick=False):
        close_all(reader)
    with travel(TODAY, tick=False):
        assert list_due_then(reader, asked, at=SEEN).rows == []
        met = Wanted(kind="assignments.consultation", met=True)
        rows = list_due_then(reader, met, at=TODAY).rows
    assert {row.item.is_open for row in rows} == {False}


def test_a_team_led_by_another_and_a_meeting_held_since(reader: User) -> None:
    with travel(SEEN, tick=False):
        before = {kind: now(reader, kind) for kind in ("teams.team", "advice.stop")}
    for member in TeamMember.objects.filter(role=TeamRole.LEAD, until=None):
        change(member, until=LATER.date())
    for meeting in Meeting.objects.filter(starts_at__gt=NOW):
        change(meeting, status=MeetingStatus.CLOSED)
    with travel(TODAY, tick=False):
        assert {kind: then(reader, kind) for kind in before} == before
        assert now(reader, "advice.stop") != before["advice.stop"]


def test_every_kind_looks_back_in_two_queries(reader: User, django_assert_num_queries: Any) -> None:
    with travel(TODAY, tick=False):
        list_due(reader, Wanted())
        with django_assert_num_queries(2):
            found = list_due_then(reader, Wanted(), at=SEEN)
        with django_assert_num_queries(2):
            due_soon_then(reader, at=SEEN)
    assert len({row.item.kind for row in found.rows}) > 5
    assert {row.now for row in found.rows} != {None}
    assert len(due_items.names()) == 11


@pytest.mark.parametrize("who", ["coordinator", "beleidsmedewerker.vws"])
def test_the_page_and_the_api_look_back_at_all_of_them(
    loaded: None, sign_in: Callable[[User], Client], who: str
) -> None:
    client = sign_in(User.objects.get(email=f"{who}@example.gov"))
    with travel(SEEN, tick=False):
        seen = client.get("/api/v1/due").json()["results"]
    with travel(TODAY, tick=False):
        op = f"{SEEN:%Y-%m-%dT%H:%M:%S}+00:00"
        back = client.get("/api/v1/due", {"as_of": op}).json()["results"]
        page = client.get(reverse("due:list"), {"op": op})
    assert [row["id"] for row in back] == [row["id"] for row in seen]
    assert "Zoals het stond op" in page.text
