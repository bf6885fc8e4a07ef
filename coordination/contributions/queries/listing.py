"""Requests with how far they are, in one query for a page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from coordination.actions.models import ActionPart, ActionPoint, ActionStatus, PartStatus

from ..models import Contribution

FEW = 10
OPEN, MINE, CLOSED = "open", "mine", "closed"


@dataclass(frozen=True)
class Standing:
    """How many organisations replied, of how many from whom something is awaited or in."""

    replied: int
    asked: int


def list_contributions(user: Any, tab: str = OPEN) -> QuerySet[Contribution]:
    """Those she may see: open by term, for her organisation to answer, or closed newest first."""
    found = with_counts(Contribution.objects.visible_to(user))
    if tab == CLOSED:
        closed = found.exclude(action_point__status=ActionStatus.OPEN)
        return closed.order_by("-action_point__due_on", "pk")
    found = found.filter(action_point__status=ActionStatus.OPEN)
    if tab == MINE:
        found = found.filter(Exists(_awaited_of(user)))
    return found.order_by("action_point__due_on", "action_point__due_time", "pk")


def with_counts(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Each with `replied` and `awaited_of`; who says it does not apply counts for neither."""
    state = "action_point__parts__status"
    counted = rows.annotate(
        replied=Count("action_point__parts", filter=Q(**{state: PartStatus.IN})),
        counted=Count("action_point__parts", filter=~Q(**{state: PartStatus.NOT_APPLICABLE})),
    )
    return counted.select_related("action_point__body", "action_point__owner_organisation")


def to_answer(user: Any) -> list[ActionPart]:
    """The first few that her organisation was asked and has not answered, soonest first.

    Parts of points of all members: with a request, or to be ticked on the point itself.
    """
    found = ActionPart.objects.filter(
        status=PartStatus.OPEN,
        organisation=user.organisation_id,
        action_point__in=ActionPoint.objects.visible_to(user).open().values("pk"),
    )
    found = found.select_related("action_point__contribution")
    due = ("action_point__due_on", "action_point__due_time", "pk")
    return list(found.order_by(*due)[:FEW])


def of_point(user: Any, point: ActionPoint) -> Contribution | None:
    """The request that carries out the point: none where it was asked of nobody, without a look."""
    if not point.for_everyone:
        return None
    found = with_counts(Contribution.objects.visible_to(user)).filter(action_point=point)
    return found.first()


def is_awaited(user: Any, contribution: Contribution) -> bool:
    """True while her organisation was asked, has not replied, and she may reply for it."""
    if not contribution.is_open or not user.may("contributions.reply"):
        return False
    parts = contribution.action_point.parts.filter(status=PartStatus.OPEN)
    return bool(parts.filter(organisation=user.organisation_id).exists())


def moment_passed(contribution: Contribution, *, now: datetime) -> bool:
    return contribution.is_open and contribution.closes_at <= now


def _awaited_of(user: Any) -> QuerySet[ActionPart]:
    return ActionPart.objects.filter(
        action_point=OuterRef("action_point"),
        organisation=user.organisation_id,
        status=PartStatus.OPEN,
    )
