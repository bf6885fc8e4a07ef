"""A team is proposed: with a dossier and a body of its own, or around what stands already."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import changes, deed, record
from coordination.dossiers.models import Dossier, DossierKind
from coordination.dossiers.permissions import can_lead
from coordination.dossiers.services import open_dossier
from coordination.kit.history import save_as
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import (
    Body,
    BodyMember,
    MemberRole,
    Organisation,
    OutcomeName,
    ReportForm,
    User,
)
from coordination.people.services import create_body
from coordination.people.services.bodies import hide_body, keep_elsewhere

from ..models import Horizon, Team, TeamMember, TeamRole, TeamStep
from ..permissions import can_propose
from .members import Seat, place, shown
from .saving import checked, keep_first, refuse_backwards, refuse_gone, refuse_sponsor
from .seats import give_part, usual_role, via_of
from .tracks import make_track

ROLES = {
    MemberRole.CHAIR: TeamRole.LEAD,
    MemberRole.SECRETARY: TeamRole.SECRETARY,
    MemberRole.DEPUTY: TeamRole.DEPUTY,
}


class CodeTaken(Refusal):
    """Another team or body has this code."""


class HasTeam(Refusal):
    """The dossier or the body belongs to a team already."""

    status = 409


@dataclass(frozen=True)
class Plan:
    """What a team is to be. With `dossier` and `body` it works with those that stand there."""

    code: str
    subject: str
    horizon: Horizon
    sponsor: Organisation
    owner: Organisation
    starts_on: date
    ends_on: date | None = None
    name_nl: str = ""
    name_en: str = ""
    outcome_name: OutcomeName = OutcomeName.ADVICE
    report_form: ReportForm = ReportForm.REPORT
    restricted: bool = False
    dossier: Dossier | None = None
    body: Body | None = None
    seats: tuple[Seat, ...] = ()
    tracks: tuple[str, ...] = ()


@deed
def propose_team(*, plan: Plan, by: User, at: datetime) -> Team:
    """A proposed team with its dossier, its body and its first members.

    Members of a body that stands already become members of the team, once. Refuses a code in use,
    a sponsor that is no ministry, an end before the start, an organisation that is no longer there,
    and a dossier or body that has a team.
    """
    if not can_propose(by):
        raise NotAllowed(_("Only a coordinator proposes a team."))
    code, subject = checked(plan.code, "code", longest=10), checked(plan.subject, "subject")
    refuse_backwards(plan.starts_on, plan.ends_on)
    _refuse_plan(plan, code)
    plan = replace(plan, code=code, subject=subject)
    dossier = _dossier(plan, by, at)
    team = Team(
        dossier=dossier,
        body=_body(plan, dossier, by=by, at=at),
        code=code,
        subject=subject,
        horizon=plan.horizon,
        sponsor=plan.sponsor,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
    )
    keep_first(team, by=by, at=at)
    TeamStep.objects.create(team=team, status=team.status, at=at, by=by)
    _adopt(team, by=by, at=at)
    for seat in plan.seats:
        place(team=team, seat=seat, by=by, at=at)
    for name in plan.tracks:
        make_track(team, name, "", None, by=by, at=at)
    record(
        "teams.proposed", team, by=by, at=at, dossier=team.pk, code=code, sponsor=team.sponsor_id
    )
    return team


def _dossier(plan: Plan, by: User, at: datetime) -> Dossier:
    if plan.dossier is None:
        return open_dossier(
            title=plan.subject,
            owner=plan.owner,
            kind=DossierKind.TEAM,
            restricted=plan.restricted,
            by=by,
            at=at,
        )
    dossier = locked(plan.dossier)
    if not can_lead(by, dossier):
        raise NotAllowed(_("Only the lead of this dossier sets up a team for it."))
    if dossier.closed_at is not None:
        raise Refusal(
            _("This dossier is closed. Open it again, or choose another."), field="dossier"
        )
    if Team.objects.filter(pk=dossier.pk).exists():
        raise HasTeam(_("There is a team for this dossier already."), field="dossier")
    if dossier.kind != DossierKind.TEAM:
        changed = changes({"kind": dossier.kind}, {"kind": DossierKind.TEAM})
        dossier.kind = DossierKind.TEAM
        dossier.version += 1
        save_as(dossier, by=by, at=at)
        more: dict[str, Any] = {"by": by, "at": at, "dossier": dossier.pk, "part": True}
        record("dossiers.changed", dossier, **more, **changed)
    return dossier


def _body(plan: Plan, dossier: Dossier, *, by: User, at: datetime) -> Body:
    if plan.body is None:
        return create_body(
            code=plan.code,
            name_nl=plan.name_nl or f"{plan.code} {plan.subject}",
            name_en=plan.name_en or f"{plan.code} {plan.subject}",
            organisation=plan.owner,
            outcome_name=plan.outcome_name,
            report_form=plan.report_form,
            restricted=plan.restricted or dossier.restricted,
            by=by,
            at=at,
        )
    if Team.objects.filter(body=plan.body).exists():
        raise HasTeam(_("This body is that of a team already."), field="body")
    if dossier.restricted:
        hide_body(plan.body, hidden=True, by=by, at=at)
    return plan.body


def _refuse_plan(plan: Plan, code: str) -> None:
    if Team.objects.filter(code__iexact=code).exists():
        raise CodeTaken(_("There is a team with this code already."), field="code")
    if plan.body is None and Body.objects.filter(code__iexact=code).exists():
        raise CodeTaken(_("There is a body with this code already."), field="code")
    refuse_sponsor(plan.sponsor)
    refuse_gone(plan.owner, "owner")


def _adopt(team: Team, *, by: User, at: datetime) -> None:
    """Who sits in the body takes part in the team; the rows stay and are kept here from now on."""
    rows = team.body.members.present(timezone.localdate(at)).select_related(
        "organisation", "person", "post__holder"
    )
    for seat in rows.order_by("since", "pk"):
        member = TeamMember(team=team, seat=keep_elsewhere(seat, via_of(team)), **_facts(seat))
        member.access = give_part(member, by=by, at=at)
        save_as(member, by=by, at=at)
        more = {"by": by, "at": at, "dossier": team.pk, "part": True, **shown(member)}
        record("teams.member_added", member, **more)


def _facts(seat: BodyMember) -> dict[str, Any]:
    return {
        "organisation": seat.organisation,
        "person": seat.person,
        "post": seat.post,
        "role": ROLES.get(MemberRole(seat.role)) or usual_role(seat.organisation),
        "since": seat.since,
        "until": seat.until,
    }
