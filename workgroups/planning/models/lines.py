"""The lines along which a team acts."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.dossiers.models import Dossier
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet
from workgroups.teams.models import Team


class ActionLineQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(team__in=Dossier.objects.visible_to(user).values("pk"))


class ActionLine(Noun):
    """A line of a team's plan, with the steps it takes; its products hang under it."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="+", verbose_name=_("team"))
    position = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("action line"), max_length=200)
    text = models.TextField(_("steps to take"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ActionLineQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("action line")
        verbose_name_plural = _("action lines")
        constraints = [
            models.UniqueConstraint(fields=["team", "position"], name="action_line_position"),
            models.CheckConstraint(
                condition=models.Q(position__gte=1), name="action_line_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"

    def get_absolute_url(self) -> str:
        return f"{address_of('planning:team', self.team_id)}#lijn-{self.position}"
