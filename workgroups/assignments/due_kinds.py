"""A consultation with a date is due of the team, as long as no newer version took its place."""

from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from coordination.cycle.due import DueSource, FirstRule, due_items
from workgroups.teams.models import TeamMember, TeamRole, TeamStatus

from .models import Assignment, Consultation

TEAM = "assignment__team"
MAJOR, MINOR = OuterRef("assignment__major"), OuterRef("assignment__minor")
NEWER = Assignment.objects.filter(
    Q(major__gt=MAJOR) | Q(major=MAJOR, minor__gt=MINOR), team=OuterRef(TEAM)
)
LEAD = TeamMember.objects.filter(team=OuterRef(TEAM), role=TeamRole.LEAD, until=None)

due_items.add(
    "assignments.consultation",
    DueSource(
        label=_("consultation about an assignment"),
        model=Consultation,
        rows=Q(due_on__isnull=False) & ~Q(Exists(NEWER)),
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
        dossier=f"{TEAM}__dossier",
        extra={
            "named": Concat(
                F(f"{TEAM}__code"), Value(": "), F("organisation__code"), Value(", "), F("subject")
            ),
            "led_by": Subquery(
                LEAD.annotate(led_by=Coalesce("person", "post__holder")).values("led_by")[:1]
            ),
        },
        rules=(FirstRule(2, "Gesprek", "Consultation"), FirstRule(1, after=True)),
    ),
    order=72,
)
