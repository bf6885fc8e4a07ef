"""Uploads are measured before they are read."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.kit.refusals import Refusal

Handler = Callable[[HttpRequest], HttpResponse]
V = TypeVar("V", bound=Callable[..., Any])
FIELDS_BESIDE = 64 * 1024
ROOM = 512 * 1024 * 1024
"""What a file that is written to disk leaves free, for the database and the logs."""


class TooLarge(Refusal):
    status = 413


class NoRoom(Refusal):
    status = 503


@dataclass(frozen=True)
class Uploads:
    """How large a form of a view may be, by the name of a setting, for who may do `action`.

    A view carries it as `uploads`; without it, and for others, papers set the limit.
    """

    setting: str
    action: str
    sentence: Any

    @property
    def most(self) -> int:
        return int(getattr(settings, self.setting))


PAPERS = Uploads(
    "PAPER_MAX_BYTES",
    "",
    gettext_lazy("This upload is larger than %(limit)s. Split it, or send a link."),
)


def taking(uploads: Uploads) -> Callable[[V], V]:
    """Let a view take larger files than papers are."""

    def decorate(view: V) -> V:
        view.uploads = uploads  # type: ignore[attr-defined]  # read by the middleware below
        return view

    return decorate


class UploadLimitMiddleware:
    """Refuses a form with files that is larger than its view takes, before a byte is parsed.

    One that is written to disk is refused too where the disk would be full with it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.content_type == "multipart/form-data":
            announced = request.headers.get("Content-Length", "0")
            refusal = refuse(request, int(announced) if announced.isdecimal() else 0)
            if refusal is not None:
                return said(request, refusal)
        return self.get_response(request)


def refuse(request: HttpRequest, length: int) -> Refusal | None:
    """Why a form of so many bytes is not taken."""
    uploads = uploads_of(request)
    if length > uploads.most + FIELDS_BESIDE:
        return TooLarge(uploads.sentence % {"limit": filesizeformat(uploads.most)})
    if length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE and length + ROOM > free():
        return NoRoom(_("The server has no room for a file of this size. Warn whoever runs it."))
    return None


def uploads_of(request: HttpRequest) -> Uploads:
    """What the view that is asked takes of this person."""
    try:
        view: Any = resolve(request.path_info).func
    except Resolver404:
        return PAPERS
    uploads: Uploads | None = getattr(getattr(view, "cls", view), "uploads", None)
    user: Any = request.user
    allowed = uploads and user.is_authenticated and user.may(uploads.action)
    return uploads if uploads is not None and allowed else PAPERS


def free() -> int:
    """Bytes left where uploads are written."""
    return shutil.disk_usage(settings.FILE_UPLOAD_TEMP_DIR).free


def said(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The sentence; what was typed cannot be shown, for it was not read."""
    if request.path.startswith("/api/"):
        problem = {
            "status": refusal.status,
            "title": _("Refused"),
            "detail": str(refusal.sentence),
        }
        return JsonResponse(problem, status=refusal.status, content_type="application/problem+json")
    context = {"refusal": refusal, "typed": []}
    return render(request, "refused.html", context, status=refusal.status)
