"""A planning that was read from a spreadsheet and waits to be looked at."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.dossiers.models import Dossier
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.people.models import User
from workgroups.teams.models import Team


class PlanningImportQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """For who plans the team: what a file would change is nobody else's yet.

        Nor is it there for who has a part in its dossier and a role that plans nothing.
        """
        if not user.is_authenticated or not user.may("planning.write"):
            return self.none()
        return self.filter(team__in=Dossier.objects.worked_in_by(user).values("pk"))


class PlanningImport(Noun):
    """The rows of the file as they were read; nothing is planned before it is applied, whole.

    `against` is the state of the plan that its preview was made from.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    against = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PlanningImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of a planning")
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("applied_at", "applied_by"),
                name="planning_import_applied_at_by",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("planning:import", self.pk)
