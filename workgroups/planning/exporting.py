"""A plan as rows of a spreadsheet, as they are read in again."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from .comparing import written
from .forms import typed_owner
from .models import ProductState
from .queries.plans import Plan, PlannedLine, PlannedProduct


def rows_of(plan: Plan) -> Iterator[list[Any]]:
    """A row per milestone; a product without one has a row too."""
    for line in plan.lines:
        for one in line.products:
            yield from _rows(plan, line, one)


def _rows(plan: Plan, line: PlannedLine, one: PlannedProduct) -> Iterator[list[Any]]:
    product = one.product
    needs = "; ".join(
        needs.title
        if needs.line.team_id == plan.team.pk
        else f"{needs.line.team.code}: {needs.title}"
        for needs in one.waits_for
    )
    head = [line.line.position, line.line.title, product.title, _yes(product.interim)]
    tail = [typed_owner(product.owner).removeprefix("@"), product.state_label, needs]
    if not one.milestones:
        yield [*head, "", "", "", *tail]
    for milestone in one.milestones:
        row = milestone.row
        yield [*head, row.title, written(row.span), row.body.code if row.body else "", *tail]


def example_rows() -> list[list[Any]]:
    """Two rows that show how it is filled in."""
    planned = str(ProductState.PLANNED.label)
    return [
        [1, _("Scenarios"), _("First analysis"), _yes(True), "", "nov", "", "VWS", planned, ""],
        [
            1,
            _("Scenarios"),
            _("Final product"),
            _yes(False),
            _("To the MCC"),
            "nov/dec",
            "MCC",
            "VWS",
            planned,
            _("First analysis"),
        ],
    ]


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")
