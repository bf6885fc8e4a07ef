"""The page of a meeting: what was said, what it became, and what goes on there now."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination.kit import clock
from coordination.kit.asof import moment
from coordination.kit.http import get_visible, number_in
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import Meeting
from ..permissions import can_lead
from ..queries.minutes import changes_since
from ..queries.open_points import open_points
from ..queries.picture import picture_heads
from ..queries.presence import Present, note_presence
from ..queries.versions import versions_of
from ..services.reports import fetch_minutes
from .report import meeting_then

PAGE = Meeting.objects.select_related("body__organisation", "dossier", "adopted_in")


@may("meetings.read")
@require_safe
def detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The minutes, with the body's open points beside them."""
    meeting = get_visible(PAGE, request.user, pk=pk)
    if then := moment(request):
        return meeting_then(request, meeting, then)
    now = clock.now()
    context = {
        "minutes": fetch_minutes(meeting=meeting, by=request.user, at=now),
        "meeting": meeting,
        "open_points": open_points(request.user, meeting, now=now),
        "versions": versions_of(meeting),
        "offline": not meeting.dossier.is_classified,
    }
    return render(request, "coordination/meetings/minutes.html", context)


@may("meetings.read")
@require_safe
def changes(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What changed after ?after=, and who is here; 204 when neither is new."""
    meeting = get_visible(PAGE, request.user, pk=pk)
    others = note_presence(request.user, meeting, request.GET.get("at", ""))
    seen = seen_mark(others)
    after = number_in(request.GET, "after")
    same = meeting.sequence <= after and seen == request.GET.get("seen", "")
    if same and not _moved_on(request, meeting):
        return HttpResponse(status=204)
    return changed_lines(request, meeting, after, others)


def changed_lines(
    request: SignedInRequest, meeting: Meeting, after: int, others: list[Present] | None = None
) -> HttpResponse:
    """The fragment that brings a page up to date from `after` on."""
    moved_on = _moved_on(request, meeting)
    context = {
        "meeting": meeting,
        "changes": changes_since(request.user, meeting, after),
        "others": others,
        "seen": seen_mark(others) if others is not None else None,
        "minutes": {
            "can_write": meeting.is_writable,
            "can_lead": moved_on and can_lead(request.user, meeting),
        },
        "moved_on": moved_on,
        "pictures": picture_heads(request.user, meeting),
    }
    return render(request, "coordination/meetings/_changes.html", context)


def _moved_on(request: SignedInRequest, meeting: Meeting) -> bool:
    """The meeting was opened, closed or sent round since the page that asks was drawn."""
    sent = request.POST if request.method == "POST" else request.GET
    return sent.get("status", meeting.status) != meeting.status


def seen_mark(others: list[Present]) -> str:
    return "|".join(f"{other.code}@{other.item}" for other in others)
