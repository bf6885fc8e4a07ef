"""Products go to other hands: those of a team that ends, those of somebody who leaves."""

from datetime import datetime
from typing import Any

from coordination.actions.terms import Owner
from coordination.audit.deeds import changes, deed, record
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.people.models import User
from workgroups.teams.models import Team

from ..models import DONE, Product
from .saving import keep, note


def hand_over_products(*, team: Team, to: Owner, by: User, at: datetime) -> int:
    """What the organisation that supplies the team has in hand, within the deed that ends the team.

    What ministries have in hand stays theirs. Who gets something writes in the dossier from now
    on, so that she can report it done.
    """
    found = _locked(line__team=team, owner_organisation=team.body.organisation_id)
    for product in found:
        _give(product, to, by=by, at=at)
    holder = to.person or to.post
    if found and holder is not None:
        part = Function.WRITER
        grant_access(dossier=team.dossier, to=holder, function=part, by=by, at=at)
    return len(found)


@deed
def hand_over_held(*, user: User, to: User, by: User, at: datetime) -> int:
    """Every product still to come that is hers by name, to somebody else; how many that were.

    For who leaves: asked for by the administrator of accounts, who need not see the products.
    """
    found = _locked(owner_person=user)
    for product in found:
        _give(product, Owner(to.organisation, person=to), by=by, at=at)
    record("planning.handed_over_all", user, by=by, at=at, to=to, count=len(found))
    return len(found)


def _locked(**wanted: Any) -> list[Product]:
    rows: Any = Product.objects.select_for_update(of=("self",)).exclude(state__in=DONE)
    rows = rows.filter(**wanted).select_related(
        "line__team__dossier", "owner_organisation", "owner_person", "owner_post"
    )
    return list(rows.order_by("line__team__code", "line__position", "position"))


def _give(product: Product, to: Owner, *, by: User, at: datetime) -> None:
    old = product.owner.label
    product.owner_organisation = to.organisation
    product.owner_person, product.owner_post = to.person, to.post
    keep(product, by=by, at=at)
    said = changes({"owner": old}, {"owner": to.label})
    note("product_handed_over", product, product.line.team, by=by, at=at, part=True, **said)
