"""A row changed in place; without script on a page of its own."""

import uuid
from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.kit import clock
from coordination.kit.rows import RowList, change_row
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..row_forms import edit_point
from .detail import find
from .ticking import drawn_row


@require_http_methods(["GET", "HEAD", "POST"])
@may("actions.update")
def action_change(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Owner, term and state in one row of the list."""
    point = find(request, pk)
    edit = edit_point(point, data=request.POST or None, by=request.user, at=clock.now())
    draw = partial(drawn_row, request)
    among = RowList(_("Action points"), reverse("actions:list"), 3, draw)
    return change_row(request, edit, among=among)
