"""The page behind a link in a mail, for who has no account or is on the road."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_http_methods

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.refusals import Refusal
from coordination.people.limits import refuse_too_often

from .answers import AnswerForm
from .links import read_link
from .services.answering import Opened, answer_link, open_link, recipient_of

PAGES = "coordination/mail/answer"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Asks first, whatever follows links by itself; only the button does it."""
    with override(_language_of(token)):
        try:
            response = _answered(request, token)
        except Refusal as refusal:
            page = f"{PAGES}_refused.html"
            response = render(request, page, {"refusal": refusal}, status=refusal.status)
    return _private(response)


def _answered(request: HttpRequest, token: str) -> HttpResponse:
    refuse_too_often(request)
    at = clock.now()
    opened = open_link(token=token, visitor=request.user, at=at)
    form = _form(request, opened)
    if form.is_valid():
        sentence = attempt(
            form,
            lambda: answer_link(token=token, visitor=request.user, data=form.cleaned_data, at=at),
        )
        if sentence:
            context = {"opened": opened, "sentence": sentence}
            return render(request, f"{PAGES}_done.html", context)
    context = {"opened": opened, "form": form}
    return render(request, f"{PAGES}_confirm.html", context, status=status_of(form))


def _form(request: HttpRequest, opened: Opened) -> AnswerForm:
    more: dict[str, Any] = {"recipient": opened.recipient, "shown": opened.shown}
    if request.method == "POST":
        return opened.verb.form(request.POST, request.FILES, **more)
    return opened.verb.form(**more)


def _language_of(token: str) -> str:
    """That of the recipient; the browser's where nobody is known."""
    link = read_link(token)
    recipient = recipient_of(link.recipient) if link else None
    return recipient.language if recipient else get_language() or "nl"


def _private(response: HttpResponse) -> HttpResponse:
    """Kept nowhere, found by no search engine, its address told to no one.

    The origin alone is told on, which the check against forged posts needs.
    """
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
