"""The outermost and the innermost layer: a line in the log, and refusals as sentences."""

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from .http import wants_fragment
from .refusals import Refusal, Stale

log = structlog.stdlib.get_logger("coordination.request")
Handler = Callable[[HttpRequest], HttpResponse]
NOT_TYPED = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+|on")
"""A key, a number, a tick."""
UNTYPED = {"csrfmiddlewaretoken", "next", "receipt"}
HELD = {"mark", "kept", "places", "phase", "seen_at"}
"""Fields in which a page holds something for itself; a long one may be what was pasted."""


class RequestLogMiddleware:
    """One line per request: id, method, route, status, milliseconds. Never a query or a body."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        response = self.get_response(request)
        match = getattr(request, "resolver_match", None)
        log.info(
            "request",
            method=request.method,
            route=match.route if match else "",
            status=response.status_code,
            ms=round((time.perf_counter() - started) * 1000, 1),
        )
        response["X-Request-ID"] = request_id
        return response


class RefusalMiddleware:
    """Turns a refusal that no form caught into a page or a fragment with its sentence."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, trouble: Exception) -> HttpResponse | None:
        if not isinstance(trouble, Refusal) or request.path.startswith("/api/"):
            return None
        return refused(request, trouble)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal's sentence with what was typed, so that nothing is lost."""
    typed = typed_texts(request)
    if isinstance(refusal, Stale):
        _show_the_way(refusal, typed)
    context = {"refusal": refusal, "typed": typed}
    if not wants_fragment(request):
        return render(request, "refused.html", context, status=refusal.status)
    return beside(render(request, "_refused.html", context, status=refusal.status))


def _show_the_way(stale: Stale, typed: list[str]) -> None:
    """To how it stands now; where nothing was typed there are no two texts to choose from."""
    address = getattr(stale.current, "get_absolute_url", None)
    if stale.link is None and address is not None:
        stale.link = (_("See how it stands now"), address())
    if not typed:
        stale.sentence = _("Somebody else changed this first, so nothing was done.")


def beside(fragment: HttpResponse) -> HttpResponse:
    """Let a problem land in its own place, whatever part of the page was asked for."""
    fragment["HX-Retarget"] = "#problem"
    fragment["HX-Reswap"] = "innerHTML"
    # the request may have asked for one part of a page; this is none
    fragment["HX-Reselect"] = "unset"
    return fragment


def typed_texts(request: HttpRequest) -> list[str]:
    """What was typed into the refused form, however short; never a password.

    Nor what nobody typed: versions and marks, numbers and ticks, the key of what was chosen from a
    list, and a choice that has a name in the code.
    """
    chosen = {value for kind in TextChoices.__subclasses__() for value in kind.values}
    return [
        value
        for name, values in request.POST.lists()
        if name not in UNTYPED and "password" not in name
        for value in values
        if value.strip() and not NOT_TYPED.fullmatch(value)
        if len(value) > 20
        or (name not in HELD and not name.startswith("version") and value not in chosen)
    ]
