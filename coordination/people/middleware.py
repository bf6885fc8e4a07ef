"""Deny by default, in her language, for as long as her session lasts."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from coordination.kit import clock
from coordination.kit.api import API_VERSION
from coordination.kit.middleware import typed_texts
from coordination.kit.resend import resend_of

from . import sessions
from .tokens import user_of_token

Handler = Callable[[HttpRequest], HttpResponse]
API = "/api/"


class BearerMiddleware:
    """On the API a token in the Authorization header says who asks; there is no session then."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(API):
            return self.get_response(request)
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            user = user_of_token(secret.strip(), on=clock.today())
            if user is not None:
                request.user = request.bearer = user  # type: ignore[attr-defined]  # behind the gate a visitor is a User
        response = self.get_response(request)
        response["API-Version"] = API_VERSION
        if settings.EXERCISE:
            response["Exercise"] = "true"
        return response


class SessionLifeMiddleware:
    """Signs out whoever did nothing for too long; a page with content is kept nowhere."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not hasattr(request, "bearer"):
            now = clock.machine_now()
            if sessions.is_over(request, now):
                logout(request)
            else:
                sessions.touch(request, now)
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class ReadingMiddleware:
    """Who only reads meets the same rights from the first line of a page to its last.

    What depends on them alone is then looked up once; a deed always looks anew.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD"} and request.user.is_authenticated:
            request.user.remembered = {}
        return self.get_response(request)


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
    """Every page wants a signed-in person unless it says otherwise; htmx is told with 401.

    Who sends a form after her session ended gets back what she typed, to send it again.
    The API answers for itself, in problem+json.
    """

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        if request.path.startswith(API):
            return None
        answer: Any = super().process_view(request, view_func, view_args, view_kwargs)
        return answer  # type: ignore[no-any-return]  # allauth has no types

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        if getattr(request, "htmx", False) or sessions.is_poll(request):
            return HttpResponse(status=401)
        resend = resend_of(request) if request.method == "POST" else None
        if resend is not None:
            context = {"typed": typed_texts(request), "resend": resend}
            answer = render(request, "ended.html", context, status=401)
            answer["Cache-Control"] = "no-store"
            return answer
        return super().handle_no_permission(request, view_func)


class SecondFactorMiddleware:
    """Whose role asks for two-step sign-in is led there first, and nowhere else."""

    MARK = "second_factor"

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        if (
            not settings.MFA_REQUIRED_ROLES
            or not request.user.is_authenticated
            or request.user.roles.isdisjoint(settings.MFA_REQUIRED_ROLES)
            or self._on_the_way(request, view_func)
            or self._has_one(request)
        ):
            return None
        if request.path.startswith(API):
            detail = _("Switch on two-step sign-in first; your role asks for it.")
            return JsonResponse(
                {"status": 403, "title": _("Not allowed"), "detail": detail},
                status=403,
                content_type="application/problem+json",
            )
        return redirect("mfa_activate_totp")

    def _on_the_way(self, request: HttpRequest, view_func: Any) -> bool:
        """Open to everybody, or needed to switch it on. The API's views say so falsely."""
        match = request.resolver_match
        name = (match.url_name or "") if match else ""
        free = not getattr(view_func, "login_required", True)
        return name.startswith(("account_", "mfa_", "set_language")) or (
            free and not request.path.startswith(API)
        )

    def _has_one(self, request: HttpRequest) -> bool:
        if request.session.get(self.MARK):
            return True
        found: bool = Authenticator.objects.filter(
            user_id=request.user.pk, type=Authenticator.Type.TOTP
        ).exists()
        if found and not hasattr(request, "bearer"):
            request.session[self.MARK] = True
        return found
