"""Lists of questions with variants, and the ones a consultation is open for."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from coordination.kit.pointing import seen_by
from coordination.people.models import User
from workgroups.teams.models import Team

from ..models import OptionSet

OPEN, CHOSEN = "open", "chosen"
STANDING = Q(variants__removed_at=None)


def list_options(user: User, tab: str = OPEN) -> QuerySet[OptionSet]:
    """Those without a choice, or those with one; newest first, each with how many variants."""
    rows = OptionSet.objects.visible_to(user)
    rows = rows.exclude(chosen=None) if tab == CHOSEN else rows.filter(chosen=None)
    found: QuerySet[OptionSet] = with_counts(rows).order_by("-created_at", "pk")
    return found


def with_team(user: User, rows: Any) -> Any:
    """Each with `sees_team`: a team that she may not see is not named."""
    return rows.annotate(**seen_by(user, {"team": Team}))


def with_counts(rows: Any) -> Any:
    counted = rows.annotate(counted=Count("variants", filter=STANDING, distinct=True))
    return counted.select_related(
        "team", "dossier", "chosen", "consultation__action_point", "decision"
    )
