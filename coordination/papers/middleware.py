"""Uploads are measured before they are read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from coordination.kit.refusals import Refusal

Handler = Callable[[HttpRequest], HttpResponse]
FIELDS_BESIDE = 64 * 1024


class UploadLimitMiddleware:
    """Refuses a form with files that is larger than one paper, before a byte is parsed."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.headers.get("Content-Length", "0")
        length = int(announced) if announced.isdecimal() else 0
        if request.content_type == "multipart/form-data" and length > limit():
            return too_large(request)
        return self.get_response(request)


def limit() -> int:
    """The most bytes a whole form may have."""
    return int(settings.PAPER_MAX_BYTES) + FIELDS_BESIDE


def too_large(request: HttpRequest) -> HttpResponse:
    """The sentence, with 413; what was typed cannot be shown, for it was not read."""
    most = filesizeformat(settings.PAPER_MAX_BYTES)
    sentence = _("This upload is larger than %(limit)s. Split it, or send a link.")
    refusal = Refusal(sentence % {"limit": most})
    if request.path.startswith("/api/"):
        problem = {"status": 413, "title": _("Refused"), "detail": str(refusal.sentence)}
        return JsonResponse(problem, status=413, content_type="application/problem+json")
    return render(request, "refused.html", {"refusal": refusal, "typed": []}, status=413)
