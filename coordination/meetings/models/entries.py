from typing import Any, Self
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.actions.models import ActionPoint
from coordination.decisions.models import Decision
from coordination.dossiers.models import readable_by
from coordination.kit import clock
from coordination.kit.lines.kinds import EntryKind
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.people.models import User

from .agenda import AgendaItem
from .embargo import LINE, under_embargo
from .meetings import Meeting


class Phase(models.TextChoices):
    """The step of a meeting in which a line was said."""

    PICTURE = "picture", _("picture")
    JUDGEMENT = "judgement", _("judgement")
    DECISION = "decision", _("decision")
    NONE = "", _("no phase")


def column_of(phase: str, became: UUID | None) -> str:
    return phase or (Phase.DECISION if became else Phase.PICTURE)


class EntryQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """A line inherits its agenda item's dossier, and an embargo of what it became.

        What is under embargo stays within government: no chain partner sees it.
        """
        of_item = readable_by(user, at="item__dossier__")
        return self.filter(of_item & readable_by(user, at="meeting__dossier__")).free_for(user)

    def free_for(self, user: Any) -> Self:
        """Without what an embargo holds back from a chain partner."""
        if user.is_authenticated and user.only_partner:
            return self.exclude(under_embargo(clock.now(), *LINE))
        return self

    def present(self) -> Self:
        return self.filter(removed_at=None)


class Entry(Noun):
    """One line of the minutes, and what it became.

    `typed` is the line as the note taker typed it and edits it; `text` is what is shown;
    `reading` is what was recognised in it: owner, others, term, flags. `before` is how it stood
    before its last change, for undo. `sequence` is the meeting's count at its last change.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="entries")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="entries")
    position = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=12, choices=EntryKind, default=EntryKind.NOTE)
    phase = models.CharField(max_length=9, choices=Phase, default=Phase.NONE, blank=True)
    typed = models.TextField()
    text = models.TextField()
    reading = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, related_name="entry"
    )
    action_point = models.OneToOneField(
        ActionPoint, models.PROTECT, null=True, blank=True, related_name="entry"
    )
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = EntryQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["sequence", "before"])

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("removed_at", "removed_by"), name="entry_removed_at_by"
            ),
            models.CheckConstraint(
                condition=models.Q(decision=None) | models.Q(action_point=None),
                name="entry_became_one",
            ),
        ]
        indexes = [
            models.Index(fields=["meeting", "sequence"], name="entry_meeting_sequence"),
            models.Index(fields=["item", "position"], name="entry_item"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.text[:40]}"

    @property
    def column(self) -> str:
        """What became something without a phase of its own stands among the decisions."""
        return column_of(self.phase, self.decision_id or self.action_point_id)

    def get_absolute_url(self) -> str:
        return reverse("meetings:detail", args=[self.meeting_id]) + f"#line-{self.pk}"


class Draft(models.Model):
    """What somebody is typing, kept for her alone: no event, no version."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="drafts")
    field = models.CharField(max_length=60)
    sequence = models.PositiveBigIntegerField(default=0)
    base_version = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "meeting", "field"], name="draft_once")
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.sequence}"
