"""Looking only at what changed comes to the same reminders as looking at all."""

import contextlib
import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from coordination.actions.models import ActionPoint
from coordination.actions.services import (
    complete_action_point,
    hand_over,
    move_term,
    reopen_action_point,
)
from coordination.actions.terms import Owner, Term
from coordination.cycle.models import Audience, Deadline, Reminder, ReminderRule, Side
from coordination.cycle.queries.due import find_item
from coordination.cycle.services.deadlines import DeadlineFacts, change_deadline, set_deadline
from coordination.cycle.services.reminders import changes
from coordination.cycle.services.reminders.planning import plan_reminders, plan_what_changed
from coordination.cycle.services.reminders.putting_off import put_off
from coordination.dossiers.models import DossierAccess, Function
from coordination.dossiers.services import grant_access, open_dossier
from coordination.dossiers.services.access import revoke_access
from coordination.kit.refusals import Refusal
from coordination.kit.workdays import Unit
from coordination.mail.models import Message
from coordination.meetings.models import Meeting
from coordination.meetings.services.meetings import cancel_meeting, plan_meeting, restore_meeting
from coordination.meetings.services.moving import move_meeting
from coordination.people.models import BodyMember, ClosedDay, MemberRole
from coordination.people.services.bodies import add_member, change_member
from coordination.people.services.closed_days import add_closed_day, remove_closed_day
from coordination.people.services.users import deactivate_user, reactivate_user
from tests.cast import Cast

from .reminding import local, make_point, make_rule

BEGIN = local(2020, 11, 2, 9)
SEEDS, STEPS = 4, 30
PACES = [timedelta(minutes=1)] * 4 + [timedelta(minutes=20), timedelta(hours=5), timedelta(days=1)]


class World:
    """Deeds drawn by chance on points, meetings, deadlines, rules, people and the calendar."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.at = cast, BEGIN
        self.chance = random.Random(seed)  # noqa: S311  repeatable on purpose
        self.other = open_dossier(title="Elders", owner=cast.dgsc, by=cast.lead, at=BEGIN)
        for rule in (
            {"number": 1},
            {"number": 4, "unit": Unit.HOURS},
            {"number": 1, "side": Side.AFTER, "repeat": True},
            {"number": 2, "side": Side.AFTER, "audience": Audience.LEAD},
            {"number": 2, "kind": "cycle.deadline", "audience": Audience.MEMBERS},
        ):
            make_rule(cast, **rule)
        for _six in range(6):
            self.add_point()
        self.add_deadline()

    def step(self) -> str:
        """Time goes on, and something is done or refused; what it was."""
        self.at += self.chance.choice(PACES)
        deed = self.chance.choice(self.deeds)
        with contextlib.suppress(Refusal, IndexError):
            deed(self)
        return deed.__name__

    def day(self) -> date:
        return timezone.localdate(self.at) + timedelta(days=self.chance.randint(-4, 6))

    def pick(self, rows: Any) -> Any:
        """One of them; IndexError where there is none."""
        return self.chance.choice(list(rows.order_by("pk")))

    def hour(self) -> time | None:
        return self.chance.choice([None, time(10), time(16, 30)])

    def owner(self) -> Owner:
        cast = self.cast
        whom = [Owner(cast.vws, person=cast.vws_officer), Owner(cast.szw)]
        return self.chance.choice([*whom, Owner(cast.szw, person=cast.szw_officer)])

    def add_point(self) -> None:
        make_point(self.cast, self.day(), self.hour(), owner=self.owner())

    def move_point(self) -> None:
        point = self.pick(ActionPoint.objects)
        move_term(
            point=point, version=point.version, term=Term(self.day(), self.hour()),
            reason="later", by=self.cast.secretary, at=self.at,
        )  # fmt: skip

    def complete_point(self) -> None:
        point = self.pick(ActionPoint.objects)
        by = self.cast.secretary
        if self.chance.random() < 0.5:
            complete_action_point(point=point, version=point.version, by=by, at=self.at)
        else:
            reopen_action_point(point=point, version=point.version, by=by, at=self.at)

    def give_point(self) -> None:
        point = self.pick(ActionPoint.objects)
        hand_over(
            point=point, version=point.version, to=self.owner(), reason="",
            by=self.cast.secretary, at=self.at,
        )  # fmt: skip

    def put_point_off(self) -> None:
        point = self.pick(ActionPoint.objects.filter(owner_person=self.cast.vws_officer))
        item = find_item("actions.point", point.pk)
        if item is not None:
            put_off(item=item, until=self.day(), by=self.cast.vws_officer, at=self.at)

    def add_deadline(self) -> None:
        """In another dossier than the meeting it hangs on."""
        starts = local(2020, 11, 7 + self.chance.randint(0, 4), 15)
        meeting = plan_meeting(
            body=self.cast.body, dossier=self.cast.dossier, starts_at=starts,
            ends_at=starts + timedelta(hours=1), by=self.cast.secretary, at=self.at,
        )  # fmt: skip
        grant_access(
            dossier=self.other, to=self.cast.coordinator, function=Function.LEAD, by=None,
            at=self.at,
        )  # fmt: skip
        due = starts - timedelta(hours=self.chance.choice([2, 26]))
        facts = DeadlineFacts("Nota", due, self.other, person=self.cast.szw_officer)
        made = set_deadline(facts=facts, by=self.cast.coordinator, at=self.at)
        Deadline.objects.filter(pk=made.pk).update(
            meeting=meeting, offset_number=2, offset_unit=Unit.HOURS
        )

    def move_deadline(self) -> None:
        found = self.pick(Deadline.objects)
        due = found.due_at + timedelta(hours=self.chance.choice([-20, 3, 30]))
        facts = DeadlineFacts(
            "Nota", due, found.dossier, person=found.person, meeting=found.meeting
        )
        change_deadline(
            deadline=found, facts=facts, version=found.version, by=self.cast.coordinator,
            at=self.at,
        )  # fmt: skip

    def change_meeting(self) -> None:
        meeting, by = self.pick(Meeting.objects), self.cast.secretary
        if self.chance.random() < 0.3:
            cancel_meeting(meeting=meeting, reason="stil", by=by, at=self.at)
        elif self.chance.random() < 0.5:
            restore_meeting(meeting=meeting, by=by, at=self.at)
        starts = meeting.starts_at + timedelta(hours=self.chance.choice([-24, 4, 24]))
        move_meeting(
            meeting=meeting, starts_at=starts, ends_at=starts + timedelta(hours=1),
            version=meeting.version, by=by, at=self.at, reason="rust",
        )  # fmt: skip

    def add_rule(self) -> None:
        if ReminderRule.objects.count() < 9:
            make_rule(self.cast, self.chance.randint(1, 5), side=self.chance.choice(Side.values))

    def change_calendar(self) -> None:
        by = self.cast.coordinator
        if ClosedDay.objects.count() > 2:
            remove_closed_day(closed_day=self.pick(ClosedDay.objects), by=by, at=self.at)
        add_closed_day(day=self.day(), reason="dicht", by=by, at=self.at)

    def change_member(self) -> None:
        body, by = self.cast.body, self.cast.secretary
        member = self.pick(BodyMember.objects.exclude(person=self.cast.secretary))
        if member.until is None:
            change_member(
                member=member, version=member.version, by=by, at=self.at,
                until=timezone.localdate(self.at) + timedelta(days=1),
            )  # fmt: skip
        else:
            add_member(
                body=body, organisation=member.organisation, person=member.person,
                role=MemberRole.MEMBER, since=timezone.localdate(self.at), by=by, at=self.at,
            )  # fmt: skip

    def change_lead(self) -> None:
        leads = DossierAccess.objects.filter(dossier=self.cast.dossier, function=Function.LEAD)
        if self.chance.random() < 0.5:
            revoke_access(
                access=self.pick(leads.filter(until=None, since__lt=self.at)), by=None, at=self.at
            )
        grant_access(
            dossier=self.cast.dossier, to=self.chance.choice([self.cast.lead, self.cast.stranger]),
            function=Function.LEAD, by=None, at=self.at,
        )  # fmt: skip

    def change_account(self) -> None:
        user = self.cast.szw_officer
        user.refresh_from_db()
        change = deactivate_user if user.is_active else reactivate_user
        change(user=user, by=self.cast.administrator, at=self.at)

    deeds: tuple[Callable[["World"], None], ...] = (
        *(add_point, move_point, move_point, complete_point, give_point, put_point_off),
        *(add_deadline, move_deadline, change_meeting, add_rule, change_calendar),
        *(change_member, change_lead, change_account),
    )


def ledger() -> set[tuple[Any, ...]]:
    """Every reminder with its message, and every message of the rhythm."""
    who = ("recipient__user__email", "recipient__mailbox__code")
    told = ("message__kind", "message__key", "message__not_before")
    names = ("kind", "item", "item_version", "cause", "falls_at", "at_once")
    mails = Message.objects.filter(kind__startswith="cycle.")
    return {
        *Reminder.objects.values_list(*who, *names, *told),
        *mails.values_list(*who, "kind", "key", "not_before", "status", "reason"),
    }


def of_all(at: datetime) -> set[tuple[Any, ...]]:
    """What looking at all would come to; nothing is kept."""
    with transaction.atomic():
        plan_reminders(at=at)
        found = ledger()
        transaction.set_rollback(True)
    return found


@pytest.mark.once
@pytest.mark.parametrize("seed", range(SEEDS))
def test_after_any_deeds_what_changed_gives_what_all_gives(
    cast: Cast, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the calendar, rules and members are followed to the hour and the day in any case
    monkeypatch.setattr("coordination.cycle.services.reminders.planning.AT_LEAST", timedelta(99))
    world = World(cast, seed)
    plan_reminders(at=world.at)
    done = []
    for _step in range(STEPS):
        done.append(world.step())
        whole = of_all(world.at)
        plan_what_changed(at=world.at)
        assert ledger() == whole, done
    assert Reminder.objects.count() > 5


def test_a_minute_without_a_deed_reads_no_item_and_one_with_a_deed_only_its_dossier(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[list[str]] = []
    narrow = changes.Changes.narrow

    def noted(self: Any, kind: str, rows: Any, timetable: Any) -> Any:
        found = narrow(self, kind, rows, timetable)
        read.append([] if found is None else [row.text for row in found.order_by("text")])
        return found

    monkeypatch.setattr(changes.Changes, "narrow", noted)
    make_rule(cast)
    other = open_dossier(title="Elders", owner=cast.dgsc, by=cast.lead, at=BEGIN)
    make_point(cast, date(2020, 11, 6), text="hier")
    far = make_point(cast, date(2020, 11, 20), text="daar")
    ActionPoint.objects.filter(pk=far.pk).update(dossier=other)
    plan_reminders(at=local(2020, 11, 5, 8))
    plan_what_changed(at=local(2020, 11, 5, 8, 1))
    move_term(
        point=far, version=far.version, term=Term(date(2020, 11, 6)), reason="eerder",
        by=cast.secretary, at=local(2020, 11, 5, 8, 1),
    )  # fmt: skip
    plan = plan_what_changed(at=local(2020, 11, 5, 8, 2))
    assert (read, plan.reminders) == ([[], ["daar"]], 1)


def test_what_hangs_on_a_meeting_of_another_dossier_follows_it(cast: Cast) -> None:
    world = World(cast, 1)
    deadline = Deadline.objects.get()
    ReminderRule.objects.exclude(kind="cycle.deadline").delete()
    meeting = deadline.meeting
    assert meeting is not None
    cancel_meeting(meeting=meeting, reason="stil", by=cast.secretary, at=world.at)
    at = deadline.due_at - timedelta(hours=20)
    assert plan_reminders(at=at).reminders == 0
    restore_meeting(meeting=meeting, by=cast.secretary, at=at)
    assert plan_what_changed(at=at + timedelta(minutes=1)).reminders > 0


def test_what_was_put_off_comes_back_a_day_before_its_morning(cast: Cast) -> None:
    make_rule(cast)
    item = find_item("actions.point", make_point(cast, date(2020, 11, 6)).pk)
    assert item is not None
    put_off(item=item, until=date(2020, 11, 6), by=cast.vws_officer, at=local(2020, 11, 3, 12))
    assert plan_reminders(at=local(2020, 11, 5, 7, 29)).reminders == 0
    assert plan_what_changed(at=local(2020, 11, 5, 7, 30)).reminders == 1


def test_what_no_event_tells_of_is_seen_within_the_hour(cast: Cast) -> None:
    make_rule(cast)
    plan_reminders(at=local(2020, 11, 5, 8))
    point = make_point(cast, date(2020, 11, 20))
    plan_what_changed(at=local(2020, 11, 5, 8, 1))
    ActionPoint.objects.filter(pk=point.pk).update(due_on=date(2020, 11, 6))
    assert plan_what_changed(at=local(2020, 11, 5, 8, 59)).reminders == 0
    assert plan_what_changed(at=local(2020, 11, 5, 9)).reminders == 1
