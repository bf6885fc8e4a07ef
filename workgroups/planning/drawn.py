"""Rows of a planning as HTML, each drawn once for what it says."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils.safestring import SafeString

from coordination.dossiers.guard import Guard
from coordination.dossiers.models import Dossier
from coordination.kit.drawn import Drawn
from coordination.kit.moments import day_of

from .queries.plans import PlannedMilestone, PlannedProduct


class When(NamedTuple):
    """When a milestone is due, how late it is and what it misses; no day where it has none."""

    due_on: date | None
    label: str
    reached_on: date | None
    lateness: str
    missed: str
    slips: int
    cycle: int | None
    reason: str

    @classmethod
    def of(cls, milestone: PlannedMilestone) -> "When":
        row = milestone.row
        span, reached = row.span, row.reached_at
        late = bool(milestone.late_days)
        return cls(
            due_on=row.due_on,
            label=span.label if span else "",
            reached_on=day_of(reached) if reached else None,
            lateness=milestone.lateness if late else "",
            missed=milestone.missed.in_words if late else "",
            slips=milestone.slips,
            cycle=milestone.cycle,
            reason=milestone.reason,
        )


class Going(NamedTuple):
    """The body that a milestone goes to, and the day of the meeting, if the reader may see that."""

    body: str
    day: date | None


class Step(NamedTuple):
    """A milestone in the row of its product."""

    title: str
    when: When
    going: Going | None


class DrawnComing(NamedTuple):
    """All that stands in a row of what teams have coming."""

    url: str
    title: str
    part: str
    interim: bool
    team: str
    team_url: str
    guard: Guard
    when: When
    going: Going | None
    owner: str


class DrawnProduct(NamedTuple):
    """All that stands in a row of a plan; `waits_for` are titles, with the code of another team."""

    url: str
    title: str
    interim: bool
    waits_for: tuple[str, ...]
    steps: tuple[Step, ...]
    owner: str
    state: str
    state_label: str


def draw_when(milestone: PlannedMilestone) -> SafeString:
    return _when(When.of(milestone))


def coming_rows(
    rows: Iterable[PlannedMilestone], restricted: Mapping[UUID, Dossier]
) -> list[SafeString]:
    """A row per milestone of what teams have coming; `restricted` are dossiers by their key."""
    return [_coming(_coming_of(one, restricted)) for one in rows]


def product_row(one: PlannedProduct) -> SafeString:
    """The row of a product in the plan of its team."""
    return _product(_product_of(one))


def _coming_of(one: PlannedMilestone, restricted: Mapping[UUID, Dossier]) -> DrawnComing:
    product = one.row.product
    return DrawnComing(
        url=product.get_absolute_url(),
        title=product.title,
        part=one.row.title,
        interim=product.interim,
        team=product.line.team.code,
        team_url=product.line.get_absolute_url(),
        guard=Guard.of(restricted.get(product.line.team_id)),
        when=When.of(one),
        going=_going(one),
        owner=product.owner.label,
    )


def _product_of(one: PlannedProduct) -> DrawnProduct:
    product = one.product
    own = product.line.team_id
    return DrawnProduct(
        url=product.get_absolute_url(),
        title=product.title,
        interim=product.interim,
        waits_for=tuple(
            needs.title if needs.line.team_id == own else f"{needs.line.team.code} {needs.title}"
            for needs in one.waits_for
        ),
        steps=tuple(Step(step.row.title, When.of(step), _going(step)) for step in one.milestones),
        owner=product.owner.label,
        state=product.state,
        state_label=product.state_label,
    )


def _going(one: PlannedMilestone) -> Going | None:
    body = one.row.body
    if body is None:
        return None
    return Going(body.code, day_of(one.meets_at) if one.meets_at else None)


_when = Drawn("workgroups/planning/_when.html", name="when")
_coming = Drawn("workgroups/planning/_coming_row.html")
_product = Drawn("workgroups/planning/_product_row.html")
