"""What a new team may start from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.kit.models import Noun
from coordination.people.models import Organisation, OutcomeName, ReportForm

from .members import TeamRole
from .teams import Horizon


class TeamTemplate(Noun):
    """A kind of team: how long it works, what its outcome is called, its tracks, a name a line."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    horizon = models.CharField(
        pgettext_lazy("team", "horizon"), max_length=6, choices=Horizon, default=Horizon.MEDIUM
    )
    weeks = models.PositiveSmallIntegerField(_("weeks"))
    outcome_name = models.CharField(
        _("name of outcome"), max_length=12, choices=OutcomeName, default=OutcomeName.ADVICE
    )
    report_form = models.CharField(
        _("report form"), max_length=30, choices=ReportForm, default=ReportForm.REPORT
    )
    tracks = models.TextField(pgettext_lazy("team", "tracks"), blank=True)

    class Meta:
        verbose_name = _("template of teams")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weeks__gte=1, weeks__lte=260), name="team_template_weeks"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def track_names(self) -> list[str]:
        return [line.strip() for line in self.tracks.splitlines() if line.strip()]


class TemplateSeat(Noun):
    """An organisation that takes part in teams of this kind."""

    template = models.ForeignKey(TeamTemplate, models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=TeamRole, default=TeamRole.MEMBER)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["template", "organisation", "role"], name="template_seat_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template_id} {self.organisation_id} {self.role}"
