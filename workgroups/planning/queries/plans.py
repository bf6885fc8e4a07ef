"""The plan of a team: its lines with their products, when they are due and what they wait for."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Subquery, UUIDField
from django.utils.translation import ngettext

from coordination.dossiers.asof import as_of, attach
from coordination.dossiers.queries.prepared import PreparedForReader
from coordination.kit.counting import number_of
from coordination.kit.prepared import Given, Prepared
from coordination.meetings.models import Meeting
from coordination.people.models import Body, Organisation, Post, User
from workgroups.teams.models import Team

from ..models import ActionLine, BudgetEstimate, Dependency, Milestone, Missed, Product, Slip
from .missing import NOTHING, calendar_of


@dataclass
class PlannedMilestone:
    """A milestone with how late it is, what it misses, and how often and why it slipped.

    `cycle` is the number of the cycle that it missed by its last slip, `meets_at` when the meeting
    begins that it goes to, if its reader may see that.
    """

    row: Milestone
    late_days: int = 0
    missed: Missed = NOTHING
    slips: int = 0
    reason: str = ""
    cycle: int | None = None
    meets_at: dt.datetime | None = None

    @property
    def is_late(self) -> bool:
        return self.late_days > 0

    @property
    def lateness(self) -> str:
        days = self.late_days
        return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}


@dataclass
class PlannedProduct:
    product: Product
    milestones: list[PlannedMilestone] = field(default_factory=list)
    waits_for: list[Product] = field(default_factory=list)

    @property
    def late(self) -> list[PlannedMilestone]:
        return [one for one in self.milestones if one.is_late]

    @property
    def due_on(self) -> dt.date | None:
        return max((one.row.due_on for one in self.milestones if one.row.due_on), default=None)

    @property
    def starts_on(self) -> dt.date | None:
        return min(
            (one.row.starts_on for one in self.milestones if one.row.starts_on), default=None
        )


@dataclass
class PlannedLine:
    line: ActionLine
    products: list[PlannedProduct] = field(default_factory=list)


@dataclass
class Plan:
    """Everything a team plans, as one reader sees it."""

    team: Team
    lines: list[PlannedLine]
    estimates: list[BudgetEstimate]

    @property
    def products(self) -> list[PlannedProduct]:
        return [product for line in self.lines for product in line.products]

    @property
    def late(self) -> list[tuple[PlannedProduct, PlannedMilestone]]:
        """Late milestones with their product, the longest late first."""
        found = [(one, late) for one in self.products for late in one.late]
        return sorted(found, key=lambda pair: -pair[1].late_days)


def plan_of(team: Team, user: Any, *, today: dt.date, at: dt.datetime | None = None) -> Plan:
    """The plan as it stands, or as it stood `at`: at most seven queries for the present one."""
    lines = _lines(team, at)
    by_line = {line.pk: PlannedLine(line) for line in lines}
    products = {one.pk: PlannedProduct(one) for one in _products(team, at)}
    for planned in products.values():
        if planned.product.line_id in by_line:
            into = by_line[planned.product.line_id]
            planned.product.line = into.line
            into.products.append(planned)
    milestones = _milestones(team, user, at)
    for row in milestones:
        if row.product_id in products:
            products[row.product_id].milestones.append(planned_of(row))
    _mark_late(list(products.values()), user, today)
    for one in _dependencies(team, user, at):
        if one.product_id in products:
            products[one.product_id].waits_for.append(one.needs)
    return Plan(team, list(by_line.values()), _estimates(team, at))


def milestones_with_names(*names: str) -> Any:
    """Milestones with the names their rows show, how often each slipped and why it last did."""
    slips = Slip.objects.standing().filter(milestone=OuterRef("pk"))
    return Milestone.objects.select_related("body", *names).annotate(
        slipped=number_of(slips, "milestone"),
        last_reason=Subquery(slips.order_by("-number").values("reason")[:1]),
        last_cycle=Subquery(slips.order_by("-number").values("cycle__number")[:1]),
    )


def milestones_to_a_reader(user: Any) -> Any:
    """Milestones with their names, and when the meeting of each begins if she may see that."""
    seen = Meeting.objects.visible_to(user).filter(pk=OuterRef("meeting"))
    return milestones_with_names().annotate(meets_at=Subquery(seen.values("starts_at")[:1]))


def attach_meetings(rows: Iterable[Milestone], user: Any) -> None:
    """The same for rows as they stood, and for a few of many: one query where one has a meeting."""
    found = list(rows)
    keys = {row.meeting_id for row in found} - {None}
    seen = Meeting.objects.visible_to(user).in_bulk(keys) if keys else {}
    for row in found:
        if row.meeting_id in seen:
            row.meets_at = seen[row.meeting_id].starts_at  # type: ignore[attr-defined]  # as annotated


def _lines(team: Team, at: dt.datetime | None) -> list[ActionLine]:
    rows = as_of(ActionLine, at) if at else ActionLine.objects.all()
    return sorted(rows.filter(team_id=team.pk), key=lambda line: line.position)


def _products(team: Team, at: dt.datetime | None) -> list[Product]:
    if at is None:
        return list(_present_products(team=team.pk))
    rows = as_of(Product, at).filter(line_id__in=_lines_ever(team))
    found = sorted(rows, key=lambda row: row.position)
    attach(found, "owner_organisation", Organisation)
    attach(found, "owner_person", User)
    attach(found, "owner_post", Post)
    return found


def _lines_ever(team: Team) -> Any:
    return ActionLine.history.filter(team_id=team.pk).values("id")


def _products_ever(team: Team) -> Any:
    return Product.history.filter(line_id__in=_lines_ever(team)).values("id")


def _milestones(team: Team, user: Any, at: dt.datetime | None) -> list[Milestone]:
    if at is None:
        return list(_present_milestones(user, team=team.pk))
    found = sorted(
        as_of(Milestone, at).filter(product_id__in=_products_ever(team)),
        key=lambda row: row.position,
    )
    attach(found, "body", Body)
    attach_meetings(found, user)
    return found


def _dependencies(team: Team, user: Any, at: dt.datetime | None) -> list[Dependency]:
    """What its products wait for, where she may see that too."""
    if at is None:
        return list(_present_dependencies(user, team=team.pk))
    kept = list(as_of(Dependency, at).filter(product_id__in=_products_ever(team)))
    seen = Product.objects.visible_to(user).select_related("line__team")
    found = seen.in_bulk({row.needs_id for row in kept})
    for row in kept:
        if row.needs_id in found:
            row.needs = found[row.needs_id]
    return [row for row in kept if row.needs_id in found]


def _dependencies_of(user: Any, *, team: Any) -> Any:
    rows: Any = Dependency.objects.visible_to(user).filter(product__line__team=team)
    rows = rows.select_related("needs__line__team")
    return rows.order_by("needs__line__team__code", "needs__title")


def _milestones_of(user: Any, *, team: Any) -> Any:
    return milestones_to_a_reader(user).filter(product__line__team=team).order_by("position")


_present_products = Prepared(
    lambda: (
        Product.objects.filter(line__team=Given("team", UUIDField()))
        .select_related("owner_organisation", "owner_person", "owner_post")
        .order_by("line__position", "position")
    )
)
_present_milestones = PreparedForReader(_milestones_of, team=UUIDField())
_present_dependencies = PreparedForReader(_dependencies_of, team=UUIDField())


def _estimates(team: Team, at: dt.datetime | None) -> list[BudgetEstimate]:
    rows = as_of(BudgetEstimate, at) if at else BudgetEstimate.objects.all()
    found = rows.filter(team_id=team.pk)
    return sorted(found, key=lambda one: (one.year, one.purpose.casefold()))


def planned_of(row: Milestone) -> PlannedMilestone:
    """A row of `milestones_with_names` as it is shown."""
    return PlannedMilestone(
        row,
        slips=getattr(row, "slipped", 0),
        reason=getattr(row, "last_reason", "") or "",
        cycle=getattr(row, "last_cycle", None),
        meets_at=getattr(row, "meets_at", None),
    )


def _mark_late(products: Iterable[PlannedProduct], user: Any, today: dt.date) -> None:
    open_ones = (one for one in products if not one.product.is_done)
    mark_late([late for one in open_ones for late in one.milestones], user, today)


def mark_late(milestones: Iterable[PlannedMilestone], user: Any, today: dt.date) -> None:
    """How late each is, and what it misses by that: no query where nothing is late."""
    late = [one for one in milestones if one.row.is_late(today)]
    calendar = calendar_of([one.row for one in late], user)
    for one in late:
        assert one.row.due_on is not None
        one.late_days = (today - one.row.due_on).days
        one.missed = calendar.missed(one.row, today)
