"""The page a print leads to, and where its code is typed."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from coordination.kit import clock
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from .codes import Mistyped, read_code
from .queries import printed_with

LONGEST = 60
PAGE = "coordination/prints/print_check.html"


@may("today.read")
@require_safe
def ask(request: SignedInRequest) -> HttpResponse:
    """Where a code is typed."""
    typed = request.GET.get("code", "")[:LONGEST].strip()
    if not typed:
        return render(request, PAGE)
    try:
        return redirect("prints:check", code=read_code(typed).plain)
    except Mistyped as wrong:
        return render(request, PAGE, {"typed": typed, "wrong": wrong.sentence}, status=422)


@may("today.read")
@require_safe
def check(request: SignedInRequest, code: str) -> HttpResponse:
    """Up to date, or outdated with what changed since; unknown where she may not see it."""
    try:
        asked = read_code(code[:LONGEST])
    except Mistyped as wrong:
        return render(request, PAGE, {"typed": code, "wrong": wrong.sentence}, status=422)
    found = printed_with(asked, request.user, at=clock.now())
    context = {"typed": asked.shown, "asked": asked, "found": found}
    return render(request, PAGE, context, status=200 if found else 404)
