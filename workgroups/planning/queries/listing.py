"""What all teams have coming, the longest late first."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from coordination.dossiers.asof import attach
from coordination.dossiers.models import Dossier
from coordination.meetings.models import Meeting
from coordination.people.models import Body, Post, User
from workgroups.teams.models import Team

from ..models import Milestone, Product
from .plans import (
    PlannedMilestone,
    attach_meetings,
    mark_late,
    milestones_with_names,
    planned_of,
)

FEW = 10
BY_DAY = (
    F("due_on").asc(nulls_last=True),
    "product__line__team__code",
    "product__line__position",
    "product__position",
    "position",
)
# fifty rows of six tables have a thousand columns that no list shows
SHOWN = (
    *("title", "starts_on", "due_on", "due_words", "reached_at", "body__code", "meeting"),
    *(f"product__{name}" for name in ("title", "interim", "state", "owner_person", "owner_post")),
    *("product__line__position", "product__line__team__code", "product__owner_organisation__code"),
)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to, as it stands in the address; nonsense does not narrow."""

    team: str = ""
    body: str = ""
    organisation: str = ""
    late: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        names = ("team", "gremium", "organisatie")
        team, body, owner = (query.get(name, "").replace("\0", "").strip()[:20] for name in names)
        return cls(team, body, owner, query.get("telaat") == "1")


def list_coming(user: Any, wanted: Filters, *, today: dt.date) -> QuerySet[Milestone]:
    """Milestones that are awaited, by their last day; those that are not planned yet come last."""
    rows: Any = Milestone.objects.visible_to(user).awaited()
    if wanted.team:
        rows = rows.filter(product__line__team__code__iexact=wanted.team)
    if wanted.body:
        rows = rows.filter(body__code__iexact=wanted.body)
    if wanted.organisation:
        rows = rows.filter(product__owner_organisation__code__iexact=wanted.organisation)
    if wanted.late:
        rows = rows.filter(due_on__lt=today)
    found: QuerySet[Milestone] = rows.order_by(*BY_DAY)
    return found


def planned(keys: Iterable[UUID], user: Any, *, today: dt.date) -> list[PlannedMilestone]:
    """The milestones with these keys, in the order of the list, with how late they are.

    Sorted by keys alone: of twenty thousand rows a page shows fifty.
    """
    rows = milestones_with_names("product__line__team", "product__owner_organisation")
    found = list(rows.only(*SHOWN).filter(pk__in=list(keys)).order_by(*BY_DAY))
    # asked for where there are any: with each table more the database thinks twice as long
    attach_meetings(found, user)
    products = [row.product for row in found]
    attach(products, "owner_person", User)
    attach(products, "owner_post", Post)
    shown = [planned_of(row) for row in found]
    mark_late(shown, user, today)
    return shown


def coming_of_team(team: Team, user: Any, *, today: dt.date) -> list[PlannedMilestone]:
    """The first few that this team has coming, the longest late first."""
    rows = list_coming(user, Filters(), today=today).filter(product__line__team=team)
    return planned(_first(rows), user, today=today)


def coming_to_body(body: Body, user: Any, *, today: dt.date) -> list[PlannedMilestone]:
    """The first few that come to this body."""
    rows = list_coming(user, Filters(), today=today).filter(body=body)
    return planned(_first(rows), user, today=today)


def coming_to_meeting(meeting: Meeting, user: Any, *, today: dt.date) -> list[PlannedMilestone]:
    """What is meant for this very meeting."""
    rows = list_coming(user, Filters(), today=today).filter(meeting=meeting)
    return planned(_first(rows), user, today=today)


def _first(rows: QuerySet[Milestone]) -> list[UUID]:
    return list(rows.values_list("pk", flat=True)[:FEW])


def team_of(dossier: Dossier, user: Any) -> Team | None:
    """The team whose dossier it is."""
    found: Team | None = Team.objects.visible_to(user).filter(pk=dossier.pk).first()
    return found


def find_product(typed: str, team: Team, user: Any) -> Product | None:
    """A product of the team by its title, or of another team as `LT1: title`, that she may see."""
    text = " ".join(typed.replace("\0", "").split())
    rows: Any = Product.objects.visible_to(user).select_related("line__team").order_by("pk")
    found: Product | None = rows.filter(line__team=team, title__iexact=text).first()
    code, colon, title = text.partition(":")
    if found is None and colon:
        named = {"line__team__code__iexact": code.strip(), "title__iexact": title.strip()}
        found = rows.filter(**named).first()
    return found


def titles_of(team: Team) -> list[str]:
    """What can be typed: the titles of the team's own products."""
    rows = Product.objects.filter(line__team=team).exclude(state="dropped")
    return list(rows.order_by("title").values_list("title", flat=True)[:200])


def coming_meetings(user: Any, *, at: dt.datetime, standing: Any = None) -> QuerySet[Meeting]:
    """Meetings she may see that are still to come, and the one that stands already."""
    rows: Any = Meeting.objects.visible_to(user).standing()
    rows = rows.filter(Q(starts_at__gt=at) | Q(pk=standing)).select_related("body")
    found: QuerySet[Meeting] = rows.order_by("starts_at", "pk")
    return found
