"""Products that a team leaves get a new owner, who can carry on with them."""

from datetime import datetime
from typing import Any

from coordination.actions.terms import Owner
from coordination.audit.deeds import changes
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.people.models import User
from workgroups.teams.models import Team

from ..models import DONE, Product
from .saving import keep, note


def hand_over_products(*, team: Team, to: Owner, by: User, at: datetime) -> int:
    """What the team's own organisation has in hand, within the deed that winds the team up.

    What ministries have in hand stays theirs. Who gets something writes in the dossier from now
    on, so that she can report it done.
    """
    rows: Any = Product.objects.select_for_update(of=("self",)).exclude(state__in=DONE)
    rows = rows.filter(line__team=team, owner_organisation=team.dossier.owner_id)
    rows = rows.select_related("owner_organisation", "owner_person", "owner_post")
    found = list(rows.order_by("line__position", "position"))
    for product in found:
        old = product.owner.label
        product.owner_organisation = to.organisation
        product.owner_person, product.owner_post = to.person, to.post
        keep(product, by=by, at=at)
        said = changes({"owner": old}, {"owner": to.label})
        note("product_handed_over", product, team, by=by, at=at, part=True, **said)
    holder = to.person or to.post
    if found and holder is not None:
        part = Function.WRITER
        grant_access(dossier=team.dossier, to=holder, function=part, by=by, at=at)
    return len(found)
