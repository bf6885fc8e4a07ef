"""Whom is reminded of what and when: the rules, what was planned by them, what was put off."""

from typing import Any, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet
from coordination.kit.workdays import Unit
from coordination.mail.models import Message
from coordination.people.models import Recipient, User

FARTHEST = {Unit.WORKING_DAYS: 30, Unit.CALENDAR_DAYS: 42, Unit.HOURS: 72}


class Side(models.TextChoices):
    BEFORE = "before", _("before")
    AFTER = "after", _("after")


class Audience(models.TextChoices):
    """Who is told. An owner who is only an organisation is reached in its mailbox."""

    OWNER = "owner", _("who owes it")
    LEAD = "lead", _("team lead")
    MAILBOX = "mailbox", _("functional mailbox")
    MEMBERS = "members", _("members of the body")


class ReminderRuleQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Rules name nobody and nothing: who keeps them sees them."""
        keeps = user.is_authenticated and user.may("cycle.remind")
        return self.all() if keeps else self.none()

    def active(self) -> Self:
        return self.filter(active=True)


class ReminderRule(Noun):
    """What is said of one kind of due item, how long before or after, and to whom.

    `kind` is a name in `due_items`. With `repeat` it is said again on every working day until
    the item is met.
    """

    kind = models.CharField(_("about"), max_length=60)
    number = models.PositiveSmallIntegerField(
        _("how long"), default=1, validators=[MinValueValidator(1)]
    )
    unit = models.CharField(_("counted in"), max_length=13, choices=Unit, default=Unit.WORKING_DAYS)
    side = models.CharField(_("before or after"), max_length=6, choices=Side, default=Side.BEFORE)
    audience = models.CharField(
        _("to whom"), max_length=7, choices=Audience, default=Audience.OWNER
    )
    repeat = models.BooleanField(_("again on every working day until it is met"), default=False)
    subject_nl = models.CharField(_("subject in Dutch"), max_length=150)
    subject_en = models.CharField(_("subject in English"), max_length=150)
    text_nl = models.TextField(_("text in Dutch"), max_length=2000)
    text_en = models.TextField(_("text in English"), max_length=2000)
    note = models.CharField(_("remark"), max_length=200, blank=True)
    active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ReminderRuleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="rule_number_from_one"),
            models.CheckConstraint(
                condition=Q(repeat=False) | (Q(side=Side.AFTER) & ~Q(audience=Audience.MEMBERS)),
                name="rule_repeat_not_for_all",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        return self.subject_en if get_language() == "en" else self.subject_nl

    @property
    def text(self) -> str:
        return self.text_en if get_language() == "en" else self.text_nl

    def get_absolute_url(self) -> str:
        return address_of("due:rule", self.pk)


class ReminderQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What was planned for her."""
        return self.filter(recipient__user=user) if user.is_authenticated else self.none()


class Reminder(Noun):
    """That one recipient is reminded of one item once, for one cause and one version of its date.

    `cause` is the rule with its turn, or the day until which it was put off; with the rest it is
    all calendar and never "now", so two planners and a restart come to the same row. It goes in
    `message`: one of its own, or the digest of a morning.
    """

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=60)
    item = models.UUIDField()
    item_version = models.BigIntegerField()
    cause = models.CharField(max_length=60)
    rule = models.ForeignKey(
        ReminderRule, models.PROTECT, null=True, related_name="reminders", db_index=False
    )
    falls_at = models.DateTimeField()
    at_once = models.BooleanField()
    message = models.ForeignKey(Message, models.PROTECT, null=True, related_name="reminders")

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "recipient", "item_version", "cause"], name="reminder_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["falls_at"], condition=Q(message=None), name="reminder_without_message"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item} {self.cause}"


class PutOffQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(recipient__user=user) if user.is_authenticated else self.none()


class PutOff(Noun):
    """Until which day its owner wants to hear nothing of an item: "later until"."""

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="put_off")
    kind = models.CharField(max_length=60)
    item = models.UUIDField()
    until = models.DateField(_("later until"))
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PutOffQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "item"], name="put_off_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.item} {self.until}"


class PlannedStream(models.Model):
    """How far a stream of the record was read by the planner of reminders."""

    stream = models.CharField(max_length=80, primary_key=True)
    seq = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.stream} {self.seq}"
