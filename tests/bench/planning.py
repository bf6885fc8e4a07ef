"""The planning: 500 teams with 20,000 products and as many milestones."""

from django.db import connection
from django.utils import timezone

from coordination.example.bulk import Load, bulk
from coordination.people.models import Clearance, Role, RoleGrant, User
from workgroups.planning.models import Milestone, Product
from workgroups.teams.models import Team

from .measure import Limits, Table
from .teams import asks

TEAMS = 100
LIMITS = Limits(milliseconds=40, queries=12, kilobytes=100)


def bench(table: Table) -> None:
    """The list over all teams, narrowed and not, and the plan of one team with its drawing."""
    reader = fill()
    team = Team.objects.order_by("code")[7]
    body = Milestone.objects.exclude(body=None).order_by("due_on").values("body__code")[0]
    product = Product.objects.filter(line__team=team).order_by("line__position", "position")[1]
    for name, path in (
        ("planning of all teams, 50 rows and drawing", "/planning/"),
        ("planning, late only", "/planning/?telaat=1"),
        ("planning, one body", f"/planning/?gremium={body['body__code']}"),
        ("plan of a team of 40 products", f"/planning/team/{team.pk}/"),
        ("a product", f"/planning/product/{product.pk}/"),
    ):
        table.measure(name, asks(reader, path), LIMITS)


def fill() -> User:
    """The load of people, dossiers, teams and plans, without meetings and points."""
    load = Load(scale=TEAMS, now=timezone.now())
    for name in ("people", "dossiers", "teams", "planning"):
        bulk[name](load)
    assert (Team.objects.count(), Product.objects.count()) == (500, 20_000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    reader = User.objects.create(
        email="reader@example.gov",
        name="reader",
        organisation=load.kept["organisation"][0],
        clearance=Clearance.DEPARTMENTAL,
    )
    RoleGrant.objects.create(
        user=reader, role=Role.COORDINATOR, granted_at=load.now, confirmed_at=load.now
    )
    return reader
