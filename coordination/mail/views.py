"""One's own mail, and how all mail fares for who operates it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from . import services
from .forms import HoldForm
from .models import Dispatch, Message, Status
from .permissions import can_hold
from .queries import MOST, Pile, dispatches, inbox, overview, unread_count


@may("own.settings")
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """What was sent to her, newest first."""
    page = page_of(inbox(request.user), request)
    return render(request, "coordination/mail/mine.html", {"page": page})


@may("own.settings")
@require_safe
def message(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One message of hers; opening it marks it read."""
    sent = Message.objects.filter(status=Status.SENT).select_related("recipient__user")
    found = get_visible(sent, request.user, pk=pk)
    services.mark_read(message=found, at=timezone.now())
    return render(request, "coordination/mail/message_detail.html", {"message": found})


@may("own.settings")
@require_safe
@never_cache
def unread(request: SignedInRequest) -> HttpResponse:
    """The number beside the bell: nothing, 1 to 99, or 99+."""
    count = unread_count(request.user)
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
    services.hold_all(reason=reason, by=request.user, at=timezone.now())
    return done(request, reverse("mail:operate"), _("All mail is on hold"))


@may("mail.hold")
@require_POST
def release(request: SignedInRequest) -> HttpResponse:
    services.release_hold(by=request.user, at=timezone.now())
    return done(request, reverse("mail:operate"), _("The mail goes again"))


@may("mail.operate")
@require_POST
def retry(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = get_visible(Dispatch, request.user, pk=pk)
    services.retry_message(message=found, by=request.user, at=timezone.now())
    return done(request, reverse("mail:operate"), _("The message is tried again"))


@may("mail.hold")
@require_POST
def resend(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = get_visible(Dispatch, request.user, pk=pk)
    services.resend_message(message=found, by=request.user, at=timezone.now())
    return done(request, reverse("mail:operate"), _("The message is sent again"))


def _operated(request: SignedInRequest, form: HoldForm, status: int = 200) -> HttpResponse:
    asked = request.GET.get("state", "")
    pile = Pile(asked) if asked in list(Pile) else Pile.PLANNED
    context = {
        "overview": overview(at=timezone.now()),
        "pile": pile,
        "page": page_of(dispatches(request.user, pile), request),
        "can_retry": pile in (Pile.RETRY, Pile.DEAD, Pile.UNCERTAIN),
        "can_resend": pile is Pile.SENT and can_hold(request.user),
        "can_hold": can_hold(request.user),
        "form": form,
    }
    return render(request, "coordination/mail/operate.html", context, status=status)
