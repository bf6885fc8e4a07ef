"""What one organisation reports on its part of a point."""

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination.kit import clock
from coordination.kit.http import done, get_visible
from coordination.kit.refusals import Refusal
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import ActionPart, ActionPoint, PartStatus
from ..services import report_part


@require_POST
@may("actions.update")
def action_part(
    request: SignedInRequest, pk: uuid.UUID, part_pk: uuid.UUID, version: int, status: str
) -> HttpResponse:
    """The state is in the address, so that its undo is a plain form too."""
    point = get_visible(ActionPoint, request.user, pk=pk)
    part = get_visible(ActionPart, request.user, pk=part_pk, action_point=point)
    if status not in PartStatus.values:
        raise Refusal(_("Choose awaited, in or not applicable."))
    old = part.status
    changed = report_part(
        part=part, version=version, status=PartStatus(status), by=request.user, at=clock.now()
    )
    undo = reverse("actions:part", args=[pk, part_pk, changed.version, old])
    words = {"code": part.organisation.code, "state": changed.get_status_display()}
    sentence = _("%(code)s: %(state)s.") % words
    return done(request, point.get_absolute_url(), sentence, undo=undo)
