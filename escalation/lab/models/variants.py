"""A ladder that is tried and never in force: other bounds, other days, slower levels."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.dossiers.models import Dossier
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet
from coordination.people.models import User
from escalation.ladder.models import (
    MOST_HYSTERESIS,
    MOST_WEEKS,
    Combination,
    Ladder,
    Measured,
    Window,
)
from escalation.regions.models import Indicator


def reads_lab(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_active and user.may("lab.read"))


class InLadderDossierQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What is tried stays with who works on it, and who sees the dossier of the ladder."""
        if not reads_lab(user):
            return self.none()
        return self.filter(dossier__in=Dossier.objects.visible_to(user))


class Variant(Noun):
    """A version of the ladder with something changed, to be replayed.

    A level changes once the rule gave it on every day of so many weeks (1: at once); it is left
    downwards only where a figure lies `hysteresis` per cent below the bound that led to it.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    based_on = models.ForeignKey(
        Ladder, models.PROTECT, related_name="+", verbose_name=_("made from")
    )
    name = models.CharField(_("name"), max_length=100)
    why = models.CharField(_("what it is to show"), max_length=500, blank=True)
    combination = models.CharField(_("combination"), max_length=6, choices=Combination)
    window = models.CharField(_("window"), max_length=13, choices=Window)
    window_days = models.PositiveSmallIntegerField(_("days"))
    measured = models.CharField(_("measured"), max_length=10, choices=Measured)
    per_inhabitants = models.BooleanField(_("per so many inhabitants"))
    decimals = models.PositiveSmallIntegerField(_("rounded to decimals"), null=True, blank=True)
    weeks_up = models.PositiveSmallIntegerField(_("weeks before it rises"), default=1)
    weeks_down = models.PositiveSmallIntegerField(_("weeks before it falls"), default=1)
    hysteresis = models.PositiveSmallIntegerField(_("hysteresis in per cent"), default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = InLadderDossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("variant of the ladder")
        verbose_name_plural = _("variants of the ladder")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "name"], name="variant_name_once"),
            models.CheckConstraint(
                condition=Q(window_days__gte=1, window_days__lte=28), name="variant_window_days"
            ),
            models.CheckConstraint(
                condition=Q(weeks_up__gte=1, weeks_up__lte=MOST_WEEKS)
                & Q(weeks_down__gte=1, weeks_down__lte=MOST_WEEKS),
                name="variant_weeks",
            ),
            models.CheckConstraint(
                condition=Q(hysteresis__lte=MOST_HYSTERESIS), name="variant_hysteresis"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("lab:variant", self.pk)


class VariantBound(Noun):
    """Where a level of a variant starts for one indicator; it ends where the next one starts."""

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="bounds")
    rank = models.PositiveSmallIntegerField(_("rank"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    lower = models.DecimalField(_("from"), max_digits=14, decimal_places=2)
    inclusive = models.BooleanField(_("the bound itself included"), default=True)

    class Meta:
        verbose_name = _("bound of a variant")
        verbose_name_plural = _("bounds of variants")
        constraints = [
            models.UniqueConstraint(
                fields=["variant", "rank", "indicator"], name="variant_bound_once"
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1, rank__lte=9), name="variant_bound_rank"
            ),
            models.CheckConstraint(condition=Q(lower__gte=0), name="variant_bound_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.lower}"
