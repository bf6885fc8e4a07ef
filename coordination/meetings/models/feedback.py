from typing import Any, Self

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Replace
from django.utils.translation import gettext_lazy as _

from coordination.dossiers.models import DossierAccess, Function, readable_by
from coordination.kit import clock
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.mail.models import Message
from coordination.people.models import User

from .agenda import AgendaItem
from .embargo import under_embargo
from .minutes import MinutesVersion

KIND = "meetings.feedback"
"""That of its mail, of which the key is its id."""


def _told(user: Any) -> Any:
    """The ids of the feedback that was mailed to her or to the mailbox of her organisation."""
    rows = Message.objects.filter(
        Q(recipient__user=user.pk) | Q(recipient__mailbox=user.organisation_id), kind=KIND
    )
    key = Cast(Replace("key", Value("-"), Value("")), models.UUIDField())
    return rows.annotate(told=key).values("told")


class FeedbackQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The extract is for the submitter and the team, as far as they may see the item's dossier.

        They are who was told, and who works in that dossier; and who may see the meeting reads it
        there anyhow, without the note. What is under embargo stays within government: no chain
        partner sees it.
        """
        if not user.is_authenticated:
            return self.none()
        hers = self._meant_for(user)
        there = readable_by(user, at="item__meeting__dossier__")
        found = self.filter(readable_by(user, at="item__dossier__") & (hers | there))
        if user.only_partner:
            return found.exclude(under_embargo(clock.now(), "item__dossier__"))
        return found

    def meant_for(self, user: Any) -> Self:
        """What was told her, and of the dossiers she works in."""
        return self.visible_to(user).filter(self._meant_for(user))

    def _meant_for(self, user: Any) -> Q:
        part = DossierAccess.objects.of(user).exclude(function=Function.READER)
        return Q(item__dossier__in=part.values("dossier")) | Q(pk__in=_told(user))

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


class Feedback(Noun):
    """The extract of one item, as its report was kept, for its submitter and its team."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="feedback")
    report = models.ForeignKey(MinutesVersion, models.PROTECT, related_name="+")
    note = models.TextField(_("explanation"), blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback")
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("withdrawn_at", "withdrawn_by"),
                name="feedback_withdrawn_at_by",
            ),
            models.UniqueConstraint(
                fields=["item", "report"],
                condition=Q(withdrawn_at=None),
                name="feedback_once_per_report",
            ),
        ]

    def __str__(self) -> str:
        return str(self.item_id)

    def get_absolute_url(self) -> str:
        return address_of("meetings:feedback", self.pk)
