"""What asks for attention in a dossier, and of how many dossiers it does.

Each reason is one condition, by which rows are counted and put in order alike.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, TextChoices, Value, When
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from coordination.actions.models import ActionPoint
from coordination.audit.models import AuditEvent
from coordination.dossiers.models import Dossier, DossierKind
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


Holds = dict[Reason, Q]


@dataclass(frozen=True)
class Counts:
    """How many dossiers there are, and of how many each reason holds that the reader is told."""

    dossiers: int = 0
    reasons: Counter[Reason] = field(default_factory=Counter)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.dossiers + other.dossiers, self.reasons + other.reasons)


def count_kinds(found: QuerySet[Dossier], holds: Holds) -> dict[str, Counts]:
    """Of these dossiers, by kind: how many there are and of how many each reason holds."""
    numbers = {str(reason): Count("pk", filter=when) for reason, when in holds.items()}
    rows: Any = found.order_by().values("kind").annotate(dossiers=Count("pk"), **numbers)
    return {
        row["kind"]: Counts(row["dossiers"], Counter({one: row[one] for one in holds}))
        for row in rows.order_by("kind")
    }


def how_much(holds: Holds) -> Any:
    """What a dossier is sorted by: how many reasons hold, what is late first among equals."""
    return reduce(
        add, (_worth(3 if one is Reason.LATE else 2, when) for one, when in holds.items())
    )


def _worth(number: int, when: Q) -> Case:
    return Case(When(when, then=Value(number)), default=Value(0))


def reasons(user: Any, *, now: datetime, today: date) -> Holds:
    """When each holds, from what she may see; a chain partner is not told of silence.

    They cost more to write than to ask: a page writes them once, to count and to sort by.
    """
    found = {
        Reason.LATE: Q(pk__in=late_points(user, today).values("dossier")),
        Reason.NOBODY: Q(primacy=None),
    }
    if knows_silence(user):
        found[Reason.SILENT] = silent_for(SILENT, now)
    return {reason: Q(closed_at=None) & when for reason, when in found.items()}


def without_team(user: Any) -> Q:
    """More than one ministry has points open in it, and there is no team."""
    ministries = open_points(user).filter(owner_organisation__kind=OrganisationKind.MINISTRY)
    counted = ministries.order_by().values("dossier")
    several = counted.annotate(many=Count("owner_organisation", distinct=True)).filter(many__gt=1)
    teams = Team.objects.visible_to(user).standing().values("pk")
    return Q(pk__in=several.values("dossier"), kind__in=SUBJECTS) & ~Q(pk__in=teams)


def silent_for(weeks: int, now: datetime) -> Q:
    """Nothing was done in it for so many whole weeks."""
    return Q(LessThanOrEqual(last_stirred(), now - timedelta(weeks=weeks)))


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
