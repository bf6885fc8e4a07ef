"""A consultation with a date is due of the team, as long as no newer version took its place."""

import datetime as dt
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from coordination.cycle.due import DueSource, FirstRule, due_items
from coordination.cycle.stood import Stood, the_one
from coordination.dossiers.asof import as_of
from workgroups.teams.due_kinds import led_by
from workgroups.teams.models import Team, TeamMember, TeamStatus

from .models import Assignment, Consultation

TEAM = "assignment__team"


def _newer(assignments: Any) -> Q:
    """A newer version among `assignments` took the place of the one it belongs to."""
    major, minor = OuterRef("assignment__major"), OuterRef("assignment__minor")
    later = Q(major__gt=major) | Q(major=major, minor__gt=minor)
    return Q(Exists(assignments.filter(later, team_id=OuterRef(f"{TEAM}_id"))))


def _then(at: dt.datetime) -> Stood:
    team = the_one(Team, at, f"{TEAM}_id")
    members = as_of(TeamMember, at).filter(team_id=OuterRef(f"{TEAM}_id"))
    return Stood(
        rows=Q(due_on__isnull=False) & ~_newer(as_of(Assignment, at)),
        open=Q(held_at=None) & ~Q(Exists(team.filter(status=TeamStatus.DISSOLVED))),
        extra={"led_by": led_by(members)},
    )


due_items.add(
    "assignments.consultation",
    DueSource(
        label=_("consultation about an assignment"),
        model=Consultation,
        rows=Q(due_on__isnull=False) & ~_newer(Assignment.objects.all()),
        open=Q(held_at=None) & ~Q(**{f"{TEAM}__status": TeamStatus.DISSOLVED}),
        columns={
            "what": "named",
            "due": "due_on",
            "body": f"{TEAM}__body",
            "organisation": f"{TEAM}__body__organisation",
            "organisation_code": f"{TEAM}__body__organisation__code",
            "person": "led_by",
            "page": "assignment",
        },
        url_name="assignments:detail",
        then=_then,
        dossier=f"{TEAM}__dossier",
        extra={
            "named": Concat(
                F(f"{TEAM}__code"), Value(": "), F("organisation__code"), Value(", "), F("subject")
            ),
            "led_by": led_by(TeamMember.objects.filter(team=OuterRef(TEAM))),
        },
        rules=(FirstRule(2, "Gesprek", "Consultation"), FirstRule(1, after=True)),
    ),
    order=72,
)
