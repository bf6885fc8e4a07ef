"""/api/v1/contributions and /api/v1/replies: requests for input and what organisations replied."""

from rest_framework.routers import BaseRouter

from .resources import ContributionViewSet, ReplyViewSet


def register(router: BaseRouter) -> None:
    router.register("contributions", ContributionViewSet, basename="contribution")
    router.register("replies", ReplyViewSet, basename="reply")
