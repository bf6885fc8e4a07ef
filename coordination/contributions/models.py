"""What organisations are asked for, and what they reply. How far each is stands in its part."""

from datetime import datetime, time, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coordination.actions.models import ActionPoint, ActionStatus
from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.kit.workdays import Offset, Unit
from coordination.mail.models import Answer
from coordination.meetings.models import AgendaItem, Meeting
from coordination.papers.models import PaperVersion
from coordination.people.models import Organisation, OrganisationKind, User


class AnswerForm(models.TextChoices):
    """What a reply must hold."""

    TEXT = "text", _("a text")
    FILE = "file", _("a file")
    BOTH = "both", _("a text, a file or both")
    WRITTEN_ROUND = "written_round", _("written round: no answer is agreed")
    SHARED_PICTURE = "shared_picture", _("shared picture: agreed or not; no answer is no answer")


class Verdict(models.TextChoices):
    """What a reply says; an objection stops a round, and not agreed goes with what it should be."""

    ANSWER = "answer", _("our input")
    AGREE = "agree", _("agreed")
    REMARKS = "remarks", _("agreed, with remarks")
    OBJECT = "object", _("objection")
    NOT_AGREED = "not_agreed", _("not agreed")
    REFLECTION = "reflection", _("reflection")
    NOT_APPLICABLE = "not_applicable", _("not applicable to us")


KNOWLEDGE = (OrganisationKind.PLANNING_BUREAU, OrganisationKind.INSTITUTE)
"""Who is asked for what it knows, and never for its agreement."""

_INPUT = frozenset({Verdict.ANSWER, Verdict.NOT_APPLICABLE})
_ROUND = frozenset({Verdict.AGREE, Verdict.REMARKS, Verdict.OBJECT, Verdict.NOT_APPLICABLE})
_SHARED = frozenset({Verdict.AGREE, Verdict.REMARKS, Verdict.NOT_AGREED, Verdict.NOT_APPLICABLE})
_REFLECTED = frozenset({Verdict.REFLECTION, Verdict.NOT_APPLICABLE})


class ContributionQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """A request is seen with the action point that it carries out."""
        return self.filter(action_point__in=ActionPoint.objects.visible_to(user).values("pk"))

    def open(self) -> Self:
        return self.filter(action_point__status=ActionStatus.OPEN)


class Contribution(Noun):
    """A question to many organisations; it is open as long as its action point is.

    The moment it closes is the term of the point, and the state per organisation its part. Where
    it was counted back from a meeting it moves along, until somebody sets another term. What is
    replied about an `item` stands with it on the chair's sheet.
    """

    action_point = models.OneToOneField(
        ActionPoint, models.PROTECT, related_name="contribution", verbose_name=_("carries out")
    )
    question = models.TextField(_("question"))
    instructions = models.TextField(_("instructions"), blank=True)
    form = models.CharField(_("form of the answer"), max_length=15, choices=AnswerForm)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("counted back from"),
    )
    item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agenda item"),
    )
    offset_number = models.PositiveSmallIntegerField(null=True, blank=True)
    offset_unit = models.CharField(max_length=13, choices=Unit, default="", blank=True)
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, related_name="written_round"
    )

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for input")
        constraints = [
            models.CheckConstraint(
                condition=Q(decision=None) | Q(form=AnswerForm.WRITTEN_ROUND),
                name="contribution_decision_of_round",
            ),
            models.CheckConstraint(
                condition=Q(meeting=None, offset_number=None, offset_unit="")
                | (Q(meeting__isnull=False, offset_number__isnull=False) & ~Q(offset_unit="")),
                name="contribution_offset_with_meeting",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return self.action_point.number

    @property
    def version(self) -> int:
        """That of the point: what opens and closes one, opens and closes the other."""
        return self.action_point.version

    @property
    def is_open(self) -> bool:
        return self.action_point.status == ActionStatus.OPEN

    @property
    def is_round(self) -> bool:
        return self.form == AnswerForm.WRITTEN_ROUND

    @property
    def is_shared(self) -> bool:
        return self.form == AnswerForm.SHARED_PICTURE

    def verdicts_of(self, organisation: Organisation) -> frozenset[Verdict]:
        """What this organisation may reply here."""
        if self.is_round:
            return _ROUND
        if not self.is_shared:
            return _INPUT
        return _REFLECTED if organisation.kind in KNOWLEDGE else _SHARED

    @property
    def closes_at(self) -> datetime:
        """The hour of the term; without one the end of its day, in Amsterdam."""
        return closing_moment(self.action_point)

    @property
    def closes_in_words(self) -> str:
        """The hour of the term; without one the day that still counts."""
        point = self.action_point
        if point.due_time:
            return date_format(timezone.localtime(self.closes_at), "SHORT_DATETIME_FORMAT")
        day = date_format(point.due_on, "DATE_FORMAT")
        return gettext("the end of %(day)s") % {"day": day}

    @property
    def offset(self) -> Offset | None:
        """How it is counted back from its meeting; None where it stands by itself."""
        if self.offset_number is None:
            return None
        return Offset(self.offset_number, Unit(self.offset_unit))

    def get_absolute_url(self) -> str:
        return address_of("contributions:detail", self.pk)


class ReplyQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Replies in dossiers she may see; elsewhere her own organisation's and those it asked for.

        In both cases only with the request itself.
        """
        if not user.is_authenticated:
            return self.none()
        hers = (
            Q(organisation_id=user.organisation_id)
            | Q(contribution__action_point__owner_organisation_id=user.organisation_id)
            | Q(contribution__action_point__dossier__in=Dossier.objects.visible_to(user))
        )
        return self.filter(hers, contribution__in=Contribution.objects.visible_to(user))

    def standing(self) -> Self:
        """Not taken back; of an organisation the one with the highest number counts."""
        return self.filter(withdrawn_at=None)


class Reply(Noun):
    """What an organisation replied. A correction is the next reply; the earlier ones stay.

    Where it does not agree `text` is its position and `proposed` how it should read instead.
    `answer` is filled where it came by a link in a mail; then `by` is empty if that was sent to
    somebody without an account.
    """

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="replies")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    verdict = models.CharField(_("reply"), max_length=15, choices=Verdict, default=Verdict.ANSWER)
    text = models.TextField(_("text"), blank=True)
    proposed = models.TextField(_("proposed text"), blank=True)
    file = models.ForeignKey(
        PaperVersion, models.PROTECT, null=True, blank=True, related_name="replies"
    )
    late = models.BooleanField(_("late"), default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "organisation", "number"], name="reply_once"
            ),
            models.CheckConstraint(
                condition=both_or_neither("withdrawn_at", "withdrawn_by"),
                name="reply_withdrawn_at_by",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(answer__isnull=False), name="reply_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(proposed="") | Q(verdict=Verdict.NOT_AGREED),
                name="reply_proposed_where_not_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.number}"

    @property
    def said_by(self) -> str:
        """Who replied: a person by her function, or the mailbox and who answered for it."""
        return self.by.label if self.by else str(self.answer)


def closing_moment(point: ActionPoint) -> datetime:
    zone = timezone.get_default_timezone()
    if point.due_time:
        return datetime.combine(point.due_on, point.due_time, tzinfo=zone)
    return datetime.combine(point.due_on + timedelta(days=1), time(0), tzinfo=zone)
