"""Pages of the register."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coordination.kit.http import get_visible
from coordination.people.rights import may

from .models import Decision


@may("decisions.read")
def decision_detail(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    decision = get_visible(Decision, request.user, pk=pk)
    return render(request, "coordination/decisions/decision_detail.html", {"decision": decision})
