"""Plans of a load: each team four action lines of ten products, with a milestone each."""

from collections.abc import Iterator
from datetime import timedelta

from coordination.example.bulk import Load, bulk, sentence
from workgroups.teams.models import Team

from .models import ActionLine, Dependency, Milestone, Product

LINES, PRODUCTS = 4, 10
SPREAD, LATE = 180, 30
"""Days over which milestones are spread, and how many of these lie behind us."""


def load(load: Load) -> None:
    teams: list[Team] = load.kept["team"]
    lines = [
        ActionLine(team=team, position=place, title=sentence(number * LINES + place, 3))
        for number, team in enumerate(teams)
        for place in range(1, LINES + 1)
    ]
    load.keep(lines)
    products = list(_products(load, lines))
    load.keep(
        products,
        by=lambda product: product.line.team.dossier.opened_by,
        dossier=lambda product: product.line.team_id,
        actions=("planning.product_added",),
    )
    load.keep(_milestones(load, products))
    load.keep(
        Dependency(
            product=products[number],
            needs=products[number - 1],
            created_at=load.now,
            created_by=products[number].line.team.dossier.opened_by,
        )
        for number in range(1, len(products), PRODUCTS)
    )


def _products(load: Load, lines: list[ActionLine]) -> Iterator[Product]:
    """One in four is an interim product; each belongs to an organisation."""
    for number, line in enumerate(lines):
        for place in range(1, PRODUCTS + 1):
            yield Product(
                line=line,
                position=place,
                title=f"{sentence(number + place, 4).capitalize()} {place}",
                interim=place % 4 == 0,
                owner_organisation=load.pick("organisation", number + place),
            )


def _milestones(load: Load, products: list[Product]) -> Iterator[Milestone]:
    """Three weeks for each; one in three goes to one of ten bodies."""
    today = load.now.date()
    for number, product in enumerate(products):
        due = today + timedelta(days=number * 7919 % SPREAD - LATE)
        body = load.pick("body", number % 10) if number % 3 == 0 else None
        yield Milestone(
            product=product,
            position=1,
            starts_on=due - timedelta(days=20),
            due_on=due,
            body=body,
        )


bulk.add("planning", load, order=91)
