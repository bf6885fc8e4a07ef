"""The assignments of all teams, and one version of one."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.contributions.permissions import can_reply
from coordination.contributions.queries.answers import Line
from coordination.decisions.models import Decision
from coordination.dossiers.guard import Guard
from coordination.dossiers.printed import paper_mark_of, restricted_among
from coordination.dossiers.services import record_read
from coordination.kit import clock
from coordination.kit.asof import moment
from coordination.kit.http import get_visible
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..differences import differences
from ..facts import AssignmentFacts
from ..models import Assignment
from ..permissions import can_circulate, can_draft
from ..queries import (
    Positions,
    assignment_as_of,
    beside,
    consultations_of,
    list_newest,
    positions_of,
    versions_of,
    with_names,
    without_assignment,
)


@require_safe
@may("assignments.read")
def assignment_list(request: SignedInRequest) -> HttpResponse:
    """The newest version of every team; below them the teams that have none."""
    page, without = page_of(list_newest(request.user), request), without_assignment(request.user)
    teams = [*(one.team for one in page.rows), *without]
    restricted = restricted_among(team.pk for team in teams)
    for team in teams:
        team.guard = Guard.of(restricted.get(team.pk))
    context = {
        "page": page,
        "paper_mark": paper_mark_of(restricted.values()),
        "without": without,
        "may_write": request.user.may("assignments.write"),
    }
    return render(request, "workgroups/assignments/assignment_list.html", context)


@require_safe
@may("assignments.read")
def assignment_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One version with what everybody says of it; `?naast=` compares it with another."""
    found = get_visible(with_names(), request.user, pk=pk)
    record_read(dossier=found.team.dossier, obj=found, by=request.user, at=clock.now())
    context = shown(request, found)
    return render(request, "workgroups/assignments/assignment_detail.html", context)


def shown(request: HttpRequest, found: Assignment) -> dict[str, Any]:
    user: Any = request.user
    then = moment(request)
    at = then.at if then else None
    versions = versions_of(found.team, user)
    earlier = beside(found, versions, request.GET.get("naast", ""))
    facts = AssignmentFacts.of(found)
    may_draft = then is None and can_draft(user, found.team)
    decisions = Decision.objects.visible_to(user).filter(pk=found.decision_id)
    positions = positions_of(found, user, at=at)
    return {
        "present": found,
        "assignment": assignment_as_of(found, then.at) if then else found,
        "then": then,
        "facts": facts,
        "consultations": consultations_of(found, at=at),
        "positions": positions,
        "mine": _mine(user, found, positions) if then is None else None,
        "versions": versions,
        "earlier": earlier,
        "differs": differences(AssignmentFacts.of(earlier), facts) if earlier else [],
        "decision": decisions.first() if found.decision_id else None,
        "may_draft": may_draft,
        "may_circulate": may_draft and can_circulate(user, found.team),
        "is_newest": versions[0].pk == found.pk,
        "today": timezone.localdate(at),
    }


def _mine(user: Any, found: Assignment, positions: Positions | None) -> Line | None:
    """The line of her own organisation, while she may still say there what it thinks."""
    if positions is None or found.contribution is None or not found.contribution.is_open:
        return None
    return next((line for line in positions.lines if can_reply(user, line.part)), None)
