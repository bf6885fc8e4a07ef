"""What the page of the country asks each time, as queries that are built once for a reader."""

from datetime import datetime
from enum import Enum
from typing import Any

from django.db import models
from django.db.models import Case, Value, When

from coordination.dossiers.queries.prepared import PreparedForReader
from coordination.people.models import User
from escalation.regions.models import Region

from ..models import Determination, Proposal, ProposalStatus
from .assessments import assessments_on


class Reach(Enum):
    """For whom a picture of the country is made.

    Of the regions that a reader sees: for her alone all that is hers to see. For all officials or
    for the public only of regions that are open, and for the public nothing that waits, nothing
    under embargo.
    """

    READER = "reader"
    OFFICIALS = "officials"
    PUBLIC = "public"


def stage_of(*, second: bool, told: bool) -> str:
    """What a level waits for: confirm, inform or publish."""
    if second:
        return "confirm"
    return "publish" if told else "inform"


def regions_seen(user: User, scope: str, now: datetime, reach: Reach) -> Any:
    """Those of this scope that she sees, by code; the open ones only where it is for others."""
    if reach is Reach.READER:
        return _SEEN(user, scope=scope)
    rows = _seen(user, scope).filter(dossier__restricted=False)
    return rows.exclude(dossier__embargo_until__gt=now)


def _seen(user: User, scope: Any) -> Any:
    return Region.objects.visible_to(user).filter(scope=scope).order_by("code")


def _kept(user: User, day: Any) -> Any:
    return assessments_on(day, user).select_related(None).select_related("level")


def _open(user: User) -> Any:
    rows = Proposal.objects.visible_to(user).filter(status=ProposalStatus.OPEN)
    no = Value(False, models.BooleanField())
    of_proposal = {"proposed": Value(True, models.BooleanField()), "second": no, "told": no}
    return rows.order_by().annotate(**of_proposal).values_list(*COLUMNS)


def _waiting(user: User) -> Any:
    rows = Determination.objects.visible_to(user).standing().filter(published_at=None)
    of_level = {
        "proposed": Value(False, models.BooleanField()),
        "second": _true_where(lowers=True, confirmed_at__isnull=True),
        "told": _true_where(informed_at__isnull=False),
    }
    return rows.order_by().annotate(**of_level).values_list(*COLUMNS)


def _both(user: User) -> Any:
    return _open(user).union(_waiting(user), all=True)


def _true_where(**condition: bool) -> Case:
    return Case(
        When(**condition, then=Value(True)),
        default=Value(False),
        output_field=models.BooleanField(),
    )


COLUMNS = ("region_id", "proposed", "level__rank", "second", "told")
_SEEN = PreparedForReader(_seen, scope=models.CharField())
kept_on = PreparedForReader(_kept, day=models.DateField())
what_waits = PreparedForReader(_both)
"""Rows of COLUMNS: what is proposed, and what was determined and is not published yet."""
