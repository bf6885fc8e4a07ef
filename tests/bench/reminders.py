"""Planning the reminders of 100,000 open points that fall within a day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import perf_counter

from django.db import connection
from django.utils import timezone

from coordination.actions.models import ActionPoint, ActionStatus
from coordination.actions.services import move_term
from coordination.actions.terms import Term
from coordination.cycle.models import Reminder
from coordination.cycle.services.reminders.defaults import RULES
from coordination.cycle.services.reminders.planning import Plan, plan_reminders, plan_what_changed
from coordination.cycle.services.reminders.rules import add_rule
from coordination.dossiers.models import Dossier
from coordination.kit.workdays import add_working_days
from coordination.mail.models import Message
from coordination.people.models import (
    Body,
    BodyMember,
    MemberRole,
    Organisation,
    OrganisationKind,
    Role,
    RoleGrant,
    User,
)

from .measure import Table

POINTS, PEOPLE, SECONDS = 100_000, 5_000, 5.0
IDLE = 0.3
MINUTE = timedelta(minutes=1)


def bench(table: Table, number: int = POINTS) -> None:
    """So many reminders for 5,000 people in under five seconds; a minute later next to nothing."""
    now = timezone.now()
    fill(number)
    plan, seconds = _timed(lambda: plan_reminders(at=now))
    whole = Reminder.objects.count() == number and Message.objects.count() == PEOPLE
    table.remark(
        f"planning {plan.reminders:,} reminders in {plan.messages:,} digests in {seconds:.2f} s, "
        f"at most {SECONDS:.0f} s",
        passed=whole and seconds < SECONDS,
    )
    again, full = _timed(lambda: plan_reminders(at=now + MINUTE))
    later, idle = _timed(lambda: plan_what_changed(at=now + 2 * MINUTE))
    _move_one(now)
    moved, one = _timed(lambda: plan_what_changed(at=now + 3 * MINUTE))
    table.remark(
        f"planning: a minute in which nothing changed {idle:.3f} s, in which one point moved "
        f"{one:.3f} s, at most {IDLE:.1f} s; looking at all of them {full:.2f} s",
        passed=idle < IDLE
        and one < IDLE
        and (again.reminders, later.reminders, moved.reminders) == (0, 0, 1),
    )


def _timed(work: Callable[[], Plan]) -> tuple[Plan, float]:
    began = perf_counter()
    return work(), perf_counter() - began


def _move_one(at: datetime) -> None:
    """To tomorrow, of which it is reminded anew."""
    point = ActionPoint.objects.order_by("serial")[0]
    due = add_working_days(timezone.localdate(at), 1)
    secretary = User.objects.get(email="p0@example.gov")
    move_term(
        point=point, version=point.version, term=Term(due), reason="earlier", by=secretary, at=at
    )


def fill(number: int) -> None:
    """Points that were due on the last working day but one, so that a rule fell by now."""
    now = timezone.now()
    home = Organisation.objects.create(
        code="HOME", name_nl="Thuis", name_en="Home", kind=OrganisationKind.PROGRAMME
    )
    people = User.objects.bulk_create(
        User(email=f"p{n}@example.gov", name=f"p{n}", organisation=home) for n in range(PEOPLE)
    )
    body = Body.objects.create(code="B", name_nl="B", name_en="B", organisation=home)
    RoleGrant.objects.create(
        user=people[0], role=Role.POLICY_OFFICER, granted_at=now, confirmed_at=now
    )
    BodyMember.objects.create(
        body=body, organisation=home, person=people[0], role=MemberRole.SECRETARY, since=now
    )
    dossiers = Dossier.objects.bulk_create(
        Dossier(year=2020, serial=n, title=f"D{n}", owner=home, opened_at=now) for n in range(200)
    )
    due = add_working_days(timezone.localdate(), -2)
    points = (
        ActionPoint(
            series="B", year=2020, serial=n + 1, text="Nota afstemmen", body=body,
            dossier=dossiers[n % 200], owner_organisation=home, owner_person=people[n % PEOPLE],
            due_on=due, status=ActionStatus.OPEN, created_at=now,
        )
        for n in range(number)
    )  # fmt: skip
    ActionPoint.objects.bulk_create(points, batch_size=2_000)
    for facts in RULES[:2]:
        add_rule(facts=facts, by=None, at=now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
