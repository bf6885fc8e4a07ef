"""A team of all ministries: what it is about, who sponsors it, and until when it works."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet
from coordination.people.models import Body, Organisation, User


class Horizon(models.TextChoices):
    """How far ahead a team looks."""

    LONG = "long", pgettext_lazy("team", "long term")
    MEDIUM = "medium", pgettext_lazy("team", "medium term")


class TeamStatus(models.TextChoices):
    """The life of a team; each step follows from a decision."""

    PROPOSED = "proposed", pgettext_lazy("team", "proposed")
    COMMISSIONED = "commissioned", pgettext_lazy("team", "commissioned")
    ACTIVE = "active", pgettext_lazy("team", "active")
    DELIVERING = "delivering", pgettext_lazy("team", "delivering")
    DISSOLVED = "dissolved", pgettext_lazy("team", "dissolved")


# where a team may go from where it stands: on by one, or to its end at any time
AFTER: dict[str, tuple[TeamStatus, ...]] = {
    TeamStatus.PROPOSED: (TeamStatus.COMMISSIONED, TeamStatus.DISSOLVED),
    TeamStatus.COMMISSIONED: (TeamStatus.ACTIVE, TeamStatus.DISSOLVED),
    TeamStatus.ACTIVE: (TeamStatus.DELIVERING, TeamStatus.DISSOLVED),
    TeamStatus.DELIVERING: (TeamStatus.DISSOLVED,),
    TeamStatus.DISSOLVED: (),
}


class TeamQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(dossier__in=Dossier.objects.visible_to(user))

    def standing(self) -> Self:
        return self.exclude(status=TeamStatus.DISSOLVED)


class Team(models.Model):
    """What a team works on stands in its dossier; its meetings are those of its body."""

    dossier = models.OneToOneField(
        Dossier, models.PROTECT, primary_key=True, related_name="+", verbose_name=_("dossier")
    )
    body = models.OneToOneField(
        Body, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("team", "body")
    )
    code = models.CharField(_("code"), max_length=10, unique=True)
    subject = models.CharField(pgettext_lazy("team", "subject"), max_length=200)
    horizon = models.CharField(
        pgettext_lazy("team", "horizon"), max_length=6, choices=Horizon, default=Horizon.MEDIUM
    )
    sponsor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("sponsoring minister")
    )
    status = models.CharField(
        _("status"), max_length=12, choices=TeamStatus, default=TeamStatus.PROPOSED
    )
    starts_on = models.DateField(pgettext_lazy("team", "starts on"))
    ends_on = models.DateField(pgettext_lazy("team", "ends on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TeamQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="team_starts_ends"
            )
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return address_of("teams:detail", self.pk)

    @property
    def stands(self) -> bool:
        return self.status != TeamStatus.DISSOLVED

    def is_over(self, on: date) -> bool:
        """Past its last day, and not wound up."""
        return self.stands and self.ends_on is not None and self.ends_on < on


class TeamStep(Noun):
    """A step in the life of a team, and the decision it follows from. Never changed.

    Without a decision there is only the first one: a team is proposed by who proposes it.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="steps")
    status = models.CharField(_("status"), max_length=12, choices=TeamStatus)
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="team_steps",
        verbose_name=_("decision"),
    )
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "status"], name="team_step_once"),
            models.CheckConstraint(
                condition=Q(status=TeamStatus.PROPOSED) | Q(decision__isnull=False),
                name="team_step_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.status}"
