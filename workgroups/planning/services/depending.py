"""A product waits for another; never for itself, by whatever way round."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed
from coordination.kit.history import save_as
from coordination.kit.refusals import Refusal
from coordination.people.models import User
from workgroups.teams.models import Team

from ..models import Dependency, Product, ProductState
from .milestones import delete_as
from .saving import lock_product, lock_team, note

MOST = 20


class Circular(Refusal):
    """Two things that wait for each other are never there."""


@deed
def add_dependency(*, product: Product, needs: Product, by: User, at: datetime) -> Dependency:
    """`product` waits for `needs`, which may be another team's.

    Refuses what she may not see, what was dropped, and a circle of any length, also one that
    two people close at the same moment.
    """
    found = lock_product(product, None, by)
    if not Product.objects.visible_to(by).filter(pk=needs.pk).exists():
        raise Refusal(_("Choose a product that you may see."), field="needs")
    if needs.state == ProductState.DROPPED:
        raise Refusal(dropped(), field="needs")
    return let_wait([(found, needs)], by=by, at=at, part=False)[0]


def let_wait(
    pairs: Sequence[tuple[Product, Product]], *, by: User, at: datetime, part: bool = True
) -> list[Dependency]:
    """The first of each pair waits for the second, of many at once as a part of another deed.

    That has seen to the rights and to what was dropped; the rest is refused here.
    """
    _lock_all({one.line.team_id for pair in pairs for one in pair})
    stood = all_needs()
    made = []
    for product, needs in pairs:
        ahead = stood[product.pk]
        if needs.pk in ahead:
            raise Refusal(_("It waits for that product already."), field="needs")
        if len(ahead) >= MOST:
            raise Refusal(too_many(), field="needs")
        if product.pk == needs.pk or product.pk in before(needs.pk, stood):
            raise Circular(circular(needs.title), field="needs")
        link = Dependency(product=product, needs=needs, created_at=at, created_by=by)
        save_as(link, by=by, at=at)
        said = {"product": product.pk, "needs": needs.pk}
        note("dependency_added", link, product.line.team, by=by, at=at, part=part, **said)
        ahead.append(needs.pk)
        made.append(link)
    return made


@deed
def remove_dependency(*, dependency: Dependency, by: User, at: datetime) -> None:
    """It waits no longer; adding it again undoes."""
    team = lock_team(dependency.product.line.team, by)
    said = {"product": dependency.product_id, "needs": dependency.needs_id}
    note("dependency_removed", dependency, team, by=by, at=at, **said)
    delete_as(dependency, by=by, at=at)


def dropped() -> str:
    return _("That product was dropped; nothing can wait for it.")


def too_many() -> str:
    return _("A product waits for at most %(most)d others.") % {"most": MOST}


def circular(title: str) -> str:
    sentence = _(
        "Then they would wait for each other: “%(needs)s” comes after this product. Choose another."
    )
    return sentence % {"needs": title}


def all_needs() -> dict[Any, list[Any]]:
    """What each product waits for, by their keys and whoever may see it: one query."""
    needs: dict[Any, list[Any]] = defaultdict(list)
    for waits, waited in Dependency.objects.values_list("product_id", "needs_id"):
        needs[waits].append(waited)
    return needs


def before(product: Any, needs: dict[Any, list[Any]]) -> set[Any]:
    """The keys of everything that has to be there before `product`."""
    found: set[Any] = set()
    ahead = list(needs[product])
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += needs[one]
    return found


def _lock_all(teams: set[Any]) -> None:
    """Every team of which something waits or is waited for, in one order.

    Who closes a circle together with somebody else shares one of these with her.
    """
    linked = Q(pk__in=Dependency.objects.values("product__line__team"))
    linked |= Q(pk__in=Dependency.objects.values("needs__line__team"))
    rows = Team.objects.select_for_update(no_key=True).filter(linked | Q(pk__in=teams))
    list(rows.order_by("pk").values_list("pk"))
