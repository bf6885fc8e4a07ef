"""What all API operations share: problem+json, pages, ETag and If-Match, the version header."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, status
from rest_framework.pagination import PageNumberPagination
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from .refusals import Refusal, Stale

API_VERSION = "1.0.0"
MOST_COUNTED = 10_000
LAST_PAGE = 10_000


class Shown(Page[Any]):
    """A page of a list that is too long to be counted; one row more was fetched to know of more."""

    more = False

    def has_next(self) -> bool:
        return self.more


class ShortCount(Paginator[Any]):
    """Counts to `MOST_COUNTED` and no further: a count reads every row, a page only its own."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return rows.order_by()[:MOST_COUNTED].count() if hasattr(rows, "order_by") else len(rows)

    @property
    def is_longer(self) -> bool:
        return self.count >= MOST_COUNTED

    def validate_number(self, number: Any) -> int:
        if not self.is_longer:
            return super().validate_number(number)
        asked = str(number)
        if not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:9]) <= LAST_PAGE):
            raise EmptyPage(self.error_messages["no_results"])
        return int(asked[:9])

    def page(self, number: Any) -> Page[Any]:
        if not self.is_longer:
            return super().page(number)
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        found = list(self.object_list[start : start + self.per_page + 1])
        if not found:
            raise EmptyPage(self.error_messages["no_results"])
        page = Shown(found[: self.per_page], number, self)
        page.more = len(found) > self.per_page
        return page


class Pages(PageNumberPagination):
    """`?page=2&page_size=50`; at most 200 rows a page. `count` goes to 10,000, `next` further."""

    django_paginator_class = ShortCount
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class TooLarge(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = gettext_lazy("This is too large to be read. Send less at a time.")


class MeasuredJSONParser(JSONParser):
    """JSON that is measured before it is read, and refused where it nests without end."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        request = (parser_context or {}).get("request")
        announced = request.headers.get("Content-Length", "") if request else ""
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        if announced.isdecimal() and int(announced) > most:
            raise TooLarge
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as deep:
            raise exceptions.ParseError from deep


class ProblemResponse(Response):
    """An answer in application/problem+json (RFC 9457)."""

    def __init__(self, code: int, title: str, detail: str, **more: Any) -> None:
        body = {"status": code, "title": title, "detail": detail, **more}
        super().__init__(_encodable(body), status=code, content_type="application/problem+json")


def problem(trouble: Exception, context: dict[str, Any]) -> Response | None:
    """Any expected trouble as problem+json; None lets Django make it a 500."""
    if isinstance(trouble, Refusal):
        return _refused(trouble, context)
    if isinstance(trouble, Http404):
        trouble = exceptions.NotFound()
    elif isinstance(trouble, PermissionDenied):
        trouble = exceptions.PermissionDenied()
    elif isinstance(trouble, RequestDataTooBig):
        trouble = TooLarge()
    answer = exception_handler(trouble, context)
    if answer is None or not isinstance(trouble, exceptions.APIException):
        return answer
    made = ProblemResponse(answer.status_code, *_words(trouble))
    if isinstance(trouble, exceptions.ValidationError):
        made.data["errors"] = _encodable(_pointers(trouble.detail))
    for header in ("WWW-Authenticate", "Retry-After"):
        if answer.has_header(header):
            made[header] = answer[header]
    return made


def _refused(refusal: Refusal, context: dict[str, Any]) -> Response:
    """The sentence with the field it is about; an old version in If-Match answers 412.

    A view may name its fields otherwise than the service (`pointers`), and say how it shows
    what stands there now (`show_current`).
    """
    view, sentence = context.get("view"), str(refusal.sentence)
    field = getattr(view, "pointers", {}).get(refusal.field, refusal.field)
    errors = [{"pointer": f"/{field}", "detail": sentence}] if field else []
    errors += [{"pointer": f"/{field}/{at}", "detail": said} for at, said in refusal.details]
    if not isinstance(refusal, Stale) or "If-Match" not in context["request"].headers:
        return ProblemResponse(refusal.status, _("Refused"), sentence, errors=errors)
    show = getattr(view, "show_current", None)
    current = {"current": show(refusal.current)} if show else {}
    changed = status.HTTP_412_PRECONDITION_FAILED
    made = ProblemResponse(changed, _("Changed meanwhile"), sentence, errors=errors, **current)
    return with_version(made, refusal.current.version) if current else made


def _encodable(value: Any) -> Any:
    """The same with a question mark for half a character, which a message may quote."""
    match value:
        case str():
            return value.encode(errors="replace").decode()
        case dict():
            return {key: _encodable(item) for key, item in value.items()}
        case list():
            return [_encodable(item) for item in value]
    return value


def _words(trouble: exceptions.APIException) -> tuple[str, str]:
    match trouble:
        case exceptions.Throttled():
            wait = int(getattr(trouble, "wait", None) or 1)
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
    if getattr(detail, "code", "") == "does_not_exist":
        detail = _("There is nothing with this id that you may choose. Choose another.")
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
    if not (tag.isascii() and tag.isdigit() and len(tag) < 10):
        raise PreconditionFailed
    return int(tag)


def with_version(response: Response, version: int) -> Response:
    """`response` with the version as its ETag."""
    response["ETag"] = f'"{version}"'
    return response
