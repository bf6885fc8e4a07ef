"""What has no search row: nouns below the search, found over what she may see of each."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import Hit, Panel, Slot, panels, search
from coordination.dossiers.models import Dossier
from coordination.kit import clock
from coordination.kit.matching import starts_word
from coordination.people.holdings import Holding, holdings
from coordination.people.models import Body, Organisation, Post, User
from coordination.people.services import note_visit

from .erasing import erase_in_search
from .news import changed_since

MOST = 20


def matching(rows: QuerySet[Any], stems: list[str], *fields: str) -> QuerySet[Any]:
    """The rows in which every stem begins a word of one of `fields`."""
    for stem in stems:
        pattern = starts_word(stem)
        one = Q()
        for field in fields:
            one |= Q(**{f"{field}__iregex": pattern})
        rows = rows.filter(one)
    return rows


def dossiers(user: Any, stems: list[str]) -> Iterable[Hit]:
    """By title, or by number."""
    visible = Dossier.objects.visible_to(user)
    found = matching(visible, stems, "title")
    year, _dash, serial = stems[0].partition("-")
    if len(stems) == 1 and len(year) == 4 and year.isdecimal() and serial.isdecimal():
        found = visible.filter(year=int(year), serial=int(serial[:9]))
    for dossier in found.order_by("-year", "-serial")[:MOST]:
        url, number = dossier.get_absolute_url(), dossier.number
        yield Hit(_("Dossier"), dossier.title, url, number, "folder")


def bodies(user: Any, stems: list[str]) -> Iterable[Hit]:
    found = matching(Body.objects.visible_to(user), stems, "code", "name_nl", "name_en")
    for body in found.order_by("code")[:MOST]:
        yield Hit(_("Body"), body.name, body.get_absolute_url(), body.code, "users")


def organisations(user: Any, stems: list[str]) -> Iterable[Hit]:
    fields = ("code", "name_nl", "name_en", "known_as")
    known = Cast("also_known_as", TextField())
    visible = Organisation.objects.visible_to(user).annotate(known_as=known)
    found = matching(visible, stems, *fields)
    for one in found.order_by("code")[:MOST]:
        yield Hit(_("Organisation"), one.name, one.get_absolute_url(), one.code, "building-2")


def people(user: Any, stems: list[str]) -> Iterable[Hit]:
    visible = User.objects.visible_to(user).active().select_related("organisation")
    found = matching(visible, stems, "name", "function", "organisation__code")
    for one in found.order_by("name", "pk")[:MOST]:
        yield Hit(_("Person"), one.name, one.get_absolute_url(), one.organisation.code, "user")


def posts(user: Any, stems: list[str]) -> Iterable[Hit]:
    found = matching(Post.objects.visible_to(user), stems, "code", "name_nl", "name_en")
    for post in found.order_by("code")[:MOST]:
        yield Hit(_("Post"), post.name, post.get_absolute_url(), "", "id-card")


search.add("dossiers", dossiers, order=10)
search.add("bodies", bodies, order=20)
search.add("organisations", organisations, order=30)
search.add("people", people, order=40)
search.add("posts", posts, order=50)


def _changed(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    """What changed since her last visit; away on her first one and when nothing did."""
    user: Any = request.user
    since = note_visit(user=user, page="today", at=clock.now())
    rows = changed_since(user, since) if since else []
    return {"rows": rows, "since": since} if rows else None


holdings.add("search", Holding(_("Search"), erase=erase_in_search), order=91)
panels.add(
    "search.changed",
    Panel(
        _("Changed since your last visit"),
        Slot.TODAY,
        "coordination/search/_changed.html",
        _changed,
    ),
    order=90,
)
