"""/api/v1/: dossiers, dossier-access, audit-events; and what nouns in a dossier share."""

from rest_framework.routers import BaseRouter

from .dossiers import AccessViewSet, AuditEventViewSet, DossierViewSet


def register(router: BaseRouter) -> None:
    router.register("dossiers", DossierViewSet, basename="dossier")
    router.register("dossier-access", AccessViewSet, basename="dossier-access")
    router.register("audit-events", AuditEventViewSet, basename="audit-event")
