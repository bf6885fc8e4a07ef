"""What an item asked and what came of it, where its decision is under embargo for who reads."""

from django.db.models import QuerySet

from coordination.people.models import User

from ..models import AgendaItem, PointOfDifference


def hold_back(user: User, items: list[AgendaItem]) -> list[AgendaItem]:
    """The items, emptied where `user` may not know the decision. One query, for partners only."""
    held = set(_held_back(user).filter(pk__in=[item.pk for item in items]).values_list("pk"))
    for item in items:
        if (item.pk,) in held:
            item.requested_decision = item.agreed_with = item.result = ""
            item.why_here = item.settled_because = ""
            item.referred_to = None
    return items


def differences_for(user: User) -> QuerySet[PointOfDifference]:
    """Points of difference, but none on a decision that `user` may not know."""
    found: QuerySet[PointOfDifference] = PointOfDifference.objects.select_related("organisation")
    if user.only_partner:
        found = found.exclude(item__in=_held_back(user))
    return found.order_by("organisation__code", "pk")


def _held_back(user: User) -> QuerySet[AgendaItem]:
    found: QuerySet[AgendaItem] = AgendaItem.objects.held_back_from(user)
    return found
