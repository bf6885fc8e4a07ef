"""What a team is asked to do and how it goes about it, version after version."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from coordination.contributions.models import Contribution
from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.people.models import Organisation, User
from workgroups.teams.models import Team


class AssignmentStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("assignment", "draft")
    CIRCULATED = "circulated", pgettext_lazy("assignment", "circulated")
    ADOPTED = "adopted", pgettext_lazy("assignment", "adopted")


class AssignmentQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(team__dossier__in=Dossier.objects.visible_to(user))

    def newest_first(self) -> Self:
        return self.order_by("-major", "-minor", "pk")


class Assignment(Noun):
    """One version of a team's assignment; from its circulation on its text stays as it is.

    The ministries' answers are replies to its contribution, so how far each is stands there.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="+", verbose_name=_("team"))
    major = models.PositiveSmallIntegerField()
    minor = models.PositiveSmallIntegerField()
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    text = models.TextField(_("assignment"))
    scope = models.TextField(_("scope and approach"), blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=AssignmentStatus, default=AssignmentStatus.DRAFT
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    circulated_at = models.DateTimeField(null=True, blank=True)
    circulated_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    contribution = models.OneToOneField(
        Contribution, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decision"),
    )
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = AssignmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(fields=["team", "major", "minor"], name="assignment_number"),
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(status=AssignmentStatus.DRAFT),
                name="assignment_one_draft",
            ),
            models.CheckConstraint(
                condition=both_or_neither("circulated_at", "circulated_by", "contribution"),
                name="assignment_circulated_at_by",
            ),
            models.CheckConstraint(
                condition=both_or_neither("adopted_at", "adopted_by", "decision"),
                name="assignment_adopted_at_by",
            ),
            models.CheckConstraint(
                condition=Q(status=AssignmentStatus.DRAFT, circulated_at=None, adopted_at=None)
                | Q(
                    status=AssignmentStatus.CIRCULATED,
                    circulated_at__isnull=False,
                    adopted_at=None,
                )
                | Q(
                    status=AssignmentStatus.ADOPTED,
                    circulated_at__isnull=False,
                    adopted_at__isnull=False,
                ),
                name="assignment_status_has_moments",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team.code} {self.number}"

    @property
    def number(self) -> str:
        """The version as the team writes it: 0.2."""
        return f"{self.major}.{self.minor}"

    @property
    def status_label(self) -> str:
        """Its status in words, by the enum: the model looks the choices through at every row."""
        return str(AssignmentStatus(self.status).label)

    @property
    def place(self) -> tuple[int, int]:
        return self.major, self.minor

    @property
    def is_draft(self) -> bool:
        return self.status == AssignmentStatus.DRAFT

    def get_absolute_url(self) -> str:
        return address_of("assignments:detail", self.pk)


class AssignmentPart(models.Model):
    """One of the parts of an assignment; one that waits says what for."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(pgettext_lazy("assignment", "part"), max_length=300)
    text = models.TextField(_("text"), blank=True)
    waits_for = models.CharField(_("waits for"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("part of an assignment")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "position"], name="assignment_part_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class ConsultationQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(assignment__in=Assignment.objects.visible_to(user))

    def pending(self) -> Self:
        return self.filter(held_at=None)


class Consultation(Noun):
    """Somebody still to be spoken to about a version: with whom, and by when.

    That it was held can be noted on a circulated version too: it changes nothing of its text.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="consultations")
    position = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    subject = models.CharField(_("with whom, about what"), max_length=200)
    due_on = models.DateField(pgettext_lazy("consultation", "by"), null=True, blank=True)
    held_at = models.DateTimeField(_("held"), null=True, blank=True)
    held_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.TextField(_("outcome"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ConsultationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "position"], name="consultation_position"
            ),
            models.CheckConstraint(
                condition=both_or_neither("held_at", "held_by"), name="consultation_held_at_by"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation.code}: {self.subject}"

    def is_late(self, today: date) -> bool:
        return self.held_at is None and self.due_on is not None and self.due_on < today

    def get_absolute_url(self) -> str:
        return self.assignment.get_absolute_url()
