"""Papers and their versions. A version is never changed; a correction is the next version."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.dossiers.models import Classification, Dossier
from coordination.kit import clock
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.people.models import Organisation, User


class PaperKind(models.TextChoices):
    COVER_NOTE = "cover_note", _("cover note")
    ADVICE = "advice", _("advice")
    PRESENTATION = "presentation", _("presentation")
    LETTER = "letter", _("letter to parliament")
    REPORT = "report", _("report")
    EXPERT_ADVICE = "expert_advice", _("expert advice")
    OTHER = "other", _("other")


class PaperQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Papers of dossiers she may see, not above her clearance.

        What is under embargo, or was made for government alone, no chain partner sees.
        """
        visible = Dossier.objects.visible_to(user)
        if not user.is_authenticated:
            return self.none()
        if user.only_partner:
            visible = visible.exclude(embargo_until__gt=clock.now())
        found = self.filter(dossier__in=visible, classification__lte=user.clearance)
        return found.filter(within_government=False) if user.only_partner else found

    def present(self) -> Self:
        return self.filter(removed_at=None)


class Paper(Noun):
    """A document in a dossier, known by its title; what it says stands in its versions."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="papers")
    kind = models.CharField(_("kind"), max_length=15, choices=PaperKind, default=PaperKind.OTHER)
    title = models.CharField(_("title"), max_length=200)
    classification = models.PositiveSmallIntegerField(
        _("classification"), choices=Classification, default=Classification.UNCLASSIFIED
    )
    supplied_by = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("supplied by")
    )
    within_government = models.BooleanField(_("within government only"), default=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("removed_at", "removed_by"), name="paper_removed_at_by"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("papers:detail", self.pk)


class PaperVersionQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(paper__in=Paper.objects.visible_to(user))


class PaperVersion(Noun):
    """The bytes as supplied, with their sha256."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    final = models.BooleanField(_("final"), default=False)
    file = models.FileField(upload_to="papers/%Y/%m/")
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size"))
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    late = models.BooleanField(_("late"), default=False)
    supplied_at = models.DateTimeField()
    supplied_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = PaperVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a paper")
        verbose_name_plural = _("versions of papers")
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="paper_version_once"),
            models.CheckConstraint(condition=Q(size__gt=0), name="paper_version_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} v{self.number}"

    @property
    def classification(self) -> int:
        return self.paper.classification

    def get_absolute_url(self) -> str:
        return address_of("papers:download", self.pk)
