"""Lessons as a list, those of a place, and those offered to what is planned."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from coordination.dossiers.models import Dossier
from coordination.dossiers.planned import Plan
from coordination.kit.matching import words
from coordination.meetings.models import Meeting
from coordination.search.stems import stem

from .models import Application, Lesson, LessonStatus, SourceKind

ROWS = Lesson.objects.select_related("dossier", "organisation", "person", "post", "body", "meeting")
MOST_STEMS, SHORTEST, CANDIDATES, OFFERED = 24, 5, 200, 3


@dataclass(frozen=True)
class Filters:
    """What a list keeps; nonsense keeps everything."""

    text: str = ""
    status: str = ""
    source: str = ""
    owner: str = ""

    @classmethod
    def read(cls, sent: Any) -> "Filters":
        status, source = sent.get("stand", ""), sent.get("bron", "")
        return cls(
            text=sent.get("q", "")[:200],
            status=status if status in LessonStatus.values else "",
            source=source if source in SourceKind.values else "",
            owner=sent.get("eigenaar", "")[:20],
        )


def list_lessons(user: Any, wanted: Filters) -> "QuerySet[Lesson]":
    """Lessons she may see, newest first; every word of the text begins a word of the lesson."""
    found: QuerySet[Lesson] = ROWS.visible_to(user)
    if wanted.status:
        found = found.filter(status=wanted.status)
    if wanted.source:
        found = found.filter(source_kind=wanted.source)
    if wanted.owner:
        found = found.filter(organisation__code=wanted.owner)
    for one in stem(wanted.text)[:8] if words(wanted.text) else []:
        found = found.filter(stems__contains=f" {one}")
    return found.order_by("-created_at", "pk")


def with_applications(user: Any, *, until: dt.datetime | None = None) -> "QuerySet[Lesson]":
    """Lessons with where they were applied (by then), as far as she may see that."""
    applied = Application.objects.visible_to(user).select_related("dossier", "meeting__body", "by")
    if until is not None:
        applied = applied.filter(at__lte=until)
    return ROWS.prefetch_related(Prefetch("applications", applied.order_by("at", "pk")))


@dataclass(frozen=True)
class Here:
    """What a page says of lessons: learnt there, applied there, and offered to it."""

    learnt: list[Lesson]
    applied: list[Application]
    offered: list[Lesson]

    @property
    def any(self) -> bool:
        return bool(self.learnt or self.applied or self.offered)


def lessons_here(place: Dossier | Meeting, user: Any) -> Here:
    """Three questions: the newest five learnt here, what was applied, and what may be of use."""
    kind = str(place._meta.model_name)
    rows = ROWS.visible_to(user)
    learnt = list(rows.filter(**{kind: place}).order_by("-created_at", "pk")[:5])
    applied = list(
        Application.objects.visible_to(user)
        .filter(**{kind: place})
        .select_related("lesson__organisation")
        .order_by("at", "pk")
    )
    known = {one.pk for one in learnt} | {one.lesson_id for one in applied}
    return Here(learnt, applied, offered_to(place, user, known=known))


def lessons_of(bodies: Iterable[UUID], user: Any) -> list[Lesson]:
    """The newest five for one of these bodies or learnt in their meetings, none dropped."""
    here = list(bodies)
    found = ROWS.visible_to(user).filter(Q(body__in=here) | Q(meeting__body__in=here))
    return list(found.exclude(status=LessonStatus.DROPPED).order_by("-created_at", "pk")[:5])


def offered_to(place: Dossier | Meeting, user: Any, *, known: set[Any]) -> list[Lesson]:
    """What is most like it; those `known` there stay away."""
    if isinstance(place, Dossier):
        return like(Plan(place.title), user, known=known)
    return like(Plan(f"{place.subject} {place.dossier.title}", body=place.body), user, known=known)


def offered_for(plan: Plan, user: Any) -> list[Lesson]:
    """What is most like something that is being planned, or was learnt in the same dossier.

    Nothing, without a question, where nothing is said of it yet.
    """
    if plan == Plan():
        return []
    title = plan.dossier.title if plan.dossier is not None else ""
    return like(replace(plan, text=f"{plan.text} {plan.about} {title}"), user)


def like(plan: Plan, user: Any, *, known: Collection[Any] = ()) -> list[Lesson]:
    """The three that are most like it: of its body or dossier first, or with two of its words.

    Those dropped, and those `known` there, stay away.
    """
    stems = set([one for one in stem(plan.text) if len(one) >= SHORTEST][:MOST_STEMS])
    places = {one.pk for one in (plan.dossier, plan.body) if one is not None}
    near = Q(dossier__in=places) | Q(body__in=places)
    for one in stems:
        near |= Q(stems__contains=f" {one} ")
    rows = ROWS.visible_to(user).filter(near).exclude(status=LessonStatus.DROPPED)
    scored = []
    for lesson in rows.exclude(pk__in=known).order_by("-created_at", "pk")[:CANDIDATES]:
        shared = len(stems & set(lesson.stems.split()))
        there = lesson.dossier_id in places or lesson.body_id in places
        if there or shared >= 2:
            scored.append(((not there, -shared), lesson))
    scored.sort(key=lambda pair: pair[0])
    return [lesson for _score, lesson in scored[:OFFERED]]
