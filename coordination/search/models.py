"""One row per findable object, written by the service that writes the object."""

from typing import Any, Self

from django.db import models

from coordination.dossiers.models import Dossier
from coordination.kit.models import VisibleQuerySet


class SearchRowQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Rows of dossiers she may see, not above her clearance."""
        visible = Dossier.objects.visible_to(user)
        if not user.is_authenticated:
            return self.none()
        return self.filter(dossier__in=visible, classification__lte=user.clearance)


class SearchRow(models.Model):
    """What is found, where it stands, and the stems it is found by."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    object_id = models.UUIDField()
    title = models.CharField(max_length=250)
    hint = models.CharField(max_length=120, blank=True)
    url = models.CharField(max_length=200)
    stems = models.TextField()
    classification = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_row_once")
        ]
        indexes = [models.Index(fields=["dossier", "-at"], name="search_row_dossier")]

    def __str__(self) -> str:
        return self.title
