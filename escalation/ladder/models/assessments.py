"""What the rule says of a region on a date, with the figures it said it on."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.kit.models import Noun, VisibleQuerySet
from coordination.people.models import User
from escalation.regions.models import Region

from .ladders import Ladder, Level


class Unknown(models.TextChoices):
    """Why no level can be given."""

    MISSING = "missing", pgettext_lazy("assessment", "figures of some days are missing")
    OLD = "old", pgettext_lazy("assessment", "the newest figures are too old")


class AssessmentQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(region__in=Region.objects.visible_to(user))


class Assessment(Noun):
    """The level by the rule, never changed: assessed again after a correction is another row.

    `figures` is a list of {indicator, value, from, to, known_at, rank, next, before}: the value in
    the unit of the ladder's thresholds, the days it covers, when its youngest figure was known,
    the rank by this indicator alone, the bound of the next level, the value one window earlier.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="assessments")
    ladder = models.ForeignKey(Ladder, models.PROTECT, related_name="assessments")
    on = models.DateField(_("on"))
    known_at = models.DateTimeField(_("with the figures known at"), null=True, blank=True)
    level = models.ForeignKey(Level, models.PROTECT, null=True, blank=True, related_name="+")
    unknown = models.CharField(max_length=7, choices=Unknown, blank=True)
    figures = models.JSONField(default=list)
    assessed_at = models.DateTimeField()
    assessed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    named_with = ("region",)
    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-on", "-assessed_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level=None) ^ models.Q(unknown=""),
                name="assessment_level_or_reason",
            )
        ]
        indexes = [models.Index(fields=["region", "on", "assessed_at"], name="assessment_region")]

    def __str__(self) -> str:
        return f"{self.region} {self.on}"
