"""`manage.py faults fill|plan|...`: what the faults need done inside the application."""

from argparse import ArgumentParser
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.test import Client
from django.utils import timezone

from coordination.dossiers.models import Dossier, DossierAccess, Function
from coordination.dossiers.services import open_dossier
from coordination.dossiers.services.access import revoke_access
from coordination.people.models import (
    Body,
    Organisation,
    OrganisationKind,
    Recipient,
    Role,
    RoleGrant,
    User,
)
from tests.faults import giving, owing
from tests.faults.names import CYCLE, OPERATOR, PREFIX, RHYTHM, address_of
from tests.faults.planning import plan_cycle

OWING = {
    "weeks": lambda number, options, at: owing.owe_for_weeks(number, at=at),
    "night": lambda number, options, at: owing.owe_at_night(number, day=options["day"], at=at),
    "pile": lambda number, options, at: owing.pile_up(number, cycles=options["cycles"], at=at),
    "hooks": lambda number, options, at: owing.listen_in(number, url=options["url"], at=at),
    "figures": lambda number, options, at: giving.give_file(Path(options["file"]), at=at),
    "age": lambda number, options, at: owing.age(number, at=at),
}


class Command(BaseCommand):
    help = "Fills, plans and revokes for the faults."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["fill", "plan", "revoke", *OWING])
        parser.add_argument("--number", type=int, default=200)
        parser.add_argument("--cycle", default=CYCLE)
        parser.add_argument("--poison", type=int)
        parser.add_argument("--restricted", action="store_true")
        parser.add_argument("--cycles", type=int, default=1)
        parser.add_argument("--url", default="")
        parser.add_argument("--file", default="")
        parser.add_argument("--day", type=date.fromisoformat)

    def handle(self, *args: Any, what: str, number: int, **options: Any) -> None:
        now = timezone.now()
        if what == "fill":
            self.stdout.write(fill(number, now))
        elif what == "plan":
            chosen = {name: options[name] for name in ("cycle", "poison", "restricted")}
            self.stdout.write(str(plan_cycle(number=number, at=now, **chosen)))
        elif what == "revoke":
            revoke(number, now)
        else:
            OWING[what](number, options, now)


def fill(number: int, now: datetime) -> str:
    """Recipients, a restricted dossier they all have part in, and an operator's session."""
    home = Organisation.objects.create(
        code="HOME", name_nl="Thuis", name_en="Home", kind=OrganisationKind.PROGRAMME
    )
    operator = User.objects.create(email=OPERATOR, name="coordinator", organisation=home)
    RoleGrant.objects.create(user=operator, role=Role.COORDINATOR, granted_at=now, confirmed_at=now)
    users = User.objects.bulk_create(
        User(email=address_of(each), name=f"persoon {each}", organisation=home)
        for each in range(number)
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(user=user, role=Role.POLICY_OFFICER, granted_at=now, confirmed_at=now)
        for user in users
    )
    Recipient.objects.bulk_create(Recipient(user=user) for user in users)
    before = now - timedelta(hours=1)  # long enough ago that no webhook is told of it
    dossier = open_dossier(title="Storingen", owner=home, by=operator, at=before)
    stranger = Organisation.objects.create(
        code="ELDERS", name_nl="Elders", name_en="Elsewhere", kind=OrganisationKind.MINISTRY
    )
    Dossier.objects.filter(pk=dossier.pk).update(restricted=True, owner=stranger)
    DossierAccess.objects.filter(dossier=dossier).exclude(user=operator).delete()
    DossierAccess.objects.bulk_create(
        DossierAccess(
            dossier=dossier, user=user, function=Function.READER, since=now - timedelta(days=1)
        )
        for user in users
    )
    open_dossier(title=RHYTHM, owner=home, by=operator, at=before)
    Body.objects.create(code="RITME", name_nl="Ritme", name_en="Rhythm", organisation=home)
    visitor = Client()
    visitor.force_login(operator)
    return visitor.cookies[settings.SESSION_COOKIE_NAME].value


def revoke(number: int, now: datetime) -> None:
    """End the part of the first so many recipients."""
    operator = User.objects.get(email=OPERATOR)
    first = DossierAccess.objects.filter(user__email__startswith=PREFIX).order_by("user__email")
    for access in first.live()[:number]:
        revoke_access(access=access, by=operator, at=now)
