"""Milestones stand on the list of what is due, with their reminders."""

import datetime as dt

from django.db.models import Case, Exists, F, Q, TextField, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from coordination.cycle.due import DueSource, FirstRule, due_items
from coordination.cycle.stood import Stood, read, the_one

from .models import DONE, Milestone, Product, ProductState

OWNER = "product__owner_"
OWNED = {
    "organisation": f"{OWNER}organisation",
    "organisation_code": f"{OWNER}organisation__code",
    "person": f"{OWNER}person",
    "person_function": f"{OWNER}person__function",
    "person_name": f"{OWNER}person__name",
    "post_nl": f"{OWNER}post__name_nl",
    "post_en": f"{OWNER}post__name_en",
    "holder": f"{OWNER}post__holder",
}
NAMED = Concat("product__title", Value(": "), "title")


def _then(at: dt.datetime) -> Stood:
    """With what its product was called, whose it was and how far it was."""
    product = the_one(Product, at, "product_id")
    stands = product.exclude(state=ProductState.DROPPED)
    paths = {name: path.removeprefix("product__") for name, path in OWNED.items()}
    title = read(product, "title")
    named = Concat(title, Value(": "), "title", output_field=TextField())
    return Stood(
        rows=Q(due_on__isnull=False) & Q(Exists(stands)),
        open=Q(reached_at=None) & ~Q(Exists(product.filter(state__in=DONE))),
        extra={
            "named": Case(When(title="", then=title), default=named, output_field=TextField()),
            **{f"{name}_then": read(product, path) for name, path in paths.items()},
        },
        columns={name: f"{name}_then" for name in OWNED},
    )


MILESTONES = DueSource(
    label=_("milestone"),
    model=Milestone,
    rows=Q(due_on__isnull=False) & ~Q(product__state=ProductState.DROPPED),
    open=Q(reached_at=None) & ~Q(product__state__in=DONE),
    columns={
        "what": "named",
        "due": "due_on",
        "version": "due_version",
        "body": "body",
        "meeting_at": "meeting__starts_at",
        "page": "product",
        **OWNED,
    },
    url_name="planning:product",
    then=_then,
    dossier="product__line__team__dossier",
    extra={"named": Case(When(title="", then=F("product__title")), default=NAMED)},
    rules=(
        FirstRule(5, "Mijlpaal", "Milestone"),
        FirstRule(1, after=True),
        FirstRule(2, after=True, audience="lead"),
    ),
)
due_items.add("planning.milestone", MILESTONES, order=60)
