"""What a government can ask of people: an instrument, what it rests on, and for which sectors."""

from typing import Any, Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.dossiers.models import Dossier
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.people.models import User


class SectorQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever reads measures knows which sectors there are."""
        return self.all() if user.is_authenticated and user.may("measures.read") else self.none()


class Sector(Noun):
    """A part of society that a measure asks something of."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_nl = models.CharField(_("name in Dutch"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60)
    version = models.PositiveIntegerField(default=1)

    objects = SectorQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_nl


class MeasureQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(dossier__in=Dossier.objects.visible_to(user))

    def in_use(self) -> Self:
        return self.filter(withdrawn_at=None)


class Measure(Noun):
    """An instrument with its legal basis; `text` says what it asks, `source` where that stands."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="+", verbose_name=_("dossier")
    )
    instrument = models.CharField(_("instrument"), max_length=200)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    sectors = models.ManyToManyField(
        Sector, related_name="+", blank=True, verbose_name=_("sectors")
    )
    text = models.CharField(_("what it asks"), max_length=2000, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(_("no longer used since"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = MeasureQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[sectors])

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["instrument"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "instrument", "legal_basis"],
                condition=models.Q(withdrawn_at=None),
                name="measure_once",
            ),
            models.CheckConstraint(
                condition=both_or_neither("withdrawn_at", "withdrawn_by"),
                name="measure_withdrawn_at_by",
            ),
            models.CheckConstraint(
                condition=~models.Q(instrument=""), name="measure_has_instrument"
            ),
        ]

    def __str__(self) -> str:
        return self.instrument

    def get_absolute_url(self) -> str:
        return address_of("measures:detail", self.pk)
