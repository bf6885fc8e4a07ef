"""Who is told by a webhook, what is on its way, and how far the record was read."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coordination.audit.models import AuditEvent
from coordination.dossiers.models import Dossier
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet
from coordination.mail.models import Status
from coordination.people.models import Role, User

TEST = "webhooks.test"
OVER = (Status.SENT, Status.DEAD, Status.CANCELLED, Status.SKIPPED, Status.RETRY)


class WebhookQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Administrators and auditors see all, a coordinator those in her own name."""
        if not user.is_authenticated or not user.may("webhooks.read"):
            return self.none()
        if user.roles & {Role.ADMINISTRATOR, Role.AUDITOR}:
            return self.all()
        return self.filter(owner=user)


class Webhook(Noun):
    """An address outside that is told of events, in somebody's name: what she sees, no more.

    Its secret follows from SECRET_KEY, its id and `secret_number`, and is kept nowhere.
    `misses` counts the attempts in a row that failed; until `quiet_until` none is made.
    """

    name = models.CharField(_("name"), max_length=80)
    url = models.CharField(_("address"), max_length=500)
    owner = models.ForeignKey(
        User, models.PROTECT, related_name="webhooks", verbose_name=_("in the name of")
    )
    kinds = models.JSONField(_("events"), default=list)
    dossiers = models.ManyToManyField(Dossier, related_name="+", verbose_name=_("dossiers"))
    active = models.BooleanField(_("in use"), default=True)
    off_reason = models.CharField(_("reason"), max_length=200, blank=True)
    listens_from = models.DateTimeField()
    secret_number = models.PositiveSmallIntegerField(default=1)
    renewed_at = models.DateTimeField(null=True)
    misses = models.PositiveSmallIntegerField(default=0)
    quiet_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints = [
            models.CheckConstraint(
                condition=Q(active=True) | ~Q(off_reason=""), name="webhook_off_has_reason"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("webhooks:detail", self.pk)

    @property
    def off_reason_text(self) -> str:
        """Why it is off, in the reader's language where Baken itself did it."""
        return gettext(self.off_reason) if self.off_reason else ""


class DeliveryQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(webhook__in=Webhook.objects.visible_to(user))


class Delivery(Noun):
    """One event to one webhook, once; its id is the message's for every attempt.

    The states are those of the mail. No `uncertain`: the receiver knows what it had by its id.
    """

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(AuditEvent, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=80)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.QUEUED)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    queued_at = models.DateTimeField()
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claim_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    body = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    reply = models.CharField(max_length=250, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event"], name="webhook_delivery_once"),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.CLAIMED, Status.SENDING])
                | Q(claim_token__isnull=False, lease_until__isnull=False),
                name="webhook_delivery_claimed_has_token",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(status__in=["queued", "retry", "snoozed"]),
                name="webhook_delivery_due",
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(status__in=["claimed", "sending"]),
                name="webhook_delivery_in_flight",
            ),
            models.Index(fields=["webhook", "-queued_at"], name="webhook_delivery_webhook"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def reason_text(self) -> str:
        return gettext(self.reason) if self.reason else ""

    @property
    def is_over(self) -> bool:
        """No attempt is being made now, so that somebody may ask for one."""
        return self.status in OVER


class StreamPosition(models.Model):
    """How far a stream of the record was read for webhooks. A stream has no gaps."""

    stream = models.CharField(max_length=80, primary_key=True)
    seq = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.stream} {self.seq}"
