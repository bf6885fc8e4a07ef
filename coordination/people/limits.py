"""How often one address on the net opens what needs no session."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.kit.refusals import Refusal


class TooOften(Refusal):
    status = 429


def refuse_too_often(request: HttpRequest) -> None:
    """Refuse beyond what ACCOUNT_RATE_LIMITS["link"] allows, reading included."""
    app = "allauth.account"
    if not ratelimit.consume(request, app=app, action="link", limit_get=True):
        raise TooOften(_("Too many links were opened from here. Try again in a minute."))
