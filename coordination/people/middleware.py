"""Deny by default, in her language, and every post once."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]


class PreferenceMiddleware:
    """A signed-in person reads in her own language; others by the browser's."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return self.get_response(request)


class SignedInMiddleware(LoginRequiredMiddleware):
    """Every page wants a signed-in person unless it says otherwise; htmx is told with 401."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:
        if getattr(request, "htmx", False):
            return HttpResponse(status=401)
        response: HttpResponse = super().handle_no_permission(request, view_func)
        return response


class ReceiptMiddleware:
    """Placeholder until receipts land: hands the request on."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
