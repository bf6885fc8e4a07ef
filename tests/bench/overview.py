"""The country at a glance, with 18 months of figures and a determination a week."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from coordination.decisions.models import Decision, DecisionStatus
from coordination.dossiers.models import Dossier, DossierKind
from coordination.people.models import (
    Organisation,
    OrganisationKind,
    Post,
    Role,
    RoleGrant,
    User,
)
from escalation.ladder.models import (
    Determination,
    Ladder,
    LadderStatus,
    Level,
    Proposal,
    Round,
    Threshold,
)
from escalation.ladder.services.assessing import assess_regions
from escalation.regions.example_rows import REGIONS
from escalation.regions.models import Indicator, Observation, Region

from .measure import Limits, Table

DAYS, WEEKS, WAITING = 548, 78, 5
LIMITS = Limits(milliseconds=25, queries=10, kilobytes=100)


def bench(table: Table) -> None:
    """The page of today, as a coordinator opens it; the floor is what it reads alone."""
    reader = fill()
    client = Client(headers={"host": "localhost"})
    client.force_login(reader, backend="coordination.people.backends.EmailBackend")
    ask, floor = asks(client, "/ladder/"), asks(client, "/bare/ladder/")
    ask()  # a ladder is read once by each process
    table.measure("overview, 25 regions, 18 months", ask, LIMITS, floor=floor)


def asks(client: Client, path: str) -> Callable[[], HttpResponseBase]:
    def ask() -> HttpResponseBase:
        return client.get(path)

    return ask


def fill() -> User:
    """The regions with their figures and levels, and a coordinator who reads them."""
    now = timezone.now()
    home = Organisation.objects.create(
        code="HOME", name_nl="Thuis", name_en="Home", kind=OrganisationKind.PROGRAMME
    )
    reader = User.objects.create(email="reader@example.gov", name="reader", organisation=home)
    RoleGrant.objects.create(user=reader, role=Role.COORDINATOR, granted_at=now, confirmed_at=now)
    regions = _regions(home, now)
    levels = _ladder(home, now)
    _figures(regions, now)
    _determinations(regions, levels, home, reader, now)
    for region in regions[:WAITING]:
        round_ = Round.objects.create(region=region, opened_at=now, opened_by=reader)
        Proposal.objects.create(
            region=region, round=round_, level=levels[2], reason="r", why_here="w",
            proposed_at=now, proposed_by=reader,
        )  # fmt: skip
    assess_regions(on=timezone.localdate(), by=None, at=now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return reader


def _dossier(number: int, title: str, home: Organisation, now: datetime) -> Dossier:
    kind = DossierKind.REGION
    return Dossier(year=2020, serial=number, title=title, kind=kind, owner=home, opened_at=now)


def _regions(home: Organisation, now: datetime) -> list[Region]:
    dossiers = [_dossier(n, row[1], home, now) for n, row in enumerate(REGIONS)]
    Dossier.objects.bulk_create(dossiers)
    return Region.objects.bulk_create(
        Region(dossier=dossier, code=code, name=name, population=people, rate_population=rated,
               tile_row=place[0], tile_column=place[1])
        for dossier, (code, name, people, rated, place) in zip(dossiers, REGIONS, strict=True)
    )  # fmt: skip


def _ladder(home: Organisation, now: datetime) -> list[Level]:
    dossier = _dossier(99, "Ladder", home, now)
    dossier.save()
    ladder = Ladder.objects.create(
        dossier=dossier, code="bench", name="Ladder", status=LadderStatus.ADOPTED,
        valid_from=date(2020, 1, 1), created_at=now,
    )  # fmt: skip
    found = []
    for code, per in (("positive_tests", 100_000), ("admissions", 1_000_000)):
        found.append(
            Indicator.objects.create(code=code, name_nl=code, name_en=code, per=per, source="RIVM")
        )
    names = ("Waakzaam", "Zorgelijk", "Ernstig", "Zeer ernstig")
    levels = [
        Level.objects.create(ladder=ladder, rank=rank, name_nl=name, name_en=name)
        for rank, name in enumerate(names, 1)
    ]
    for level, lower in zip(levels, (0, 35, 100, 250), strict=True):
        for indicator in found:
            Threshold.objects.create(level=level, indicator=indicator, lower=lower)
    return levels


def _figures(regions: list[Region], now: datetime) -> None:
    today = timezone.localdate()
    Observation.objects.bulk_create(
        (
            Observation(
                region=region, indicator=indicator, day=today - timedelta(days=back),
                value=Decimal((back * 7 + place * 31) % 190), known_at=now, recorded_at=now,
            )
            for indicator in Indicator.objects.all()
            for place, region in enumerate(regions)
            for back in range(1, DAYS)
        ),
        batch_size=5000,
    )  # fmt: skip


def _determinations(
    regions: list[Region], levels: list[Level], home: Organisation, by: User, now: datetime
) -> None:
    post = Post.objects.create(code="minister", name_nl="m", name_en="m", organisation=home)
    decision = Decision.objects.create(
        series="M", year=2020, serial=1, post=post, taken_on=date(2020, 1, 1),
        dossier=regions[0].dossier, status=DecisionStatus.RECORDED, text="t", recorded_at=now,
        recorded_by=by, created_at=now,
    )  # fmt: skip
    Determination.objects.bulk_create(
        Determination(
            region=region, level=levels[(week + place) % 4], post=post, decision=decision,
            in_force_at=now - timedelta(weeks=week, hours=1), determined_at=now,
            determined_by=by, published_at=now, published_by=by,
        )
        for place, region in enumerate(regions)
        for week in range(WEEKS)
    )  # fmt: skip
