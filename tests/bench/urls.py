"""The project's addresses and, for the floor, a bare view with the same query."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils import timezone

from coordination.actions.queries.filters import Filters
from coordination.actions.queries.listing import list_points
from escalation.ladder.queries.overview import overview


def bare_points(request: HttpRequest) -> HttpResponse:
    wanted, cursor = Filters.read(request.GET), request.GET.get("pagina", "")
    listing = list_points(request.user, wanted, cursor, now=timezone.now())
    return HttpResponse(str(sum(len(group.points) for group in listing.groups)))


def bare_ladder(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    return HttpResponse(str(len(overview(request.user, at=now, now=now).places)))  # type: ignore[arg-type]  # who asks is signed in


urlpatterns = [
    path("bare/acties/", bare_points),
    path("bare/ladder/", bare_ladder),
    path("", include("coordination.urls")),
]
