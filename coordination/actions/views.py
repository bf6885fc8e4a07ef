"""Pages of the action points."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coordination.kit.http import get_visible
from coordination.people.rights import may

from .models import ActionPoint


@may("actions.read")
def action_detail(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    point = get_visible(ActionPoint, request.user, pk=pk)
    return render(request, "coordination/actions/action_detail.html", {"point": point})
