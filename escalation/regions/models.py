"""Regions, what is counted in them, and every figure as it was reported."""

import uuid
from functools import lru_cache
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.dossiers.models import Dossier
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.kit.work import Work
from coordination.people.models import Organisation, User


class Scope(models.TextChoices):
    """What a ladder speaks of: each region by itself, or the whole country."""

    REGION = "region", _("region")
    NATIONAL = "national", _("country")


class RegionQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(dossier__in=Dossier.objects.visible_to(user))


class Region(models.Model):
    """A safety region, or the country; what happens in it stands in its dossier."""

    dossier = models.OneToOneField(
        Dossier, models.PROTECT, primary_key=True, related_name="+", verbose_name=_("dossier")
    )
    code = models.CharField(_("code"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=100)
    scope = models.CharField(_("scope"), max_length=8, choices=Scope, default=Scope.REGION)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    population = models.PositiveIntegerField(_("inhabitants"))
    rate_population = models.PositiveIntegerField(_("inhabitants that rates count on"))
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(population__gt=0, rate_population__gt=0), name="region_has_inhabitants"
            ),
            models.CheckConstraint(
                condition=both_or_neither("tile_row", "tile_column"), name="region_tile_whole"
            ),
            models.UniqueConstraint(fields=["tile_row", "tile_column"], name="region_tile_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return _address(self.pk)


@lru_cache(maxsize=256)
def _address(pk: uuid.UUID) -> str:
    """Kept, because a page of the country names them all."""
    return reverse("regions:detail", args=[pk])


class Basis(models.TextChoices):
    """The day a case is counted on."""

    REPORT = "report", pgettext_lazy("figure", "day of report")
    EVENT = "event", pgettext_lazy("figure", "day of event")


class IndicatorQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever reads figures knows what is counted."""
        return self.all() if user.is_authenticated and user.may("regions.read") else self.none()


class OwnQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever reads what is open to officials; a chain partner sees the figures alone."""
        reads = user.is_authenticated and user.is_active and user.reads_unrestricted
        return self.all() if reads else self.none()


class Indicator(Noun):
    """What is counted: its unit, per how many inhabitants, by which day, and who publishes it.

    What is reckoned with it can be kept under its `version`: every change raises that.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_nl = models.CharField(_("name in Dutch"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100)
    unit_nl = models.CharField(_("unit in Dutch"), max_length=40, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=40, blank=True)
    per = models.PositiveIntegerField(_("per inhabitants"), null=True, blank=True)
    basis = models.CharField(_("counted on"), max_length=6, choices=Basis, default=Basis.REPORT)
    source = models.CharField(_("source"), max_length=200)
    stale_after = models.PositiveSmallIntegerField(_("old after days"), default=3)
    version = models.PositiveIntegerField(default=1)

    objects = IndicatorQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(per=None) | Q(per__gt=0), name="indicator_per_inhabitants"
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_nl

    @property
    def unit(self) -> str:
        return self.unit_en if get_language() == "en" else self.unit_nl


class ObservationImport(Work):
    """A file of figures that was read: by whom, how far, and what became of its rows.

    `first_day` and `last_day` hold what it added. The file itself goes after some days
    (`removed_at`); its digest stays.
    """

    name = models.CharField(_("file"), max_length=200)
    file = models.FileField(upload_to="figures/", blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    whole = models.BooleanField(_("all rows or none"), default=True)
    known_at = models.DateTimeField(_("known at"), null=True, blank=True)
    generated = models.BooleanField(default=False)
    replace_generated = models.BooleanField(_("replace generated figures"), default=False)
    layout = models.CharField(max_length=40, blank=True)
    bytes_read = models.PositiveBigIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    revised = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    replaced = models.PositiveIntegerField(default=0)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    report = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    parts = models.PositiveIntegerField(default=0)
    """How many parts of regions (municipalities) it holds."""
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of figures")
        verbose_name_plural = _("imports of figures")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def share(self) -> int:
        """How far it is read, in hundredths."""
        return 100 * self.bytes_read // self.size if self.size else 100

    def get_absolute_url(self) -> str:
        return address_of("regions:import", self.pk)


class Origin(models.TextChoices):
    """How a figure came to stand here."""

    REPORTED = "reported", pgettext_lazy("figure", "reported")
    GENERATED = "generated", pgettext_lazy("figure", "generated")
    HANDLED = "handled", pgettext_lazy("figure", "clipped or spread by hand")


class ObservationQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(region__in=Region.objects.visible_to(user))


class Observation(models.Model):
    """One figure of one day as it was known at a moment. Never changed: a correction is a row."""

    id = models.BigAutoField(primary_key=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="observations")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="observations")
    day = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=2)
    known_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    origin = models.CharField(max_length=9, choices=Origin, default=Origin.REPORTED)
    source = models.ForeignKey(ObservationImport, models.PROTECT, null=True, related_name="+")

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=0), name="observation_not_negative")
        ]
        indexes = [
            models.Index(
                fields=["indicator", "region", "day", "known_at", "id", "value"],
                name="observation_newest",
            )
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.day} {self.value}"


class Handling(models.TextChoices):
    """What is done with a figure that stands out."""

    OPEN = "open", pgettext_lazy("figure", "to be judged")
    ACCEPTED = "accepted", pgettext_lazy("figure", "accepted as it is")
    CLIPPED = "clipped", pgettext_lazy("figure", "clipped")
    SPREAD = "spread", pgettext_lazy("figure", "spread over the days before")


class OutlierQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(observation__region__in=Region.objects.visible_to(user))


class Outlier(Noun):
    """A figure so far above its days that it may be cases booked at once, for a person to judge.

    `before` holds the values of the days that were changed by hand, as they stood.
    """

    observation = models.OneToOneField(Observation, models.PROTECT, related_name="outlier")
    expected = models.DecimalField(max_digits=14, decimal_places=2)
    handling = models.CharField(max_length=8, choices=Handling, default=Handling.OPEN)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    before = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OutlierQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure that stands out")
        verbose_name_plural = _("figures that stand out")
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("handled_at", "handled_by"), name="outlier_handled_at_by"
            )
        ]

    def __str__(self) -> str:
        return f"{self.observation_id} {self.handling}"

    def get_absolute_url(self) -> str:
        return address_of("regions:outlier", self.pk)
