"""Tracks of a team, and the people it asks organisations for."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.people.models import Organisation, User

from .members import CapacityUnit, TeamMember
from .teams import Team


class TrackQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(team__in=Team.objects.visible_to(user))


class Track(Noun):
    """A part of what a team does, with the member who knows its history and policy.

    A track is a part of a project; lines A and B are something else.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="tracks")
    name = models.CharField(_("name"), max_length=120)
    about = models.TextField(pgettext_lazy("track", "what it is about"), blank=True)
    linking_pin = models.ForeignKey(
        TeamMember,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tracks",
        verbose_name=_("linking pin"),
    )
    version = models.PositiveIntegerField(default=1)

    objects = TrackQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = pgettext_lazy("team", "track")
        constraints = [models.UniqueConstraint(fields=["team", "name"], name="track_name_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.team.get_absolute_url()


class RequestStatus(models.TextChoices):
    ASKED = "asked", pgettext_lazy("request for people", "asked")
    GRANTED = "granted", pgettext_lazy("request for people", "granted")
    REFUSED = "refused", pgettext_lazy("request for people", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("request for people", "withdrawn")


class ResourceRequestQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """With its team; and what was asked of her own organisation, unless it is classified."""
        if not user.is_authenticated or not user.is_active or not user.roles:
            return self.none()
        asked = Q(organisation_id=user.organisation_id, team__dossier__classification=0)
        if user.reads_unrestricted or user.only_partner:
            return self.filter(Q(team__in=Team.objects.visible_to(user)) | asked)
        return self.filter(team__in=Team.objects.visible_to(user))

    def open(self) -> Self:
        return self.filter(status=RequestStatus.ASKED)


class ResourceRequest(Noun):
    """A kind of person that a team needs, and which organisation is asked for her."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="requests")
    track = models.ForeignKey(
        Track,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name=pgettext_lazy("team", "track"),
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("asked of")
    )
    profile = models.CharField(_("profile"), max_length=300)
    capacity = models.DecimalField(
        pgettext_lazy("team", "capacity"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    capacity_unit = models.CharField(
        pgettext_lazy("capacity", "unit"), max_length=5, choices=CapacityUnit, blank=True
    )
    answer_by = models.DateField(_("answer by"))
    status = models.CharField(
        _("status"), max_length=10, choices=RequestStatus, default=RequestStatus.ASKED
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ResourceRequestQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("request for people")
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("answered_at", "answered_by"),
                name="resource_request_answered_at_by",
            ),
            models.CheckConstraint(
                condition=Q(status=RequestStatus.ASKED, answered_at=None)
                | (~Q(status=RequestStatus.ASKED) & Q(answered_at__isnull=False)),
                name="resource_request_answered",
            ),
            models.CheckConstraint(
                condition=(Q(capacity=None) & Q(capacity_unit=""))
                | (Q(capacity__gt=0) & ~Q(capacity_unit="")),
                name="resource_request_capacity_unit",
            ),
        ]
        indexes = [models.Index(fields=["status", "answer_by"], name="resource_request_due")]

    def __str__(self) -> str:
        return self.profile

    @property
    def is_open(self) -> bool:
        return self.status == RequestStatus.ASKED

    def get_absolute_url(self) -> str:
        return address_of("teams:request", self.pk)
