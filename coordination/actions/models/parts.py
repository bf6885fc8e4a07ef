"""The share of each organisation in a point that was asked of everyone."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.kit.models import Noun, VisibleQuerySet, exactly_one
from coordination.people.models import Organisation, Recipient, User

from .points import ActionPoint


class PartStatus(models.TextChoices):
    OPEN = "open", _("awaited")
    IN = "in", _("in")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


class ActionPartQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """A part is seen with its point."""
        return self.filter(action_point__in=ActionPoint.objects.visible_to(user).values("pk"))


class ActionPart(Noun):
    """One organisation's share of a point that was asked of all members.

    `through` is who reported it by a link in a mail without an account; then `by` is empty.
    """

    action_point = models.ForeignKey(ActionPoint, models.CASCADE, related_name="parts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    status = models.CharField(max_length=15, choices=PartStatus, default=PartStatus.OPEN)
    at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    through = models.ForeignKey(Recipient, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ActionPartQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action_point", "organisation"], name="part_once"),
            models.CheckConstraint(
                condition=Q(at=None, by=None, through=None)
                | (Q(at__isnull=False) & exactly_one("by", "through")),
                name="part_at_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.status}"
