from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from coordination.dossiers.models import Dossier, readable_by
from coordination.kit import clock
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.people.models import Body, User

from .embargo import under_embargo


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    OPEN = "open", _("being written")
    CLOSED = "closed", _("closed")
    CIRCULATED = "circulated", _("circulated as draft")
    ADOPTED = "adopted", _("adopted")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")


WRITABLE = (MeetingStatus.PLANNED, MeetingStatus.OPEN)
KEPT = (MeetingStatus.CIRCULATED, MeetingStatus.ADOPTED)


class MeetingQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(readable_by(user, at="dossier__"))

    def found_by(self, user: Any) -> Self:
        """Not by its subject where that is under embargo for her."""
        return self.visible_to(user).exclude(
            under_embargo(clock.now(), "dossier__") if user.only_partner else Q(pk__in=[])
        )

    def standing(self) -> Self:
        return self.exclude(status=MeetingStatus.CANCELLED)


class Meeting(Noun):
    """A meeting of a body. `sequence` counts the changes to its lines, for pages that follow."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name=_("body"))
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="meetings", verbose_name=_("dossier")
    )
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    place = models.CharField(_("place or link"), max_length=200, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=MeetingStatus, default=MeetingStatus.PLANNED
    )
    note_takers = models.ManyToManyField(
        User, blank=True, related_name="+", verbose_name=_("note takers")
    )
    sequence = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    circulated_at = models.DateTimeField(null=True, blank=True)
    circulated_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    adopted_in = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="adopts"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_because = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sequence"], m2m_fields=[note_takers])

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"
            ),
            *(
                models.CheckConstraint(
                    condition=both_or_neither(f"{verb}_at", f"{verb}_by"),
                    name=f"meeting_{verb}_at_by",
                )
                for verb in ("opened", "closed", "agreed", "circulated", "adopted", "cancelled")
            ),
        ]
        indexes = [
            models.Index(fields=["body", "starts_at"], name="meeting_body"),
            models.Index(fields=["starts_at"], name="meeting_starts_at"),
            models.Index(fields=["dossier", "-starts_at"], name="meeting_dossier"),
        ]

    def __str__(self) -> str:
        return date_format(timezone.localtime(self.starts_at), "SHORT_DATETIME_FORMAT")

    @property
    def is_writable(self) -> bool:
        return self.status in WRITABLE

    @property
    def is_kept(self) -> bool:
        """From circulation on every version stays for ever."""
        return self.status in KEPT

    def get_absolute_url(self) -> str:
        return address_of("meetings:detail", self.pk)
