from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.people.models import Organisation, User

from .agenda import AgendaItem
from .entries import Entry
from .meetings import Meeting


class MinutesVersion(Noun):
    """The report as it stood when it was circulated, adopted or corrected: frozen."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} v{self.number}"


class AdditionStatus(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class AdditionQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """An addition is read by who may see its item, and its line where it has one."""
        seen = Q(entry=None) | Q(entry__in=Entry.objects.visible_to(user))
        return self.filter(seen, item__in=AgendaItem.objects.visible_to(user))


class Addition(Noun):
    """A change to circulated minutes that a reader proposes."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="additions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="additions")
    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, blank=True, related_name="additions"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    text = models.TextField(_("proposed text"))
    status = models.CharField(max_length=8, choices=AdditionStatus, default=AdditionStatus.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_because = models.CharField(max_length=300, blank=True)

    objects = AdditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("settled_at", "settled_by"), name="addition_settled_at_by"
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]
