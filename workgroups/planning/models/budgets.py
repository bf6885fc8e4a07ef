"""What a team expects to need, and what that is based on."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.dossiers.models import Dossier
from coordination.kit.models import Noun, VisibleQuerySet
from workgroups.teams.models import Team


class BudgetEstimateQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(team__in=Dossier.objects.visible_to(user).values("pk"))


class BudgetEstimate(Noun):
    """An amount in whole euros for a year, for what, and on what basis: it is no commitment."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="+", verbose_name=_("team"))
    year = models.PositiveSmallIntegerField(_("year"))
    amount = models.PositiveBigIntegerField(_("amount in euros"))
    purpose = models.CharField(_("what for"), max_length=300)
    basis = models.CharField(_("basis of the estimate"), max_length=300)
    version = models.PositiveIntegerField(default=1)

    objects = BudgetEstimateQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("budget estimate")
        verbose_name_plural = _("budget estimates")
        constraints = [
            models.UniqueConstraint("team", "year", Lower("purpose"), name="budget_estimate_once"),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="budget_estimate_year"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="budget_estimate_has_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.amount}"

    def get_absolute_url(self) -> str:
        return f"{reverse('planning:team', args=[self.team_id])}#begroting"
