"""The outbox: a row per message per recipient. The database is the queue."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.people.models import Recipient

from .readers import still_hers


class Status(models.TextChoices):
    """Where a message is on its way. `sending` is committed before the first SMTP command."""

    QUEUED = "queued", _("queued")
    CLAIMED = "claimed", _("claimed")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    RETRY = "retry", _("to be tried again")
    DEAD = "dead", _("refused")
    UNCERTAIN = "uncertain", _("uncertain")
    CANCELLED = "cancelled", _("cancelled")
    SUPERSEDED = "superseded", _("superseded")
    SNOOZED = "snoozed", _("snoozed")
    SKIPPED = "skipped", _("skipped")


TERMINAL = (Status.SENT, Status.DEAD, Status.CANCELLED, Status.SUPERSEDED, Status.SKIPPED)
IN_THE_APP = gettext_noop("Read in Baken; not mailed, as she chose.")
"""The reason under which a message of a muted kind is skipped: it is a notice and no mail."""

DUE = (Status.QUEUED, Status.RETRY, Status.SNOOZED)


class MessageQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Her own mail and nobody else's, without what its dossier no longer shows her.

        Operators see states only, through other queries.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(still_hers(user), recipient__user=user)


class Message(Noun):
    """One message to one recipient, once: (recipient, kind, key) is unique.

    `payload` holds the ids that `kind` renders from; subject, body and the `path` to what it is
    about are frozen at the first attempt, so that every later attempt is the same message.
    """

    recipient = models.ForeignKey(
        Recipient, models.PROTECT, related_name="messages", db_index=False
    )  # message_once and message_recipient begin with it
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    dossier = models.UUIDField(null=True)
    deed = models.UUIDField(null=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.QUEUED)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    queued_at = models.DateTimeField()
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claim_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    address = models.EmailField(blank=True)
    message_id = models.CharField(max_length=120, blank=True)
    date_header = models.CharField(max_length=60, blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    body = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
    path = models.CharField(max_length=250, blank=True)
    body_hash = models.CharField(max_length=64, blank=True)
    resends = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    relay_reply = models.CharField(max_length=250, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind", "key"], name="message_once"),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.CLAIMED, Status.SENDING])
                | Q(claim_token__isnull=False, lease_until__isnull=False),
                name="message_claimed_has_token",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=Q(status__in=["queued", "retry", "snoozed"]),
                name="message_due",
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(status__in=["claimed", "sending", "uncertain"]),
                name="message_in_flight",
            ),
            models.Index(fields=["recipient", "-sent_at"], name="message_recipient"),
            models.Index(fields=["status", "-queued_at"], name="message_status"),
            models.Index(
                fields=["sent_at"], condition=Q(sent_at__isnull=False), name="message_sent"
            ),
            models.Index(fields=["queued_at"], condition=~Q(body=""), name="message_with_body"),
            models.Index(fields=["deed"], condition=Q(deed__isnull=False), name="message_deed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    def get_absolute_url(self) -> str:
        return address_of("mail:message", self.pk)

    @property
    def reason_text(self) -> str:
        """Why it was not sent, in the reader's language."""
        return gettext(self.reason) if self.reason else ""


class DispatchQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """How every message fares, for who operates the mail; never what it says."""
        if not user.is_authenticated or not user.may("mail.operate"):
            return self.none()
        return self.defer("subject", "body", "calendar", "payload")


class Dispatch(Message):
    """A message as its operator sees it: recipient, kind and states."""

    objects = DispatchQuerySet.as_manager()  # type: ignore[assignment,misc]  # the same rows by another queryset

    class Meta:
        proxy = True


class AnswerQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What she answered herself, and what her organisation's mailbox did."""
        if not user.is_authenticated:
            return self.none()
        hers = Q(recipient__user=user) | Q(recipient__mailbox=user.organisation_id)
        return self.filter(hers)


class Answer(Noun):
    """What a recipient did by a link in her mail. Of the link only its sha256 is kept.

    `on_behalf` says who answered where the recipient is a mailbox. A link whose verb is not
    repeatable is used `once`.
    """

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="answers")
    verb = models.CharField(max_length=60)
    object_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    once = models.BooleanField(default=True)
    on_behalf = models.CharField(_("on whose behalf"), max_length=120, blank=True)
    at = models.DateTimeField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=Q(once=True), name="answer_link_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on_behalf} · {self.recipient}" if self.on_behalf else str(self.recipient)


class MutedQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Her own choices."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class Muted(Noun):
    """A kind of mail that a person reads in the app and is not mailed."""

    user = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    since = models.DateTimeField()

    objects = MutedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="muted_once")]

    def __str__(self) -> str:
        return self.kind


class Hold(models.Model):
    """All mail on hold: one row while it lasts, since when, by whom and why."""

    since = models.DateTimeField()
    by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=200)
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(released_at=None), name="hold_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=both_or_neither("released_at", "released_by"),
                name="hold_released_at_by",
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def reason_text(self) -> str:
        """Why, as typed or in the reader's language where Baken itself stopped."""
        return gettext(self.reason)


class Heartbeat(models.Model):
    """When something that must keep going last went."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
