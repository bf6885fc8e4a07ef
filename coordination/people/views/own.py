"""One's own settings, sessions and keys."""

import re
from copy import copy
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings as site
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible

from ..forms import FeedForm, SettingsForm, TokenForm
from ..models import FeedToken, Token
from ..queries import sessions_of
from ..requests import SignedInRequest
from ..rights import may
from ..services import (
    change_own_settings,
    create_feed,
    create_token,
    end_sessions,
    revoke_feed,
    revoke_token,
)


@may("own.settings")
def settings(request: SignedInRequest) -> HttpResponse:
    """Name, function, phone, language, and how pages look."""
    form = SettingsForm(request.POST or None, instance=copy(request.user))
    if form.is_valid():
        values = {**form.cleaned_data, "version": form.version}
        if attempt(form, lambda: change_own_settings(user=request.user, at=clock.now(), **values)):
            return done(request, reverse("people:settings"), _("Settings saved."))
    template = "coordination/people/settings.html"
    return render(request, template, {"form": form}, status=status_of(form))


@may("own.settings")
@require_GET
def sessions(request: SignedInRequest) -> HttpResponse:
    """Where she is signed in."""
    rows = sessions_of(request.user, present_key=request.session.session_key)
    return render(request, "coordination/people/sessions.html", {"rows": rows})


@may("own.settings")
@require_POST
def session_end(request: SignedInRequest) -> HttpResponse:
    """Sign out one session, or all but this one."""
    rows = sessions_of(request.user, present_key=request.session.session_key)
    wanted = request.POST.get("session", "")
    keys = [
        row.session.session_key
        for row in rows
        if (not row.here if wanted == "others" else str(row.session.pk) == wanted)
    ]
    count = end_sessions(user=request.user, keys=keys, at=clock.now())
    sentence = _("Signed out there.") if count else _("That session had ended already.")
    return done(request, reverse("people:sessions"), sentence)


@may("own.settings")
def tokens(request: SignedInRequest) -> HttpResponse:
    """Keys to the API. A new one is shown in this answer and never again."""
    form, secret = TokenForm(request.POST or None), ""
    if form.is_valid():
        name = form.cleaned_data["name"]
        _token, secret = create_token(user=request.user, name=name, at=clock.now())
        form = TokenForm()
    live = Token.objects.visible_to(request.user).live().order_by("-created_at")
    context = {"form": form, "secret": secret, "tokens": live}
    response = render(request, "coordination/people/tokens.html", context)
    if secret:
        response.shown_once = [secret]  # type: ignore[attr-defined]  # read by the receipts
    return response


@may("own.settings")
@require_POST
def token_revoke(request: SignedInRequest, pk: UUID) -> HttpResponse:
    token = get_visible(Token, request.user, pk=pk)
    revoke_token(token=token, by=request.user, at=clock.now())
    return done(request, reverse("people:tokens"), _("The key no longer works."))


@may("own.settings")
def feeds(request: SignedInRequest) -> HttpResponse:
    """Calendars that read her meetings. The address of a new one is shown in this answer only."""
    form, address = FeedForm(request.POST or None, reader=request.user), ""
    if form.is_valid():
        _feed, secret = create_feed(user=request.user, at=clock.now(), **form.cleaned_data)
        address = urljoin(site.BASE_URL, reverse("meetings:feed", args=[secret]))
        form = FeedForm(reader=request.user)
    live = FeedToken.objects.visible_to(request.user).live().select_related("body")
    context = {
        "form": form,
        "address": address,
        "webcal": re.sub("^https?", "webcal", address),
        "feeds": live.order_by("-created_at"),
    }
    response = render(request, "coordination/people/feeds.html", context, status=status_of(form))
    if address:
        response.shown_once = [secret]  # type: ignore[attr-defined]  # read by the receipts
    return response


@may("own.settings")
@require_POST
def feed_revoke(request: SignedInRequest, pk: UUID) -> HttpResponse:
    token = get_visible(FeedToken, request.user, pk=pk)
    revoke_feed(token=token, by=request.user, at=clock.now())
    return done(request, reverse("people:feeds"), _("The calendar no longer reads your meetings."))
