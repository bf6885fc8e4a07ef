"""One's own mail, and how all mail fares for who operates it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.kit import clock
from coordination.kit.forms import status_of
from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from . import services
from .foretelling import with_words
from .forms import ChoiceForm, HoldForm
from .models import Dispatch, Message
from .permissions import can_hold
from .queries import MOST, Pile, choices_of, dispatches, inbox, overview, unread_count


@may("own.settings")
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """Her notices, newest first: what was mailed to her, also where mail does not leave."""
    only_new = request.GET.get("nieuw") == "1"
    found = inbox(request.user, at=clock.now())
    page = page_of(found.filter(read_at=None) if only_new else found, request)
    context = {"page": page, "only_new": only_new}
    return render(request, "coordination/mail/mine.html", context)


@may("own.settings")
@require_safe
def message(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One message of hers; opening it marks it read."""
    found, at = _mine(request, pk), clock.now()
    services.mark_read(message=found, at=at)
    context = {"message": with_words(found, at=at)}
    return render(request, "coordination/mail/message_detail.html", context)


@may("own.settings")
@require_safe
def follow(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Go to what a message is about; that is reading it too."""
    found = _mine(request, pk)
    services.mark_read(message=found, at=clock.now())
    inside = url_has_allowed_host_and_scheme(found.path, allowed_hosts=None)
    return redirect(found.path if inside else found)


@may("own.settings")
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: SignedInRequest) -> HttpResponse:
    """Which mail she has in the app only; the page says which is always mailed."""
    offered = choices_of(request.user)
    form = ChoiceForm(request.POST if request.method == "POST" else None, choices=offered)
    if form.is_valid():
        services.choose_mail(user=request.user, muted=form.muted, at=clock.now())
        return done(request, reverse("mail:choices"), _("Settings saved."))
    always = [choice for choice in offered if not choice.optional]
    context = {"form": form, "always": always}
    return render(request, "coordination/mail/choices.html", context, status=status_of(form))


@may("own.settings")
@require_POST
def all_read(request: SignedInRequest) -> HttpResponse:
    services.mark_all_read(user=request.user, at=clock.now())
    return done(request, reverse("mail:mine"), _("Everything is marked as read"))


@may("own.settings")
@require_safe
@never_cache
def unread(request: SignedInRequest) -> HttpResponse:
    """The number beside the bell: nothing, 1 to 99, or 99+; 204 while it is as shown (?after=)."""
    count = unread_count(request.user, at=clock.now())
    if request.GET.get("after") == str(count):
        return HttpResponse(status=204)
    context = {"count": count, "capped": count > MOST, "most": MOST}
    return render(request, "coordination/mail/_unread.html", context)


@may("mail.operate")
@require_safe
def operate(request: SignedInRequest) -> HttpResponse:
    """How the mail fares: states, never what a message says."""
    return _operated(request, HoldForm())


@may("mail.hold")
@require_POST
def hold(request: SignedInRequest) -> HttpResponse:
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _operated(request, form, status=422)
    reason = form.cleaned_data["reason"]
    services.hold_all(reason=reason, by=request.user, at=clock.now())
    return done(request, reverse("mail:operate"), _("All mail is on hold"))


@may("mail.hold")
@require_POST
def release(request: SignedInRequest) -> HttpResponse:
    services.release_hold(by=request.user, at=clock.now())
    return done(request, reverse("mail:operate"), _("The mail goes again"))


@may("mail.operate")
@require_POST
def retry(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = get_visible(Dispatch, request.user, pk=pk)
    services.retry_message(message=found, by=request.user, at=clock.now())
    return done(request, reverse("mail:operate"), _("The message is tried again"))


@may("mail.hold")
@require_POST
def resend(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = get_visible(Dispatch, request.user, pk=pk)
    services.resend_message(message=found, by=request.user, at=clock.now())
    return done(request, reverse("mail:operate"), _("The message is sent again"))


def _mine(request: SignedInRequest, pk: UUID) -> Message:
    hers = inbox(request.user, at=clock.now()).defer(None)
    return get_visible(hers.select_related("recipient__user"), request.user, pk=pk)


def _operated(request: SignedInRequest, form: HoldForm, status: int = 200) -> HttpResponse:
    asked = request.GET.get("state", "")
    pile = Pile(asked) if asked in list(Pile) else Pile.PLANNED
    context = {
        "overview": overview(at=clock.now()),
        "pile": pile,
        "page": page_of(dispatches(request.user, pile), request),
        "can_retry": pile in (Pile.RETRY, Pile.DEAD, Pile.UNCERTAIN),
        "can_resend": pile is Pile.SENT and can_hold(request.user),
        "can_hold": can_hold(request.user),
        "form": form,
    }
    return render(request, "coordination/mail/operate.html", context, status=status)
