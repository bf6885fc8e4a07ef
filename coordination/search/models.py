"""One row per findable object, written by the service that writes the object."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from coordination.dossiers.models import Dossier
from coordination.kit.models import VisibleQuerySet


class SearchRowQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Rows of dossiers she may see, not above her clearance, of what she may open.

        A chain partner finds an object only where every word it is found by may be known to her:
        what is under embargo is not.
        """
        visible = Dossier.objects.visible_to(user)
        if not user.is_authenticated:
            return self.none()
        found = self.filter(dossier__in=visible, classification__lte=user.clearance)
        found = found.exclude(_out_of_sight(user))
        return found.filter(_known_to(user)) if user.only_partner else found


def _out_of_sight(user: Any) -> Q:
    """Rows whose object hangs on more than its own dossier, where she may not see that too."""
    hidden: Any = Q(pk__in=[])
    for config in apps.get_app_configs():
        for kind in getattr(config, "found_elsewhere_too", ()):
            objects: Any = config.get_model(kind)._default_manager.all()
            opened = objects.visible_to(user).filter(pk=OuterRef("object_id"))
            hidden |= Q(kind=kind) & ~Exists(opened)
    found: Q = hidden
    return found


def _known_to(user: Any) -> Q:
    """Rows whose object its own app lets her find."""
    known = Q(pk__in=[])
    for config in apps.get_app_configs():
        for kind in getattr(config, "found_as", {}):
            objects: Any = config.get_model(kind)._default_manager.all()
            known |= Q(kind=kind, object_id__in=objects.found_by(user).values("pk"))
    return known


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
