"""What views share: fetch what she may see, go on after a deed, answer htmx."""

import json
from typing import Any, Protocol, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

M = TypeVar("M", bound=Model)


class Undo(Protocol):
    url: str


def get_visible(source: type[M] | QuerySet[M], user: Any, **lookup: Any) -> M:
    """The one row of `source` that matches and that `user` may see; 404 otherwise.

    An id that is none matches nothing.
    """
    queryset: Any = source._default_manager.all() if isinstance(source, type) else source
    try:
        found: M = queryset.visible_to(user).get(**lookup)
    except (queryset.model.DoesNotExist, ValidationError, ValueError) as nothing:
        raise Http404 from nothing
    return found


def number_in(sent: QueryDict, name: str, default: int = 0) -> int:
    """The whole number under `name`, of nine digits at most; `default` for anything else."""
    text = sent.get(name) or ""
    return int(text) if text.isdecimal() and len(text) < 10 else default


def version_in(request: HttpRequest) -> int:
    """From the form, or from the address of an undo."""
    return number_in(request.POST, "version") or number_in(request.GET, "version")


def wants_fragment(request: HttpRequest) -> bool:
    """True for an htmx request that swaps a part of the page."""
    htmx = getattr(request, "htmx", False)
    return bool(htmx) and not getattr(htmx, "boosted", False)


def done(
    request: HttpRequest, to: str, sentence: Any = "", *, undo: str = ""
) -> HttpResponseRedirect:
    """Say what was done, offer its undo, and go to `to` (or back to ?next= on this site)."""
    if sentence:
        messages.success(request, str(sentence), extra_tags=undo)
    next_url = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(next_url, allowed_hosts={request.get_host()}):
        to = next_url
    return redirect(to)


def spoken(response: HttpResponse, sentence: Any) -> HttpResponse:
    """Let a screen reader say what the fragment that was swapped shows to who sees it."""
    response["HX-Trigger-After-Settle"] = json.dumps({"spoken": {"text": str(sentence)}})
    return response


def toast(
    response: HttpResponse, sentence: Any, *, undo: str = "", at_once: bool = True
) -> HttpResponse:
    """Let the page show `sentence` with its undo; `response` is the fragment that was swapped."""
    header = "HX-Trigger" if at_once else "HX-Trigger-After-Settle"
    response[header] = json.dumps({"toast": {"text": str(sentence), "undo_url": undo}})
    return response
