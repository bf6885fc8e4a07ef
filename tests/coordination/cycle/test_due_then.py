"""A walk of deeds over a day, and back: each page reads as it did when it was looked at."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from coordination.actions.models import ActionPoint
from coordination.actions.services import (
    add_action_point,
    complete_action_point,
    move_term,
    reopen_action_point,
)
from coordination.actions.terms import Owner, Term
from coordination.cycle.models import Deadline
from coordination.cycle.queries.due import Wanted, list_due
from coordination.cycle.queries.due_then import list_due_then
from coordination.cycle.services.deadlines import (
    DeadlineFacts,
    change_deadline,
    meet_deadline,
    reopen_deadline,
    set_deadline,
)
from coordination.decisions.models import Decision
from coordination.decisions.services import amend_decision, record_decision_outside_meeting
from coordination.dossiers.models import Dossier, Function
from coordination.dossiers.services import grant_access, revoke_access
from coordination.dossiers.services.opening import change_dossier
from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.services.agenda import ItemFacts, edit_item, submit_item
from coordination.meetings.services.meetings import plan_meeting
from coordination.meetings.services.moving import move_meeting
from coordination.meetings.services.settling import settle_item_lower, take_item_up
from coordination.people.models import User
from tests.cast import MONDAY, Cast

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
STEP = timedelta(minutes=7)
ADDRESS = reverse("due:list")


@dataclass
class Walk:
    """Deeds by chance, each at its own moment."""

    cast: Cast
    meeting: Meeting
    item: AgendaItem
    point: ActionPoint
    deadline: Deadline
    decision: Decision
    chance: random.Random
    at: datetime
    seen: list[tuple[datetime, Any]] = field(default_factory=list)

    def fresh(self, noun: Any) -> Any:
        return type(noun).objects.get(pk=noun.pk)

    def by(self) -> dict[str, Any]:
        return {"by": self.cast.coordinator, "at": self.at}

    def step(self) -> None:
        self.at += STEP
        with time_machine.travel(self.at, tick=False):
            self.chance.choice(
                [
                    self.move,
                    self.reword,
                    self.weigh,
                    self.postpone,
                    self.tick,
                    self.shift,
                    self.meet,
                    self.review,
                    self.rename,
                ]
            )()

    def move(self) -> None:
        meeting = self.fresh(self.meeting)
        later = meeting.starts_at + HOUR
        move_meeting(
            meeting=meeting, starts_at=later, ends_at=later + HOUR, place="",
            version=meeting.version, by=self.cast.secretary, at=self.at,
        )  # fmt: skip

    def reword(self) -> None:
        item = self.fresh(self.item)
        facts = ItemFacts(title=f"Titel {item.version}", dossier=item.dossier)
        edit_item(item=item, facts=facts, version=item.version, by=self.cast.secretary, at=self.at)

    def weigh(self) -> None:
        item = self.fresh(self.item)
        deed: dict[str, Any] = {"item": item, "version": item.version, "by": self.cast.secretary}
        if item.settled_lower:
            take_item_up(**deed, at=self.at)
        else:
            settle_item_lower(**deed, because="Eens", at=self.at)

    def postpone(self) -> None:
        point = self.fresh(self.point)
        if point.status == "open":
            term = Term(due_on=point.due_on + timedelta(days=1))
            move_term(point=point, version=point.version, term=term, reason="Druk", **self.by())

    def tick(self) -> None:
        point = self.fresh(self.point)
        deed = reopen_action_point if point.status == "done" else complete_action_point
        deed(point=point, version=point.version, **self.by())

    def shift(self) -> None:
        one = self.fresh(self.deadline)
        facts = DeadlineFacts(
            what=f"Nota {one.version}", due_at=one.due_at + HOUR, dossier=one.dossier,
            organisation=one.organisation,
        )  # fmt: skip
        change_deadline(deadline=one, facts=facts, version=one.version, **self.by())

    def meet(self) -> None:
        one = self.fresh(self.deadline)
        deed = reopen_deadline if one.met_at else meet_deadline
        deed(deadline=one, version=one.version, **self.by())

    def review(self) -> None:
        one = self.fresh(self.decision)
        amend_decision(
            decision=one, version=one.version, review_on=one.review_on + timedelta(days=1),
            by=self.cast.secretary, at=self.at,
        )  # fmt: skip

    def rename(self) -> None:
        one = self.fresh(self.cast.dossier)
        change_dossier(
            dossier=one, version=one.version, title=f"Dossier {one.version}", kind=one.kind,
            owner=one.owner, primacy=None, **self.by(),
        )  # fmt: skip


@pytest.fixture(autouse=True)
def _unhurried() -> Iterator[None]:
    """Requests are counted by their time, which runs back and forth here."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def walk(cast: Cast) -> Walk:
    at = MONDAY + HOUR
    with time_machine.travel(at, tick=False):
        grant_access(
            dossier=cast.dossier, to=cast.coordinator, function=Function.LEAD, by=None, at=at
        )
        meeting = plan_meeting(
            body=cast.body, dossier=cast.dossier, starts_at=MONDAY + 48 * HOUR,
            ends_at=MONDAY + 49 * HOUR, by=cast.secretary, at=at,
        )  # fmt: skip
        item = submit_item(
            meeting=meeting,
            facts=ItemFacts("Inventarisatie", cast.dossier),
            by=cast.secretary,
            at=at,
        )
        point = add_action_point(
            dossier=cast.dossier, text="Nota schrijven", owner=Owner(cast.dgsc, cast.coordinator),
            term=Term(due_on=date(2020, 11, 5)), by=cast.coordinator, at=at,
        )  # fmt: skip
        facts = DeadlineFacts("Nota 0", MONDAY + 48 * HOUR, cast.dossier, organisation=cast.dgsc)
        deadline = set_deadline(facts=facts, by=cast.coordinator, at=at)
        decision = record_decision_outside_meeting(
            taken_by=cast.body, taken_on=date(2020, 11, 2), dossier=cast.dossier, text="Akkoord",
            review_on=date(2020, 11, 20), by=cast.secretary, at=at,
        )  # fmt: skip
    # the same walk each time
    chance = random.Random(0)  # noqa: S311  no secret
    return Walk(cast, meeting, item, point, deadline, decision, chance, at)


def due(
    user: User, at: datetime | None = None, *, met: bool = False, built: bool = False
) -> list[Any]:
    """As a page asks for it: prepared once, or built for this call."""
    user.remembered = None if built else {}
    wanted = Wanted(met=met)
    if at is None:
        rows = list_due(user, wanted).rows
    else:
        rows = [row.item for row in list_due_then(user, wanted, at=at).rows]
    return [(row.kind, row.pk, row.what, row.due_at, row.owner_label) for row in rows]


def said(client: Client, walk: Walk, at: datetime | None = None) -> dict[str, Any]:
    asked = {"as_of": at.isoformat()} if at else {}
    found = {}
    for name, noun in (
        ("dossiers", walk.cast.dossier), ("meetings", walk.meeting),
        ("agenda-items", walk.item), ("action-points", walk.point), ("deadlines", walk.deadline),
        ("decisions", walk.decision),
    ):  # fmt: skip
        answer = client.get(f"/api/v1/{name}/{noun.pk}", asked)
        assert answer.status_code == 200, (name, answer.content)
        found[name] = answer.json()
    return found


@pytest.mark.parametrize("seed", range(2))
def test_each_moment_of_a_day_reads_back_as_it_read_then(
    walk: Walk, seed: int, sign_in: Callable[[User], Client]
) -> None:
    walk.chance.seed(seed)
    reader = walk.cast.coordinator
    client = sign_in(reader)
    for _number in range(15):
        walk.step()
        with time_machine.travel(walk.at + MINUTE, tick=False):
            seen = said(client, walk), due(reader), due(reader, met=True)
        walk.seen.append((walk.at, seen))
    assert len({str(seen) for _at, seen in walk.seen}) > 10
    for minute, (at, seen) in enumerate(walk.seen):
        # a minute apart, as who asks more often is asked to wait
        with time_machine.travel(MONDAY + 30 * HOUR + minute * MINUTE, tick=False):
            again = said(client, walk, at), due(reader, at), due(reader, at, met=True)
        assert again == seen, at
    assert due(reader, walk.seen[7][0], built=True) == walk.seen[7][1][1]


def test_the_list_says_what_became_of_each(
    walk: Walk, sign_in: Callable[[User], Client], django_assert_num_queries: Any
) -> None:
    before = walk.at
    walk.at += HOUR
    walk.meet()
    walk.postpone()
    client = sign_in(walk.cast.coordinator)
    with time_machine.travel(MONDAY + 3 * HOUR, tick=False):
        address = f"{ADDRESS}?op={before:%Y-%m-%dT%H:%M:%S}%2B00:00"
        page = client.get(address).content.decode()
        assert "Zoals het stond op" in page
        assert "niet meer open" in page
        assert "nu uiterlijk 6 november 2020" in page
        with django_assert_num_queries(6):
            client.get(address)
        rows = client.get("/api/v1/due", {"as_of": before.isoformat()}).json()["results"]
    became = {row["kind"]: (row["still_open"], row["now_due_at"]) for row in rows}
    assert became["cycle.deadline"] == (False, None)
    assert became["actions.point"][0] is True


def test_the_first_screen_reads_as_it_stood_and_says_what_differs(
    walk: Walk, sign_in: Callable[[User], Client]
) -> None:
    before = walk.at
    walk.at += HOUR
    walk.move()
    walk.tick()
    walk.meet()
    client = sign_in(walk.cast.coordinator)
    with time_machine.travel(MONDAY + 20 * HOUR, tick=False):
        page = client.get(f"/?op={before:%Y-%m-%dT%H:%M:%S}%2B00:00").content.decode()
    for words in ("Nota schrijven", "Nota 0", "niet meer open", "is verplaatst naar 4 november"):
        assert words in page
    assert "Maandag 2 november 2020" in page


def test_who_lost_her_part_reads_nothing_back(
    walk: Walk, cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    Dossier.objects.filter(pk=cast.dossier.pk).update(restricted=True)
    found = cast.dossier.access.filter(user=cast.coordinator).get()
    assert due(cast.coordinator, walk.at)
    revoke_access(access=found, by=cast.lead, at=walk.at + HOUR)
    assert due(cast.stranger, walk.at) == []
    client = sign_in(cast.stranger)
    asked = {"as_of": walk.at.isoformat()}
    assert client.get(f"/api/v1/deadlines/{walk.deadline.pk}", asked).status_code == 404
    assert client.get("/api/v1/due", asked).json()["results"] == []
