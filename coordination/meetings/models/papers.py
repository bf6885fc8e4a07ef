"""What lay on the table: which versions belong to a meeting, and the file made for one reader."""

from pathlib import PurePosixPath
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet
from coordination.kit.work import Work, WorkStatus
from coordination.papers.models import PaperVersion
from coordination.people.models import User

from .agenda import AgendaItem
from .meetings import Meeting


class MeetingPapersQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The set of a meeting she may see; what she reads of it is filtered again."""
        return self.filter(meeting__in=Meeting.objects.visible_to(user))


class MeetingPapers(Noun):
    """A set of meeting papers, frozen: the agenda as it stood and the versions that belong.

    `sha256` seals both. What changes afterwards makes the next set.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="paper_sets")
    number = models.PositiveSmallIntegerField()
    agenda = models.JSONField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = MeetingPapersQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting papers")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meeting_papers_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} set {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:paper_set", args=[self.meeting_id, self.number])


class PaperInSetQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Papers of items and of dossiers that she may see today."""
        return self.filter(
            item__in=AgendaItem.objects.visible_to(user),
            version__in=PaperVersion.objects.visible_to(user),
        )


class PaperInSet(Noun):
    """One version of one paper under an item; `late` says that it came after its time."""

    papers = models.ForeignKey(MeetingPapers, models.PROTECT, related_name="versions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="+")
    version = models.ForeignKey(PaperVersion, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    late = models.BooleanField(_("late"), default=False)

    objects = PaperInSetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["papers", "item", "version"], name="paper_in_set_once")
        ]

    def __str__(self) -> str:
        return f"{self.papers_id} {self.version_id}"


class PapersFileQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """A file holds what its reader may read, and is for her alone."""
        papers = MeetingPapers.objects.visible_to(user)
        return self.filter(reader=user.pk, papers__in=papers)


class PapersFile(Work):
    """A set as one file, as its reader may read it; made by a worker.

    `seal` says of what it was made: another one today, and it is made again.
    """

    papers = models.ForeignKey(MeetingPapers, models.PROTECT, related_name="files")
    reader = models.ForeignKey(User, models.PROTECT, related_name="+")
    only_changes = models.BooleanField(default=False)
    share = models.PositiveSmallIntegerField(default=0)
    sentence = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(upload_to="meeting-papers/%Y/%m/", blank=True)
    name = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)

    objects = PapersFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of meeting papers")
        constraints = [
            models.UniqueConstraint(
                fields=["papers", "reader", "only_changes"], name="papers_file_once"
            ),
            models.CheckConstraint(
                condition=~Q(status=WorkStatus.DONE) | ~Q(sha256=""), name="papers_file_sealed"
            ),
        ]
        indexes = [models.Index(fields=["status", "asked_at"], name="papers_file_waiting")]

    def __str__(self) -> str:
        return f"{self.papers_id} {self.reader_id}"

    @property
    def is_bound(self) -> bool:
        """One PDF; else the papers as they were supplied, in a zip."""
        return PurePosixPath(self.name).suffix == ".pdf"

    @property
    def classification(self) -> int:
        return int(self.papers.meeting.dossier.classification)

    def get_absolute_url(self) -> str:
        return address_of("meetings:papers_file", self.pk)
