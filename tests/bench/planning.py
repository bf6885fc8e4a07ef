"""The planning: 500 teams with 20,000 products and as many milestones."""

import datetime as dt
from collections.abc import Callable

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from coordination.dossiers.models import Dossier
from coordination.people.models import (
    Body,
    Organisation,
    OrganisationKind,
    Role,
    RoleGrant,
    User,
)
from workgroups.planning.models import ActionLine, Dependency, Milestone, Product
from workgroups.teams.models import Team, TeamStatus

from .measure import Limits, Table

TEAMS, PRODUCTS, LINES = 500, 40, 4
LIMITS = Limits(milliseconds=40, queries=12)


def bench(table: Table) -> None:
    """The list over all teams, narrowed and not, and the plan of one team with its drawing."""
    reader, team = fill()
    client = Client(headers={"host": "localhost"})
    client.force_login(reader, backend="coordination.people.backends.EmailBackend")

    def ask(path: str) -> Callable[[], HttpResponseBase]:
        return lambda: client.get(path)

    for name, path in (
        ("planning of all teams, 50 rows and drawing", "/planning/"),
        ("planning, late only", "/planning/?telaat=1"),
        ("planning, one body", "/planning/?gremium=B7"),
        ("plan of a team of 40 products", f"/planning/team/{team.pk}/"),
        ("a product", f"/planning/product/{Product.objects.filter(line__team=team)[0].pk}/"),
    ):
        table.measure(name, ask(path), LIMITS)


def fill() -> tuple[User, Team]:
    """Teams of 40 products over four action lines; one in six is late, one in ten waits."""
    now, today = timezone.now(), timezone.localdate()
    home = Organisation.objects.create(
        code="HOME", name_nl="Thuis", name_en="Home", kind=OrganisationKind.PROGRAMME
    )
    reader = User.objects.create(email="reader@example.gov", name="reader", organisation=home)
    RoleGrant.objects.create(user=reader, role=Role.COORDINATOR, granted_at=now, confirmed_at=now)
    bodies = Body.objects.bulk_create(
        Body(code=f"B{n}", name_nl=f"B{n}", name_en=f"B{n}", organisation=home)
        for n in range(TEAMS)
    )
    dossiers = Dossier.objects.bulk_create(
        Dossier(year=2020, serial=n + 1, title=f"Team {n}", owner=home, opened_at=now)
        for n in range(TEAMS)
    )
    teams = [
        Team(
            dossier=dossier,
            body=body,
            code=f"T{n}",
            subject=f"Onderwerp {n}",
            sponsor=home,
            status=TeamStatus.ACTIVE,
            starts_on=today - dt.timedelta(days=90),
            ends_on=today + dt.timedelta(days=365),
        )
        for n, (dossier, body) in enumerate(zip(dossiers, bodies, strict=True))
    ]
    Team.objects.bulk_create(teams)
    _products(teams, bodies, home, reader, now, today)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return reader, teams[7]


def _products(
    teams: list[Team],
    bodies: list[Body],
    home: Organisation,
    reader: User,
    now: dt.datetime,
    today: dt.date,
) -> None:
    lines = [
        ActionLine(team=team, position=n, title=f"Lijn {n}")
        for team in teams
        for n in range(1, LINES + 1)
    ]
    ActionLine.objects.bulk_create(lines)
    products = [
        Product(line=lines[n // 10], position=n % 10 + 1, title=f"Product {n}",
                interim=n % 4 == 0, owner_organisation=home)
        for n in range(TEAMS * PRODUCTS)
    ]  # fmt: skip
    Product.objects.bulk_create(products, batch_size=5_000)
    due = [today + dt.timedelta(days=n * 7919 % 180 - 30) for n in range(len(products))]
    Milestone.objects.bulk_create(
        (
            Milestone(product=product, position=1, starts_on=day - dt.timedelta(days=20),
                      due_on=day, body=bodies[n % 10] if n % 3 == 0 else None)
            for n, (product, day) in enumerate(zip(products, due, strict=True))
        ),
        batch_size=5_000,
    )  # fmt: skip
    Dependency.objects.bulk_create(
        Dependency(product=products[n], needs=products[n - 1], created_at=now, created_by=reader)
        for n in range(1, len(products), 10)
    )
