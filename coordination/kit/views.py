"""Pages that belong to no app: health, errors, the style page."""

import time

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination.kit import clock

from .http import wants_fragment
from .middleware import beside, typed_texts
from .refusals import Refusal
from .resend import resend_of
from .style import style_context


@login_not_required
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "live"})


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and its clock is within 5 s of ours; the cache may be away."""
    problems = [name for name, well in _probes().items() if not well]
    status = 503 if "database" in problems or "clock" in problems else 200
    return JsonResponse(
        {"status": "ready" if status == 200 else "not ready", "problems": problems}, status=status
    )


def _probes() -> dict[str, bool]:
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT extract(epoch FROM clock_timestamp())"
                if connection.vendor == "postgresql"
                else "SELECT strftime('%s', 'now')"
            )
            skew = abs(float(cursor.fetchone()[0]) - time.time())
        database = True
    except Exception:
        database, skew = False, 0.0
    cache.set("health", "yes", 10)
    return {"database": database, "clock": skew < 5, "cache": cache.get("health") == "yes"}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig) and _wants_json(request):
        return _said(413, _("This is too large to be read. Send less at a time."))
    return _error(request, 400, _("This request cannot be read. Nothing was changed."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = _("Your role or your part in this dossier does not allow this.")
    return _error(request, 403, sentence, typed=True)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = _("This is gone, or it is not yours to see. Open the page again.")
    return _error(request, 404, sentence, typed=True)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the shell: what failed may be what the shell needs."""
    if _wants_json(request):
        return _said(500, _("Something went wrong here. Nothing was changed."))
    if wants_fragment(request):
        return _problem(500, _("Something went wrong here. What you typed is still on this page."))
    return HttpResponse(get_template("500.html").render({}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that is too old or from elsewhere: what was typed is shown again.

    To htmx it is an ended session: the page fetches a new token and sends once more.
    """
    if wants_fragment(request):
        return HttpResponse(status=401)
    resend = resend_of(request) if request.user.is_authenticated else None
    context = {"typed": typed_texts(request), "resend": resend}
    return render(request, "csrf.html", context, status=403)


def _wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _said(status: int, sentence: str) -> HttpResponse:
    problem = {"status": status, "title": _("Refused"), "detail": sentence}
    return JsonResponse(problem, status=status, content_type="application/problem+json")


def _error(
    request: HttpRequest, status: int, sentence: str, *, typed: bool = False
) -> HttpResponse:
    """The page of the error; with `typed` what was in a form that came too late for it."""
    if _wants_json(request):
        return _said(status, sentence)
    if wants_fragment(request):
        return _problem(status, sentence)
    context = {"typed": typed_texts(request) if typed and request.method == "POST" else []}
    return render(request, f"{status}.html", context, status=status)


def _problem(status: int, sentence: str) -> HttpResponse:
    html = get_template("_refused.html").render({"refusal": Refusal(sentence)})
    return beside(HttpResponse(html, status=status))


@require_safe
def style_page(request: HttpRequest) -> HttpResponse:
    """Every component of the look, in either theme (?theme=)."""
    context = style_context(theme=request.GET.get("theme", ""), today=clock.today())
    return render(request, "coordination/kit/style.html", context)
