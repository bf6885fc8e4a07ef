"""/api/v1/: ladders, assessments, and a level from proposal to publication."""

from rest_framework.routers import BaseRouter

from .assessments import AssessmentViewSet
from .determinations import DeterminationViewSet
from .ladders import LadderViewSet
from .proposals import ProposalViewSet, RegionContactViewSet, RoundViewSet


def register(router: BaseRouter) -> None:
    router.register("ladders", LadderViewSet, basename="ladder")
    router.register("assessments", AssessmentViewSet, basename="assessment")
    router.register("proposals", ProposalViewSet, basename="proposal")
    router.register("rounds", RoundViewSet, basename="round")
    router.register("region-contacts", RegionContactViewSet, basename="region-contact")
    router.register("determinations", DeterminationViewSet, basename="determination")
