"""Meetings in one's own calendar: one as a file, all of them by a feed."""

from hashlib import sha256
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import override
from django.views.decorators.http import require_safe

from coordination.kit import clock
from coordination.kit.calendars import TYPE, calendar_file
from coordination.kit.http import get_visible
from coordination.people.limits import refuse_too_often
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may
from coordination.people.tokens import feed_of

from ..appointments import appointment_of
from ..models import Meeting
from ..queries.feeds import meetings_in_feed


@may("meetings.read")
@require_safe
def calendar(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The meeting as a file that a calendar opens."""
    meetings = Meeting.objects.select_related("body", "dossier")
    meeting = get_visible(meetings, request.user, pk=pk)
    content = calendar_file([appointment_of(meeting, at=clock.now())])
    day = timezone.localtime(meeting.starts_at).date()
    name = f"{'overleg' if meeting.dossier.is_classified else 'baken'}-{day}.ics"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=TYPE, headers=disposition)


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """What the owner of the token sees now, for a program that has no session."""
    refuse_too_often(request)
    at = clock.now()
    found = feed_of(token, on=timezone.localdate(at))
    if found is None:
        raise Http404
    user, body = found
    with override(user.language):
        meetings = meetings_in_feed(user, body, at=at)
        name = f"Baken · {body.name if body else user.name}"
        content = calendar_file([appointment_of(one, at=at) for one in meetings], name=name)
    etag = f'"{sha256(content).hexdigest()}"'
    fresh = HttpResponse(content, content_type=TYPE, headers={"ETag": etag})
    response = get_conditional_response(request, etag=etag, response=fresh) or fresh
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
