"""/api/v1/: organisations, users, bodies, body-members, posts and what hangs on them."""

from rest_framework.routers import BaseRouter

from .closed_days import ClosedDayViewSet
from .contacts import ContactViewSet
from .resources import (
    BodyMemberViewSet,
    BodyViewSet,
    OrganisationViewSet,
    PostViewSet,
    UserViewSet,
)
from .saved_views import SavedViewViewSet


def register(router: BaseRouter) -> None:
    router.register("organisations", OrganisationViewSet, basename="organisation")
    router.register("users", UserViewSet, basename="user")
    router.register("bodies", BodyViewSet, basename="body")
    router.register("body-members", BodyMemberViewSet, basename="body-member")
    router.register("posts", PostViewSet, basename="post")
    router.register("closed-days", ClosedDayViewSet, basename="closed-day")
    router.register("outside-contacts", ContactViewSet, basename="outside-contact")
    router.register("saved-views", SavedViewViewSet, basename="saved-view")
