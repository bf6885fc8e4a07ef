"""What a plan loses when a team ends or somebody leaves: what is left open, and to whom it goes."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coordination.people.holdings import Held, Holding, held_among, holdings
from workgroups.teams.leaving import Leaving, leavings
from workgroups.teams.models import Team

from .models import DONE, Milestone, Product
from .services.handing_over import hand_over_held, hand_over_products


def left_open(team: Team, user: Any) -> list[Held]:
    """Products still to come: those that go to another first, then what ministries keep."""
    rows: Any = Product.objects.visible_to(user).filter(line__team=team).exclude(state__in=DONE)
    rows = rows.select_related("owner_organisation", "owner_person", "owner_post")
    own = team.body.organisation_id
    goes, stays = [], []
    for one in rows.order_by("line__position", "position"):
        said = {"title": one.title, "owner": one.owner.label}
        if one.owner_organisation_id == own:
            goes.append(Held(f"{one.title} ({one.owner.label})", one.get_absolute_url()))
        else:
            sentence = gettext("%(title)s (stays with %(owner)s)") % said
            stays.append(Held(sentence, one.get_absolute_url()))
    return goes + stays


def held_by(user: Any, reader: Any) -> list[Held]:
    """Products still to come that are hers by name, as `reader` may see them."""
    rows = Product.objects.filter(owner_person=user).exclude(state__in=DONE)
    rows = rows.select_related("line__team").order_by("line__team__code", "line__position", "pk")
    return held_among(rows, reader, action="planning.read", title=_title)


def _title(product: Product) -> str:
    return f"{product.line.team.code} {product.title}"


def outside(team: Team, first: dt.date, last: dt.date | None) -> list[str]:
    """Awaited milestones that are due before `first` or after `last`."""
    wrong = Q(due_on__lt=first) | (Q(due_on__gt=last) if last else Q())
    rows = Milestone.objects.awaited().filter(wrong, product__line__team=team)
    listed = rows.select_related("product").order_by("due_on", "product__title", "position")
    return [": ".join(filter(None, [one.product.title, one.title])) for one in listed]


holdings.add("planning", Holding(_("Products"), held_by, hand_over_held), order=35)
leavings.add(
    "planning", Leaving(_("Products"), left_open, hand_over_products, outside=outside), order=110
)
