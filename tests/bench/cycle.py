"""A year of cycles of two lines, with their meetings, agendas and deadlines."""

from datetime import date, time, timedelta
from time import perf_counter

from django.utils import timezone

from coordination.cycle.models import Cadence, Cycle
from coordination.cycle.services.cadences import CadenceFacts, add_cadence
from coordination.cycle.services.planning import plan_cadence
from coordination.cycle.services.slots import SlotFacts, add_slot
from coordination.dossiers.services import open_dossier
from coordination.kit.workdays import Offset, Unit
from coordination.people.models import (
    Body,
    BodyMember,
    Organisation,
    OrganisationKind,
    Role,
    RoleGrant,
    User,
)

from .measure import Table

SLOTS = 16
SECONDS = 2.0


def bench(table: Table) -> None:
    """Planning a year, 26 cycles of 16 slots of bodies with ten members, under two seconds."""
    now = timezone.now()
    cadence = fill()
    began = perf_counter()
    planned = plan_cadence(
        cadence=cadence, until=cadence.anchor + timedelta(days=26 * 14 - 1), by=None, at=now
    )
    seconds = perf_counter() - began
    sentence = (
        f"a year of cycles: {len(planned.meetings)} meetings, {len(planned.deadlines)} deadlines "
        f"in {seconds:.2f} s, at most {SECONDS:.0f} s"
    )
    whole = Cycle.objects.count() == 26 and len(planned.meetings) == 26 * SLOTS
    table.remark(sentence, passed=whole and seconds < SECONDS)


def fill() -> Cadence:
    """A cadence of two weeks with 16 slots of four bodies."""
    now = timezone.now()
    home = Organisation.objects.create(
        code="HOME", name_nl="Thuis", name_en="Home", kind=OrganisationKind.PROGRAMME
    )
    keeper = User.objects.create(email="keeper@example.gov", name="keeper", organisation=home)
    RoleGrant.objects.create(user=keeper, role=Role.COORDINATOR, granted_at=now, confirmed_at=now)
    bodies = [_body(f"B{number}", home) for number in range(4)]
    dossier = open_dossier(title="Ritme", owner=home, by=keeper, at=now)
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    facts = CadenceFacts("Cyclus", "Cycle", dossier, 14, monday + timedelta(days=7))
    cadence = add_cadence(facts=facts, by=keeper, at=now)
    for number in range(SLOTS):
        slot = SlotFacts(
            day_offset=number % 5 + 7 * (number // 8),
            starts=time(8 + number // 2, 30 * (number % 2)),
            line="AB"[number % 2],
            body=bodies[number % 4],
            purpose="beeld en richting",
            papers_due=Offset(1, Unit.WORKING_DAYS),
        )
        add_slot(cadence=cadence, facts=slot, by=keeper, at=now)
    return cadence


def _body(code: str, home: Organisation) -> Body:
    body = Body.objects.create(code=code, name_nl=code, name_en=code, organisation=home)
    for number in range(10):
        person = User.objects.create(
            email=f"{code.lower()}.{number}@example.gov", name=f"lid {number}", organisation=home
        )
        BodyMember.objects.create(
            body=body, organisation=home, person=person, since=date(2020, 1, 1)
        )
    return body
