from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.decisions.models import Decision, Result
from coordination.dossiers.models import Dossier, readable_by
from coordination.kit import clock
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.papers.models import Paper, PaperVersion
from coordination.people.models import Body, Organisation, User

from .embargo import under_embargo
from .meetings import Meeting


class CycleLine(models.TextChoices):
    """Acute (A), middle and long term (B), or neither."""

    A = "A", _("line A")
    B = "B", _("line B")
    NONE = "", _("no line")


class Purpose(models.TextChoices):
    INFORM = "inform", _("to inform")
    DISCUSS = "discuss", _("to discuss")
    DECIDE = "decide", _("to decide")


class Treatment(models.TextChoices):
    FORMALITY = "formality", _("formality")
    DISCUSSION = "discussion", _("for discussion")


class Submission(models.TextChoices):
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    RESUBMITTED = "resubmitted", _("submitted again")
    ACCEPTED = "accepted", _("accepted")


class AgendaItemQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """An item is read by who may see both its meeting and its own dossier.

        What is under embargo stays within government: no chain partner sees it.
        """
        own = readable_by(user, at="dossier__")
        found = self.filter(own & readable_by(user, at="meeting__dossier__"))
        if user.is_authenticated and user.only_partner:
            return found.exclude(under_embargo(clock.now(), "dossier__"))
        return found

    def held_back_from(self, user: Any) -> Self:
        """Items whose decision she may not know, and so not what was asked for it either."""
        if not user.is_authenticated or not user.only_partner:
            return self.none()
        held = Decision.objects.filter(under_embargo(clock.now()))
        return self.filter(entries__decision__in=held)

    def found_by(self, user: Any) -> Self:
        """Not where its decision is held back: it is found by what was asked, too."""
        return self.visible_to(user).exclude(pk__in=self.model.objects.held_back_from(user))

    def present(self) -> Self:
        return self.filter(removed_at=None)

    def on_the_agenda(self) -> Self:
        return self.present().filter(submission=Submission.ACCEPTED)


class AgendaItem(Noun):
    """A subject of a meeting, with what is asked of it and what came of it.

    `adopts` names the earlier meeting whose report is adopted under this item. One that was
    referred from another meeting `follows` the item there; `origin` is the first of them all.
    """

    since: Any = None
    """What differs from the item it follows, where a query put it there."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="agenda_items", verbose_name=_("dossier")
    )
    line = models.CharField(
        _("line A or B"), max_length=1, choices=CycleLine, default=CycleLine.NONE, blank=True
    )
    purpose = models.CharField(_("purpose"), max_length=7, choices=Purpose, default=Purpose.DISCUSS)
    treatment = models.CharField(
        _("treatment"), max_length=10, choices=Treatment, default=Treatment.DISCUSSION
    )
    requested_decision = models.TextField(_("requested decision"), blank=True)
    agreed_with = models.CharField(_("agreed with"), max_length=200, blank=True)
    why_here = models.CharField(_("why here?"), max_length=300, blank=True)
    adopts = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="adoption_items"
    )
    settled_lower = models.BooleanField(_("settled by officials"), default=False)
    settled_because = models.CharField(_("settled because"), max_length=300, blank=True)
    minutes_planned = models.PositiveSmallIntegerField(_("minutes planned"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    submission = models.CharField(max_length=11, choices=Submission, default=Submission.ACCEPTED)
    returned_because = models.CharField(_("returned because"), max_length=300, blank=True)
    result = models.CharField(_("result"), max_length=20, choices=Result, default="", blank=True)
    referred_to = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("referred to")
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="course")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = AgendaItemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("removed_at", "removed_by"), name="item_removed_at_by"
            ),
            models.CheckConstraint(
                condition=Q(submission=Submission.RETURNED) | Q(returned_because=""),
                name="item_returned_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(settled_lower=True) | Q(settled_because=""),
                name="item_settled_before_reason",
            ),
            models.UniqueConstraint(
                fields=["meeting", "adopts"],
                condition=Q(removed_at=None, adopts__isnull=False),
                name="item_adopts_once",
            ),
            models.UniqueConstraint(
                fields=["follows"], condition=Q(removed_at=None), name="item_followed_once"
            ),
            models.CheckConstraint(
                condition=both_or_neither("follows", "origin"), name="item_follows_origin"
            ),
        ]
        indexes = [models.Index(fields=["meeting", "position"], name="item_meeting")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:detail", args=[self.meeting_id]) + f"#item-{self.pk}"


class PointOfDifference(Noun):
    """Where an organisation stands apart on a requested decision."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="points_of_difference")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    position = models.TextField(_("position"))
    proposed_text = models.TextField(_("proposed text"), blank=True)

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.position[:40]}"


class AgendaPaper(Noun):
    """A paper on an item; `version` is frozen when the meeting is closed."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+")
    version = models.ForeignKey(PaperVersion, models.PROTECT, null=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=1)
    late = models.BooleanField(_("late"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "paper"], name="agenda_paper_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.paper_id}"
