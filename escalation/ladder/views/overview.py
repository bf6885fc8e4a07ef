"""The country at a glance, now or as it stood."""

from dataclasses import dataclass
from typing import Any, Self

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination.kit import clock
from coordination.kit.asof import moment
from coordination.people.models import User
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..drawn import map_of, rows_of, words_of
from ..queries.ladders import may_read
from ..queries.overview import Overview, Place, overview
from ..showing import asks, columns, tiles

DAY = 10
ORDERS = ("niveau", "regio", "cijfer")


@dataclass(frozen=True)
class Wanted:
    """What the address asks of the table."""

    rank: int | None = None
    asked_only: bool = False
    order: str = "niveau"

    @classmethod
    def read(cls, sent: QueryDict) -> Self:
        rank, order = sent.get("niveau", ""), sent.get("volgorde", "")
        return cls(
            rank=int(rank) if rank.isascii() and rank.isdigit() and len(rank) == 1 else None,
            asked_only=bool(sent.get("voorstel")),
            order=order if order in ORDERS else "niveau",
        )

    @property
    def narrows(self) -> bool:
        return self.rank is not None or self.asked_only

    def of(self, places: list[Place]) -> list[Place]:
        kept = [
            place
            for place in places
            if self.rank in (None, place.rank) and (place.asked is not None or not self.asked_only)
        ]
        return sorted(kept, key=self._key)

    def _key(self, place: Place) -> Any:
        first = place.readings[0].value if place.readings else None
        figure = -(first or 0.0)
        keys = {"niveau": (-place.rank, figure), "regio": (), "cijfer": (figure,)}
        return *keys[self.order], place.region.name


@require_safe
@may("ladder.read")
def ladder_overview(request: SignedInRequest) -> HttpResponse:
    found, then = look(request)
    wanted = Wanted.read(request.GET)
    context = {
        **page_of(request.user, found, wanted),
        "then": then,
        "may_determine": then is None and request.user.may("levels.determine"),
        "may_propose": then is None and request.user.may("levels.propose"),
    }
    return render(request, "escalation/ladder/overview.html", context)


def look(request: SignedInRequest) -> tuple[Overview, Any]:
    """The country at the moment that the address names with `op`; a day means its end."""
    now = clock.now()
    _whole_day(request)
    then = moment(request)
    return overview(request.user, at=then.at if then else now, now=now), then


def page_of(user: User, found: Overview, wanted: Wanted) -> dict[str, Any]:
    shown, chosen = columns(found.ladder), wanted.of(found.places)
    ladder = found.ladder
    url = ladder.get_absolute_url() if ladder and may_read(user, ladder) else ""
    return {
        "found": found,
        "ladder_url": url,
        "wanted": wanted,
        "asks": asks(found),
        "columns": shown,
        "map": map_of(tiles(found.places)),
        "plain_words": words_of(ladder, url),
        "chosen": chosen,
        "rows": rows_of(chosen, found.day, len(shown)),
    }


def _whole_day(request: HttpRequest) -> None:
    """`op=2020-10-13` is that day as it ended; today is the present."""
    asked = request.GET.get("op", "")
    if len(asked) != DAY:
        return
    query = request.GET.copy()
    if asked == clock.today().isoformat():
        del query["op"]
    else:
        query["op"] = f"{asked}T23:59"
    request.GET = query  # type: ignore[assignment]  # a copy is a query all the same
