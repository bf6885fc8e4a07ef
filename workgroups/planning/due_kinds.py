"""Milestones stand on the list of what is due, with their reminders."""

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from coordination.cycle.due import DueSource, FirstRule, due_items

from .models import DONE, Milestone, ProductState

OWNER = "product__owner_"
NAMED = Concat("product__title", Value(": "), "title")
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
        "organisation": f"{OWNER}organisation",
        "organisation_code": f"{OWNER}organisation__code",
        "person": f"{OWNER}person",
        "person_function": f"{OWNER}person__function",
        "person_name": f"{OWNER}person__name",
        "post_nl": f"{OWNER}post__name_nl",
        "post_en": f"{OWNER}post__name_en",
        "holder": f"{OWNER}post__holder",
    },
    url_name="planning:product",
    dossier="product__line__team__dossier",
    extra={"named": Case(When(title="", then=F("product__title")), default=NAMED)},
    rules=(
        FirstRule(5, "Mijlpaal", "Milestone"),
        FirstRule(1, after=True),
        FirstRule(2, after=True, audience="lead"),
    ),
)
due_items.add("planning.milestone", MILESTONES, order=60)
