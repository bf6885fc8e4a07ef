"""What happened to a point, as its timeline tells it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.kit.models import Noun
from coordination.mail.models import Answer
from coordination.people.models import (
    User,
)

from .points import ActionPoint


class Verb(models.TextChoices):
    """What can happen to a point, as its timeline tells it."""

    ADDED = "added", _("added")
    OPENED = "opened", _("circulated")
    COMPLETED = "completed", _("done")
    REOPENED = "reopened", _("reopened")
    MOVED = "moved", _("moved")
    HANDED_OVER = "handed_over", _("handed over")
    SPLIT = "split", _("split")
    DROPPED = "dropped", _("dropped")
    RESTORED = "restored", _("restored")
    CONFIRMED = "confirmed", _("confirmed")
    RESERVED = "reserved", _("under reservation")
    ASKED = "asked", _("asked for input")
    REPORTED = "reported", _("reported")
    COMMENTED = "commented", _("commented")
    LATER = "later", _("comes later")
    UNDONE = "undone", _("undone")


class ActionUpdate(Noun):
    """What somebody said about a point, or why it moved, changed hands or was dropped.

    `version` is the version of the point that it made; 0 where it made none. `answer` is filled
    where it was said by a link in a mail; then `by` is empty if that came from a mailbox.
    """

    action_point = models.ForeignKey(ActionPoint, models.CASCADE, related_name="updates")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=20, choices=Verb)
    version = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True)
    old = models.CharField(max_length=120, blank=True)
    new = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["action_point", "-at"], name="action_update_point")]

    def __str__(self) -> str:
        return f"{self.verb} {self.at}"
