"""What was agreed to be done: by whom, by when, and how it stands."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier, readable_by
from coordination.kit import clock
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, at_most_one, both_or_neither, exactly_one
from coordination.people.models import (
    Body,
    Organisation,
    Post,
    Recipient,
    User,
)

from .visibility import free, managed_by


class ActionKind(models.TextChoices):
    ACTION = "action", _("action")
    COMMITMENT = "commitment", _("commitment")
    MOTION = "motion", _("motion")


class ActionStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", _("open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class Assent(models.TextChoices):
    """Whether the owner has agreed to it: she was there, must confirm, or keeps a reservation."""

    GIVEN = "given", _("agreed")
    AWAITED = "awaited", _("to be confirmed")
    RESERVED = "reserved", _("under reservation")


class ActionPointQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Points of dossiers she may see, and her own or her organisation's points.

        An owner sees her point, not its dossier. In a classified dossier a point goes only to
        someone with a part in it. Drafts stand in their minutes only.
        """
        from .parts import ActionPart  # which names the point, so it comes later

        if not user.is_authenticated:
            return self.none()
        parts = ActionPart.objects.filter(
            action_point=OuterRef("pk"), organisation=user.organisation_id
        )
        also = ActionPoint.also.through.objects.filter(
            actionpoint=OuterRef("pk"), organisation=user.organisation_id
        )
        concerns = (
            Q(owner_organisation_id=user.organisation_id)
            | Q(owner_person=user.pk)
            | Q(owner_post__holder=user.pk)
            | Exists(parts)
            | Exists(also)
        )
        shown = readable_by(user, at="dossier__") | (Q(dossier__classification=0) & concerns)
        if user.only_partner:
            shown &= free(clock.now())
        return self.exclude(status=ActionStatus.DRAFT).filter(shown)

    def open(self) -> Self:
        return self.filter(status=ActionStatus.OPEN)

    def owned_by(self, user: Any) -> Self:
        """Hers by name or by the post she holds."""
        return self.filter(Q(owner_person=user) | Q(owner_post__holder=user))

    def awaiting(self, user: Any) -> Self:
        """Open points that she must still confirm, by name, post or organisation."""
        nobody = Q(owner_person=None, owner_post=None)
        hers = Q(owner_person=user) | Q(owner_post__holder=user)
        ours = nobody & Q(owner_organisation_id=user.organisation_id)
        return self.open().filter(hers | ours, assent=Assent.AWAITED)

    def managed_by(self, user: Any) -> Self:
        return self.filter(managed_by(user))


class ActionPoint(Noun):
    """An action, commitment or motion with an owner and a term.

    `due_words` keeps a fuzzy term as spoken ("nov/dec"); `due_on` is then its last day.
    """

    series = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=ActionKind, default=ActionKind.ACTION)
    text = models.TextField(_("what"))
    body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="action_points",
        verbose_name=_("body"),
    )
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="action_points", verbose_name=_("dossier")
    )
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="action_points",
        verbose_name=_("carries out"),
    )
    owner_organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="action_points",
        verbose_name=_("owner (organisation)"),
    )
    owner_person = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="action_points",
        verbose_name=_("owner (person)"),
    )
    owner_post = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="action_points",
        verbose_name=_("owner (post)"),
    )
    also = models.ManyToManyField(
        Organisation, blank=True, related_name="action_points_with", verbose_name=_("with")
    )
    for_everyone = models.BooleanField(_("asked of all members"), default=False)
    due_on = models.DateField(_("due on"))
    due_time = models.TimeField(_("due time"), null=True, blank=True)
    due_words = models.CharField(_("term as spoken"), max_length=80, blank=True)
    due_version = models.PositiveSmallIntegerField(default=1)
    postponed = models.PositiveSmallIntegerField(_("times postponed"), default=0)
    assent = models.CharField(max_length=8, choices=Assent, default=Assent.GIVEN)
    made_to = models.CharField(_("made to"), max_length=200, blank=True)
    made_by = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="split_into"
    )
    status = models.CharField(
        _("status"), max_length=8, choices=ActionStatus, default=ActionStatus.DRAFT
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    done_through = models.ForeignKey(
        Recipient, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    dropped_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ActionPointQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[also])
    untold = ("postponed",)
    """How often it moved is for who leads the body, and on no print of others."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "serial"], name="action_number"),
            models.CheckConstraint(
                condition=at_most_one("owner_person", "owner_post"), name="action_one_owner"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None, done_through=None)
                | (Q(done_at__isnull=False) & exactly_one("done_by", "done_through")),
                name="action_done_at_by",
            ),
            models.CheckConstraint(
                condition=both_or_neither("dropped_at", "dropped_by"), name="action_dropped_at_by"
            ),
            models.CheckConstraint(
                condition=Q(status=ActionStatus.DONE, done_at__isnull=False)
                | (~Q(status=ActionStatus.DONE) & Q(done_at=None)),
                name="action_done_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(status=ActionStatus.DROPPED, dropped_at__isnull=False)
                | (~Q(status=ActionStatus.DROPPED) & Q(dropped_at=None)),
                name="action_dropped_has_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "due_on"], name="action_status_due"),
            models.Index(
                fields=["owner_organisation", "status", "due_on"], name="action_owner_org"
            ),
            models.Index(fields=["owner_person", "status", "due_on"], name="action_owner_person"),
            models.Index(fields=["body", "status", "due_on"], name="action_body"),
            models.Index(fields=["dossier", "status", "due_on"], name="action_dossier"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.series}-{self.year}-{self.serial:02}"

    @property
    def owner_label(self) -> str:
        """The organisation, and the person's function or the post where there is one."""
        if self.owner_post:
            return f"{self.owner_organisation.code} ({self.owner_post.name})"
        if self.owner_person:
            person = self.owner_person
            return f"{self.owner_organisation.code} ({person.function or person.name})"
        return self.owner_organisation.code

    def is_late(self, now: datetime) -> bool:
        """Open past its day, or past its hour on that day."""
        return self.is_late_by(timezone.localtime(now))

    def is_late_by(self, clock: datetime) -> bool:
        """The same by the clock on the wall, which is read once for a list."""
        if self.status != ActionStatus.OPEN:
            return False
        if self.due_time and self.due_on == clock.date():
            return clock.time() > self.due_time
        return self.due_on < clock.date()

    def days_late(self, today: date) -> int:
        return max(0, (today - self.due_on).days)

    def get_absolute_url(self) -> str:
        return address_of("actions:detail", self.pk)
