from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.dossiers.models import Dossier
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither, exactly_one
from coordination.kit.workdays import Offset, Unit
from coordination.meetings.models import Meeting, MeetingStatus
from coordination.people.models import Organisation, Post, User


class DeadlineKind(models.TextChoices):
    PAPERS = "papers", _("papers")
    FREE = "free", _("something else")


HANGS = Q(kind=DeadlineKind.PAPERS) | Q(offset_number__isnull=False)
LAPSED = Q(meeting__status=MeetingStatus.CANCELLED) & HANGS
"""What is due for a meeting is due no more while that meeting is cancelled."""


class DeadlineQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(dossier__in=Dossier.objects.visible_to(user))

    def open(self) -> Self:
        return self.filter(met_at=None)

    def standing(self) -> Self:
        return self.exclude(LAPSED)


class Deadline(Noun):
    """What somebody owes by a moment: the papers of a meeting, or something else.

    Where it hangs on a meeting `offset` says by which unit it moves along.
    """

    kind = models.CharField(
        _("kind"), max_length=6, choices=DeadlineKind, default=DeadlineKind.FREE
    )
    what = models.CharField(_("what is due"), max_length=200)
    due_at = models.DateTimeField(_("due at"))
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="deadlines", verbose_name=_("dossier")
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deadlines",
        verbose_name=_("meeting"),
    )
    offset_number = models.PositiveSmallIntegerField(null=True, blank=True)
    offset_unit = models.CharField(max_length=13, choices=Unit, default="", blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    met_at = models.DateTimeField(null=True, blank=True)
    met_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = DeadlineQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("organisation", "person", "post"), name="deadline_for_one"
            ),
            models.CheckConstraint(
                condition=both_or_neither("met_at", "met_by"), name="deadline_met_at_by"
            ),
            models.CheckConstraint(
                condition=Q(offset_number=None, offset_unit="")
                | (Q(offset_number__isnull=False, meeting__isnull=False) & ~Q(offset_unit="")),
                name="deadline_offset_needs_meeting",
            ),
            models.CheckConstraint(
                condition=Q(kind=DeadlineKind.FREE) | Q(meeting__isnull=False),
                name="deadline_papers_have_meeting",
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(kind=DeadlineKind.PAPERS),
                name="deadline_papers_once",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="deadline_due_at"),
            models.Index(fields=["dossier", "due_at"], name="deadline_dossier"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def owed_by(self) -> Organisation | User | Post:
        found = self.organisation or self.person or self.post
        assert found is not None  # the constraint deadline_for_one
        return found

    @property
    def offset(self) -> Offset | None:
        """How it is counted back from its meeting; None where it stands by itself."""
        if self.offset_number is None:
            return None
        return Offset(self.offset_number, Unit(self.offset_unit))

    def is_late(self, now: datetime) -> bool:
        return self.met_at is None and self.due_at < now

    def get_absolute_url(self) -> str:
        return address_of("cycle:deadline", self.pk)
