"""What was learnt, what is done otherwise since, and where that was applied."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.dossiers.models import Dossier
from coordination.kit.addresses import address_of
from coordination.kit.models import (
    Noun,
    VisibleQuerySet,
    at_most_one,
    both_or_neither,
    exactly_one,
)
from coordination.meetings.models import Meeting
from coordination.people.models import Body, Organisation, Post, User


class SourceKind(models.TextChoices):
    WORK = "work", _("the work itself")
    MEETING = "meeting", _("meeting")
    EXERCISE = "exercise", _("exercise")
    INCIDENT = "incident", _("incident")
    EVALUATION = "evaluation", _("evaluation")


class LessonStatus(models.TextChoices):
    OPEN = "open", _("open")
    ADOPTED = "adopted", _("done otherwise since")
    DROPPED = "dropped", _("dropped")


class LessonQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(dossier__in=Dossier.objects.visible_to(user))


class Lesson(Noun):
    """A lesson stands in the dossier it was learnt in, or the one that keeps it.

    `origin` is the same in every instance it is taken to, so that it comes in once; `stems` is
    what it is offered by when something like it is planned again.
    """

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="lessons", verbose_name=_("dossier")
    )
    learnt = models.TextField(_("what was learnt"))
    otherwise = models.TextField(_("what we do otherwise"), blank=True)
    source_kind = models.CharField(
        _("learnt from"), max_length=10, choices=SourceKind, default=SourceKind.WORK
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lessons",
        verbose_name=_("meeting"),
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("owner of the lesson")
    )
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(
        _("status"), max_length=8, choices=LessonStatus, default=LessonStatus.OPEN
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    origin = models.UUIDField(default=uuid.uuid4, editable=False)
    stems = models.TextField(editable=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = LessonQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["stems"])

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        constraints = [
            models.UniqueConstraint(fields=["origin"], name="lesson_origin_once"),
            models.CheckConstraint(condition=~Q(learnt=""), name="lesson_says_something"),
            models.CheckConstraint(
                condition=at_most_one("person", "post"), name="lesson_person_or_post"
            ),
            models.CheckConstraint(
                condition=both_or_neither("settled_at", "settled_by"), name="lesson_settled_at_by"
            ),
            models.CheckConstraint(
                condition=Q(status=LessonStatus.OPEN, settled_at=None)
                | ~Q(status=LessonStatus.OPEN) & Q(settled_at__isnull=False),
                name="lesson_open_or_settled",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-created_at"], name="lesson_status"),
            models.Index(fields=["dossier", "-created_at"], name="lesson_dossier"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Its first line, at most eighty signs."""
        first = self.learnt.strip().partition("\n")[0]
        return first if len(first) <= 80 else f"{first[:79].rstrip()}…"

    @property
    def owned_by(self) -> Organisation | User | Post:
        return self.person or self.post or self.organisation

    def get_absolute_url(self) -> str:
        return address_of("lessons:lesson", self.pk)


class ApplicationQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Where she may see the lesson, and that to which it was applied."""
        return self.filter(
            Q(dossier__in=Dossier.objects.visible_to(user))
            | Q(meeting__in=Meeting.objects.visible_to(user)),
            lesson__in=Lesson.objects.visible_to(user),
        )


class Application(Noun):
    """A lesson that was applied to something that was planned."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="applications")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application of a lesson")
        verbose_name_plural = _("applications of lessons")
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("dossier", "meeting"), name="application_of_one"
            ),
            models.UniqueConstraint(fields=["lesson", "dossier"], name="applied_to_dossier_once"),
            models.UniqueConstraint(fields=["lesson", "meeting"], name="applied_to_meeting_once"),
        ]

    def __str__(self) -> str:
        return str(self.place)

    @property
    def place(self) -> Dossier | Meeting:
        found = self.dossier or self.meeting
        assert found is not None  # the constraint application_of_one
        return found

    def get_absolute_url(self) -> str:
        return self.place.get_absolute_url()
