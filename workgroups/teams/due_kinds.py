"""What is due of teams: their last day, and answers to requests for people."""

from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from coordination.cycle.due import DueSource, FirstRule, due_items
from coordination.cycle.stood import Stood
from coordination.dossiers.asof import as_of

from .models import RequestStatus, ResourceRequest, Team, TeamMember, TeamRole, TeamStatus


def led_by(members: Any) -> Subquery:
    """Who leads the team among these members: in person, or who holds the post."""
    leads = members.filter(role=TeamRole.LEAD, until=None)
    return Subquery(leads.annotate(led_by=Coalesce("person", "post__holder")).values("led_by")[:1])


TEAM_ENDS = DueSource(
    label=_("last day of a team"),
    model=Team,
    rows=Q(ends_on__isnull=False),
    open=~Q(status=TeamStatus.DISSOLVED),
    columns={
        "what": "subject",
        "due": "ends_on",
        "body": "body",
        "organisation": "body__organisation",
        "organisation_code": "body__organisation__code",
        "person": "led_by",
    },
    url_name="teams:detail",
    then=lambda at: Stood(
        Q(ends_on__isnull=False),
        ~Q(status=TeamStatus.DISSOLVED),
        extra={"led_by": led_by(as_of(TeamMember, at).filter(team_id=OuterRef("dossier_id")))},
    ),
    extra={
        "led_by": led_by(TeamMember.objects.filter(team=OuterRef("pk"))),
    },
    rules=(FirstRule(10, "Laatste dag van team", "Last day of team"),),
)
PEOPLE_ASKED = DueSource(
    label=_("answer to a request for people"),
    model=ResourceRequest,
    rows=~Q(status=RequestStatus.WITHDRAWN),
    open=Q(status=RequestStatus.ASKED),
    columns={
        "what": "profile",
        "due": "answer_by",
        "organisation": "organisation",
        "organisation_code": "organisation__code",
    },
    url_name="teams:request",
    then=lambda at: Stood(~Q(status=RequestStatus.WITHDRAWN), Q(status=RequestStatus.ASKED)),
    dossier="team__dossier",
    rules=(FirstRule(1, "Verzoek om mensen", "Request for people"), FirstRule(1, after=True)),
)
due_items.add("teams.team", TEAM_ENDS, order=60)
due_items.add("teams.request", PEOPLE_ASKED, order=61)
