"""The search page, and the palette's answer."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from coordination.dashboard.registries import Hit, NavigationItem, navigation
from coordination.kit.matching import unaccented
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from .queries import LONGEST, asked_stems, find, from_sources, grouped, hit_of, rows, with_code

IN_PALETTE = 10
OF_EACH_NOUN = 10


@dataclass(frozen=True)
class Option:
    """A line of the palette."""

    title: str | Promise
    url: str
    icon: str
    hint: str | Promise = ""
    shortcut: str = ""


@may("today.read")
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Everything she may see with these words, by kind; people and dossiers on the first page."""
    text = request.GET.get("q", "")[:LONGEST]
    page = page_of(rows(request.user, text), request)
    hits = [hit_of(row) for row in page.rows]
    if not page.previous_url and (stems := asked_stems(text)):
        hits = from_sources(request.user, stems, OF_EACH_NOUN) + hits
    context = {"text": text, "page": page, "groups": grouped(with_code(text, hits))}
    return render(request, "coordination/search/results.html", context)


@may("today.read")
@require_GET
def palette(request: SignedInRequest) -> HttpResponse:
    """What she can do, and where she can go, with these words."""
    text = request.GET.get("q", "")[:LONGEST]
    lines = [item for item in navigation if _fits(item, text, request.user)]
    places = [_option(item) for item in lines if not item.verb]
    found = with_code(text, find(request.user, text))
    groups = [
        {"label": _("Do"), "options": [_option(item) for item in lines if item.verb]},
        {"label": _("Go to"), "options": places + [_found(hit) for hit in found]},
    ]
    shown = [group for group in groups if group["options"]]
    return render(request, "_palette.html", {"groups": shown})


def _fits(item: NavigationItem, text: str, user: Any) -> bool:
    """Hers to use, and every word typed begins a word of its label."""
    if item.action and not user.may(item.action):
        return False
    words = unaccented(str(item.label)).split()
    asked = unaccented(text).split()
    return all(any(word.startswith(one) for word in words) for one in asked)


def _option(item: NavigationItem) -> Option:
    return Option(item.label, reverse(item.url_name), item.icon, shortcut=item.shortcut)


def _found(hit: Hit) -> Option:
    hint = f"{hit.kind} {hit.hint}".strip()
    return Option(hit.title, hit.url, hit.icon, hint)
