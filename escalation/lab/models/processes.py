"""Who may settle which change of a level, and within how many hours."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.dossiers.models import Dossier
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun
from coordination.people.models import User

from .variants import InLadderDossierQuerySet

MOST_HOURS = 720


class ProcessVariant(Noun):
    """Another way from figure to force; what none of its rules names goes up to the minister."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=100)
    why = models.CharField(_("what it is to show"), max_length=500, blank=True)
    minister_hours = models.PositiveSmallIntegerField(
        _("hours until the minister determines"), null=True, blank=True
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = InLadderDossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("variant of the process")
        verbose_name_plural = _("variants of the process")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "name"], name="process_variant_name_once"),
            models.CheckConstraint(
                condition=Q(minister_hours=None)
                | Q(minister_hours__gte=1, minister_hours__lte=MOST_HOURS),
                name="process_variant_hours",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("lab:process", self.pk)


class Direction(models.TextChoices):
    """Which way a level goes."""

    UP = "up", pgettext_lazy("level", "rising")
    DOWN = "down", pgettext_lazy("level", "falling")
    BOTH = "both", pgettext_lazy("level", "rising or falling")


class Settler(models.TextChoices):
    """Who settles a change below the minister."""

    REGION = "region", pgettext_lazy("settler", "the region itself")
    OFFICIALS = "officials", pgettext_lazy("settler", "officials")


class ProcessRule(Noun):
    """Changes of at most so many levels, to at most this level, are settled by whom, how soon."""

    process = models.ForeignKey(ProcessVariant, models.CASCADE, related_name="rules")
    position = models.PositiveSmallIntegerField(default=0)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction)
    most_steps = models.PositiveSmallIntegerField(_("at most so many levels"), default=1)
    highest = models.PositiveSmallIntegerField(_("to at most level"), default=9)
    settler = models.CharField(_("settled by"), max_length=9, choices=Settler)
    hours = models.PositiveSmallIntegerField(_("within hours"))

    class Meta:
        verbose_name = _("rule of a process")
        verbose_name_plural = _("rules of processes")
        constraints = [
            models.UniqueConstraint(fields=["process", "position"], name="process_rule_once"),
            models.CheckConstraint(
                condition=Q(most_steps__gte=1, most_steps__lte=8)
                & Q(highest__gte=1, highest__lte=9)
                & Q(hours__gte=1, hours__lte=MOST_HOURS),
                name="process_rule_within",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process_id} {self.position}"
