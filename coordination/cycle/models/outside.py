"""Calendars of others, as they were imported: what stands in them is shown beside the cycle."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.dossiers.models import Dossier
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.people.models import User


class OutsideCalendarQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(dossier__in=Dossier.objects.visible_to(user))


class OutsideCalendar(Noun):
    """A calendar that others keep, such as that of the council of ministers.

    `imported_at` is the last import that can still be undone.
    """

    name = models.CharField(_("name"), max_length=120)
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="outside_calendars", verbose_name=_("dossier")
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField(null=True, blank=True)
    imported_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = OutsideCalendarQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("imported_at", "imported_by"),
                name="outside_calendar_imported_at_by",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("cycle:outside", self.pk)


class OutsideEventQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(calendar__in=OutsideCalendar.objects.visible_to(user))

    def present(self) -> Self:
        return self.filter(removed_at=None)


class OutsideEvent(Noun):
    """One time that something in a calendar of others takes place.

    `key` is the same in every file: its UID there, and of a recurring event the hour it was
    meant to start.
    """

    calendar = models.ForeignKey(OutsideCalendar, models.PROTECT, related_name="events")
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    whole_day = models.BooleanField(default=False)
    place = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OutsideEventQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calendar", "key"], name="outside_event_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")), name="outside_event_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="outside_event_starts_at")]

    def __str__(self) -> str:
        return self.title
