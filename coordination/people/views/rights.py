from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ..models import Role
from ..requests import SignedInRequest
from ..rights import TABLE, Level, may


@may("rights.read")
@require_GET
def rights(request: SignedInRequest) -> HttpResponse:
    """Role x action, drawn from the table that guards every page."""
    rows = [(right.label, list(right.levels.values())) for right in TABLE.values()]
    context = {"roles": [role.label for role in Role], "rows": rows, "levels": list(Level)}
    return render(request, "coordination/people/rights.html", context)
