"""Lessons are written down, changed, settled and opened again."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from coordination.audit.deeds import changes, deed, record
from coordination.dossiers.models import Dossier
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.meetings.models import Meeting
from coordination.people.models import Body, Organisation, Post, User
from coordination.search.services import index_object
from coordination.search.stems import stem

from ..models import Lesson, LessonStatus, SourceKind
from ..permissions import can_add, can_change

LONGEST = 4000


@dataclass(frozen=True)
class LessonFacts:
    """What was learnt, from what, what is done otherwise, and who sees to that."""

    dossier: Dossier
    learnt: str
    organisation: Organisation
    otherwise: str = ""
    source_kind: SourceKind = SourceKind.WORK
    source: str = ""
    meeting: Meeting | None = None
    body: Body | None = None
    person: User | None = None
    post: Post | None = None

    def safe(self, by: User | None) -> "LessonFacts":
        """Without outer spaces; refuses an empty lesson, two owners, a meeting out of sight."""
        texts: Mapping[str, Any] = {
            "learnt": _plain(self.learnt, "learnt", LONGEST),
            "otherwise": _plain(self.otherwise, "otherwise", LONGEST),
            "source": _plain(self.source, "source", 200),
        }
        if not texts["learnt"]:
            raise Refusal(_("Say what was learnt."), field="learnt")
        if self.person is not None and self.post is not None:
            raise Refusal(_("Choose a person or a post, not both."), field="post")
        if by is not None and self.meeting is not None:
            visible = Meeting.objects.visible_to(by).filter(pk=self.meeting.pk)
            if not visible.exists():
                raise NotAllowed(_("Choose a meeting that you may see."), field="meeting")
        return replace(self, **texts)

    def values(self) -> dict[str, Any]:
        return dict(vars(self))


@deed
def add_lesson(
    *, facts: LessonFacts, by: User | None, at: dt.datetime, origin: UUID | None = None
) -> Lesson:
    """A lesson in a dossier in which `by` writes; None for a loader, which gives its key."""
    made = written(facts=facts, by=by, at=at, origin=origin)
    record("lessons.added", made, by=by, at=at, dossier=made.dossier_id, learnt=made.learnt)
    return made


def written(
    *, facts: LessonFacts, by: User | None, at: dt.datetime, origin: UUID | None = None
) -> Lesson:
    """The row of a lesson, without its event."""
    if by is not None and not can_add(by, facts.dossier):
        raise NotAllowed(_("Only who writes in this dossier keeps its lessons."), field="dossier")
    facts = facts.safe(by)
    made = Lesson(**facts.values(), created_at=at, created_by=by)
    if origin is not None:
        made.origin = origin
    _save(made, by, at)
    return made


@deed
def change_lesson(
    *, lesson: Lesson, facts: LessonFacts, version: int, by: User, at: dt.datetime
) -> Lesson:
    """The lesson with these facts; refuses when it changed since `version`."""
    lesson = _held(lesson, version, by)
    if not can_add(by, facts.dossier):
        raise NotAllowed(_("Only who writes in this dossier keeps its lessons."), field="dossier")
    facts = facts.safe(by)
    changed = changes({name: getattr(lesson, name) for name in facts.values()}, facts.values())
    for name, value in facts.values().items():
        setattr(lesson, name, value)
    lesson.version += 1
    _save(lesson, by, at)
    record(
        "lessons.changed",
        lesson,
        by=by,
        at=at,
        dossier=lesson.dossier_id,
        fields=sorted(changed),
    )
    return lesson


@deed
def settle_lesson(
    *, lesson: Lesson, status: LessonStatus, version: int, by: User, at: dt.datetime
) -> Lesson:
    """It is done otherwise since, or dropped; reopen_lesson undoes."""
    lesson = _held(lesson, version, by)
    if status == LessonStatus.OPEN:
        raise Refusal(_("Choose whether it is done otherwise since, or dropped."), field="status")
    if lesson.status != LessonStatus.OPEN:
        raise Refusal(_("This lesson was settled before; open it again first."))
    lesson.status, lesson.settled_at, lesson.settled_by = status, at, by
    lesson.version += 1
    _save(lesson, by, at)
    said: dict[str, Any] = {"status": status}
    record("lessons.settled", lesson, by=by, at=at, dossier=lesson.dossier_id, **said)
    return lesson


@deed
def reopen_lesson(*, lesson: Lesson, version: int, by: User, at: dt.datetime) -> Lesson:
    """Open once more; the inverse of settling."""
    lesson = _held(lesson, version, by)
    if lesson.status == LessonStatus.OPEN:
        raise Refusal(_("This lesson is open already."))
    lesson.status, lesson.settled_at, lesson.settled_by = LessonStatus.OPEN, None, None
    lesson.version += 1
    _save(lesson, by, at)
    record("lessons.reopened", lesson, by=by, at=at, dossier=lesson.dossier_id)
    return lesson


def _held(lesson: Lesson, version: int, by: User) -> Lesson:
    lesson = locked(lesson)
    if not can_change(by, lesson):
        raise NotAllowed(_("Only who writes in this dossier keeps its lessons."))
    refuse_stale(lesson, version)
    return lesson


def _save(lesson: Lesson, by: User | None, at: dt.datetime) -> None:
    text = f"{lesson.learnt} {lesson.otherwise}"
    lesson.stems = f" {' '.join(stem(text))} "
    save_as(lesson, by=by, at=at)
    index_object(
        lesson,
        dossier=lesson.dossier,
        title=lesson.title,
        hint=lesson.organisation.code,
        text=f"{text} {lesson.source}",
        url=lesson.get_absolute_url(),
        at=at,
    )


def _plain(text: str, field: str, longest: int) -> str:
    for sentence in refuse_unsafe(text, longest=longest):
        raise Refusal(sentence, field=field)
    return text.strip()
