"""/api/v1/: organisations, users, bodies, body-members, posts, closed-days, outside-contacts."""

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


def register(router: BaseRouter) -> None:
    router.register("organisations", OrganisationViewSet, basename="organisation")
    router.register("users", UserViewSet, basename="user")
    router.register("bodies", BodyViewSet, basename="body")
    router.register("body-members", BodyMemberViewSet, basename="body-member")
    router.register("posts", PostViewSet, basename="post")
    router.register("closed-days", ClosedDayViewSet, basename="closed-day")
    router.register("outside-contacts", ContactViewSet, basename="outside-contact")
