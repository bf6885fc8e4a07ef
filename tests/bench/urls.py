"""The project's addresses and, for the floor, a bare view with the same query."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils import timezone

from coordination.actions.queries.filters import Filters
from coordination.actions.queries.listing import list_points


def bare_points(request: HttpRequest) -> HttpResponse:
    wanted, cursor = Filters.read(request.GET), request.GET.get("pagina", "")
    listing = list_points(request.user, wanted, cursor, now=timezone.now())
    return HttpResponse(str(sum(len(group.points) for group in listing.groups)))


urlpatterns = [
    path("bare/acties/", bare_points),
    path("", include("coordination.urls")),
]
