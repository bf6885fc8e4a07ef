"""What all API operations share: problem+json, pages, ETag and If-Match, the version header."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, status
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from .refusals import Refusal

API_VERSION = "1.0.0"


class Pages(PageNumberPagination):
    """`?page=2&page_size=50`; at most 200 rows a page."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class ProblemResponse(Response):
    """An answer in application/problem+json (RFC 9457)."""

    def __init__(self, code: int, title: str, detail: str, **more: Any) -> None:
        body = {"status": code, "title": title, "detail": detail, **more}
        super().__init__(body, status=code, content_type="application/problem+json")


def problem(trouble: Exception, context: dict[str, Any]) -> Response | None:
    """Any expected trouble as problem+json; None lets Django make it a 500."""
    if isinstance(trouble, Refusal):
        errors = [{"pointer": f"/{trouble.field}"}] if trouble.field else []
        return ProblemResponse(trouble.status, _("Refused"), str(trouble.sentence), errors=errors)
    if isinstance(trouble, Http404):
        trouble = exceptions.NotFound()
    elif isinstance(trouble, PermissionDenied):
        trouble = exceptions.PermissionDenied()
    answer = exception_handler(trouble, context)
    if answer is None or not isinstance(trouble, exceptions.APIException):
        return answer
    made = ProblemResponse(answer.status_code, *_words(trouble))
    if isinstance(trouble, exceptions.ValidationError):
        made.data["errors"] = _pointers(trouble.detail)
    for header in ("WWW-Authenticate", "Retry-After"):
        if answer.has_header(header):
            made[header] = answer[header]
    return made


def _words(trouble: exceptions.APIException) -> tuple[str, str]:
    match trouble:
        case exceptions.Throttled():
            wait = int(trouble.wait or 1)
            return _("Too many requests"), _("Try again in %(wait)d seconds.") % {"wait": wait}
        case exceptions.ValidationError():
            return _("Not valid"), _("One or more fields are not right; see errors.")
        case exceptions.NotFound():
            return _("Not found"), _("There is nothing here that you may see.")
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            return _("Not signed in"), _("Send a session cookie or a bearer token.")
        case exceptions.PermissionDenied():
            return _("Not allowed"), str(trouble.detail)
        case _:
            return str(trouble.default_detail), str(trouble.detail)


def _pointers(detail: Any, path: str = "") -> list[dict[str, str]]:
    if isinstance(detail, dict):
        return [p for key, value in detail.items() for p in _pointers(value, f"{path}/{key}")]
    if isinstance(detail, list):
        return [
            p
            for index, value in enumerate(detail)
            for p in _pointers(value, path if isinstance(value, str) else f"{path}/{index}")
        ]
    return [{"pointer": path, "detail": str(detail)}]


class PreconditionRequired(exceptions.APIException):
    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_detail = gettext_lazy("Send the version you read in If-Match.")


class PreconditionFailed(exceptions.APIException):
    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = gettext_lazy("It has changed since you read it; fetch it again.")


def expected_version(request: Request) -> int:
    """The version in If-Match; 428 when it is not sent, 412 when it is no version of ours."""
    tag = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not tag:
        raise PreconditionRequired
    if not tag.isdigit():
        raise PreconditionFailed
    return int(tag)


def with_version(response: Response, version: int) -> Response:
    """`response` with the version as its ETag."""
    response["ETag"] = f'"{version}"'
    return response
