"""Templates of teams: kept from a team that works, used for the next one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import (
    Organisation,
    OutcomeName,
    ReportForm,
    User,
)

from ..models import KEEPERS, Team, TeamRole, TeamTemplate, TemplateSeat, Track
from ..permissions import can_propose
from .members import Seat
from .proposing import Plan
from .saving import checked
from .seats import usual_role

USUAL_WEEKS = 13


class TemplateStands(Refusal):
    """Another template has this name."""

    status = 409


@deed
def keep_template(*, team: Team, name: str, by: User, at: datetime) -> TeamTemplate:
    """A template with the horizon, length, tracks and organisations of `team`, and no people."""
    _refuse_stranger(by)
    name = checked(name, "name", longest=120)
    if TeamTemplate.objects.filter(name__iexact=name).exists():
        raise TemplateStands(_("There is a template of this name already."), field="name")
    days = (team.ends_on - team.starts_on).days if team.ends_on else USUAL_WEEKS * 7
    template = TeamTemplate.objects.create(
        name=name,
        horizon=team.horizon,
        weeks=min(max(1, round(days / 7)), 260),
        outcome_name=team.body.outcome_name,
        report_form=team.body.report_form,
        tracks="\n".join(
            Track.objects.filter(team=team).order_by("name").values_list("name", flat=True)
        ),
    )
    places = team.members.standing(timezone.localdate(at)).exclude(role__in=KEEPERS)
    pairs = set(places.values_list("organisation", "role"))
    TemplateSeat.objects.bulk_create(
        TemplateSeat(template=template, organisation_id=organisation, role=role)
        for organisation, role in sorted(pairs, key=str)
    )
    record("teams.template_kept", template, by=by, at=at, name=name, team=team.pk)
    return template


def started_from(
    template: TeamTemplate | None, plan: Plan, organisations: Iterable[Organisation]
) -> Plan:
    """The plan with these organisations, once each and unnamed, and what the template says.

    That is what its body is like, its tracks, and as what each of the organisations takes part.
    """
    roles = dict(template.seats.values_list("organisation", "role")) if template else {}
    seats = tuple(
        Seat(one, plan.starts_on, TeamRole(roles.get(one.pk, usual_role(one))))
        for one in dict.fromkeys(organisations)
    )
    if template is None:
        return replace(plan, seats=seats)
    return replace(
        plan,
        seats=seats,
        tracks=tuple(template.track_names),
        outcome_name=OutcomeName(template.outcome_name),
        report_form=ReportForm(template.report_form),
    )


@deed
def remove_template(*, template: TeamTemplate, by: User, at: datetime) -> None:
    """Nobody starts from it any more; teams that did are as they are."""
    _refuse_stranger(by)
    record("teams.template_removed", template, by=by, at=at, name=template.name)
    template.delete()


def _refuse_stranger(by: User) -> None:
    if not can_propose(by):
        raise NotAllowed(_("Only a coordinator keeps the templates of teams."))
