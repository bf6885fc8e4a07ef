from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from coordination.contributions.models import Contribution
from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier, readable_by
from coordination.kit import clock
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.meetings.models.embargo import under_embargo
from coordination.people.models import User
from workgroups.teams.models import Team


class OptionSetQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Read with its dossier; what is under embargo stays within government."""
        found = self.filter(readable_by(user, at="dossier__"))
        if user.is_authenticated and user.only_partner:
            return found.exclude(under_embargo(clock.now(), "dossier__", "decision__"))
        return found


class OptionSet(Noun):
    """A question to which there is more than one answer; all of them stay readable.

    The consultation is a request for input: it has the closing date, who is asked and who replied.
    One runs at a time; those before it stand in `earlier`.
    """

    series = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    question = models.TextField(pgettext_lazy("options", "question"))
    background = models.TextField(_("background"), blank=True)
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="+", verbose_name=_("dossier")
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    consultation = models.OneToOneField(
        Contribution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("consultation"),
    )
    chosen = models.ForeignKey(
        "options.Variant",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("variant", "chosen"),
    )
    reason = models.TextField(_("reason"), blank=True)
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decision"),
    )
    chosen_at = models.DateTimeField(null=True, blank=True)
    chosen_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = OptionSetQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("question with variants")
        verbose_name_plural = _("questions with variants")
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "serial"], name="options_number"),
            models.CheckConstraint(
                condition=both_or_neither("chosen", "decision", "chosen_at", "chosen_by"),
                name="options_chosen_at_by",
            ),
            models.CheckConstraint(
                condition=Q(chosen=None, reason="") | (Q(chosen__isnull=False) & ~Q(reason="")),
                name="options_chosen_why",
            ),
        ]
        indexes = [models.Index(fields=["dossier", "-created_at"], name="options_dossier")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.series}-{self.year}-{self.serial:02}"

    @property
    def is_chosen(self) -> bool:
        return self.chosen_at is not None

    def is_consulted(self, at: datetime) -> bool:
        """The consultation takes variants and remarks at this moment."""
        asked = self.consultation
        return asked is not None and not self.is_chosen and asked.is_open and asked.closes_at > at

    def get_absolute_url(self) -> str:
        return address_of("options:detail", self.pk)
