"""Webhooks: which there are, how they fare, and what is done with them."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest, deed_of
from coordination.people.rights import may

from . import services
from .forms import WebhookForm
from .models import Delivery, Webhook
from .permissions import can_manage
from .queries import deliveries_of, is_held, list_webhooks
from .signing import secret_of
from .telling import told_kinds

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@may("webhooks.read")
@require_safe
def webhook_list(request: SignedInRequest) -> HttpResponse:
    page = page_of(list_webhooks(request.user), request)
    context = {"page": page, "may_add": request.user.may("webhooks.manage")}
    return render(request, "coordination/webhooks/webhook_list.html", context)


@may("webhooks.manage")
@get_or_post
def webhook_new(request: SignedInRequest) -> HttpResponse:
    reader = request.user if request.user.reads_unrestricted else None
    form = WebhookForm(request.POST or None, initial={"owner": reader})
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: services.add_webhook(facts=form.facts(), by=request.user, at=clock.now()),
        )
        if made:
            return _shown(request, made, secret=secret_of(made))
    context = {"form": form}
    return render(
        request, "coordination/webhooks/webhook_form.html", context, status=status_of(form)
    )


@may("webhooks.read")
@require_safe
def webhook(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One webhook with its latest messages; never what they say."""
    found = get_visible(Webhook.objects.select_related("owner__organisation"), request.user, pk=pk)
    return _shown(request, found)


@may("webhooks.manage")
@get_or_post
def webhook_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = get_visible(Webhook.objects.select_related("owner"), request.user, pk=pk)
    form = WebhookForm(request.POST or None, webhook=found)
    if request.method == "POST" and form.is_valid():
        deed = {"version": form.version, **deed_of(request)}
        changed = attempt(
            form, lambda: services.change_webhook(webhook=found, facts=form.facts(), **deed)
        )
        if changed:
            return done(request, found.get_absolute_url(), _("Webhook changed."))
    context = {"form": form, "webhook": found}
    return render(
        request, "coordination/webhooks/webhook_form.html", context, status=status_of(form)
    )


@may("webhooks.manage")
@require_POST
def secret(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Another secret, shown in this answer and never again."""
    found = get_visible(Webhook, request.user, pk=pk)
    renewed = services.renew_secret(webhook=found, by=request.user, at=clock.now())
    return _shown(request, renewed, secret=secret_of(renewed))


@may("webhooks.manage")
@require_POST
def test(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _did(request, pk, services.send_test, _("A test is on its way; look again in a moment."))


@may("webhooks.manage")
@require_POST
def on(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _did(request, pk, services.switch_on, _("The webhook is on."))


@may("webhooks.manage")
@require_POST
def off(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _did(request, pk, services.switch_off, _("The webhook is off."))


@may("webhooks.manage")
@require_POST
def remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = get_visible(Webhook, request.user, pk=pk)
    services.remove_webhook(webhook=found, by=request.user, at=clock.now())
    return done(request, reverse("webhooks:list"), _("The webhook is gone."))


@may("webhooks.manage")
@require_POST
def resend(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = get_visible(Delivery.objects.select_related("webhook__owner"), request.user, pk=pk)
    services.resend(delivery=found, by=request.user, at=clock.now())
    return done(request, found.webhook.get_absolute_url(), _("The message is sent again"))


def _did(
    request: SignedInRequest, pk: UUID, verb: Callable[..., object], sentence: str
) -> HttpResponse:
    found = get_visible(Webhook.objects.select_related("owner"), request.user, pk=pk)
    verb(webhook=found, by=request.user, at=clock.now())
    return done(request, found.get_absolute_url(), sentence)


def _shown(request: SignedInRequest, found: Webhook, secret: str = "") -> HttpResponse:
    context = {
        "webhook": found,
        "secret": secret,
        "held": is_held(),
        "kinds": [words for kind, words in told_kinds() if kind in found.kinds],
        "dossiers": found.dossiers.visible_to(request.user).order_by("year", "serial"),
        "chosen": found.dossiers.count(),
        "page": page_of(deliveries_of(request.user, webhook=found), request),
        "can_manage": can_manage(request.user, found),
    }
    response = render(request, "coordination/webhooks/webhook_detail.html", context)
    if secret:
        response.shown_once = [secret]  # type: ignore[attr-defined]  # read by the receipts
    return response
