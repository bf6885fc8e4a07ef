"""One line: what was asked or is put, of which team, by when it was promised, and the answer."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from coordination.cycle.models import Cadence
from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier, readable_by
from coordination.kit import clock
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.meetings.models import AgendaItem, Entry
from coordination.meetings.models.embargo import under_embargo
from coordination.people.models import User
from workgroups.teams.models import Team

from .routes import LineKind, RouteTemplate


class AdviceRequestQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """A line is read with its dossier; what is under embargo stays within government."""
        found = self.filter(readable_by(user, at="dossier__"))
        if user.is_authenticated and user.only_partner:
            return found.exclude(under_embargo(clock.now(), "dossier__", "decision__"))
        return found

    def running(self) -> Self:
        return self.filter(answered_at=None, withdrawn_at=None)


class AdviceRequest(Noun):
    """A question to a team, or a product that a team puts; where it stands is in its stops.

    The answer was promised for `promised_on`, in the cycle that ends on `promised_by`: red once
    that day has passed without it.
    """

    series = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=8, choices=LineKind, default=LineKind.QUESTION)
    question = models.TextField(pgettext_lazy("advice line", "question"))
    background = models.TextField(_("background"), blank=True)
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="+", verbose_name=_("dossier")
    )
    team = models.ForeignKey(Team, models.PROTECT, related_name="+", verbose_name=_("team"))
    asked_on = models.DateField(_("asked on"))
    asked_item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked under"),
    )
    asked_line = models.ForeignKey(
        Entry, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked as")
    )
    cadence = models.ForeignKey(
        Cadence, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cadence")
    )
    route = models.ForeignKey(
        RouteTemplate, models.PROTECT, null=True, blank=True, related_name="+"
    )
    promised_on = models.DateField(_("promised for"), null=True, blank=True)
    promised_by = models.DateField(_("last day of the promised cycle"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("led to"),
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_because = models.CharField(_("withdrawn because"), max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = AdviceRequestQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("advice line")
        verbose_name_plural = _("advice lines")
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "serial"], name="advice_number"),
            models.CheckConstraint(
                condition=both_or_neither("answered_at", "answered_by"),
                name="advice_answered_at_by",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="advice_answer_has_moment",
            ),
            models.CheckConstraint(
                condition=both_or_neither("withdrawn_at", "withdrawn_by"),
                name="advice_withdrawn_at_by",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="advice_withdrawn_why",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(withdrawn_at=None), name="advice_ends_once"
            ),
            models.CheckConstraint(
                condition=both_or_neither("promised_on", "promised_by"), name="advice_promise"
            ),
            models.CheckConstraint(
                condition=Q(promised_on=None)
                | Q(
                    promised_on__lte=models.F("promised_by"), promised_on__gte=models.F("asked_on")
                ),
                name="advice_promised_after_asked",
            ),
        ]
        indexes = [
            models.Index(fields=["-asked_on"], name="advice_asked_on"),
            models.Index(fields=["team", "-asked_on"], name="advice_team"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.series}-{self.year}-{self.serial:02}"

    @property
    def is_running(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None

    def get_absolute_url(self) -> str:
        return address_of("advice:detail", self.pk)
