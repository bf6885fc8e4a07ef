"""What asks for attention in a dossier, and of how many dossiers it does."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from coordination.actions.models import ActionPoint
from coordination.audit.models import AuditEvent
from coordination.dossiers.models import DossierKind
from coordination.people.models import OrganisationKind
from workgroups.teams.models import Team

SILENT = 4
"""Weeks after which a dossier counts as silent, where nobody asks for another number."""
READS = "reads"
# what a team may be needed for; a cycle, a region and an incident have their own people
SUBJECTS = (DossierKind.THEME, DossierKind.TEAM, DossierKind.SCENARIO)


class Reason(TextChoices):
    """Why an open dossier comes first."""

    LATE = "late", _("with late points")
    SILENT = "silent", _("silent for long")
    NOBODY = "nobody", _("primacy with nobody")


class Mark(NamedTuple):
    """What a dossier is counted and put in order by, from what its reader may see.

    `stirred_at` is None for who is not told, and where nothing was ever done; `weeks` are whole
    weeks since.
    """

    key: str
    kind: str
    owner: str
    is_open: bool
    late: bool
    nobody: bool
    stirred_at: datetime | None
    weeks: int | None

    @classmethod
    def of(cls, row: Any, now: datetime) -> "Mark":
        """`row` holds all but the weeks."""
        stirred_at: datetime | None = row[-1]
        return cls._make((*row, (now - stirred_at).days // 7 if stirred_at else None))

    @property
    def silent(self) -> bool:
        return self.weeks is not None and self.weeks >= SILENT

    @property
    def reasons(self) -> list[Reason]:
        """Why it comes first; in what is closed nothing asks for attention."""
        if not self.is_open:
            return []
        holds = ((Reason.LATE, self.late), (Reason.SILENT, self.silent))
        return [one for one, held in (*holds, (Reason.NOBODY, self.nobody)) if held]

    @property
    def urgency(self) -> int:
        """How many reasons there are, what is late first among equals."""
        return self.is_open * (3 * self.late + 2 * self.nobody + 2 * self.silent)


@dataclass(frozen=True)
class Counts:
    """How many dossiers there are, and of how many each reason holds that the reader is told."""

    dossiers: int
    reasons: Counter[Reason] = field(default_factory=Counter)


def count(marks: Sequence[Mark], user: Any) -> Counts:
    is_open = [one for one in marks if one.is_open]
    found = Counter(
        {
            Reason.LATE: sum(one.late for one in is_open),
            Reason.NOBODY: sum(one.nobody for one in is_open),
        }
    )
    if knows_silence(user):
        found[Reason.SILENT] = sum(one.silent for one in is_open)
    return Counts(len(marks), found)


def without_team(user: Any) -> Q:
    """More than one ministry has points open in it, and there is no team."""
    ministries = open_points(user).filter(owner_organisation__kind=OrganisationKind.MINISTRY)
    counted = ministries.order_by().values("dossier")
    several = counted.annotate(many=Count("owner_organisation", distinct=True)).filter(many__gt=1)
    teams = Team.objects.visible_to(user).standing().values("pk")
    return Q(pk__in=several.values("dossier"), kind__in=SUBJECTS) & ~Q(pk__in=teams)


def knows_silence(user: Any) -> bool:
    """A chain partner is not told when something was last done: she may not see what."""
    return not user.only_partner


def last_stirred() -> Subquery:
    """When something was last done in a dossier; reading it does not count."""
    events = AuditEvent.objects.filter(dossier=OuterRef("pk")).exclude(stream=READS)
    return Subquery(events.order_by("-at").values("at")[:1])


def open_points(user: Any) -> Any:
    return ActionPoint.objects.visible_to(user).open()


def late_points(user: Any, today: date) -> Any:
    return open_points(user).filter(due_on__lt=today)
