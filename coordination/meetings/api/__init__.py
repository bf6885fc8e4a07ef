"""/api/v1/: meetings and what hangs on them, from agenda items to papers and knowledge."""

from rest_framework.routers import BaseRouter

from .additions import AdditionViewSet
from .attendances import AttendanceViewSet
from .entries import EntryViewSet
from .items import AgendaItemViewSet
from .knowledge import KnowledgeViewSet
from .meetings import MeetingViewSet
from .papers import MeetingPapersViewSet, PapersFileViewSet


def register(router: BaseRouter) -> None:
    router.register("meetings", MeetingViewSet, basename="meeting")
    router.register("agenda-items", AgendaItemViewSet, basename="agenda-item")
    router.register("entries", EntryViewSet, basename="entry")
    router.register("additions", AdditionViewSet, basename="addition")
    router.register("attendances", AttendanceViewSet, basename="attendance")
    router.register("body-knowledge", KnowledgeViewSet, basename="body-knowledge")
    router.register("meeting-papers", MeetingPapersViewSet, basename="meeting-papers")
    router.register("papers-files", PapersFileViewSet, basename="papers-file")
