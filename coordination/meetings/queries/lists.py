"""Meetings somebody may see: coming and past, filtered; and what a plan starts from."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from coordination.dossiers.asof import as_of
from coordination.dossiers.models import Dossier, Function
from coordination.kit import clock
from coordination.people.models import Body, BodyMember, User

from ..models import AgendaItem, Meeting, MeetingStatus
from ..permissions import LEADERS


@dataclass(frozen=True)
class MeetingFilter:
    """What the address of the list asks for."""

    past: bool = False
    mine: bool = False
    body: UUID | None = None
    dossier: UUID | None = None
    status: str = ""
    text: str = ""


@dataclass(frozen=True)
class Week:
    """Meetings of one ISO week, with its Monday."""

    monday: date
    meetings: list[Meeting]


def meetings_for(user: User, wanted: MeetingFilter, *, at: datetime) -> QuerySet[Meeting]:
    """Meetings `user` may see: coming ones soonest first, past ones latest first."""
    found = Meeting.objects.visible_to(user).select_related("body", "dossier")
    found = found.filter(ends_at__lt=at) if wanted.past else found.filter(ends_at__gte=at)
    if wanted.mine:
        found = found.filter(body__in=_own_bodies(user))
    if wanted.body:
        found = found.filter(body=wanted.body)
    if wanted.dossier:
        found = found.filter(dossier=wanted.dossier)
    if wanted.status:
        found = found.filter(status=wanted.status)
    for word in wanted.text.split()[:8]:
        found = found.filter(
            Q(subject__icontains=word)
            | Q(place__icontains=word)
            | Q(body__code__icontains=word)
            | Q(body__name_nl__icontains=word)
            | Q(body__name_en__icontains=word)
        )
    return found.order_by("-starts_at" if wanted.past else "starts_at", "pk")


def with_item_counts(user: User, meetings: list[Meeting]) -> list[Meeting]:
    """Each meeting with `items_seen`, the number of items on its agenda that `user` sees."""
    counted = dict(
        AgendaItem.objects.visible_to(user)
        .on_the_agenda()
        .filter(meeting__in=meetings)
        .order_by()
        .values_list("meeting")
        .annotate(seen=Count("pk"))
    )
    for meeting in meetings:
        meeting.items_seen = counted.get(meeting.pk, 0)  # type: ignore[attr-defined]  # a count carried to the page
    return meetings


def by_week(meetings: list[Meeting]) -> list[Week]:
    """The meetings in their order, grouped by week."""
    weeks: dict[date, list[Meeting]] = {}
    for meeting in meetings:
        day = timezone.localtime(meeting.starts_at).date()
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(meeting)
    return [Week(monday, found) for monday, found in weeks.items()]


def filter_choices(user: User) -> dict[str, list[tuple[UUID, str]]]:
    """Bodies and dossiers that have meetings she may see, in one query."""
    pairs = (
        Meeting.objects.visible_to(user)
        .order_by("body__code")
        .values_list("body", "body__code", "dossier", "dossier__title")
        .distinct()
    )
    bodies, dossiers = {}, {}
    for body, code, dossier, title in pairs:
        bodies[body], dossiers[dossier] = code, title
    return {
        "bodies": list(bodies.items()),
        "dossiers": sorted(dossiers.items(), key=lambda pair: pair[1].casefold()),
    }


def bodies_to_plan(user: User) -> QuerySet[Body]:
    """Bodies she may plan for: the ones she leads first; a dossier's lead plans for all."""
    led = _own_bodies(user, *LEADERS)
    bodies: Any = Body.objects.visible_to(user).filter(active=True)
    if not Dossier.objects.with_function(user, Function.LEAD).exists():
        bodies = bodies.filter(pk__in=led)
    first = Case(When(pk__in=led, then=Value(0)), default=Value(1), output_field=IntegerField())
    ordered: QuerySet[Body] = bodies.annotate(first=first).order_by("first", "code")
    return ordered


def last_dossier(user: User, body: Body) -> Dossier | None:
    """The dossier of the body's latest meeting, where she may see it."""
    latest = (
        Meeting.objects.visible_to(user)
        .filter(body=body)
        .select_related("dossier")
        .order_by("-starts_at")
        .first()
    )
    return latest.dossier if latest else None


def possible_note_takers(user: User, bodies: Any) -> QuerySet[User]:
    """Colleagues of her organisation, and the people of `bodies`."""
    members = BodyMember.objects.filter(body__in=bodies).present(clock.today())
    people: Any = User.objects.active().select_related("organisation")
    found: QuerySet[User] = people.filter(
        Q(organisation=user.organisation_id)
        | Q(pk__in=members.values("person"))
        | Q(posts__in=members.filter(post__isnull=False).values("post"))
    )
    return found.distinct().order_by("organisation__code", "name")


def next_meeting(user: User, *, at: datetime) -> Meeting | None:
    """The first meeting of her bodies that has not ended; else the first she may see."""
    coming = (
        Meeting.objects.visible_to(user)
        .filter(ends_at__gt=at, status__in=[MeetingStatus.PLANNED, MeetingStatus.OPEN])
        .select_related("body", "dossier")
    )
    return _first(coming, user, "pk")


def next_meeting_then(user: User, *, at: datetime) -> tuple[Meeting, Meeting] | None:
    """The one that was next at `at`, as it stood, with how it stands now; of what she may see."""
    rows = as_of(Meeting, at).filter(
        ends_at__gt=at,
        status__in=[MeetingStatus.PLANNED, MeetingStatus.OPEN],
        id__in=Meeting.objects.visible_to(user).values("pk"),
    )
    then = _first(rows, user, "id")
    if then is None:
        return None
    now = Meeting.objects.select_related("body").get(pk=then.pk)
    then.body = now.body
    return then, now


def _first(rows: Any, user: User, key: str) -> Meeting | None:
    """Of her bodies, else of any; `key` decides between two that start together."""
    first = Case(
        When(body_id__in=_own_bodies(user), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    found: Meeting | None = rows.annotate(mine=first).order_by("mine", "starts_at", key).first()
    return found


def _own_bodies(user: User, *roles: str) -> Any:
    rows = BodyMember.objects.held_by(user).present(clock.today())
    if roles:
        rows = rows.filter(role__in=roles)
    return rows.values("body")
