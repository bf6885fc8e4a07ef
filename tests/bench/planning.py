"""The planning: 500 teams with 20,000 products and as many milestones."""

from coordination.people.models import User
from workgroups.planning.models import Milestone, Product
from workgroups.teams.models import Team

from ._load import asks, coordinator, filled
from .measure import Limits, Table

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
    load = filled("people", "dossiers", "teams", "planning")
    assert (Team.objects.count(), Product.objects.count()) == (500, 20_000)
    return coordinator(load)
