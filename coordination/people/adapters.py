"""Where django-allauth asks us: nobody signs up by herself, and every sign-in is recorded."""

import time
from datetime import UTC, datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.kit import clock

from . import sessions
from .models import User
from .services import note_sign_in, note_sign_out, set_password

SILENT = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an administrator's invitation."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as locked:
            opens = self._opens_at(request, **credentials)
            words = _("Too many wrong attempts. Try again after %(time)s.")
            raise ValidationError(
                words % {"time": date_format(timezone.localtime(opens), "H:i")}, code="locked"
            ) from locked

    def _opens_at(self, request: HttpRequest, **credentials: Any) -> datetime:
        account = self._get_login_attempts_cache_key(request, **credentials)
        opens = time.time() + 60
        for rate in ratelimit.get_rates(app="allauth.account", action="login_failed"):
            key = ratelimit.get_cache_key(
                request, app="allauth.account", action="login_failed", rate=rate, key=account
            )
            attempts = cache.get(key, [])
            if len(attempts) >= rate.amount:
                opens = max(opens, attempts[-1] + rate.duration)
        # minutes are shown: the first whole one after it
        return datetime.fromtimestamp(opens + 60, tz=UTC).replace(second=0)

    def reauthenticate(self, user: Any, password: str) -> bool:
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Who signed in a moment ago need not say so again."""
        if self.request.user.is_authenticated and sessions.is_fresh(
            self.request, clock.machine_now()
        ):
            return False
        return bool(super().is_reauthentication_required(app=app, **more))

    def pre_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse | None:
        if user.has_expired(clock.today()):
            user.is_active = False
        answer: HttpResponse | None = super().pre_login(request, user, **more)
        return answer

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        note_sign_in(user=user, at=clock.now())
        answer: HttpResponse = super().post_login(request, user, **more)
        return answer

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, User):
            note_sign_out(user=request.user, at=clock.now())
        super().logout(request)

    def set_password(self, user: Any, password: str) -> None:
        set_password(user=user, password=password, at=clock.now())

    def add_message(
        self, request: HttpRequest, level: int, message_template: str = "", *args: Any, **more: Any
    ) -> None:
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *args, **more)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        user = context.get("user")
        language = user.language if isinstance(user, User) else translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context)

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return f"{settings.BASE_URL}{path}"


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """An identity that no account is linked to gets none by itself."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """A role that asks for two-step sign-in keeps it."""
        return bool(authenticator.user.roles.isdisjoint(settings.MFA_REQUIRED_ROLES))
