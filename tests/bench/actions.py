"""The list of one owner: 10,000 open points of 50 owners, then 100,000."""

import datetime as dt
import random
from collections.abc import Callable

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from coordination.actions.models import ActionPoint, ActionStatus
from coordination.dossiers.models import Dossier, DossierAccess, Function
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

from .measure import Limits, Result, Table

OWNERS, DOSSIERS, BODIES = 50, 200, 10
LIMITS = Limits(milliseconds=20, queries=8, kilobytes=40)
PAGES = (("first", ""), ("last", "end"))
WORDS = ("sheets", "invullen", "nota", "afstemmen", "terugkoppelen", "contacten", "doorgeven")


def bench(table: Table) -> None:
    """First and last page at both sizes; the larger within 1.5 times the smaller."""
    random.seed(7)
    world = World()
    small = world.measured(table, 10_000)
    large = world.measured(table, 100_000)
    for page, few, many in zip(PAGES, small, large, strict=True):
        ratio = many.median / few.median
        sentence = f"action points, {page[0]} page: 100,000 takes {ratio:.2f} times 10,000"
        table.remark(sentence, passed=ratio <= 1.5)


class World:
    """Organisations, bodies, dossiers and a reader with a part in some of them."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.owners = Organisation.objects.bulk_create(
            Organisation(code=f"O{n:02}", name_nl=f"O{n}", name_en=f"O{n}",
                         kind=OrganisationKind.MINISTRY)
            for n in range(OWNERS)
        )  # fmt: skip
        self.reader = User.objects.create(
            email="reader@example.gov", name="reader", organisation=self.owners[0]
        )
        RoleGrant.objects.create(
            user=self.reader, role=Role.POLICY_OFFICER, granted_at=self.now, confirmed_at=self.now
        )
        self.bodies = Body.objects.bulk_create(
            Body(code=f"B{n}", name_nl=f"B{n}", name_en=f"B{n}", organisation=self.owners[n])
            for n in range(BODIES)
        )
        BodyMember.objects.create(
            body=self.bodies[0], organisation=self.owners[0], person=self.reader,
            role=MemberRole.SECRETARY, since=dt.date(2020, 1, 1),
        )  # fmt: skip
        self.dossiers = Dossier.objects.bulk_create(
            Dossier(year=2020, serial=n, title=f"D{n}", owner=random.choice(self.owners),  # noqa: S311  nothing secret
                    restricted=n % 5 == 0, opened_at=self.now)
            for n in range(DOSSIERS)
        )  # fmt: skip
        DossierAccess.objects.bulk_create(
            DossierAccess(dossier=dossier, user=self.reader, function=Function.WRITER,
                          since=self.now)
            for dossier in self.dossiers[::10]
        )  # fmt: skip
        self.made = 0

    def measured(self, table: Table, count: int) -> list[Result]:
        """The first and the last page of one owner with `count` open points in all."""
        self.fill(count)
        client = Client(headers={"host": "localhost"})
        client.force_login(self.reader, backend="coordination.people.backends.EmailBackend")
        return [
            table.measure(
                f"{count:,} action points, {name} page of an owner",
                asks(client, "/acties/", cursor),
                LIMITS,
                floor=asks(client, "/bare/acties/", cursor),
            )
            for name, cursor in PAGES
        ]

    def fill(self, count: int) -> None:
        points = [self.point(n) for n in range(self.made, count)]
        ActionPoint.objects.bulk_create(points, batch_size=2000)
        self.made = count
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def point(self, n: int) -> ActionPoint:
        pick = random.Random(n)  # noqa: S311  nothing secret
        return ActionPoint(
            series=f"B{n % BODIES}",
            year=2020,
            serial=n,
            text=" ".join(pick.choices(WORDS, k=8)),
            body=self.bodies[n % BODIES],
            dossier=pick.choice(self.dossiers),
            owner_organisation=self.owners[n % OWNERS],
            due_on=timezone.localdate(self.now) + dt.timedelta(days=pick.randint(-60, 300)),
            status=ActionStatus.OPEN,
            created_at=self.now,
        )


def asks(client: Client, path: str, cursor: str) -> Callable[[], HttpResponseBase]:
    def ask() -> HttpResponseBase:
        return client.get(path, {"owner": "O00", "pagina": cursor})

    return ask
