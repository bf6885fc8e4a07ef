"""Planning the reminders of 100,000 open points that fall within a day."""

from datetime import timedelta
from time import perf_counter

from django.db import connection
from django.utils import timezone

from coordination.actions.models import ActionPoint, ActionStatus
from coordination.cycle.models import Reminder
from coordination.cycle.services.reminders.defaults import RULES
from coordination.cycle.services.reminders.planning import plan_reminders
from coordination.cycle.services.reminders.rules import add_rule
from coordination.dossiers.models import Dossier
from coordination.kit.workdays import add_working_days
from coordination.mail.models import Message
from coordination.people.models import Body, Organisation, OrganisationKind, User

from .measure import Table

POINTS, PEOPLE, SECONDS = 100_000, 5_000, 5.0


def bench(table: Table) -> None:
    """100,000 reminders for 5,000 people in under five seconds; planned again, none."""
    now = timezone.now()
    fill()
    began = perf_counter()
    plan = plan_reminders(at=now)
    seconds = perf_counter() - began
    began = perf_counter()
    again = plan_reminders(at=now + timedelta(minutes=1))
    idle = perf_counter() - began
    whole = Reminder.objects.count() == POINTS and Message.objects.count() == PEOPLE
    table.remark(
        f"planning {plan.reminders:,} reminders in {plan.messages:,} digests in {seconds:.2f} s, "
        f"at most {SECONDS:.0f} s; a minute later {idle:.2f} s",
        passed=whole and seconds < SECONDS and again.reminders == 0,
    )


def fill() -> None:
    """Points that were due on the last working day but one, so that a rule fell by now."""
    now = timezone.now()
    home = Organisation.objects.create(
        code="HOME", name_nl="Thuis", name_en="Home", kind=OrganisationKind.PROGRAMME
    )
    people = User.objects.bulk_create(
        User(email=f"p{n}@example.gov", name=f"p{n}", organisation=home) for n in range(PEOPLE)
    )
    body = Body.objects.create(code="B", name_nl="B", name_en="B", organisation=home)
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
        for n in range(POINTS)
    )  # fmt: skip
    ActionPoint.objects.bulk_create(points, batch_size=2_000)
    for facts in RULES[:2]:
        add_rule(facts=facts, by=None, at=now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
