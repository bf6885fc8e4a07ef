"""One point: what it says, how it stands, what happened to it, what can be done with it."""

import uuid
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination.dashboard.registries import Slot, panels
from coordination.dashboard.rendering import rendered
from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.kit import clock
from coordination.kit.asof import moment
from coordination.kit.http import get_visible
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import CommentForm, HandOverForm, MoveForm, ReasonForm, SplitForm
from ..models import ActionPart, ActionPoint, ActionStatus, Assent, PartStatus
from ..permissions import (
    can_comment,
    can_manage,
    can_report_part,
    can_update,
    counted_among,
    is_owner,
)
from ..queries.listing import parts_in
from ..queries.owners import owner_choices
from ..queries.timeline import parts_of, point_as_of, timeline_of


@require_safe
@may("actions.read")
def action_detail(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    return show(request, find(request, pk))


def find(request: SignedInRequest, pk: uuid.UUID) -> ActionPoint:
    points = ActionPoint.objects.select_related(
        "owner_organisation", "owner_person", "owner_post", "body", "dossier", "made_by"
    )
    found: ActionPoint = get_visible(points, request.user, pk=pk)
    return found


def show(
    request: SignedInRequest, point: ActionPoint, *, status: int = 200, **bound: BaseForm
) -> HttpResponse:
    """The page of a point; `bound` are forms that were refused, by their name."""
    user, looked_back = request.user, moment(request)
    shown = point_as_of(point, looked_back.at) if looked_back else point
    parts = parts_of(point)
    context: dict[str, Any] = {
        "point": shown,
        "present": point,
        "moment": looked_back,
        "counted": bool(counted_among([shown or point], user)),
        "late": shown is not None and shown.is_late(clock.now()),
        # an owner sees her point, not its dossier
        "dossier": _visible_dossier(user, point),
        "decision": _visible_decision(user, point),
        "also": point.also.order_by("code"),
        "parts": [_part(user, part) for part in parts],
        "parts_in": parts_in(point) if parts else None,
        "timeline": timeline_of(point, until=looked_back.at if looked_back else None),
        "split_into": ActionPoint.objects.visible_to(user).filter(split_from=point),
    }
    if looked_back is None:
        context["cards"] = rendered(panels, Slot.ACTION, request, point)
        context |= _deeds(user, point, bound)
    return render(request, "coordination/actions/action_detail.html", context, status=status)


def _visible_dossier(user: Any, point: ActionPoint) -> Dossier | None:
    return Dossier.objects.visible_to(user).filter(pk=point.dossier_id).first()


def _visible_decision(user: Any, point: ActionPoint) -> Decision | None:
    return Decision.objects.visible_to(user).filter(pk=point.decision_id).first()


def _part(user: Any, part: ActionPart) -> dict[str, Any]:
    others = [choice for choice in PartStatus.choices if choice[0] != part.status]
    return {"part": part, "choices": others if can_report_part(user, part) else []}


def _deeds(user: Any, point: ActionPoint, bound: dict[str, BaseForm]) -> dict[str, Any]:
    """What she may do with it, with an empty form for each."""
    manages = can_manage(user, point)
    updates = can_update(user, point)
    is_open = point.status == ActionStatus.OPEN
    start, today = {"version": point.version}, clock.today()
    forms: dict[str, BaseForm] = {}
    if is_open and manages:
        forms["move"] = MoveForm(initial=start, today=today)
        forms["split"] = SplitForm(initial=start, reader=user, today=today)
        forms["drop"] = ReasonForm(initial=start, auto_id="drop_%s")
    if is_open and updates:
        forms["hand_over"] = HandOverForm(initial=start, reader=user, auto_id="hand_over_%s")
    answers = is_open and updates and is_owner(user, point) and point.assent != Assent.GIVEN
    if answers:
        forms["reserve"] = ReasonForm(initial=start, auto_id="reserve_%s")
    if can_comment(user, point):
        forms["comment"] = CommentForm(auto_id="comment_%s")
    return {
        "manages": manages,
        "updates": updates,
        "answers": answers,
        "forms": forms | bound,
        "opened": next(iter(bound), ""),
        "owner_choices": list(owner_choices(point.body)) if is_open and updates else [],
    }
