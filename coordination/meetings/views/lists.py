"""The list of meetings."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import UUIDField
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination.kit import clock
from coordination.kit.http import number_in
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import MeetingStatus
from ..queries.lists import (
    MeetingFilter,
    by_week,
    filter_choices,
    meetings_for,
    with_item_counts,
)

PAGE_SIZE = 50


@may("meetings.read")
@require_safe
def meeting_list(request: SignedInRequest) -> HttpResponse:
    """Meetings she may see, coming or past, by week; the filter stands in the address."""
    wanted = _filter(request)
    page = max(number_in(request.GET, "page"), 1)
    first = (page - 1) * PAGE_SIZE
    rows = list(meetings_for(request.user, wanted, at=clock.now())[first : first + PAGE_SIZE + 1])
    shown = with_item_counts(request.user, rows[:PAGE_SIZE])
    context = {
        "weeks": by_week(shown),
        "wanted": wanted,
        "choices": filter_choices(request.user),
        "statuses": MeetingStatus.choices,
        "can_plan": request.user.may("meetings.plan"),
        "page": page,
        "more": len(rows) > PAGE_SIZE,
        "query": _without_page(request),
        "first": first + 1,
        "last": first + len(shown),
    }
    return render(request, "coordination/meetings/meeting_list.html", context)


def _filter(request: SignedInRequest) -> MeetingFilter:
    status = request.GET.get("status", "")
    return MeetingFilter(
        past=request.GET.get("when") == "past",
        mine=request.GET.get("mine") == "1",
        body=_uuid(request.GET.get("body", "")),
        dossier=_uuid(request.GET.get("dossier", "")),
        status=status if status in MeetingStatus.values else "",
        text=request.GET.get("q", "").replace("\0", "")[:200],
    )


def _uuid(text: str) -> UUID | None:
    try:
        found: UUID | None = UUIDField(required=False).clean(text)
    except ValidationError:
        return None
    return found


def _without_page(request: SignedInRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
